"""A query tree and the rows it found come in; their scores go out.

The formula is that of ``search.engines.ranking``; ``units`` has worked out what each unit adds by itself, here it is
put together: over many rows coverage and recency, over few (the window) closeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.ranking import CLOSENESS, coverage, units
from search.engines.whoosh.forms import Leaf
from search.engines.whoosh.layout import FIELD_NUMBER, Selection, select
from search.engines.whoosh.proximity import Spans
from search.engines.whoosh.ragged import ranges
from search.engines.whoosh.units import Unit, field_weights, saturated
from search.query import And, In, Node, Or

if TYPE_CHECKING:
    from search.engines.whoosh.arrays import Array
    from search.engines.whoosh.index import Index
    from search.engines.whoosh.matching import Matching
    from search.engines.whoosh.segment import Segment

_FARTHEST = 1 << 20
"""Words as far apart as this are not looked at: they would count a millionth of a millionth."""
_UNDATED = 0
"""No day has this number: date.toordinal begins at 1."""


class Scoring:
    """The scores of one search."""

    def __init__(self, index: Index, matching: Matching, tree: Node, fields: Sequence[str]) -> None:
        self._index = index
        self._matching = matching
        self._scored = [(unit.node, select(unit.fields)) for unit in units(tree, fields)]
        self._judged: list[Unit] = [matching.unit(unit.node, unit.fields) for unit in units(tree, fields)]
        self._certain = not _has_choice(tree)

    @property
    def several(self) -> bool:
        """True if there is more than one unit, so that they can be close to each other."""
        return len(self._scored) > 1

    def words(self, rows: Array) -> Array:
        """What the units add up to in these rows (f4), coverage counted in."""
        total = np.zeros(len(rows), np.float32)
        found = np.zeros(len(rows), np.uint16)
        for judged in self._judged:
            scores = judged.scores if judged.rows is rows else judged.scores_of(rows)
            total += scores
            if not self._certain:
                found += scores > 0
        return total if self._certain else total * self._coverage(found)

    def closeness(self, rows: Array) -> Array:
        """What it adds that units stand near each other in these rows (in order; f8), coverage counted in."""
        rarities = np.array([[judged.rarity] for judged in self._judged])
        near = self._nearness(rows, rarities.ravel())
        close: Array = CLOSENESS * (np.minimum(1, rarities) * saturated(near)).sum(axis=0)
        if self._certain:
            return close
        found = np.array([judged.scores_of(rows) > 0 for judged in self._judged]).sum(axis=0)
        return close * self._coverage(found)

    def recency(self, rows: Array, half_life: float) -> Array:
        """The factor of each row's age (f8)."""
        factors: Array = 0.5 ** (days_old(self._index)[rows] / half_life)
        return factors

    def _coverage(self, found: Array) -> Array:
        asked = len(self._scored)
        factors = np.array([coverage(number, asked) for number in range(asked + 1)], np.float32)
        return factors[found]

    def _nearness(self, rows: Array, rarities: Array) -> Array:
        """``c`` of the formula: of each unit (down) in each of these rows (across; in order)."""
        near = np.zeros(len(rarities) * len(rows))
        one, other, gap, fields, found, words = self._neighbours(rows)
        weight = field_weights(fields, words, self._index.averages) / (gap * gap)
        place = np.searchsorted(rows, found)
        near += np.bincount(one * len(rows) + place, rarities[other] * weight, len(near))
        near += np.bincount(other * len(rows) + place, rarities[one] * weight, len(near))
        return near.reshape(len(rarities), len(rows))

    def _neighbours(self, rows: Array) -> tuple[Array, ...]:
        """Neighbours in these rows: the units of both, their distance (f8), their field, row, and the field's words.

        All segments together, their positions one segment after the other, since a window is small and a step over a
        small array costs as much as one over an empty one.
        """
        stretches = []
        start = 0
        for number, segment in enumerate(self._index.segments):
            low, high = rows.searchsorted([segment.row, segment.row + segment.documents])
            if low < high:
                stretches.append(_Stretch(number, segment, rows[low:high] - segment.row, start))
                start += int(segment.base[-1]) + _FARTHEST
        first, last, unit = self._in_order(stretches)
        gap = first[1:] - last[:-1]
        pair = np.flatnonzero((unit[1:] != unit[:-1]) & (gap > 0) & (gap < _FARTHEST))
        left, right = first[pair], first[pair + 1]
        cuts = left.searchsorted([*(each.start for each in stretches), start])
        parts = [
            each.together(left[low:high] - each.start, right[low:high] - each.start)
            for each, (low, high) in zip(stretches, pairwise(cuts.tolist()), strict=True)
        ]
        same, fields, in_rows, words = (np.concatenate(each) for each in zip(*parts, strict=True))
        pair = pair[same]
        return unit[pair], unit[pair + 1], gap[pair].astype(np.float64), fields[same], in_rows[same], words[same]

    def _in_order(self, stretches: Sequence[_Stretch]) -> tuple[Array, Array, Array]:
        """All places of all units, in order: first and last position, and the unit."""
        spans = [each for stretch in stretches for each in self._places(stretch)]
        sizes = [len(each.first) for each in spans]
        asked = len(self._scored)
        unit = np.repeat(np.tile(np.arange(asked), len(stretches)), sizes)
        shift = np.repeat(np.repeat([each.start for each in stretches], asked), sizes)
        first = np.concatenate([each.first for each in spans]) + shift
        if all(each.single for each in spans):
            keys = first * asked + unit
            keys.sort()
            first, unit = np.divmod(keys, asked)
            return first, first, unit
        last = np.concatenate([each.last for each in spans]) + shift
        order = np.lexsort((unit, last, first))
        return first[order], last[order], unit[order]

    def _places(self, stretch: _Stretch) -> list[Spans]:
        """The spans of each unit in the documents of a stretch."""
        search, segment = self._matching, stretch.segment
        bounds: dict[Selection, Array] = {}
        places = []
        for node, selection in self._scored:
            if isinstance(node, Leaf):
                spans = self._index.positions(
                    node, selection, stretch.number, search.expansions, stretch.within, search.check
                )
                if selection not in bounds:
                    cells = stretch.cells([field for field, _ in selection])
                    bounds[selection] = segment.base[[cells, cells + 1]].astype(np.int32)
                low, high = spans.first.searchsorted(bounds[selection])
                words = spans.first[ranges(low, high - low)]
                places.append(Spans(words, words))
            else:
                spans = search.found[node, selection, stretch.number]
                places.append(spans.where(_among(segment.cells(spans.first) % segment.documents, stretch.docs)))
        return places


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The part of a window that lies in one segment."""

    number: int
    """Of the segment."""
    segment: Segment
    docs: Array
    """The segment's documents in the window, in order."""
    start: int
    """What its positions are raised by."""

    def within(self) -> Array:
        """A boolean for each document, whether it is in the window."""
        table = np.zeros(self.segment.documents, np.bool_)
        table[self.docs] = True
        return table

    def cells(self, fields: Sequence[int]) -> Array:
        """The cells of these fields, in order."""
        return (np.array(fields)[:, None] * self.segment.documents + self.docs).ravel()

    def together(self, left: Array, right: Array) -> tuple[Array, ...]:
        """Of pairs of positions: are both in one zone (booleans); the field, the row, and the field's words."""
        cells = self.cells(range(len(FIELD_NUMBER)))
        base = self.segment.base[cells].astype(np.int64)
        place = base.searchsorted(left, side="right") - 1
        same = place == base.searchsorted(right, side="right") - 1
        # The table of zones is asked about as little as can be: a fresh process reads a page of the file for each look.
        near = np.flatnonzero(same)
        same[near] = self.segment.zone_numbers(left[near]) == self.segment.zone_numbers(right[near])
        cells = cells[place]
        field, document = np.divmod(cells, self.segment.documents)
        return same, field, document + self.segment.row, self.segment.lengths[cells]


def days_old(index: Index) -> Array:
    """Days from each row's day to that of the newest live one; one without counts as the oldest."""
    days = index.dense("date", _UNDATED)
    dated = days[index.live_rows]
    dated = dated[dated != _UNDATED]
    if not len(dated):
        return np.zeros(len(days), np.int32)
    old: Array = dated.max() - np.where(days == _UNDATED, dated.min(), days)
    return old


def _among(documents: Array, docs: Array) -> Array:
    """Booleans: which of the documents are among these (in order)."""
    place = np.minimum(np.searchsorted(docs, documents), len(docs) - 1)
    found: Array = docs[place] == documents
    return found


def _has_choice(tree: Node) -> bool:
    """True if some unit of the tree may be missing in an article that matches."""
    if isinstance(tree, In):
        return _has_choice(tree.child)
    return isinstance(tree, Or) or (isinstance(tree, And) and any(map(_has_choice, tree.children)))
