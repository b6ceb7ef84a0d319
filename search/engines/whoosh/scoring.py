"""A query tree and the rows it found come in; their scores go out.

The formula is that of ``search.engines.ranking``; ``units`` has worked out what each unit adds by itself, here it is
put together: over many rows coverage and recency, over few (the window) closeness.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.ranking import CLOSENESS, coverage, units
from search.engines.whoosh.forms import Leaf
from search.engines.whoosh.index import NO_NUMBER, Index
from search.engines.whoosh.layout import FIELD_NUMBER, select
from search.engines.whoosh.packed import ranges
from search.engines.whoosh.places import CELL
from search.engines.whoosh.proximity import Spans
from search.engines.whoosh.units import Unit, field_weights, saturated
from search.query import And, Fuzzy, In, Node, Not, Or, Wildcard, Word

if TYPE_CHECKING:
    from search.engines.whoosh.arrays import Array
    from search.engines.whoosh.matching import Matching


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
        """What the units add up to in these rows (f4), coverage counted in; not to be written to."""
        if not self._judged:
            return np.zeros(len(rows), np.float32)
        check = self._matching.check
        scores = [
            judged.scores(check) if judged.rows is rows else judged.scores_of(rows, check) for judged in self._judged
        ]
        total: Array = reduce(np.add, scores)
        if self._certain:
            return total
        found = sum((each > 0 for each in scores), np.zeros(len(rows), np.uint16))
        return total * self._coverage(found)

    def closeness(self, rows: Array) -> Array:
        """What it adds that units stand near each other in these rows (in order; f8), coverage counted in."""
        rarities = np.array([[judged.rarity] for judged in self._judged])
        near = self._nearness(rows, rarities.ravel())
        close: Array = CLOSENESS * (np.minimum(1, rarities) * saturated(near)).sum(axis=0)
        if self._certain:
            return close
        found = np.array([judged.holds(rows) for judged in self._judged]).sum(axis=0)
        return close * self._coverage(found)

    def recency(self, rows: Array, half_life: float) -> Array:
        """The factor of each row's age (f8)."""
        factors: Array = 0.5 ** (days_old(self._index, rows) / half_life)
        return factors

    def _coverage(self, found: Array) -> Array:
        asked = len(self._scored)
        factors = np.array([coverage(number, asked) for number in range(asked + 1)], np.float32)
        return factors[found]

    def _nearness(self, rows: Array, rarities: Array) -> Array:
        """``c`` of the formula: of each unit (down) in each of these rows (across; in order)."""
        window = _Window(self._index, rows, self._looked_in())
        first, last, unit = self._in_order(window)
        gap = first[1:] - last[:-1]
        pair = np.flatnonzero((unit[1:] != unit[:-1]) & (gap > 0) & (first[1:] >> CELL == first[:-1] >> CELL))
        same, field, place, words = window.together(first[pair], first[pair + 1])
        pair, gap = pair[same], gap[pair[same]].astype(np.float64)
        weight = field_weights(field, words, self._index.averages) / (gap * gap)
        one, other = unit[pair], unit[pair + 1]
        near = np.bincount(one * len(rows) + place, rarities[other] * weight, len(rarities) * len(rows))
        near += np.bincount(other * len(rows) + place, rarities[one] * weight, len(near))
        return near.reshape(len(rarities), len(rows))

    def _looked_in(self) -> Array:
        """The numbers of the fields units may have places in, in order; a compound one may name more within."""
        if not all(isinstance(node, Leaf) for node, _ in self._scored):
            return np.arange(len(FIELD_NUMBER))
        return np.array(sorted({field for _, selection in self._scored for field, _ in selection}), np.int64)

    def _in_order(self, window: _Window) -> tuple[Array, Array, Array]:
        """All places of all units in the window, in order: the first and the last word of each, and the unit."""
        firsts, lasts = [], []
        for node, selection in self._scored:
            if isinstance(node, Leaf):
                places = self._index.placed(node, selection, self._matching, window.within)
                firsts.append(window.taken(places, [field for field, _ in selection]))
                lasts.append(firsts[-1])
            else:
                first, last = window.inside([self._matching.found[node, selection, n] for n in window.segments])
                firsts.append(first)
                lasts.append(last)
        unit = np.repeat(np.arange(len(firsts)), [len(each) for each in firsts])
        first, last = np.concatenate(firsts), np.concatenate(lasts)
        single = all(map(operator.is_, firsts, lasts))
        order = np.argsort(first, kind="stable") if single else np.lexsort((unit, last, first))
        return first[order], last[order], unit[order]


