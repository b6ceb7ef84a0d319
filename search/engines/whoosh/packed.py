"""Lists of whole numbers come in and are packed, each list in the narrowest numbers that hold it; pieces are joined.

This is the form ``ragged`` keeps in a file.  Lists are joined as they are packed, by copying: segments are made one
without a look at most of the numbers in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product

import numpy as np
from msgspec import Struct

from search.engines.whoosh.arrays import Array

WIDTHS = (1, 2, 4)
"""Bytes a number may take, but for lists of zeros, which take none."""
_LONG = 512
"""From so many numbers on, a list is copied by itself: one copy costs as much as an index of so many numbers."""


class Packed(Struct, frozen=True, kw_only=True):
    """Lists, one after the other."""

    widths: Array
    """Of each list the bytes a number takes (u1)."""
    counts: Array
    """Of each list how many numbers it has (int64)."""
    numbers: Mapping[int, Array]
    """By width the numbers of the lists of that width, list after list."""

    def starts(self) -> Array:
        """Of each list the place of its first number among those of its width (int64)."""
        return starts_of(self.widths, self.counts)

    def heads(self) -> Array:
        """The first number of each list (int64)."""
        return self._of_each(lambda numbers, starts: numbers[starts])

    def sums(self) -> Array:
        """The sum of each list (int64)."""
        return self._of_each(lambda numbers, starts: np.add.reduceat(numbers, starts, dtype=np.int64))

    def _of_each(self, make: Callable[[Array, Array], Array]) -> Array:
        """What is made of the numbers of a width and where its lists begin among them; 0 for lists of zeros."""
        made, starts = np.zeros(len(self.counts), np.int64), self.starts()
        for width in WIDTHS:
            chosen = np.flatnonzero(self.widths == width)
            if len(chosen):
                made[chosen] = make(self.numbers[width], starts[chosen])
        return made


def ranges(starts: Array, counts: Array) -> Array:
    """The numbers start, start + 1, ... of every start, ``count`` of each, one after the other (int64).

    >>> ranges(np.array([5, 20]), np.array([3, 2])).tolist()
    [5, 6, 7, 20, 21]
    """
    total = int(counts.sum())
    before = np.cumsum(counts, dtype=np.int64) - counts
    return np.repeat(starts - before, counts) + np.arange(total, dtype=np.int64)


def starts_of(widths: Array, counts: Array) -> Array:
    """Where lists of such widths and counts begin among the numbers of their width (int64)."""
    starts = np.zeros(len(counts), np.int64)
    for width in WIDTHS:
        chosen = np.flatnonzero(widths == width)
        ends = np.cumsum(counts[chosen], dtype=np.int64)
        starts[chosen] = ends - counts[chosen]
    return starts


def width_of(greatest: Array) -> Array:
    """The bytes that numbers up to these take (u1)."""
    return np.select([greatest == 0, greatest < 1 << 8, greatest < 1 << 16], [0, 1, 2], 4).astype(np.uint8)


def pack(values: Array, counts: Array) -> Packed:
    """Pack lists: their numbers, one list after the other, and how many each has (at least one)."""
    counts = counts.astype(np.int64)
    widths = width_of(np.maximum.reduceat(values, np.cumsum(counts) - counts)) if len(counts) else counts
    numbers = {width: values[np.repeat(widths == width, counts)].astype(f"<u{width}") for width in WIDTHS}
    return Packed(widths=widths, counts=counts, numbers=numbers)


def join(parts: Sequence[Packed], lists: Sequence[Array], heads: Array | None = None) -> Packed:
    """Lists made of pieces, the pieces of each in the order of the parts.

    ``lists``: of each part the numbers of the lists its pieces belong to, in order; every list has a piece.
    ``heads``: what the first number of each piece becomes, part after part; it is not less than it was.
    """
    of_list = np.concatenate(lists)
    counts = np.concatenate([part.counts for part in parts])
    needed = np.concatenate([part.widths for part in parts])
    if heads is not None:
        needed = np.maximum(needed, width_of(heads))
    order = np.argsort(of_list, kind="stable")
    first = np.flatnonzero(np.diff(of_list[order], prepend=-1))
    list_widths = np.maximum.reduceat(needed[order], first)
    list_counts = np.add.reduceat(counts[order], first)
    numbers = {each: np.zeros(int(list_counts[list_widths == each].sum()), f"<u{each}") for each in WIDTHS}
    widths, starts = list_widths[of_list], np.empty(len(order), np.int64)
    starts[order] = starts_of(widths[order], counts[order])
    bounds = np.cumsum([0, *map(len, lists)])
    for part, low, high in zip(parts, bounds[:-1], bounds[1:], strict=True):
        _copy(part, widths[low:high], starts[low:high], numbers)
    if heads is not None:
        for width in WIDTHS:
            chosen = widths == width
            numbers[width][starts[chosen]] = heads[chosen]
    return Packed(widths=list_widths, counts=list_counts, numbers=numbers)


def _copy(part: Packed, widths: Array, starts: Array, numbers: Mapping[int, Array]) -> None:
    """Copy the lists of a part to where they start among the numbers of these widths."""
    own = part.starts()
    long = part.counts >= _LONG
    for width, wider in product(WIDTHS, WIDTHS):
        chosen = (part.widths == width) & (widths == wider)
        alone = np.flatnonzero(chosen & long)
        for to, start, count in zip(*(each[alone].tolist() for each in (starts, own, part.counts)), strict=True):
            numbers[wider][to : to + count] = part.numbers[width][start : start + count]
        short = np.flatnonzero(chosen & ~long)
        places = ranges(own[short], part.counts[short])
        numbers[wider][ranges(starts[short], part.counts[short])] = part.numbers[width][places]
