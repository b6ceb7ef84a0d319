"""A page's element tree comes in; what its JSON-LD, microdata and meta tags say of the article goes out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from search.article import RawCaption
from search.sources.captions import captions_of
from search.sources.json_shapes import is_article
from search.sources.markup import looks_html, plain
from search.sources.page.tree import Element, Script, folded, text_of

_HEADLINES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
_SOCIAL = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "date",
    "dc.date.issued", "dcterms.date", "dc.date", "dcterms.created", "pubdate", "publish-date", "publication_date",
    "publishdate", "article.published", "article_date_original", "cxenseparse:recs:publishtime", "last-modified",
)  # fmt: skip
_AUTHORS = (
    "article:author",
    "author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "og:article:author",
    "cxenseparse:author",
    "articleauthor",
)
_WRITTEN_BY = re.compile(
    r"written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|skriv(?:en|et) av"
    r"|skrevet af|napisane przez|yazan|автор|작성자|執筆者|投稿者|作者|كُتب بواسطة",
    re.IGNORECASE,
)
"""The label that the most common plugin of WordPress gives an author's name for previews of the page."""
_SECTIONS = ("article:section", "og:article:section", "parsely-section", "section", "cxenseparse:category")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher", "copyright")
_LANGUAGES = ("og:locale", "content-language", "language", "dc.language")
_PARTS = re.compile(r"\s+[|–—·-]\s+")
_BAD_CONTROL = re.compile(r"[\x00-\x1f]+")


class Metadata(Struct, frozen=True, kw_only=True):
    """What a page says of its article outside of print; empty where it says nothing."""

    headlines: tuple[str, ...] = ()
    """Every statement of one, best first: a wording that several tags share comes several times."""
    stated: str = ""
    """The headline JSON-LD gives the story; empty where it is only the page's title, made for search engines, and the
    tag for social media says otherwise."""
    descriptions: tuple[str, ...] = ()
    body: str = ""
    """JSON-LD's articleBody, often cut."""
    authors: tuple[tuple[str, ...], ...] = ()
    """What each place names, best first."""
    published: str = ""
    section: str = ""
    source: str = ""
    sites: tuple[str, ...] = ()
    """All names the page gives its site; ``source`` is the first."""
    url: str = ""
    language: str = ""
    captions: tuple[RawCaption, ...] = ()
    films: frozenset[str] = frozenset()
    """What is said of films in the page, folded."""


def metadata(root: Element, scripts: Iterable[Script]) -> Metadata:
    """All a page says of itself."""
    things, tags = list(_things(scripts)), _tags(root)
    stories = [thing for thing in things if is_article(thing)]
    title, address = _title(root), [*_links(root, "canonical"), *_all(tags, ("og:url",))]
    story = max(stories, key=lambda thing: _is_about(thing, address, title), default={})
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    body = story.get("articleBody")
    own = [story.get("headline"), story.get("name")]
    publisher = _names(story.get("publisher"), by_id)
    sites = _texts(*_all(tags, ("og:site_name",)), *publisher, *_all(tags, _SITES), *_hosts_name(title, address))
    page = story.get("mainEntityOfPage")
    return Metadata(
        headlines=tuple(_texts(*own, *_all(tags, _HEADLINES), title)),
        stated=_stated(own, next(iter(_all(tags, _SOCIAL)), ""), title),
        descriptions=tuple(_texts(story.get("description"), story.get("abstract"), *_all(tags, _DESCRIPTIONS))),
        body=plain(body) if isinstance(body, str) and looks_html(body) else body if isinstance(body, str) else "",
        authors=(tuple(_names(story.get("author") or story.get("creator"), by_id)), *_author_tags(tags)),
        published=_first(
            story.get("datePublished"), story.get("dateCreated"), *_all(tags, _DATES), _time_element(root)
        ),
        section=_first(story.get("articleSection"), *_all(tags, _SECTIONS)),
        source=next(iter(sites), ""),
        sites=tuple(sites),
        url=_first(
            *address,
            story.get("url"),
            page if isinstance(page, str) else "",
        ),
        language=_first(*root.xpath("/html/@lang"), story.get("inLanguage"), *_all(tags, _LANGUAGES)),
        captions=tuple(captions_of(_resolved(story.get("image"), by_id))),
        films=frozenset(map(folded, _texts(*(thing.get("description") for thing in things if _is_film(thing))))),
    )


