"""A lexicon and many words come in; the number each word has there goes out: one binary search for all together.

A word's bytes are compared eight at a time, as one big-endian number, read where the word stands in the mapped text.
The line end behind a word is less than any byte of a word, so a word that ends within the eight is told apart from one
that goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import Array

_CHUNK = 8


def find_all(text: Array, at: Array, words: Sequence[bytes]) -> Array:
    """The numbers of words in a lexicon (``text``: u1, ordered lines; ``at``: where each begins); -1 for others.

    ``words`` hold no line end and no zero byte (int64).
    """
    count = len(at) - 1
    reading = _Reading(text, at)
    low, high = np.zeros(len(words), np.int64), np.full(len(words), count, np.int64)
    lines = [word + b"\n" for word in words]
    searching = np.arange(len(words))
    for done in range(0, max(map(len, lines), default=0), _CHUNK):
        wanted = _numbers([lines[place][done : done + _CHUNK] for place in searching.tolist()])
        first = reading.bound(wanted, done, (low[searching], high[searching]), beyond=False)
        last = reading.bound(wanted | _behind(wanted), done, (first, high[searching]), beyond=True)
        low[searching], high[searching] = first, last
        sizes = np.array([len(lines[place]) for place in searching.tolist()], np.int64)
        searching = searching[(first < last) & (sizes > done + _CHUNK)]
    return np.where(low < high, low, -1)


def _numbers(pieces: list[bytes]) -> Array:
    """Pieces of at most eight bytes as big-endian numbers, zeros behind."""
    joined = b"".join(piece.ljust(_CHUNK, b"\0") for piece in pieces)
    return np.frombuffer(joined, ">u8").astype(np.uint64)


def _behind(wanted: Array) -> Array:
    """All bits behind the line end of each number that has one (it is followed by zeros), else none."""
    trailing = np.zeros(len(wanted), np.uint64)
    for bytes_behind in range(1, _CHUNK):
        ones = np.uint64((1 << 8 * bytes_behind) - 1)
        trailing[(wanted & ones) == 0] = ones
    return trailing


class _Reading:
    """The lines of a lexicon, eight bytes at a time."""

    def __init__(self, text: Array, at: Array) -> None:
        text = text if len(text) >= _CHUNK else np.pad(text, (0, _CHUNK))
        self._at = at
        self._last = len(text) - _CHUNK
        self._view: Array = np.ndarray((self._last + 1,), ">u8", text.data, strides=(1,))

    def bound(self, wanted: Array, done: int, between: tuple[Array, Array], *, beyond: bool) -> Array:
        """Of each number the first line, from low to high, whose bytes from ``done`` on are not less.

        ``beyond``: the first whose bytes are greater.  All lines from low to high agree in the bytes before ``done``.
        """
        low, high = between
        while (searching := low < high).any():
            middle = (low + high) >> 1
            found = self._eight(middle, done)
            before = (found <= wanted) if beyond else (found < wanted)
            low = np.where(searching & before, middle + 1, low)
            high = np.where(searching & ~before, middle, high)
        return low

    def _eight(self, lines: Array, done: int) -> Array:
        """The bytes of the lines from ``done`` on, as numbers; zeros behind the end of the text."""
        places = self._at[lines].astype(np.int64) + done
        start = np.minimum(places, self._last)
        missing = np.minimum(places - start, _CHUNK - 1).astype(np.uint64)
        return self._view[start].astype(np.uint64) << missing * np.uint64(8)
