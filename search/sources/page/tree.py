"""The text of a page comes in; its element tree goes out, and small questions about elements are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from search.sources.markup import without_comments
from search.sources.source import Refused, extra

Element: TypeAlias = Any
"""An lxml element; lxml is an optional library."""

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2"
        " h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
"""Elements that begin a new line in print."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = (
    "script style noscript template svg iframe object select textarea canvas video audio math button input dialog nav"
    " amp-ad amp-sticky-ad amp-embed amp-list amp-sidebar amp-social-share amp-consent amp-user-notification"
)
_EMPTIED = frozenset(("video", "iframe"))
"""Silent elements that say something by being there."""
SILENT = frozenset(_SILENT.split())
"""Elements whose text is no part of any story."""


STOPS = ".!?…。！？؟۔।॥။።։។ก-๏ກ-ໟ"
"""What ends a sentence, as the inside of a character class: in all scripts that have such a sign; Thai and Lao, that
have none, end in a letter of theirs."""
CLOSING = r"\"”’»“‘«)\]」』"
"""Marks that may follow a sentence's end, likewise."""

_HUGE = 50_000
_HUGE_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{{{_HUGE},}}>")
"""Attributes no page needs (pictures written out, attacks): libxml2 takes the square of their number."""


class Script(NamedTuple):
    """One script of a page."""

    type: str
    text: str


def parse(text: str) -> Element:
    """The root element of a page, with what ``read_page`` keeps; its scripts are dropped."""
    return read_page(text)[0]


def read_page(text: str) -> tuple[Element, list[Script]]:
    """The root element of a page without the elements that are silent, and the page's scripts.

    A film and a frame stay as empty elements; a picture of AMP is one like any other.  Blanks stand where blocks begin
    and end, so that the text of an element is all text in it (``text_of``).
    Raises Refused for a page without any element, and for one the parser gave up on: lxml leaves out, in silence, what
    lies deeper than 2,048 levels.
    """
    etree = extra("lxml.etree", "html")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    text = without_comments(text).replace("\0", "")
    if max(map(len, text.split("<"))) > _HUGE:
        text = _HUGE_TAG.sub(r"<\1>", text)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Refused("no elements in it")
    lost = [error.message for error in parser.error_log if error.level_name == "FATAL"]
    if lost:
        raise Refused(f"the parser lost a part of the page: {lost[0].partition(',')[0]}")
    scripts = [Script((found.get("type") or "").lower(), found.text or "") for found in root.iter("script")]
    for picture in root.iter("amp-img"):
        picture.tag = "img"
    for frame in root.iter(*_EMPTIED):
        for child in list(frame):
            frame.remove(child)
        frame.text = None
    etree.strip_elements(root, *(SILENT - _EMPTIED), with_tail=False)
    for block in root.iter(*BLOCKS, "br"):
        block.text = f" {block.text or ''}"
        if block is not root:
            block.tail = f" {block.tail or ''}"
    return root, scripts


def names_of(element: Element) -> str:
    """An element's class, id and role in one lower-case string."""
    get = element.get
    parts = (get("class"), get("id"), get("role"), get("data-testid"), get("data-component"), get("itemprop"))
    return " ".join(filter(None, parts)).lower()


def text_of(element: Element) -> str:
    """The printed text of an element on one line."""
    return " ".join(_string()(element).split())


@cache
def _string() -> Any:
    """All text in an element, joined by libxml2."""
    return extra("lxml.etree", "html").XPath("string()", smart_strings=False)


def above(element: Element, stop: Element) -> Iterator[Element]:
    """The element and its ancestors, below ``stop``."""
    while element is not None and element is not stop:
        yield element
        element = element.getparent()


def folded(text: str) -> str:
    """A text as two prints of it are compared: letters and digits only."""
    return "".join(re.findall(r"[^\W_]+", text)).casefold()
