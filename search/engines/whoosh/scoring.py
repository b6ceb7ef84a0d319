"""A query tree and the rows it found come in; their scores go out.

The formula is that of ``search.engines.ranking``; ``units`` has worked out what each unit adds by itself, here it is
put together: over many rows coverage and recency, over few (the window) closeness.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        bounds = rows.searchsorted([*self._index.starts, self._index.total])
        segments = [number for number, (low, high) in enumerate(pairwise(bounds.tolist())) if low < high]
        ends = [int(self._index.segments[number].base[-1]) + _FARTHEST for number in segments]
        starts = np.cumsum([0, *ends])
        docs = [rows[bounds[number] : bounds[number + 1]] - self._index.starts[number] for number in segments]
        spans: list[Spans] = []
        for number, these in zip(segments, docs, strict=True):
            spans += self._places(number, self._index.segments[number], these)
        sizes = [len(each.first) for each in spans]
        asked = len(self._scored)
        unit = np.repeat(np.tile(np.arange(asked), len(segments)), sizes)
        shift = np.repeat(np.repeat(starts[:-1], asked), sizes)
        first = np.concatenate([each.first for each in spans]) + shift
        if all(each.single for each in spans):
            keys = first * asked + unit
            keys.sort()
            first, unit = np.divmod(keys, asked)
            last = first
        else:
            last = np.concatenate([each.last for each in spans]) + shift
            order = np.lexsort((unit, last, first))
            first, last, unit = first[order], last[order], unit[order]
        gap = first[1:] - last[:-1]
        pair = np.flatnonzero((unit[1:] != unit[:-1]) & (gap > 0) & (gap < _FARTHEST))
        left, right, cuts = first[pair], first[pair + 1], first[pair].searchsorted(starts)
        found = []
        for place, number in enumerate(segments):
            here = slice(cuts[place], cuts[place + 1])
            segment = self._index.segments[number]
            found.append(_in_one_zone(segment, docs[place], left[here] - starts[place], right[here] - starts[place]))
        same, fields, in_rows, words = (np.concatenate(each) for each in zip(*found, strict=True))
        pair = pair[same]
        return unit[pair], unit[pair + 1], gap[pair].astype(np.float64), fields[same], in_rows[same], words[same]

    def _places(self, number: int, segment: Segment, docs: Array) -> list[Spans]:
        """The spans of each unit in these documents."""

        def within() -> Array:
            table = np.zeros(segment.documents, np.bool_)
            table[docs] = True
            return table

        bounds: dict[Selection, Array] = {}
        places = []
        for node, selection in self._scored:
            if isinstance(node, Leaf):
                spans = self._index.positions(
                    node, selection, number, self._matching.expansions, within, self._matching.check
                )
                if selection not in bounds:
                    cells = (np.array([[field] for field, _ in selection]) * segment.documents + docs).ravel()
                    bounds[selection] = segment.base[[cells, cells + 1]].astype(np.int32)
                low, high = spans.first.searchsorted(bounds[selection])
                words = spans.first[ranges(low, high - low)]
                places.append(Spans(words, words))
            else:
                spans = self._matching.found[node, selection, number]
                places.append(spans.where(_among(segment.cells(spans.first) % segment.documents, docs)))
        return places


def _in_one_zone(segment: Segment, docs: Array, left: Array, right: Array) -> tuple[Array, ...]:
    """Of pairs of positions in these documents: are both in one zone (booleans); its field, row, the field's words."""
    cells = (np.arange(len(FIELD_NUMBER))[:, None] * segment.documents + docs).ravel()
    base = segment.base[cells].astype(np.int64)
    place = base.searchsorted(left, side="right") - 1
    same = place == base.searchsorted(right, side="right") - 1
    # The table of zones is asked about as little as can be: a fresh process reads a page of the file for each look.
    near = np.flatnonzero(same)
    same[near] = segment.zone_numbers(left[near]) == segment.zone_numbers(right[near])
    cells = cells[place]
    field, document = np.divmod(cells, segment.documents)
    return same, field, document + segment.row, segment.lengths[cells]


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
