"""Many lists of whole numbers come in and are kept in 0, 1, 2 or 4 bytes a number; any of them go out, decoded.

Each list takes the narrowest width that holds its greatest number (0: all are zero, nothing is kept), and the lists
of one width lie one after the other in one array: ``NAME.1``, ``NAME.2``, ``NAME.4``.  ``NAME.width`` (u1) and
``NAME.at`` (u4, an element number in that array) find a list; how long it is, the caller knows.  Fixed widths are
what makes decoding a copy.
"""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter
from search.engines.whoosh.packed import WIDTHS, Packed, pack, ranges

_FEW = 64
"""Up to so many lists are read one by one (a slice each); more are gathered in one go."""


class RaggedWriter:
    """Takes in lists, in order, in as many goes as the caller likes."""

    def __init__(self, file: ArrayWriter, name: str) -> None:
        self._streams = {width: file.stream(f"{name}.{width}", f"<u{width}") for width in WIDTHS}
        self._width = file.stream(f"{name}.width", "<u1")
        self._at = file.stream(f"{name}.at", "<u4")

    def append(self, values: Array, counts: Array) -> None:
        """The next lists: their numbers, one list after the other, and how many each has (at least one)."""
        self.append_packed(pack(values, counts))

    def append_packed(self, lists: Packed) -> None:
        """The next lists."""
        before = np.zeros(max(WIDTHS) + 1, np.int64)
        for width, stream in self._streams.items():
            before[width] = stream.length
            stream.append(lists.numbers[width])
        self._width.append(lists.widths)
        self._at.append(lists.starts() + before[lists.widths])


class Ragged:
    """Reads what RaggedWriter wrote."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._width = file[f"{name}.width"]
        self._at = file[f"{name}.at"]
        self._file = file
        self._names = {width: f"{name}.{width}" for width in WIDTHS}

    def read(self, lists: Array, counts: Array) -> Array:
        """The numbers of these lists, one list after the other (int32)."""
        if len(lists) <= _FEW:
            return self._one_by_one(lists.tolist(), counts.tolist())
        return self.take(np.repeat(lists, counts), ranges(np.zeros(len(lists), np.int64), counts))

    def stretch(self, first: int, counts: Array) -> Packed:
        """The lists from ``first`` on, as they are kept: so many as there are counts."""
        widths = self._width[first : first + len(counts)]
        at = self._at[first : first + len(counts)]
        numbers = {}
        for width, name in self._names.items():
            here = np.flatnonzero(widths == width)
            start = int(at[here[0]]) if len(here) else 0
            numbers[width] = self._file[name][start : start + int(counts[here].sum())]
        return Packed(widths=widths, counts=counts, numbers=numbers)

    def one(self, number: int, count: int) -> Array:
        """The numbers of one list, in whatever width they are kept; not to be written to."""
        width = int(self._width[number])
        if not width:
            return np.zeros(count, np.uint8)
        at = int(self._at[number])
        return self._file[self._names[width]][at : at + count]

    def take(self, lists: Array, places: Array) -> Array:
        """Of each list the number at a place in it; ``lists`` and ``places`` run in parallel (int32)."""
        width = self._width[lists]
        at = self._at[lists] + places
        values = np.zeros(len(lists), np.int32)
        for one, name in self._names.items():
            chosen = np.flatnonzero(width == one)
            if len(chosen) == len(values):
                return self._file[name].take(at).astype(np.int32)
            if len(chosen):
                values[chosen] = self._file[name].take(at.take(chosen))
        return values

    def _one_by_one(self, lists: list[int], counts: list[int]) -> Array:
        values = np.zeros(sum(counts), np.int32)
        done = 0
        for number, count in zip(lists, counts, strict=True):
            values[done : done + count] = self.one(number, count)
            done += count
        return values
