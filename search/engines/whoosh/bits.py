"""Yes-or-no of every word position comes in; tests and counts of it, for many positions at once, go out.

``NAME.bits`` (u8) holds position p in bit ``p & 63`` of word ``p >> 6``.  With ``NAME.before`` (u4: how many bits are
set in the words before) the number of set bits up to a position takes two look-ups and a population count, whatever
the size: the rank structure of Jacobson, Space-efficient static trees and graphs (1989).
"""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter

_WORD = 64
_AT_ONCE = 4096
"""Positions whose two words are fetched together: the second then lies in the cache, where the first brought it (w/p on
a million articles takes 6 % less than with all at once; 2,048 to 16,384 do as well)."""


class BitWriter:
    """Takes in booleans, in order, in as many goes as the caller likes."""

    def __init__(self, file: ArrayWriter, name: str, *, ranked: bool = False) -> None:
        self._words = file.stream(f"{name}.bits", "<u8")
        self._before = file.stream(f"{name}.before", "<u4") if ranked else None
        self._longest = file.stream(f"{name}.longest", "<u4") if ranked else None
        self._set = 0
        self._written = 0
        self._last = 0
        self._farthest = 0
        self._rest = np.empty(0, np.bool_)

    def append(self, flags: Array) -> None:
        """The next positions' booleans."""
        flags = np.concatenate([self._rest, flags])
        whole = len(flags) - len(flags) % _WORD
        self._rest = flags[whole:]
        self._write(flags[:whole])

    def finish(self) -> None:
        """Write the last, partly filled word, and the longest stretch."""
        rest = len(self._rest)
        self._write(np.pad(self._rest, (0, -rest % _WORD)))
        if self._longest is not None:
            end = self._written - -rest % _WORD
            self._longest.append(np.array([max(self._farthest, end - self._last)]))

    def _write(self, flags: Array) -> None:
        words = np.packbits(flags, bitorder="little").view("<u8")
        self._words.append(words)
        if self._before is not None and len(words):
            counts = np.bitwise_count(words).astype(np.int64)
            upto = np.cumsum(counts) + self._set
            self._before.append(upto - counts)
            self._set = int(upto[-1])
            places = np.flatnonzero(flags) + self._written
            self._farthest = max(self._farthest, int(np.diff(places, prepend=self._last).max(initial=0)))
            self._last = int(places[-1]) if len(places) else self._last
        self._written += len(flags)


class Bits:
    """Reads what BitWriter wrote."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._words = file[f"{name}.bits"]
        self._before = file.get(f"{name}.before")
        self.longest = int(file[f"{name}.longest"][0]) if self._before is not None else 0
        """Of ranked bits, the most positions from one that is set to the next, or to the end."""

    def test(self, positions: Array) -> Array:
        """The booleans of these positions."""
        shift = (positions & (_WORD - 1)).astype(np.uint8)
        bits: Array = (self._words.take(positions >> 6) >> shift) & np.uint64(1)
        return bits.astype(np.bool_)

    def rank(self, positions: Array) -> Array:
        """How many positions up to each of these, itself included, are true (u4); only of ranked bits."""
        if self._before is None:
            raise TypeError("these bits keep no counts")
        word = positions >> 6
        unwanted = ((positions & (_WORD - 1)) ^ (_WORD - 1)).astype(np.uint8)
        ranks: Array = self._before.take(word)
        ranks += np.bitwise_count(self._words.take(word) << unwanted)
        return ranks

    def together(self, earlier: Array, later: Array) -> Array:
        """Booleans: of which pairs no position behind the earlier one, up to the later one, is true.

        What ``rank`` tells as well, with fewer looks at memory: the 64 bits up to a position lie side by side.
        """
        gap = later - earlier
        bits = self._upto(later)
        bits >>= np.maximum(_WORD - gap, 0).astype(np.uint64)
        found: Array = bits == 0
        far = np.flatnonzero(found & (gap > _WORD))
        found[far] = self.rank(earlier.take(far)) == self.rank(later.take(far))
        return found

    def _upto(self, positions: Array) -> Array:
        """Of each position the 64 bits up to it, its own the highest (u8)."""
        bits = np.empty(len(positions), np.uint64)
        for start in range(0, len(positions), _AT_ONCE):
            some = positions[start : start + _AT_ONCE]
            place, inside = some >> 6, (some & (_WORD - 1)).astype(np.uint64)
            own = self._words.take(place) << (np.uint64(_WORD - 1) - inside)
            before = self._words.take(place - 1, mode="clip") >> np.uint64(1) >> inside
            np.bitwise_or(own, before, out=bits[start : start + _AT_ONCE])
        return bits

    def slice(self, start: int, stop: int) -> Array:
        """The booleans of positions start to stop (excluded)."""
        first = start >> 6
        words = self._words[first : (stop + _WORD - 1) >> 6]
        return np.unpackbits(words.view(np.uint8), bitorder="little")[start - (first << 6) :][: stop - start].view(
            np.bool_
        )
