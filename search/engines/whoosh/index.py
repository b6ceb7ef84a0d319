"""The segments of one commit come in; units, positions and columns over all of them go out, what is decoded kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from search.engines.ranking import rarity
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.commits import Commit
from search.engines.whoosh.forms import Check, Leaf, Stemmer, forms_of
from search.engines.whoosh.layout import ALL_ZONES, FIELD_NUMBER, Selection
from search.engines.whoosh.leaves import Leaves
from search.engines.whoosh.places import CELL, places_of, positions_of
from search.engines.whoosh.proximity import Spans
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.spans import SpanFinder, Within
from search.engines.whoosh.units import DENSE, Unit, field_table, unit
from search.query import AtLeast, Case, First, In, Near, Node, NotNear, NotSame, Or, Phrase, Same

if TYPE_CHECKING:
    from search.engines.whoosh.matching import Matching

_HEAP = (32 << 20) - (1 << 16)
"""A block of so many bytes is asked for and given back untouched, twice, once an index is opened: memory touched for
the first time costs as much as the arithmetic on it.  After the first block the C library (glibc) serves such blocks
from its heap too and keeps what is freed there; the second lies in the heap, and NumPy asks for huge pages for it, so
that what the first query needs comes in pieces of two megabytes, not of four kilobytes."""


def _no_check() -> None:
    """Time is never up."""


class Index:
    """One commit, open."""

    def __init__(self, folder: Path, commit: Commit, *, stem: Stemmer, budget: int) -> None:
        self.segments: list[Segment] = []
        for entry in commit.segments:
            self.segments.append(Segment(folder, entry, sum(each.documents for each in self.segments)))
        self.starts = [each.row for each in self.segments]
        """First row of each segment."""
        self.total = sum(each.documents for each in self.segments)
        """Documents, live or not."""
        self.live = sum(entry.live_documents for entry in commit.segments)
        words = np.array([entry.words for entry in commit.segments], np.float64).reshape(-1, len(FIELD_NUMBER))
        self.averages = words.sum(axis=0) / max(self.live, 1)
        """Of each field, by its number, the words an article has in it."""
        self._leaves = Leaves(self.averages)
        self._stem = stem
        self._cache = Cache(budget)
        for _ in range(2):
            np.empty(_HEAP, np.uint8)

    @cached_property
    def live_rows(self) -> Array:
        """Every live row, in order (int32)."""
        parts = [each.alive(np.arange(each.documents)) + each.row for each in self.segments]
        return np.concatenate([np.empty(0, np.int64), *parts]).astype(np.int32)

    def segment(self, row: int) -> Segment:
        """The segment a row lies in."""
        return self.segments[bisect_right(self.starts, row) - 1]

    def numbers(self, name: str, rows: Array) -> Array:
        """The number of each of the rows (in order) in a column of one value each (i4), NO_NUMBER without one."""
        key = "dense", name
        if self._cache.peek(key) is None and self._is_new(key):
            cuts = pairwise(rows.searchsorted([*self.starts, self.total]).tolist())
            pairs = zip(self.segments, cuts, strict=True)
            return _joined([_numbers(each, name).take(rows[low:high] - each.row) for each, (low, high) in pairs])
        numbers = self._cache.get(
            key, lambda: _joined([_numbers(each, name) for each in self.segments]), lambda made: made.nbytes
        )
        return numbers.take(rows)

    def forms(self, leaf: Leaf, expansions: int, check: Check = _no_check) -> list[Array]:
        """The numbers of the forms a word stands for, by segment."""
        return self._cache.get(
            ("forms", leaf, expansions),
            lambda: forms_of(leaf, self.segments, self._stem, expansions, check),
            lambda made: sum(part.nbytes for part in made) + 200,
        )

    def leaf_unit(
        self, leaf: Leaf, selection: Selection, expansions: int, check: Check, *, scored: bool = False
    ) -> Unit:
        """A word, judged; kept in the cache.  ``scored``: the scores of all its rows are wanted."""
        key = "unit", leaf, selection, expansions
        return self._cache.get(key, lambda: self._leaf_unit(leaf, selection, expansions, check, scored=scored), _size)

    def _leaf_unit(self, leaf: Leaf, selection: Selection, expansions: int, check: Check, *, scored: bool) -> Unit:
        if any(mask != ALL_ZONES for _, mask in selection):
            numbers = range(len(self.segments))
            places = (self.positions(leaf, selection, number, expansions, None, check) for number in numbers)
            pairs = zip(self.segments, places, strict=True)
            return self._unit([self._weighted(segment, words) for segment, words in pairs])
        wanted = field_table([field for field, _ in selection])
        forms = self.forms(leaf, expansions, check)
        lists = [
            (segment, segment.lists.of(these, wanted)) for segment, these in zip(self.segments, forms, strict=True)
        ]
        postings = sum(int(segment.lists.sizes[those].sum()) for segment, those in lists)
        if scored or postings * DENSE <= self.total:
            rows, scores = self._leaves.found(lists, check)
            rare = rarity(self.live, len(rows))
            scores *= np.float32(rare)
            return Unit(rows=rows, rarity=rare, total=self.total, scores=scores)
        leaves = self._leaves
        rows = leaves.rows(lists, check)
        rare = rarity(self.live, len(rows))

        def weigh(some: Array | None, check: Check) -> Array:
            # Kept with the unit in the cache, so it must not hold the index: its files would stay open after closing.
            found = leaves.found(lists, check)[1] if some is None else leaves.saturated(lists, some, check)
            found *= np.float32(rare)
            return found

        return Unit(rows=rows, rarity=rare, total=self.total, scores=weigh)

    def unit(self, node: Node, selection: Selection, search: Matching) -> Unit:
        """A compound span expression, judged."""
        parts = []
        for number, segment in enumerate(self.segments):
            spans = self._finder(number, search).find(node, selection, self._interest(node, selection, search, segment))
            search.found[node, selection, number] = spans
            parts.append(self._weighted(segment, spans))
        return self._unit(parts)

    def spans_in(self, node: Node, selection: Selection, row: int, search: Matching) -> tuple[Segment, Array, Array]:
        """The spans of an expression in one row: its segment, first and last positions."""
        number = bisect_right(self.starts, row) - 1
        segment = self.segments[number]
        within = np.zeros(segment.documents, np.bool_)
        within[row - segment.row] = True
        finder = self._finder(number, search)
        spans = finder.find(node, selection, lambda: within)
        _, documents = finder.documents(spans)
        spans = spans.where(documents == row - segment.row)
        return segment, spans.first, spans.last

    def positions(  # noqa: PLR0917 - what is asked, where, and until when
        self,
        leaf: Leaf,
        selection: Selection,
        number: int,
        expansions: int,
        within: Within,
        check: Check,
    ) -> Spans:
        """The spans of a word in a segment; with ``within``, at least those in these documents."""
        key = "positions", leaf, selection, number, expansions
        kept = self._cache.peek(key)
        if kept is not None:
            return kept  # type: ignore[no-any-return]
        segment = self.segments[number]
        lists = segment.lists.of(
            self.forms(leaf, expansions, check)[number], field_table([field for field, _ in selection])
        )
        size = int(segment.lists.words[lists].sum()) * 8
        if within is not None and (size > self._cache.budget // _LARGEST_SHARE or self._is_new(key)):
            return _positions(segment, lists, selection, within(), check)
        return self._cache.get(
            key, lambda: _positions(segment, lists, selection, None, check), lambda made: 2 * made.first.nbytes
        )

    def placed(self, leaf: Leaf, selection: Selection, search: Matching, within: Callable[[int], Array]) -> Array:
        """The places of a word in all segments, in order: cell (counted on from segment to segment) << CELL | place.

        Those in the documents ``within`` gives of a segment, by its number, at least.
        """
        key = "placed", leaf, selection, search.expansions
        kept = self._cache.peek(key)
        if kept is not None:
            return kept  # type: ignore[no-any-return]
        wanted = field_table([field for field, _ in selection])
        forms = self.forms(leaf, search.expansions, search.check)
        lists = [each.lists.of(these, wanted) for each, these in zip(self.segments, forms, strict=True)]
        words = sum(int(each.lists.words[these].sum()) for each, these in zip(self.segments, lists, strict=True))
        whole = words * 8 <= self._cache.budget // _LARGEST_SHARE and not self._is_new(key)

        def make() -> Array:
            parts = [
                _places(segment, these, selection, None if whole else within(number), search.check)
                for number, (segment, these) in enumerate(zip(self.segments, lists, strict=True))
            ]
            counted_on = [part + (cells << CELL) for part, cells in zip(parts, self.cells, strict=False)]
            return np.concatenate([np.empty(0, np.int64), *counted_on])

        return self._cache.get(key, make, lambda made: made.nbytes) if whole else make()

    @cached_property
    def cells(self) -> list[int]:
        """How many cells the segments before each have, and all together."""
        return [len(FIELD_NUMBER) * row for row in (*self.starts, self.total)]

    def _is_new(self, key: Hashable) -> bool:
        """True when asked for the first time: what is needed once is read where it may matter, not kept whole."""
        known = self._cache.peek(("asked", key)) is not None
        return not known and self._cache.get(("asked", key), lambda: True, lambda _: _MARK)

    def _finder(self, number: int, search: Matching) -> SpanFinder:
        def positions(leaf: Leaf, selection: Selection, within: Within) -> Spans:
            return self.positions(leaf, selection, number, search.expansions, within, search.check)

        return SpanFinder(self.segments[number], positions, search.check)

    def _interest(self, node: Node, selection: Selection, search: Matching, segment: Segment) -> Within:
        """The documents that may hold the expression, worked out once and when asked for."""

        @cache
        def within() -> Array:
            found = self._candidates(node, selection, search, segment)
            return np.ones(segment.documents, np.bool_) if found is None else found

        return within

    def _candidates(self, node: Node, selection: Selection, search: Matching, segment: Segment) -> Array | None:
        """Booleans: the documents that may hold the expression; None for all."""
        match node:
            case Phrase() | Near() | Same():
                parts = [self._candidates(part, selection, search, segment) for part in node.operands]
                known = [part for part in parts if part is not None]
                return np.logical_and.reduce(known) if known else None
            case (
                NotNear(left=child)
                | NotSame(left=child)
                | Case(child=child)
                | First(child=child)
                | AtLeast(child=child)
            ):
                return self._candidates(child, selection, search, segment)
            case Or() | In():
                return None
        rows = self.leaf_unit(node, selection, search.expansions, search.check).rows  # type: ignore[arg-type]
        low, high = np.searchsorted(rows, [segment.row, segment.row + segment.documents])
        found = np.zeros(segment.documents, np.bool_)
        found[rows[low:high] - segment.row] = True
        return found

    def _weighted(self, segment: Segment, spans: Spans) -> tuple[Array, Array]:
        """The live rows of some spans (in order) with their weighted occurrences."""
        return _live(segment, *self._leaves.of_cells(segment, *_counted(segment, spans)))

    def _unit(self, parts: Sequence[tuple[Array, Array]]) -> Unit:
        return unit(list(parts) or [(np.empty(0, np.int64), np.empty(0))], self.live, self.total)


NO_NUMBER = -(1 << 31)
"""Stands for the number of a document that has none; less than any."""
_PLACE = (1 << CELL) - 1
_MARK = 300
"""Bytes of the cache that knowing a word was asked for may take."""
_LARGEST_SHARE = 32
"""Positions of a word in a segment are kept if they take at most this part of the cache; those of more frequent words
are read where they may matter, each time."""


def _numbers(segment: Segment, name: str) -> Array:
    """The number of every document of a segment (i4)."""
    column = segment.column(name)
    return column.values if column.one_each(segment.documents) else column.dense(segment.documents, NO_NUMBER)


def _joined(parts: Sequence[Array]) -> Array:
    """The numbers of all segments (i4)."""
    return np.concatenate([np.empty(0, np.int32), *parts])


def _live(segment: Segment, docs: Array, weighted: Array) -> tuple[Array, Array]:
    """The rows of the live ones among these documents, and what belongs to them."""
    if segment.live is not None:
        alive = segment.live.take(docs)
        docs, weighted = docs.compress(alive), weighted.compress(alive)
    return docs + segment.row if segment.row else docs, weighted


def _positions(segment: Segment, lists: Array, selection: Selection, within: Array | None, check: Check) -> Spans:
    words, cells = positions_of(segment, lists, within, check)
    spans = Spans(words, words, cells)
    return spans.where(segment.selected(words, selection)) if any(mask for _, mask in selection) else spans


def _places(segment: Segment, lists: Array, selection: Selection, within: Array | None, check: Check) -> Array:
    places = places_of(segment, lists, within, check)
    if any(mask for _, mask in selection):
        positions = segment.base[places >> CELL] + (places & _PLACE)
        places = places.compress(segment.selected(positions, selection))
    return places


def _counted(segment: Segment, spans: Spans) -> tuple[Array, Array]:
    """The cells of the spans (in order), and how many spans each has."""
    cells = segment.cells(spans.first) if spans.cells is None else spans.cells
    new = np.ones(len(cells), np.bool_)
    np.not_equal(cells[1:], cells[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    return cells.take(starts), np.diff(starts, append=len(new))


def _size(made: Unit) -> int:
    return made.size
