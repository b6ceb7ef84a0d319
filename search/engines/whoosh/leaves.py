"""The posting lists of one word in every segment come in; its rows, with their saturated occurrences, go out.

This is ``units.weights`` for the case that matters most, a word met for the first time, which may be in most of the
documents: each long list is decoded and counted as it comes, in the narrowest numbers that hold it, the length factors
of a field are looked up in a table, and what goes out is written in its place at once.  Memory that was never touched
before costs more than the arithmetic on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from search.engines.ranking import K1, B, boost
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.forms import Check
from search.engines.whoosh.layout import FIELD_NUMBER
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.units import Tally, parts_of, weights
from search.fields import ZONE_FIELDS

_DENSE = 32
"""Lists that hold, together, more than one of so many documents are summed up in arrays of all of them."""
_SHORT = 1024
"""Lists of fewer documents are decoded all at once, longer ones one by one."""


class Leaves:
    """Weighs the lists of words with one commit's averages (words by field)."""

    def __init__(self, averages: Array) -> None:
        self._averages = averages
        self._factors: dict[int, Array] = {}

    def found(self, lists: Sequence[tuple[Segment, Array]], check: Check) -> tuple[Array, Array]:
        """The live rows in these lists, in order (int32), and of each the saturated occurrences (f4)."""
        room = sum(min(int(segment.lists.sizes[those].sum()), segment.documents) for segment, those in lists)
        rows, saturated, done = np.empty(room, np.int32), np.empty(room, np.float32), 0
        for segment, those in lists:
            done += self._put(segment, those, check, rows[done:], saturated[done:])
        return rows[:done], saturated[:done]

    def rows(self, lists: Sequence[tuple[Segment, Array]], check: Check) -> Array:
        """The live rows in these lists, in order (int32): what ``found`` gives, at half the cost."""
        parts = [np.empty(0, np.int32)]
        for segment, those in lists:
            table = np.zeros(segment.documents, np.bool_)
            for docs in _documents(segment, those, check):
                table[docs] = True
            docs = np.flatnonzero(table if segment.live is None else table & segment.live)
            parts.append((docs + segment.row).astype(np.int32))
        return np.concatenate(parts)

    def saturated(self, lists: Sequence[tuple[Segment, Array]], rows: Array, check: Check) -> Array:
        """The saturated occurrences in each of these rows (in order; f4), 0 in those that are in no list."""
        saturated, high = np.empty(len(rows), np.float32), 0
        for segment, those in lists:
            low, high = high, int(rows.searchsorted(segment.row + segment.documents))
            docs = rows[low:high] - segment.row
            within = np.zeros(segment.documents, np.bool_)
            within[docs] = True
            _saturate(self._sums(segment, those, check, within).take(docs), saturated[low:high])
        return saturated

    def of_cells(self, segment: Segment, cells: Array, counts: Array) -> tuple[Array, Array]:
        """The documents, in order, of cells (in order) with so many occurrences, and of each the weighted ones (f8)."""
        documents = segment.documents
        if len(cells) * _DENSE <= documents:
            fields = cells // max(documents, 1)
            tally = Tally(fields=fields, docs=cells - fields * documents, counts=counts)
            return weights(tally, segment.lengths, documents, self._averages)
        sums = np.zeros(documents)
        bounds = cells.searchsorted(np.arange(len(FIELD_NUMBER) + 1) * documents).tolist()
        for field, (low, high) in enumerate(pairwise(bounds)):
            if low < high:
                docs = cells[low:high] - field * documents
                np.add.at(sums, docs, self._parts(segment, field, docs, counts[low:high]))
        found = np.flatnonzero(sums > 0)
        return found, sums.take(found)

    def _put(self, segment: Segment, lists: Array, check: Check, rows: Array, saturated: Array) -> int:
        """Write what ``found`` gives of one segment to the begin of two arrays; how many there are."""
        docs, weighted = self._weighed(segment, lists, check)
        if segment.live is not None:
            alive = segment.live.take(docs)
            docs, weighted = docs.compress(alive), weighted.compress(alive)
        found = len(docs)
        np.add(docs, segment.row, out=rows[:found], casting="same_kind")
        _saturate(weighted, saturated[:found])
        return found

    def _weighed(self, segment: Segment, lists: Array, check: Check) -> tuple[Array, Array]:
        """The documents in these lists, in order, and of each the weighted occurrences.

        They are f8, so that rounding to f4 at the end hides which way was taken: equal articles of different segments
        tie.
        """
        check()
        if segment.lists.sizes[lists].sum() * _DENSE <= segment.documents:
            return weights(_tally(segment, lists), segment.lengths, segment.documents, self._averages)
        if len(lists) == 1:
            docs, counts = segment.lists.one(int(lists[0]))
            return docs, self._parts(segment, int(segment.lists.field[lists[0]]), docs, counts)
        sums = self._sums(segment, lists, check, None)
        found = np.flatnonzero(sums > 0)
        return found, sums.take(found)

    def _sums(self, segment: Segment, lists: Array, check: Check, within: Array | None) -> Array:
        """The weighted occurrences in every document, or in those for which the boolean is true."""
        sums = np.zeros(segment.documents)
        short = segment.lists.sizes[lists] < _SHORT
        for number in lists[~short].tolist():
            check()
            docs, counts = segment.lists.one(number)
            if within is not None:
                chosen = np.flatnonzero(within.take(docs))
                docs, counts = docs.take(chosen), counts.take(chosen)
            np.add.at(sums, docs, self._parts(segment, int(segment.lists.field[number]), docs, counts))
        for piece in segment.lists.pieces(lists[short]):
            check()
            tally = _tally(segment, piece)
            np.add.at(sums, tally.docs, parts_of(tally, segment.lengths, segment.documents, self._averages))
        return sums

    def _parts(self, segment: Segment, field: int, docs: Array, counts: Array) -> Array:
        """The weighted occurrences in a field of these documents (f8)."""
        words = segment.lengths[field * segment.documents : (field + 1) * segment.documents].take(docs)
        parts: Array = self._factors_of(field, int(words.max(initial=0))).take(words)
        parts *= counts
        return parts

    def _factors_of(self, field: int, longest: int) -> Array:
        """What an occurrence counts in a field of 0, 1, 2 ... words, to the longest at least."""
        factors = self._factors.get(field)
        if factors is None or len(factors) <= longest:
            words = np.arange(longest + 1)
            average = float(self._averages[field])
            ratio = words / average if average > 0 else np.ones(len(words))
            factors = self._factors[field] = boost(ZONE_FIELDS[field]) / (1 - B + B * ratio)
        return factors


def _saturate(weighted: Array, out: Array) -> None:
    """``S`` of the formula for each of the weighted occurrences (f8), which are used up."""
    above = weighted * (K1 + 1)
    weighted += K1
    np.divide(above, weighted, out=out, casting="same_kind")


def _documents(segment: Segment, lists: Array, check: Check) -> Iterator[Array]:
    """The documents of these lists, some lists at a time."""
    short = segment.lists.sizes[lists] < _SHORT
    for number in lists[~short].tolist():
        check()
        yield segment.lists.documents(number)
    for piece in segment.lists.pieces(lists[short]):
        check()
        yield segment.lists.postings(piece).docs


def _tally(segment: Segment, lists: Array) -> Tally:
    postings = segment.lists.postings(lists)
    return Tally(fields=postings.fields, docs=postings.docs, counts=postings.counts)
