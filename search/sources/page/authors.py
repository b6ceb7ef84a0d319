"""A page's metadata and tree come in; the names of the story's authors go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from search.sources.page.metadata import Metadata
from search.sources.page.region import is_named
from search.sources.page.tree import Element, folded, text_of

_SPLIT = re.compile(r"\s*[,;/|•·&]\s*")
_AND = re.compile(r"\s+(?:and|und|y|et|e|och|og|i|ve|en)\s+")
_ROLE = re.compile(
    r"(?<!\w)(?:reporters?|correspondent|editors?|writers?|columnist|staff|agencies|redakteur(?:in)?|korrespondent(?:in)?"
    r"|journalista?|periodista|giornalista|rédact(?:eur|rice)|redakcja|muhabir)(?!\w)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:by|von|par|por|de|di|da|af|av|door|كتبت?|بقلم|text|autor(?:in|en)?|auteur|written by|story by|from)\b:?\s+",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s*\([^()]{1,8}\)$")  # initials after the name: "Elena Berg (ebe)"
_ADDRESS = re.compile(r"\S+@\S+|://")
_DOMAIN = re.compile(r"(?:^|\()\S+\.[a-z]{2,6}\)?$", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?<![a-z])(?:authors?(?:-?names?)?|bylines?|autor(?:en|es)?|auteurs?|verfasser|contributors?|reporter)(?![a-z])"
)
_WORD = r"(?:autor(?:a|e|in|en)?(?:/autor(?:in)?)?|authors?|auteurs?|written by|redactor|penulis|yazar|автор|記者)"
_LABEL = re.compile(rf"{_WORD}\s*(?:[:：]|$)", re.IGNORECASE)
_LABEL_WORD = re.compile(rf"^{_WORD}\s*[:：]?\s+", re.IGNORECASE)
"""A word before a name, in an element of its own or with a colon."""
_SIGNED = re.compile(r"(?:by|par|von|por|di|av|af|door|كتبت?|بقلم)(?::|\s|$)", re.IGNORECASE)
"""How a line begins that names who wrote the story."""
_CAPITALS = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][\w.’'-]*(?: (?:van|von|de|der|di|da|du|la|le|del|dos|al|el|y))*(?: |$)){2,5}"
)
_BESIDE = frozenset(("figure", "figcaption", "aside", "footer", "li", "nav", "h1", "h2", "h3"))
_SHORT_LINE = 60
"""Characters a line of names stays below."""
_NO_BYLINE = re.compile(
    r"(?<![a-z])(?:bio\w*|box|image|avatar|info|follow|comments?|related|card|profile|more)(?![a-z])"
)
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,4}$")


def authors(root: Element, said: Metadata) -> tuple[str, ...]:
    """The authors metadata names; where it names none, or only the site, those printed where the page marks them."""
    site = folded(said.source)
    own, *others = (tuple(_names(names)) for names in said.authors or ((),))
    if any(not _is_site(name, site) for name in own):
        return own
    for names in (*others, tuple(_printed(root))):
        if names and not any(_is_site(name, site) for name in names):
            return names
    return next(filter(None, (own, *others)), ())


def _is_site(name: str, site: str) -> bool:
    """True for the site's own name or address."""
    return _DOMAIN.search(name) is not None or (bool(site) and (folded(name) in site or site in folded(name)))


def _names(texts: Iterable[str]) -> Iterator[str]:
    """Single names out of texts that may list several."""
    parts = (part for text in texts for piece in _SPLIT.split(_LEAD.sub("", text)) for part in _parted(piece))
    names = dict.fromkeys(_CODE.sub("", part).strip(" .:-–—") for part in parts)
    people = [name for name in names if name and len(name) < 60 and not _ADDRESS.search(name)]
    yield from [
        name for name in people if not _ROLE.search(name)
    ] or people  # "Jo Vance, City Editor"; "Staff Reporter"


def _parted(text: str) -> list[str]:
    """The names an "and" joins: where each has two words, so that Ramón y Cajal stays one."""
    parts = _AND.split(text)
    return parts if all(" " in part.strip() for part in parts) else [text]


def _printed(root: Element) -> list[str]:
    """The names in the first element marked or labelled as a byline; else in the first line that reads as one."""
    signed: list[str] = []
    for element in root.iter("a", "span", "div", "p", "address", "li", "dd", "td", "font"):
        begin = _beginning(element)
        if _is_byline(element) or _LABEL.match(begin):
            found = _people(_LABEL_WORD.sub("", text_of(element)))
            if found:
                return found
        elif not signed and _SIGNED.match(begin) and not _is_beside(element):
            line = begin if element.text and begin.count(" ") > 1 else text_of(element)
            names = list(_names([line])) if len(line) < _SHORT_LINE else []
            signed = names if all(map(_CAPITALS.fullmatch, names)) else []
    return signed


def _people(text: str) -> list[str]:
    """The persons' names in a short text."""
    return [name for name in _names([text]) if _NAME.match(name) and name[0].isupper()] if len(text) < 120 else []


def _is_beside(element: Element) -> bool:
    """True in a list, a picture or a box beside the story."""
    return any(holder.tag in _BESIDE for holder in (element, *element.iterancestors()))


def _is_byline(element: Element) -> bool:
    """True for an element that its names or properties say is a byline, and no box about the author."""
    marked = element.get("rel") == "author" or element.get("itemprop") == "author"
    return marked or (is_named(element, _BYLINE) and not is_named(element, _NO_BYLINE))


def _beginning(element: Element) -> str:
    """An element's first words: its own, or those of its first child."""
    return (element.text or "").strip() or (element[0].text or "" if len(element) else "").strip()
