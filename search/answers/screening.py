"""A tree with the forms its words stand for, and texts, come in; which texts could hold one of them goes out.

Splitting an article into words is most of the work of showing a hit, and most of its paragraphs hold no word of the
query.  So a paragraph's plain letters are looked through first; one that can't hold any of the words is left out.  The
answer may be a mistaken yes, never a mistaken no: a form is the letters of the printed word, one after the other, but
for apostrophes, points and commas, as long as the text is ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from search.fields import FIELDS
from search.query import First, Fuzzy, In, Node, Range, Value, Wildcard, Word

__all__ = ["Needles", "may_hold", "needles", "zone_fields"]

Needles: TypeAlias = tuple[str, ...] | None
"""Every place of a tree has one of these in it; None where that can't be said."""

_INSIDE = "'’.,"
"""What may stand inside a printed word and is no part of its form."""
_BETWEEN = "“”‘–—…\xa0"
"""What is common in news, not ASCII, and between words."""


def needles(tree: Node, meanings: Mapping[object, Collection[str]]) -> Needles:
    """What to look for; ``meanings``: the forms each word of the tree stands for (a wildcard need not be in it)."""
    found: list[str] = []
    for node in tree.walk():
        match node:
            case Word() | Fuzzy():
                found += meanings[node]
            case Wildcard():
                found.append(max(re.split(r"[*?]", node.pattern), key=len))
            case First():  # the words before a place are counted
                return None
            case Range(field="words"):
                return None
            case Value() if FIELDS[node.field].kind == "text":  # caption:* wants any caption at all
                return None
    return tuple(dict.fromkeys(found)) if all(found) else None


def zone_fields(tree: Node, fields: Sequence[str]) -> frozenset[str]:
    """The fields whose zones the tree is judged by."""
    names = {*fields, *(name for node in tree.walk() if isinstance(node, In) for name in node.fields)}
    selectors = {selector for name in names for selector in FIELDS[name].zones or (name,)}
    return frozenset("paragraph" if selector == "lead" else selector.partition("/")[0] for selector in selectors)


def may_hold(texts: Sequence[str], wanted: Sequence[str]) -> list[bool]:
    """For each text: False only if it holds none of the forms.

    >>> may_hold(["The U.S. mayor's talk", "No ferry today"], ("us", "mayor"))
    [True, False]
    """
    plain = _plain("\n".join(texts)).split("\n")  # all at once is several times faster
    if len(plain) != len(texts):  # a text has lines
        plain = list(map(_plain, texts))
    return [not text.isascii() or any(each in text for each in wanted) for text in plain]


def _plain(text: str) -> str:
    """The text in small letters without what may stand inside a word."""
    for sign in _INSIDE:
        text = text.replace(sign, "")
    if not text.isascii():
        for sign in _BETWEEN:
            text = text.replace(sign, " ")
    return text.lower()
