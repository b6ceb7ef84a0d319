"""The lines of a page come in; the same in lower case, and which of them are worth a closer look, go out.

Most lines of a story hold none of the words any rule asks for.  One automaton finds them all in one pass over the page
(Aho and Corasick, "Efficient String Matching", Communications of the ACM 18, 1975); what it finds is only a hint, and
the rule that asked for it looks at the line again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from search.cleaning.appeals import SPOKEN
from search.cleaning.encoded import Encoded, encoded
from search.cleaning.links import seams
from search.cleaning.page_phrases import NOTICE_SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

_PICTURE = ("oto", "mage", "icture", "redit", "left", "right", "seen ", "/", "|", "©", ", 20", ", 19")
_LISTS = (tuple(seams()), tuple(f" {word}" for word in SPOKEN), NOTICE_SIGNS, _PICTURE)
_FINDER = BytesAhoCorasick([sign.encode() for signs in _LISTS for sign in signs], implementation=Implementation.DFA)
_LIST_OF = [number for number, signs in enumerate(_LISTS) for _ in signs]


class Look(NamedTuple):
    """A page at first sight; lines are named by their number from 0."""

    lows: list[str]
    """The lines in lower case, a line feed within one made a space."""
    torn: set[int]
    """Those that may have lost words with their links; no other has."""
    spoken: set[int]
    """Those that may speak to the reader; no other does."""
    noticed: set[int]
    """Those that may hold a claim of rights or a disclaimer; no other does."""
    pictured: set[int]
    """Those that may speak of a picture, as far as words and signs tell: for `split_lines`."""


def look(lines: Sequence[str], seen: Encoded | None = None) -> Look:
    """Look at the lines of a page; ``seen`` is what `encoded` gives for all of them together, where that is known."""
    text = "\n".join(lines)
    small = _lowered(text, seen or encoded(text))
    if small.count(b"\n") >= len(lines) > 0:  # a line of a record may have line feeds in it
        text = "\n".join(line.replace("\n", " ") for line in lines)
        small = _lowered(text, encoded(text))
    found: list[set[int]] = [set() for _ in _LISTS]
    spaced = b" %b " % small.replace(b"\n", b" ").replace(b"\t", b" ").replace(b"(", b" ")
    line = done = 0
    for sign, _, end in _FINDER.find_matches_as_indexes(spaced, overlapping=True):  # ordered by their ends
        before = end - 2  # its last byte but for a space that may stand for the line feed behind it
        line += small.count(b"\n", done, before)
        done = before
        found[_LIST_OF[sign]].add(line)
    return Look(small.decode("utf-8", "surrogatepass").split("\n") if lines else [], *found)


def _lowered(text: str, seen: Encoded) -> bytes:
    """``text.lower()`` as UTF-8, by bytes where only ASCII letters are large: curly quotes make ``str.lower`` slow."""
    return seen.data.lower() if seen.odd == seen.odd.lower() else text.lower().encode("utf-8", "surrogatepass")