def _things(scripts: Iterable[Script]) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD."""
    for script in scripts:
        if "ld+json" in script.type:
            yield from _objects(_loaded(script.text))


def _loaded(text: str) -> Any:
    """JSON as sites write it: with raw line ends in strings, comments around it, entities."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _BAD_CONTROL.sub(" ", text), unescape(_BAD_CONTROL.sub(" ", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 20:  # real graphs nest about five deep
        return
    if isinstance(value, dict):
        yield value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        yield from _objects(item, depth + 1)


def _is_about(thing: Mapping[str, Any], address: list[str], title: str) -> tuple[bool, bool, bool, bool, int]:
    """How much an article in JSON-LD is this page's: others are of a list, or posts of a running story."""
    page = thing.get("mainEntityOfPage")
    urls = (thing.get("url"), thing.get("@id"), page.get("@id") if isinstance(page, Mapping) else page)
    headline = folded(next(iter(_texts(thing.get("headline"))), ""))
    return (
        any(url in address for url in urls),
        bool(headline) and headline in folded(title),
        "articleBody" in thing,
        "headline" in thing,
        len(thing),
    )


def _is_film(thing: Mapping[str, Any]) -> bool:
    return any(kind in str(thing.get("@type")) for kind in ("VideoObject", "AudioObject"))


def _tags(root: Element) -> dict[str, list[str]]:
    """Meta tags by name, all values in order."""
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        if name and (tag.get("content") or "").strip():
            found.setdefault(name.lower(), []).append(tag.get("content"))
    return found


def _all(tags: Mapping[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in tags.get(name, ())]


def _author_tags(tags: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """The authors each meta tag names; Facebook's tag holds addresses of profiles."""
    named = [tags.get(name, []) for name in _AUTHORS]
    named += [
        tags.get(name.replace("label", "data"), []) for name, said in tags.items() if _WRITTEN_BY.fullmatch(said[0])
    ]
    named += [said for name, said in tags.items() if _WRITTEN_BY.fullmatch(name.rpartition(":")[2])]
    for values in named:
        yield tuple(dict.fromkeys(value.strip() for value in values if "://" not in value))


def _names(value: Any, by_id: Mapping[str, Any]) -> list[str]:
    value = _resolved(value, by_id)
    if isinstance(value, list):
        return list(dict.fromkeys(name for item in value for name in _names(item, by_id)))
    if isinstance(value, Mapping):
        return _names(value.get("name"), by_id)
    return [text] if isinstance(value, str) and (text := plain(value).strip()) and "://" not in text else []


def _resolved(value: Any, by_id: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping) and len(value) <= 2 and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return [_resolved(item, by_id) for item in value] if isinstance(value, list) else value


def _texts(*values: Any) -> list[str]:
    return [text for value in values if isinstance(value, str) and (text := _line(value))]


def _line(value: str) -> str:
    """A value on one line; entities may be written twice over (``&amp;quot;``)."""
    return " ".join(unescape(plain(value)).split())


def _stated(own: list[Any], social: str, title: str) -> str:
    """What JSON-LD calls the story and the tag for social media repeats, if with more behind it; else its headline."""
    repeat = folded(_line(social))
    for text in _texts(*own):
        words = folded(text)
        if repeat.startswith(words) and len(words) * 2 >= len(repeat):
            return text
    return next((text for text in _texts(own[0]) if not title.startswith(text)), "")


def _first(*values: Any) -> str:
    for value in values:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item.strip():
                return _line(item)
    return ""


def _title(root: Element) -> str:
    return next((text_of(title) for title in root.iter("title")), "")


def _hosts_name(title: str, address: list[str]) -> list[str]:
    """The part of a page's title that names its host: the site's name in print."""
    hosts = (urlsplit(url).hostname or "" for url in address[:1])
    labels = {folded(name) for host in hosts for name in (host, host.removeprefix("www."), *host.split("."))}
    return [part for part in _PARTS.split(title) if len(part) > 2 and folded(part) in labels]


def _links(root: Element, relation: str) -> list[str]:
    return [link.get("href") for link in root.iter("link") if link.get("rel") == relation and link.get("href")]


def _time_element(root: Element) -> str:
    """The first printed time that is marked up: as the date of publication, or at all."""
    times = list(root.iter("time"))
    marked = [time for time in times if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None]
    return next((time.get("datetime") for time in (*marked, *times) if time.get("datetime")), "")
