"""The spans of two expressions in one segment come in; their smallest covers, or the spans that keep apart, go out.

Spans are pairs of arrays (first and last position, int32), ordered by first, then last, without repeats.  Since
positions run through the whole segment and a zone's words are never side by side with another's, one search over
sorted arrays answers for all documents at once.  A *unit* is what both spans of a pair must lie in: a zone, or a
sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from search.engines.whoosh.arrays import Array

UnitOf: TypeAlias = Callable[[Array], Array]
"""Positions -> numbers of the units they lie in; they rise with the position."""


class Spans(NamedTuple):
    """Stretches of positions in a segment."""

    first: Array
    last: Array

    def where(self, keep: Array) -> Spans:
        """Those for which the boolean is true."""
        return Spans(self.first[keep], self.last[keep])


_FARTHEST = np.iinfo(np.int32).max
NOWHERE = Spans(np.empty(0, np.int32), np.empty(0, np.int32))


def union(parts: list[Spans]) -> Spans:
    """All spans of the parts, in order, each once."""
    if len(parts) == 1:
        return parts[0]
    if all(part.first is part.last for part in parts):
        words = distinct(np.concatenate([part.first for part in parts]))
        return Spans(words, words)
    return ordered(np.concatenate([part.first for part in parts]), np.concatenate([part.last for part in parts]))


def ordered(first: Array, last: Array) -> Spans:
    """These spans in order, each once."""
    keys = distinct(first.astype(np.int64) << 32 | last)
    return Spans((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))


def distinct(values: Array) -> Array:
    """The values in order, each once (numpy.unique without its detours)."""
    values = np.sort(values)
    keep = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=keep[1:])
    return values[keep]


def phrase(parts: list[Array]) -> Spans:
    """The spans where a position of each part, one after the other, stand side by side."""
    starts = parts[0]
    for step, part in enumerate(parts[1:], 1):
        starts = _common(starts, part - np.int32(step))
    return Spans(starts, starts + np.int32(len(parts) - 1))


def _common(left: Array, right: Array) -> Array:
    """The numbers in both sorted arrays: twins are neighbours once everything is sorted together."""
    together = np.concatenate([left, right])
    together.sort()
    twins: Array = together[1:][together[1:] == together[:-1]]
    return twins


def covers(left: Spans, right: Spans, *, distance: int | None, in_turn: bool, unit_of: UnitOf) -> Spans:
    """The smallest covers of two spans in one unit, the later beginning at most ``distance`` after the earlier ends.

    None as distance: anywhere in the unit.
    """
    found = [_covers(left, right, distance, unit_of)]
    if not in_turn:
        found.append(_covers(right, left, distance, unit_of))
    return _smallest(
        ordered(np.concatenate([each.first for each in found]), np.concatenate([each.last for each in found]))
    )


def apart(left: Spans, right: Spans, *, distance: int | None, in_turn: bool, unit_of: UnitOf) -> Spans:
    """The spans of the left side that meet none of the right side, neither by overlap nor by nearness in one unit."""
    if not len(right.first) or not len(left.first):
        return left
    met = _overlapped(left, right) | _followed(left, right, distance, unit_of)
    if not in_turn:
        # What precedes a span follows it when the segment is read backwards, from beyond the last span of both.
        top = max(left.last.max(), right.last.max()) + 1
        back = ordered(top - right.last, top - right.first)
        met |= _followed(Spans(top - left.last, top - left.first), back, distance, lambda place: unit_of(top - place))
    return left.where(~met)


def _covers(earlier: Spans, later: Spans, distance: int | None, unit_of: UnitOf) -> Spans:
    """Of each earlier span the cover with the later one that ends first."""
    if not len(earlier.first) or not len(later.first):
        return NOWHERE
    found, end = _nearest_end(earlier, later, distance)
    first, last, end = earlier.first[found], earlier.last[found], end[found]
    unit = unit_of(first)
    same = (unit == unit_of(end)) if earlier.first is earlier.last else (unit == unit_of(end)) & (unit == unit_of(last))
    return Spans(first[same], end[same])


def _followed(earlier: Spans, later: Spans, distance: int | None, unit_of: UnitOf) -> Array:
    """Booleans: which earlier spans have a later one within reach."""
    found, end = _nearest_end(earlier, later, distance)
    unit = unit_of(earlier.first[found])
    found[found] = (unit == unit_of(end[found])) & (unit == unit_of(earlier.last[found]))
    return found


def _nearest_end(earlier: Spans, later: Spans, distance: int | None) -> tuple[Array, Array]:
    """Of each earlier span: is there a later one within the distance, and the least last position of those."""
    low = np.searchsorted(later.first, earlier.last, side="right")
    high = np.full(len(low), len(later.first))
    if distance is not None:
        reach = np.minimum(earlier.last.astype(np.int64) + distance, _FARTHEST).astype(np.int32)
        high = np.searchsorted(later.first, reach, side="right")
    found = low < high
    end = np.zeros(len(low), np.int32)
    end[found] = _least(later.last, low[found], high[found])
    return found, end


def _least(values: Array, low: Array, high: Array) -> Array:
    """The least of values[low:high] for each (not empty) pair of bounds.

    Where the values never fall it is the first.  Else two overlapping stretches of a power of two cover each range:
    the sparse table of Bender & Farach-Colton, The LCA problem revisited (2000).
    """
    if not len(low) or (values[1:] >= values[:-1]).all():
        return values[low]
    level = np.frexp((high - low).astype(np.float64))[1] - 1
    result = np.empty(len(low), values.dtype)
    table = values
    for power in range(int(level.max()) + 1):
        here = level == power
        result[here] = np.minimum(table[low[here]], table[high[here] - (1 << power)])
        table = np.minimum(table[: -(1 << power)], table[1 << power :]) if len(table) > 1 << power else table
    return result


def _smallest(spans: Spans) -> Spans:
    """Those that have no other inside them."""
    first, last = spans
    if not len(first):
        return spans
    keep = np.ones(len(first), np.bool_)
    least_after = np.minimum.accumulate(last[::-1])[::-1]
    keep[:-1] = last[:-1] < least_after[1:]
    keep[1:] &= first[1:] != first[:-1]
    return spans.where(keep)


def _overlapped(left: Spans, right: Spans) -> Array:
    """Booleans: which left spans share a position with a right span other than themselves."""
    begun = np.searchsorted(right.first, left.last, side="right")
    ended = np.searchsorted(np.sort(right.last), left.first, side="left")
    keys = right.first.astype(np.int64) << 32 | right.last
    mine = left.first.astype(np.int64) << 32 | left.last
    place = np.minimum(np.searchsorted(keys, mine), len(keys) - 1)
    met: Array = begun - ended > (keys[place] == mine)
    return met