class _Window:
    """Some rows of an index; a place in them is a number, as ``Index.placed`` gives it.

    Of the tables of cells and zones as little is read as can be: each look reads a page of the file, the first time.
    """

    def __init__(self, index: Index, rows: Array, fields: Array) -> None:
        cuts = rows.searchsorted([*index.starts, index.total]).tolist()
        self._index = index
        self._rows = rows
        self.segments = [number for number, (low, high) in enumerate(pairwise(cuts)) if low < high]
        """Numbers of those that hold a row."""
        self._docs = {number: rows[cuts[number] : cuts[number + 1]] - index.starts[number] for number in self.segments}
        self._fields = fields
        self._cells = np.concatenate(
            [fields[:, None] * index.segments[n].documents + docs + index.cells[n] for n, docs in self._docs.items()],
            axis=1,
        )
        """By field and row, counted on from segment to segment."""

    def within(self, number: int) -> Array:
        """A boolean for each document of a segment, whether it is in the window."""
        table = np.zeros(self._index.segments[number].documents, np.bool_)
        table[self._docs.get(number, [])] = True
        return table

    def taken(self, places: Array, fields: Sequence[int]) -> Array:
        """Of the places of a word those in the window, in these fields."""
        cells = self._cells[self._fields.searchsorted(fields)].ravel()
        low, high = places.searchsorted(np.stack([cells, cells + 1]) << CELL)
        return places[ranges(low, high - low)]

    def inside(self, spans: Sequence[Spans]) -> tuple[Array, Array]:
        """Of the spans in each segment of the window those in its rows: the places of first and last words."""
        firsts, lasts = [], []
        for number, each in zip(self.segments, spans, strict=True):
            segment, docs = self._index.segments[number], self._docs[number]
            cells = segment.cells(each.first)
            documents = cells % segment.documents
            chosen = np.flatnonzero(docs[np.minimum(docs.searchsorted(documents), len(docs) - 1)] == documents)
            cells = cells[chosen]
            raised = (cells + self._index.cells[number] << CELL) - segment.base[cells]
            firsts.append(raised + each.first[chosen])
            lasts.append(raised + each.last[chosen])
        return np.concatenate(firsts), np.concatenate(lasts)

    def together(self, left: Array, right: Array) -> tuple[Array, Array, Array, Array]:
        """Which pairs of places, each in one cell of the window (in order), share a zone.

        Their numbers, and of each the field, the row (by its place in the window) and the words of the field.
        """
        cells = left >> CELL
        found = []
        for number, (low, high) in enumerate(pairwise(cells.searchsorted(self._index.cells).tolist())):
            if low == high:
                continue
            segment = self._index.segments[number]
            own = cells[low:high] - self._index.cells[number]
            shift = segment.base[own] - (cells[low:high] << CELL)
            same = np.flatnonzero(segment.zones.together(left[low:high] + shift, right[low:high] + shift))
            field, doc = np.divmod(own[same], segment.documents)
            row = self._rows.searchsorted(doc + segment.row)
            found.append((same + low, field, row, segment.lengths[own[same]]))
        if not found:
            return (np.empty(0, np.int64),) * 4
        return tuple(map(np.concatenate, zip(*found, strict=True)))  # type: ignore[return-value]


def scored_throughout(tree: Node) -> set[Node]:
    """The words of a tree whose scores are needed in about all articles they are in: none is asked for beside them."""
    match tree:
        case In(child=child):
            return scored_throughout(child)
        case Or(children=children):
            return set().union(*map(scored_throughout, children))
        case And(children=children):
            wanted = [child for child in children if not isinstance(child, Not)]
            return scored_throughout(wanted[0]) if len(wanted) == 1 else set()
        case Word() | Wildcard() | Fuzzy():
            return {tree}
    return set()


def days_old(index: Index, rows: Array) -> Array:
    """Days from the day of each of the rows (in order) to that of the newest live one; one without is the oldest."""
    known = index.numbers("date", index.live_rows)
    known = known[known != NO_NUMBER]
    if not len(known):
        return np.zeros(len(rows), np.int32)
    days = index.numbers("date", rows)
    old: Array = known.max() - np.where(days == NO_NUMBER, known.min(), days)
    return old


def _has_choice(tree: Node) -> bool:
    """True if some unit of the tree may be missing in an article that matches."""
    if isinstance(tree, In):
        return _has_choice(tree.child)
    return isinstance(tree, Or) or (isinstance(tree, And) and any(map(_has_choice, tree.children)))
