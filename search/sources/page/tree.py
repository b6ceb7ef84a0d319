"""The text of a page comes in; its element tree goes out, and small questions about elements are answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

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
)
SILENT = frozenset(_SILENT.split())
"""Elements whose text is no part of any story."""


_HUGE_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{50000,}>")
"""Attributes no page needs (pictures written out, attacks): libxml2 takes the square of their number."""


def parse(text: str) -> Element:
    """The root element of a page.

    Raises Refused for a page without any element, and for one the parser gave up on: lxml leaves out, in silence, what
    lies deeper than 2,048 levels.
    """
    html = extra("lxml.html", "html")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    text = _HUGE_TAG.sub(r"<\1>", without_comments(text).replace("\0", ""))
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if root is None:
        raise Refused("no elements in it")
    lost = [error.message for error in parser.error_log if error.level_name == "FATAL"]
    if lost:
        raise Refused(f"the parser lost a part of the page: {lost[0].partition(',')[0]}")
    return root


def names_of(element: Element) -> str:
    """An element's class, id and role in one lower-case string."""
    get = element.get
    parts = (get("class"), get("id"), get("role"), get("data-testid"), get("data-component"), get("itemprop"))
    return " ".join(filter(None, parts)).lower()


def text_of(element: Element) -> str:
    """The printed text of an element on one line."""
    return " ".join("".join(_texts(element)).split())


def _texts(root: Element) -> Iterator[str]:
    """Pieces of text, with a blank where a block begins and ends."""
    stack: list[Element | str] = [root]  # not recursion: pages nest deeper than Python's stack
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        if item is not root:
            stack.append(item.tail or "")
        if not isinstance(item.tag, str) or item.tag in SILENT:
            continue
        if item.tag in BLOCKS or item.tag == "br":
            yield " "
            stack.append(" ")
        yield item.text or ""
        stack.extend(reversed(item))


def above(element: Element, stop: Element) -> Iterator[Element]:
    """The element and its ancestors, below ``stop``."""
    while element is not None and element is not stop:
        yield element
        element = element.getparent()


def folded(text: str) -> str:
    """A text as two prints of it are compared: letters and digits only."""
    return "".join(re.findall(r"[^\W_]+", text)).casefold()
