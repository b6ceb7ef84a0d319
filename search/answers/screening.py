"""A tree with the forms its words stand for, and texts, come in; those of their words that matter to the tree go out.

Splitting an article into words is most of the work of showing a hit, and nearly all of its words are none of the query.
So the letters of all its texts are looked through at once for the forms sought; a text without any is left out, and of
the others only what stands around a form, from white space to white space, is split into words.  The answer may hold
words that are not meant, never miss one that is: a form is the letters of the printed word, one after the other, but
for apostrophes, points and commas, as long as the text is ASCII.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from search.analysis.word_rules import Printed, plain_words
from search.fields import FIELDS
from search.query import ByDistance, First, Fuzzy, In, Node, Range, Value, Wildcard, Word

__all__ = ["Sought", "glimpses", "sought", "zone_fields"]

_APOSTROPHES = "’‘"
_BETWEEN = "“”–—…\xa0"
"""What is common in news, not ASCII, and between words."""
_INSIDE = str.maketrans("", "", "'.,")
"""What may stand inside a printed word of ASCII and is no part of its form."""


class Sought(NamedTuple):
    """What to look for in texts to judge them by one tree."""

    letters: tuple[str, ...]
    """Every place of the tree has one of these in it."""
    apart: bool
    """True where it matters how many words stand between two places; else only whether there are any."""


def sought(tree: Node, meanings: Mapping[object, Collection[str]]) -> Sought | None:
    """What to look for; None where that can't be said.

    ``meanings``: the forms each word of the tree stands for (a wildcard need not be in it).
    """
    found: set[str] = set()
    apart = False
    for node in tree.walk():
        match node:
            case Word() | Fuzzy():
                found.update(meanings[node])
            case Wildcard():
                found.add(max(re.split(r"[*?]", node.pattern), key=len))
            case ByDistance():
                apart = True
            case First():  # the words before a place are counted
                return None
            case Range(field="words"):
                return None
            case Value() if FIELDS[node.field].kind == "text":  # caption:* wants any caption at all
                return None
    return Sought(_shortest(found), apart) if all(found) else None


def _shortest(forms: Collection[str]) -> tuple[str, ...]:
    """Those that have no other in them: where ``ferries`` stands, ``ferr`` does."""
    kept: list[str] = []
    for form in sorted(forms, key=lambda form: (len(form), form)):
        if not any(other in form for other in kept):
            kept.append(form)
    return tuple(kept)


def zone_fields(tree: Node, fields: Sequence[str]) -> frozenset[str]:
    """The fields whose zones the tree is judged by."""
    names = {*fields, *(name for node in tree.walk() if isinstance(node, In) for name in node.fields)}
    selectors = {selector for name in names for selector in FIELDS[name].zones or (name,)}
    return frozenset("paragraph" if selector == "lead" else selector.partition("/")[0] for selector in selectors)


def glimpses(texts: Sequence[str], wanted: Sought) -> dict[int, Printed | None]:
    """The texts, by number, that could hold what is wanted, with their words; None for one that is to be read whole.

    Between two words that don't stand side by side there is one without letters, in the place of all those there.

    >>> glimpses(["No ferry today", "The U.S. mayor's talk, and the mayor's walk"], Sought(("mayor",), False))
    {1: Printed(words=["mayor's", '', "mayor's"], starts=(9, 16, 31), ends=(14, 16, 36))}
    """
    even = _even("\n".join(texts))
    low = (even if even.isascii() else even.encode("ascii", "replace").decode()).lower()
    edges = [0, *accumulate(len(text) + 1 for text in texts)]
    stretches = [slice(begin, end - 1) for begin, end in pairwise(edges)]
    doubtful = [] if even.isascii() and not _inside(low, wanted) else list(enumerate(stretches))
    found: dict[int, Printed | None] = {
        number: None for number, stretch in doubtful if not even[stretch].isascii() or _inside(low[stretch], wanted)
    }
    places = sorted(place for letters in wanted.letters for place in _places(low, letters))
    for number, those in groupby(places, lambda place: bisect_right(edges, place) - 1):
        if number not in found:
            found[number] = None if wanted.apart else _around(those, even, stretches[number])
    return dict(sorted(found.items()))


def _even(text: str) -> str:
    """The text with plain apostrophes and blanks, each character in its place."""
    if not text.isascii():
        for sign in _APOSTROPHES:
            text = text.replace(sign, "'")
        for sign in _BETWEEN:
            text = text.replace(sign, " ")
    return text


def _inside(text: str, wanted: Sought) -> bool:
    """True if a word may be one of the forms once the signs inside it are gone, as in O'Brien, U.S. and 1,000."""
    bare = text.translate(_INSIDE)
    return any(bare.count(letters) > text.count(letters) for letters in wanted.letters)


def _places(text: str, letters: str) -> Iterator[int]:
    place = text.find(letters)
    while place >= 0:
        yield place
        place = text.find(letters, place + 1)


def _around(places: Iterable[int], text: str, stretch: slice) -> Printed:
    """The words between the blanks that are nearest to each of the places, in a stretch of ASCII."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    read = stretch.start
    for place in places:
        if place < read:
            continue
        first = max(read, text.rfind(" ", read, place) + 1)
        if words and any(map(str.isalnum, text[read:first])):
            words.append("")
            starts.append(read - stretch.start)
            ends.append(read - stretch.start)
        read = text.find(" ", place, stretch.stop)
        read = stretch.stop if read < 0 else read
        for word, start, end in plain_words(text, first, read):
            words.append(word)
            starts.append(start - stretch.start)
            ends.append(end - stretch.start)
    return Printed(words, tuple(starts), tuple(ends))
