"""A span expression comes in; its spans in one segment go out: each node of the language as a step over arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.layout import Selection, select
from search.engines.whoosh.packed import ranges
from search.engines.whoosh.proximity import NOWHERE, Spans, Unit, apart, covers, phrase, union
from search.query import (
    AtLeast,
    Case,
    First,
    Fuzzy,
    In,
    Near,
    Node,
    NotNear,
    NotSame,
    Or,
    Phrase,
    Same,
    Wildcard,
    Word,
)

if TYPE_CHECKING:
    from search.engines.whoosh.arrays import Array
    from search.engines.whoosh.segment import Segment

Within = Callable[[], "Array"] | None
"""Gives booleans: the documents of interest; None for all."""
LeafPositions = Callable[[Word | Wildcard | Fuzzy, Selection, "Within"], Spans]
"""A word of the query, the zones to look in, the documents of interest -> its spans.
Positions in other documents may be among them: what is of no interest does no harm."""


class SpanFinder:
    """Finds the spans of expressions in one segment."""

    def __init__(self, segment: Segment, positions: LeafPositions, check: Callable[[], None]) -> None:
        self._segment = segment
        self._positions = positions
        self._check = check
        """Raises SearchTimeout when time is up."""

    def find(self, node: Node, selection: Selection, within: Within) -> Spans:
        """The spans of a node; those outside the documents ``within`` may be missing."""
        self._check()
        match node:
            case Word() | Wildcard() | Fuzzy():
                return self._positions(node, selection, within)
            case Phrase(parts=parts):
                return self._phrase(parts, selection, within)
            case Or(children=children):
                return union([self.find(child, selection, within) for child in children])
            case In(fields=fields, child=child):
                return self.find(child, select(fields), within)
            case Near() | Same() | NotNear() | NotSame():
                return self._pair(node, selection, within)
            case Case(kind=kind, child=child):
                return self._printed(kind, self.find(child, selection, within))
            case First(count=count, child=child):
                return self._early(count, self.find(child, selection, within))
            case AtLeast(count=count, child=child):
                return self._enough(count, self.find(child, selection, within))
        raise TypeError(f"{type(node).__name__} has no places")

    def documents(self, spans: Spans) -> tuple[Array, Array]:
        """Of each span, the number of its field and its document (int64)."""
        cells = self._segment.cells(spans.first) if spans.cells is None else spans.cells
        field, document = np.divmod(cells, max(self._segment.documents, 1))
        return field, document

    def _phrase(self, parts: Sequence[Word | Wildcard | Fuzzy], selection: Selection, within: Within) -> Spans:
        return phrase([self._positions(part, selection, within) for part in parts])

    def _pair(self, node: Near | Same | NotNear | NotSame, selection: Selection, within: Within) -> Spans:
        left = self.find(node.left, selection, within)
        right = self.find(node.right, selection, within)
        distance = node.distance if isinstance(node, Near | NotNear) else None
        combine = covers if isinstance(node, Near | Same) else apart
        return combine(left, right, distance=distance, in_turn=node.in_turn, unit=self._unit(node))

    def _unit(self, node: Near | Same | NotNear | NotSame) -> Unit:
        by_sentence = isinstance(node, Same | NotSame) and node.unit == "sentence"
        bits = self._segment.sentences if by_sentence else self._segment.zones
        return Unit(bits.rank, bits.together, bits.longest)

    def _printed(self, kind: str, spans: Spans) -> Spans:
        """Those whose every word is printed as asked."""
        bits = self._segment.capitals if kind == "allcaps" else self._segment.capital
        wanted = kind != "nocaps"
        if spans.single:
            return spans.where(bits.test(spans.first) == wanted)
        sizes = (spans.last - spans.first + 1).astype(np.int64)
        fits = bits.test(ranges(spans.first.astype(np.int64), sizes)) == wanted
        return spans.where(np.logical_and.reduceat(fits, np.cumsum(sizes) - sizes)) if len(sizes) else spans

    def _early(self, count: int, spans: Spans) -> Spans:
        """Those that begin within the first words of the story."""
        zone = self._segment.zone_numbers(spans.first)
        story = self._segment.file["zones.story"][zone].astype(np.int64)
        word = story - 1 + spans.first - self._segment.file["zones.start"][zone]
        return spans.where((story > 0) & (word < count))

    def _enough(self, count: int, spans: Spans) -> Spans:
        """All spans of the documents that have so many which don't overlap."""
        if not len(spans.first):
            return NOWHERE
        _, document = self.documents(spans)
        taken = document if spans.single else document[self._from_the_left(spans)]
        return spans.where(np.bincount(taken, minlength=self._segment.documents)[document] >= count)

    def _from_the_left(self, spans: Spans) -> Array:
        """Booleans: which spans are taken when each that begins after the last one taken is.

        Where a span begins after all before it have ended, the taking starts afresh; these stretches go on side by
        side.
        """
        first, last, _ = spans
        fresh = np.ones(len(first), np.bool_)
        fresh[1:] = first[1:] > np.maximum.accumulate(last)[:-1]
        taken = fresh.copy()
        current = np.flatnonzero(fresh)
        ends = np.append(current[1:], len(first))
        while len(current):
            self._check()
            current = np.searchsorted(first, last[current], side="right")
            going = current < ends
            current, ends = current[going], ends[going]
            taken[current] = True
        return taken
