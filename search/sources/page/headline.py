"""A page's tree and metadata come in; the story's headline goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.sources.page.metadata import Metadata
from search.sources.page.region import words_of_names
from search.sources.page.tree import Element, folded, text_of

_SEPARATOR = re.compile(r"\s+[|–—·«»-]\s+|\s*[|｜：]\s*")
"""What sets a headline off from a site's or a section's name."""
_TAIL = re.compile(r"(?:\s+[|–—·«:-]\s+|\s*[|｜：]\s*)((?:(?!\s[-:]\s)[^|｜–—·：]){2,40})$")
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_TICKER = "+++"
"""Stands between the latest news in the heading of a running story."""
_KICKER = re.compile(
    r"(?<![a-z])(?:kicker|(?:top|roof|over|catch)-?line|eyebrow|dachzeile|spitzmarke|rubrik|sur-?titre|ante-?titulo|volanta|cintillo"
    r"|chapeu|occhiello|super-?title|pre-?(?:title|headline))(?![a-z])"
)
_DOTS = ("…", "...")
_LIMIT = 100
"""Characters from which on a headline may be cut without a sign: Google wants no more than 110 in JSON-LD."""
_LONG = 10
"""Letters from which on a headline that stands in another does so by no chance."""
_MORE_WORDS = 2
"""Words a site's printed name may have beyond the one in metadata: Ledger, Ledger Coast News."""


class _Heading(NamedTuple):
    """A printed heading."""

    text: str
    """Without the kicker."""
    whole: str
    """With it."""

    @property
    def has_kicker(self) -> bool:
        """True where the page marks one."""
        return self.text != self.whole


def headline(root: Element, said: Metadata) -> str:
    """The headline on which most agree of those that name one; empty where none does.

    Two statements outside print outvote print; one alone can only confirm it.  So JSON-LD's headline counts where
    another tag repeats it, or where it is not just the page's title, made for search engines.  Else it is the printed
    heading that metadata confirms, and the one printed where metadata contradict themselves.
    """
    main = list(_headings(root, said.sites, "h1"))
    given = [_without_site(text, said.sites) for text in said.headlines]
    whole = [heading.text for heading in main]
    if said.stated:
        return _completed(_without_site(said.stated, said.sites), whole or given)
    titles = [_completed(title, whole or given) for title in given]
    lower = list(_headings(root, said.sites, "h2", "h3"))
    if not main and not lower:  # pages older than style sheets
        lower = list(_headings(root, said.sites, "font", "b", "strong"))
    return (
        _same(main or lower, titles)
        or _piece([*main, *lower], titles)
        or _overlapping(main or lower, titles)
        or _unconfirmed(main, titles)
    )


def _headings(root: Element, sites: Iterable[str], *tags: str) -> Iterator[_Heading]:
    """The headings of a page that are not in a menu and don't just name the site."""
    names = {folded(site) for site in sites}
    for element in root.iter(*tags):
        if not _in_trail(element):
            kicker = next((part for part in element.iterdescendants() if _KICKER.search(_said_of(part))), None)
            text = text_of(element)
            rest = text.replace(text_of(kicker), "", 1).strip(" :|–-") if kicker is not None else ""
            if len(folded(rest or text)) > 3 and folded(rest or text) not in names:
                yield _Heading(rest or text, text)


def _said_of(part: Element) -> str:
    """All that the markup calls an element: some name a kicker in an attribute of their own."""
    return f"{words_of_names(part)} {' '.join(part.keys())} {part.get('data-cy', '')}".lower()


def _in_trail(heading: Element) -> bool:
    """True for a heading in a list or a menu: some sites mark up the last step of the trail as h1."""
    holders = [heading, *heading.iterancestors()]
    return any(
        holder.tag in {"nav", "li", "ol", "ul"} or "breadcrumb" in words_of_names(holder) for holder in holders[:6]
    )


def _completed(title: str, others: list[str]) -> str:
    """A title; where it ends in dots, or at the limit, the first of the others that begins with it."""
    words = folded(title)
    is_cut = title.endswith(_DOTS) or len(title) >= _LIMIT
    return next((text for text in others if is_cut and text != title and folded(text).startswith(words)), title)


def _same(headings: list[_Heading], titles: list[str]) -> str:
    """The title that is printed as a heading: in print its letters may all be capitals, and its colon a line's end.

    Where the page marks a kicker and a single title runs it into the headline, the headline as printed.
    """
    forms = [folded(title) for title in titles]
    for heading in headings:
        for words in (folded(heading.whole), folded(heading.text)):
            if words in forms:
                return heading.text if heading.has_kicker and forms.count(words) == 1 else titles[forms.index(words)]
    return ""


def _piece(headings: list[_Heading], titles: list[str]) -> str:
    """The longest heading that a title says beside other things: the names of the site and of a section.

    It must be a third of the title at least, for a section's name may be printed as a heading too.
    """
    pieces = {folded(piece): folded(title) for title in titles for piece in _pieces(title)}
    found = [
        heading.text
        for heading in headings
        if len(folded(heading.text)) * 3 >= len(pieces.get(folded(heading.text), "")) > 0
    ]
    return max(found, key=len, default="")


def _pieces(title: str) -> Iterator[str]:
    """What stands between any two separators of a title."""
    marks = list(_SEPARATOR.finditer(title))[:6]
    begins = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(title)]
    for begin, end in ((begin, end) for begin in begins for end in ends):
        if begin < end:
            yield title[begin:end]


def _overlapping(headings: list[_Heading], titles: list[str]) -> str:
    """The title that stands in a heading, which has a kicker then; or the heading that stands in a title.

    A title said once is less sure than print: it may be cut, or run on to a site's name.
    """
    forms = [folded(title) for title in titles]
    for heading in headings:
        words = folded(heading.text)
        for form, title in zip(forms, titles, strict=True):
            if min(len(words), len(form)) > _LONG and (words in form or form in words):
                is_sure = forms.count(form) > 1 or (form in words and not words.startswith(form))
                return title if is_sure else heading.text
    return ""


def _unconfirmed(headings: list[_Heading], titles: list[str]) -> str:
    """What metadata says twice, and nothing else; otherwise what is printed, unless that is the news of the hour."""
    forms = sorted(map(folded, titles), key=len)
    if len(forms) > 1 and all(forms[0] in form for form in forms):
        return titles[0]
    long = (
        heading.text
        for heading in headings
        if _TICKER not in heading.text and (not forms or len(folded(heading.text)) * 2 >= len(forms[0]))
    )
    return next(long, "") or next(iter(titles), "")


def _without_site(title: str, sites: tuple[str, ...]) -> str:
    """A title without the site's names at its end."""
    while (tail := _TAIL.search(title)) and _is_site(tail[1], sites):
        title = title[: tail.start()]
    return title


def _is_site(name: str, sites: tuple[str, ...]) -> bool:
    """True for an address, and a site's name or the larger part of it."""
    words = set(name.casefold().split())
    for site in sites:
        known = set(site.casefold().split())
        longer = known <= words and len(words) <= len(known) + _MORE_WORDS
        if folded(name) == folded(site) or longer or (words <= known and len(folded(name)) > 3):
            return True
    return _ADDRESS.fullmatch(name) is not None
