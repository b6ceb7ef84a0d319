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


class Unit(NamedTuple):
    """What both spans of a pair must lie in."""

    of: UnitOf
    together: Callable[[Array, Array], Array]
    """Positions, and later ones -> booleans: which two lie in one unit; quicker than asking for their numbers."""
    longest: int
    """No unit has more positions than this."""


class Spans(NamedTuple):
    """Stretches of positions in a segment; ``last`` is ``first`` itself where all are single words."""

    first: Array
    last: Array
    cells: Array | None = None
    """The cell of each, where it is known."""

    @property
    def single(self) -> bool:
        """True if all are single words."""
        return self.first is self.last

    def where(self, keep: Array) -> Spans:
        """Those for which the boolean is true."""
        return self.at(np.flatnonzero(keep))

    def at(self, places: Array) -> Spans:
        """Those at these places."""
        first = self.first.take(places)
        last = first if self.single else self.last.take(places)
        return Spans(first, last, None if self.cells is None else self.cells.take(places))


_FARTHEST = np.iinfo(np.int32).max
NOWHERE = Spans(np.empty(0, np.int32), np.empty(0, np.int32))


def union(parts: list[Spans]) -> Spans:
    """All spans of the parts, in order, each once."""
    if len(parts) == 1:
        return parts[0]
    if all(part.single for part in parts):
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
    return values.compress(keep)


def phrase(parts: list[Spans]) -> Spans:
    """The spans where a word of each part, one after the other, stand side by side."""
    starts, _, cells = parts[0]
    for step, part in enumerate(parts[1:], 1):
        found = _also_in(starts, part.first - np.int32(step))
        starts, cells = starts.take(found), None if cells is None else cells.take(found)
    return Spans(starts, starts + np.int32(len(parts) - 1), cells)


def _also_in(left: Array, right: Array) -> Array:
    """The places in ``left`` of the numbers both sorted arrays hold: with all sorted together, twins are neighbours."""
    keys = _sorted_together(left, right)
    twins = np.flatnonzero(keys[1:] ^ keys[:-1] == 1)
    places: Array = twins - np.cumsum(keys & 1, dtype=np.int32).take(twins)
    return places


def covers(left: Spans, right: Spans, *, distance: int | None, in_turn: bool, unit: Unit) -> Spans:
    """The smallest covers of two spans in one unit, the later beginning at most ``distance`` after the earlier ends.

    None as distance: anywhere in the unit.
    """
    reach = unit.longest if distance is None else min(distance, unit.longest)
    woven = _woven(left, right)
    if woven is not None:
        return _neighbours(woven, left.cells, reach, in_turn=in_turn, unit=unit)
    found = [_covers(left, right, reach, unit.of)]
    if not in_turn:
        found.append(_covers(right, left, reach, unit.of))
    first, last = (np.concatenate([each[side] for each in found]) for side in (0, 1))
    return _smallest(ordered(first, last))


def apart(left: Spans, right: Spans, *, distance: int | None, in_turn: bool, unit: Unit) -> Spans:
    """The spans of the left side that meet none of the right side, neither by overlap nor by nearness in one unit."""
    if not len(right.first) or not len(left.first):
        return left
    reach = unit.longest if distance is None else min(distance, unit.longest)
    woven = _woven(left, right)
    if woven is not None:
        # A word of the right side follows as many others of its side as stand before it in all, less those of the left.
        passed = np.flatnonzero(woven & 1 == 0) - np.arange(len(left.first))
        met = _followed_by(left.first, right.first.take(passed, mode="clip"), reach, unit)
        if not in_turn:
            met |= _followed_by(right.first.take(passed - 1, mode="clip"), left.first, reach, unit)
        return left.where(~met)
    met = _overlapped(left, right) | _followed(left, right, reach, unit.of)
    if not in_turn:
        # What precedes a span follows it when the segment is read backwards, from beyond the last span of both.
        top = max(left.last.max(), right.last.max()) + 1
        back = ordered(top - right.last, top - right.first)
        met |= _followed(Spans(top - left.last, top - left.first), back, reach, lambda place: unit.of(top - place))
    return left.where(~met)


def _woven(left: Spans, right: Spans) -> Array | None:
    """The positions of both sides in order, as ``_sorted_together`` gives them.

    None where not all are single words, or a word is on both sides: then no simple order tells what is near what.
    """
    if not (left.single and right.single):
        return None
    keys = _sorted_together(left.first, right.first)
    return None if (keys[1:] ^ keys[:-1] == 1).any() else keys


def _sorted_together(left: Array, right: Array) -> Array:
    """The numbers of both arrays (int32) in order, each doubled, and one more if it is of the right side (u4)."""
    keys = np.empty(len(left) + len(right), np.uint32)
    np.left_shift(left.view(np.uint32), 1, out=keys[: len(left)])
    np.left_shift(right.view(np.uint32), 1, out=keys[len(left) :])
    keys[len(left) :] |= 1
    keys.sort()
    return keys


def _neighbours(woven: Array, cells: Array | None, reach: int, *, in_turn: bool, unit: Unit) -> Spans:
    """Smallest covers of words: with another word of either side between, there would be a smaller one.

    ``cells``: those of the left side.
    """
    step = np.diff(woven)
    # An odd step leads to the other side; it is one more than twice the way to the right side, one less to the left.
    place = np.flatnonzero((step & 1).astype(np.bool_) & (step <= 2 * reach + 1))
    earlier, later = woven.take(place), woven.take(place + 1)
    first, last = (earlier >> 1).view(np.int32), (later >> 1).view(np.int32)
    near = unit.together(first, last) & (last - first <= reach)
    if in_turn:
        near &= (later & 1).astype(np.bool_)
    if cells is not None:
        of_left = place - np.cumsum(woven & 1, dtype=np.int32).take(place) + (earlier & 1)
        cells = cells.take(of_left.compress(near))
    return Spans(first.compress(near), last.compress(near), cells)


def _followed_by(earlier: Array, later: Array, reach: int, unit: Unit) -> Array:
    """Booleans: which pairs of positions stand in this order, near each other and in one unit."""
    # Taken as unsigned, the gap of a pair in the other order is beyond any reach.
    near = (later - earlier).view(np.uint32) <= reach
    place = np.flatnonzero(near)
    near[place] = unit.together(earlier.take(place), later.take(place))
    return near


def _covers(earlier: Spans, later: Spans, distance: int, unit_of: UnitOf) -> Spans:
    """Of each earlier span the cover with the later one that ends first."""
    if not len(earlier.first) or not len(later.first):
        return NOWHERE
    found, end = _nearest_end(earlier, later, distance)
    first, last, end = earlier.first[found], earlier.last[found], end[found]
    unit = unit_of(first)
    same = (unit == unit_of(end)) if earlier.single else (unit == unit_of(end)) & (unit == unit_of(last))
    return Spans(first[same], end[same])


def _followed(earlier: Spans, later: Spans, distance: int, unit_of: UnitOf) -> Array:
    """Booleans: which earlier spans have a later one within reach."""
    found, end = _nearest_end(earlier, later, distance)
    unit = unit_of(earlier.first[found])
    found[found] = (unit == unit_of(end[found])) & (unit == unit_of(earlier.last[found]))
    return found


def _nearest_end(earlier: Spans, later: Spans, distance: int) -> tuple[Array, Array]:
    """Of each earlier span: is there a later one within the distance, and the least last position of those."""
    low = np.searchsorted(later.first, earlier.last, side="right")
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
    first, last, _ = spans
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
