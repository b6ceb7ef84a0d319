"""Texts come in; the numbers of the chunks they are cut into go out, looked up in one hash table for all at once.

The texts are taken as bytes of UTF-8.  A chunk of up to sixteen bytes is two whole numbers, so that comparing it is
comparing those: the table is exact, whatever its hashes do.  Longer chunks, and those whose three places in the table
are taken, are looked up one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from search.analysis.chunks import Chunks

Array: TypeAlias = npt.NDArray[Any]

_PLACES = 1 << 20
_SHIFT = np.uint64(64 - 20)
_PROBES = 3
_WIDTH = 16
"""Bytes of a chunk that the table holds."""

_SPACE = b" "
_TRANSLATION = bytes(32 if chr(byte).isspace() and byte < 128 else byte or 1 for byte in range(256))
"""White space of ASCII to spaces; NUL to another character no word has, for in the table it fills up short chunks."""
_WIDE_SPACES = [
    int.from_bytes(chr(point).encode().ljust(3, b"\0"), "big")
    for point in (0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
]
"""White space beyond ASCII, as ``str.split`` knows it: two or three bytes of UTF-8 as one number of three."""
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(9)], np.uint64)
# Odd numbers of well-mixed bits; three multiplications spread all bits of both halves over the highest.
_MIX = [np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93)]


class ChunkTable:
    """A hash table over ``Chunks``."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._low = np.zeros(_PLACES + _PROBES, np.uint64)
        self._high = np.zeros(_PLACES + _PROBES, np.uint64)
        self._number = np.zeros(_PLACES + _PROBES, np.int32)

    def clear(self) -> None:
        """Forget everything."""
        self._low.fill(0)

    def numbers(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """The numbers of the chunks of all texts (i4), and how many chunks each text has (i8)."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        data = bytearray(_SPACE.join([*encoded, b""])).translate(_TRANSLATION)
        ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)) + 1)
        starts, lengths = _cut(np.frombuffer(data, np.uint8))
        data += bytes(_WIDTH + 8)
        numbers = self._looked_up(data, starts, lengths)
        return numbers, np.diff(np.searchsorted(starts, ends), prepend=0)

    def _looked_up(self, data: bytearray, starts: Array, lengths: Array) -> Array:
        words: Array = np.ndarray((len(data) - 7,), "<u8", data, 0, (1,))  # the eight bytes from every place on
        low = words[starts] & _MASKS.take(lengths, mode="clip")
        high = words[starts + 8] & _MASKS.take(lengths - 8, mode="clip")
        mixed = low * _MIX[0] ^ high * _MIX[1]
        place = (((mixed ^ mixed >> np.uint64(29)) * _MIX[2]) >> _SHIFT).astype(np.int64)
        found = (self._low.take(place) == low) & (self._high.take(place) == high) & (lengths <= _WIDTH)
        numbers: Array = self._number.take(place)
        missing = np.flatnonzero(~found)
        for probe in range(1, _PROBES):
            at = place[missing] + probe
            hit = (self._low[at] == low[missing]) & (self._high[at] == high[missing]) & (lengths[missing] <= _WIDTH)
            numbers[missing[hit]] = self._number[at[hit]]
            missing = missing[~hit]
        short = missing[lengths[missing] <= _WIDTH]
        order = short[np.lexsort((high[short], low[short]))]  # the same chunk side by side
        new = np.ones(len(order), np.bool_)
        new[1:] = (low[order[1:]] != low[order[:-1]]) | (high[order[1:]] != high[order[:-1]])
        first = order[new]
        numbers[first] = self._one_by_one(data, starts[first], lengths[first])
        numbers[order] = numbers[first][np.cumsum(new) - 1]
        self._insert(place[first], low[first], high[first], numbers[first])
        long = missing[lengths[missing] > _WIDTH]
        numbers[long] = self._one_by_one(data, starts[long], lengths[long])
        return numbers

    def _one_by_one(self, data: bytearray, starts: Array, lengths: Array) -> list[int]:
        stretches = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
        return self._chunks.numbers([data[start:end].decode("utf-8", "surrogatepass") for start, end in stretches])

    def _insert(self, places: Array, low: Array, high: Array, numbers: Array) -> None:
        """Put in new chunks, each into the first of its places that is free, if one is."""
        for probe in range(_PROBES):
            free = np.flatnonzero(self._low[places + probe] == 0)
            at, chosen = np.unique(places[free] + probe, return_index=True)
            chosen = free[chosen]
            self._low[at], self._high[at], self._number[at] = low[chosen], high[chosen], numbers[chosen]
            places, low, high, numbers = (np.delete(values, chosen) for values in (places, low, high, numbers))


def _cut(data: Array) -> tuple[Array, Array]:
    """Where the chunks of texts begin, and their lengths; white space is blanked.  The texts end in a space."""
    wide = np.flatnonzero(data >= 0xC2)
    if len(wide):
        _blank(data, wide)
    spaces = np.flatnonzero(data == ord(_SPACE))
    starts = np.concatenate([[0], spaces[:-1] + 1]) if len(spaces) else spaces
    lengths = spaces - starts
    some = lengths > 0
    return starts[some], lengths[some]


def _blank(data: Array, wide: Array) -> None:
    """Put spaces for the white space among the characters of several bytes that begin at these places."""
    first, second = data[wide].astype(np.int64), data[wide + 1].astype(np.int64)
    two = first < 0xE0
    third = np.where(two, 0, data[np.minimum(wide + 2, len(data) - 1)])
    blank = np.isin(first << 16 | second << 8 | third, _WIDE_SPACES)
    for offset in range(2):
        data[wide[blank] + offset] = ord(_SPACE)
    data[wide[blank & ~two] + 2] = ord(_SPACE)
