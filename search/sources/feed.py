"""A feed comes in (RSS 0.9 to 2.0, RSS 1.0 in RDF, Atom); one RawArticle an item goes out.

An item that holds only a headline and a summary keeps the summary as its standfirst and has no paragraphs, so that it
can be told from a whole story.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import BinaryIO

from search.article import Origin, RawArticle, RawCaption
from search.sources.markup import Fragment, fragment, looks_html, plain
from search.sources.source import ReadOptions, Records, Source
from search.sources.xml_stream import Document, Element, every, first, local, markup_of, root_of

_LONG_SUMMARY = 1000
"""Characters from which a description is the story itself: summaries are cut well below it."""


_NOT_OF_A_PICTURE = "[not(contains(namespace-uri(), 'mrss'))]"
"""Of two elements with one name, the one that is not Media RSS's."""


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the root element tells
    """The root is rss or feed, or RDF that speaks of RSS."""
    root, _ = root_of(head)
    return root in {"rss", "feed"} or (root == "RDF" and b"purl.org/rss" in head)


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The items, with the feed's title as their source."""
    document = Document(stream, origin, options.limits, options.encoding)
    feed = {"source": "", "language": ""}
    for element in document.elements("item", "entry", beside=("title", "language")):
        kind, parent = local(element), element.getparent()
        if kind in {"item", "entry"}:
            yield _article(element, feed, document)
        elif parent is not None and local(parent) in {"channel", "feed"}:
            field = "source" if kind == "title" else "language"
            feed[field] = feed[field] or first(element, ".")
            feed["language"] = feed["language"] or first(parent, "ancestor-or-self::*/@xml:lang")
    yield from document.damage("items")


def _article(item: Element, feed: dict[str, str], document: Document) -> RawArticle:
    summary = _html(item, ("description", "summary"))
    body = _html(item, ("encoded", "content")) or (summary if _is_story(summary) else "")
    read = fragment(body) if body else Fragment((), ())
    address = first(item, "guid", "id", "@about")
    links = ("link[@rel='alternate']/@href", "link[not(@rel)]/@href", "link", "origLink", "@about")
    url = first(item, *links, "guid[not(@isPermaLink='false')][starts-with(., 'http')]")
    authors = [name for element in every(item, "creator | author") if (name := _author(element))]
    sections = [first(element, "@label", "@term", ".") for element in every(item, "category | subject")]
    return RawArticle(
        origin=document.identified(item, address or url),
        headline=plain(first(item, f"title{_NOT_OF_A_PICTURE}", "title")),
        standfirst="" if summary == body else " ".join(p.text for p in fragment(summary).paragraphs),
        authors=tuple(dict.fromkeys(authors)),
        captions=(*_captions(item), *read.captions),
        paragraphs=read.paragraphs,
        section=", ".join(filter(None, sections[:3])),
        source=first(item, "source/title", "source") or feed["source"],
        url=url,
        published=first(item, "pubDate", "published", "date", "issued", "updated"),
        language=first(item, "language", "@xml:lang") or feed["language"],
    )


def _html(item: Element, names: tuple[str, ...], which: str = _NOT_OF_A_PICTURE) -> str:
    """The first of some children as HTML: written as text, or (Atom's xhtml) as elements."""
    for name in names:
        for element in every(item, f"{name}{which}"):
            text = markup_of(element) if len(element) else (element.text or "")
            text = unescape(text) if "&lt;" in text and not looks_html(text) else text  # escaped once too often
            if text.strip():
                return text
    return ""


def _is_story(summary: str) -> bool:
    return len(summary) > _LONG_SUMMARY or len(fragment(summary).paragraphs) > 2 if summary else False


def _author(element: Element) -> str:
    """A name; RSS 2.0 writes ``address (name)``."""
    text = first(element, "name", ".")
    return text.partition("(")[2].rstrip(") ") if "@" in text and "(" in text else text


def _captions(item: Element) -> Iterator[RawCaption]:
    """What Media RSS says of each picture; of one picture in several sizes once."""
    seen = set()
    for media in every(item, ".//content[@url] | .//thumbnail[@url]"):
        text = " ".join(p.text for p in fragment(_html(media, ("description", "text"), which="[not(@url)]")).paragraphs)
        credit = first(media, "credit[@role='photographer']", "credit", "copyright")
        if (text or credit) and (text, credit) not in seen:
            seen.add((text, credit))
            yield RawCaption(text=text or plain(first(media, "title")), credit=credit)
    text = " ".join(p.text for p in fragment(_html(item, ("media-caption",))).paragraphs)
    if not seen and (text := text or _own_description(item)):
        yield RawCaption(text=text, credit=first(item, "credit", "group/credit"))


def _own_description(item: Element) -> str:
    """media:description that stands beside the picture, not in it."""
    found = item.xpath(
        "*[local-name()='description' and contains(namespace-uri(), 'mrss')]"
        " | *[local-name()='group']/*[local-name()='description']"
    )
    return plain(" ".join("".join(found[0].itertext()).split())) if found else ""


SOURCE = Source(
    name="feed",
    meaning="RSS and Atom feeds",
    suffixes=(".rss", ".atom", ".xml"),
    sniff=sniff,
    read=read,
    needs="lxml",
)
