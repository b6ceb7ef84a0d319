"""Sorted words come in; the number of a word, the words a pattern stands for, and those a few edits away go out.

Words are kept as UTF-8, one a line, in code-point order (which is the order of UTF-8's bytes): ``NAME.text`` (u1) and
``NAME.at`` (u4, where each begins; one more entry closes the last).
"""

from __future__ import annotations

import re
from bisect import bisect_left

import numpy as np

from search.engines.whoosh.arrays import Array, ArrayFile
from search.engines.whoosh.nearby import FIRST_WIDE, near
from search.engines.whoosh.packed import ranges

_ONE_LETTER = rb"[^\n\x80-\xbf][\x80-\xbf]*"
"""One character of UTF-8 in a regular expression over bytes."""
_STEP = 64
"""Words to look away from where one is thought to stand; as many times farther with each further look."""


class Lexicon:
    """The words of one segment, or the values of one of its keyword fields."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._text = file[f"{name}.text"].data
        self._at = file[f"{name}.at"]

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, number: int) -> str:
        """The word with this number."""
        return self.raw(number).decode()

    def raw(self, number: int) -> bytes:
        """The word with this number, as UTF-8."""
        return bytes(self._text[self._at.item(number) : self._at.item(number + 1) - 1])

    def find(self, word: str) -> int:
        """The word's number, or -1."""
        return self.number_at(self.place(word.encode()), word)

    def number_at(self, place: int, word: str) -> int:
        """The number of the word if it stands at this place, or -1."""
        return place if place < len(self) and self.raw(place) == word.encode() else -1

    def place(self, wanted: bytes, share: float | None = None) -> int:
        """The number of the first word that is not less.

        ``share``: about which share of the words is less.  It saves reading pages of the file far from there: the
        first look at a page takes as long as a hundred comparisons.
        """
        low, high = (0, len(self)) if share is None else self._around(wanted, int(share * len(self)))
        return bisect_left(range(len(self)), wanted, low, high, key=self.raw)

    def _around(self, wanted: bytes, place: int) -> tuple[int, int]:
        """Two places near this one, so that the first word that is not less stands from the one to the other."""
        low, high, step = place, place, _STEP
        while low > 0 and self.raw(low - 1) >= wanted:
            low, high, step = max(low - step, 0), low, step * _STEP
        while high < len(self) and self.raw(high) < wanted:
            low, high, step = high, min(high + step, len(self)), step * _STEP
        return low, high

    def all(self) -> list[str]:
        """Every word, by its number."""
        return bytes(self._text).decode().split("\n")[:-1]

    def matching(self, pattern: str) -> Array:
        """The numbers of the words that fit a pattern with ``*`` and ``?``, in order (int64)."""
        literal = re.match(r"[^*?]*", pattern)
        prefix = literal[0].encode() if literal else b""
        low = self.place(prefix)
        # No byte of UTF-8 is 0xff, so this is behind every word that begins with the prefix.
        high = self.place(prefix + b"\xff") if prefix else len(self)
        rest = pattern[len(prefix.decode()) :]
        if rest and not rest.strip("*"):
            return np.arange(low, high)
        fits = re.compile(b"(?m)^" + re.escape(prefix) + _expression(rest) + b"$")
        start, stop = int(self._at[low]), int(self._at[high])
        found = [match.start() for match in fits.finditer(self._text[start:stop])] if stop > start else []
        return np.searchsorted(self._at[low : high + 1], np.array(found, np.int64) + start) + low

    def within(self, word: str, edits: int) -> Array:
        """The numbers of the words at most so many edits away, in order (int64)."""
        text, starts = np.asarray(self._text), self._at[:-1]
        found = near(text, starts, word, edits)
        wide = np.flatnonzero(text >= FIRST_WIDE)
        if not len(wide):
            return found
        # Of words with other letters than ASCII's, the walk over bytes finds none.
        numbers = np.searchsorted(self._at, wide.astype(self._at.dtype), side="right") - 1
        numbers = numbers[np.flatnonzero(np.diff(numbers, prepend=-1))]
        lines = text[ranges(self._at[numbers], self._at[numbers + 1] - self._at[numbers])]
        letters = np.frombuffer(lines.tobytes().decode().encode("utf-32-le"), "<u4")
        ends = np.flatnonzero(letters == ord("\n"))
        others = near(letters, np.concatenate([[0], ends[:-1] + 1]), word, edits)
        return np.sort(np.concatenate([found, numbers[others]]))


def _expression(pattern: str) -> bytes:
    """The pattern as a regular expression over UTF-8.

    As in ``search.query.pattern_regex``, each piece between stars is taken where it first fits and never elsewhere:
    else a handful of stars would take time exponential in the length of a word.
    """
    pieces = [b"".join(map(_letter, re.findall(r"\?|[^?]+", piece))) for piece in pattern.split("*")]
    first, *rest = pieces
    if not rest:
        return first
    between = b"".join(b"(?>[^\n]*?" + piece + b")" for piece in rest[:-1] if piece)
    return first + between + b"[^\n]*" + rest[-1]


def _letter(text: str) -> bytes:
    """What stands for any letter, or for these."""
    return _ONE_LETTER if text == "?" else re.escape(text.encode())
