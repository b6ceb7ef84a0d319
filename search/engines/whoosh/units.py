"""The occurrences of one span expression come in; the documents that hold it, each with its part of the score, go out.

The formula is that of ``search.engines.ranking`` (BM25F), on arrays: the occurrences of a document are summed over
the fields with the field's boost and length first, and saturated then.  Documents are numbered through all segments
(*rows*).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from msgspec import Struct

from search.engines.ranking import K1, B, boost, rarity
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.forms import Check
from search.engines.whoosh.layout import FIELD_NUMBER
from search.fields import ZONE_FIELDS

DENSE = 32
"""An expression in more than one of so many documents is summed up in an array of all of them, else by sorting."""

BOOSTS = np.array([boost(name) for name in ZONE_FIELDS])
Weigh = Callable[["Array | None", Check], Array]
"""Rows (in order), or None for all of a unit -> their scores (f4); raises when the check says that time is up."""


class Unit:
    """A span expression, judged: the live documents that hold it."""

    def __init__(self, *, rows: Array, rarity: float, total: int, scores: Array | Weigh) -> None:
        """``total``: documents in the commit, live or not; ``scores``: those of the rows, or what works out scores."""
        self.rows = rows
        """In order (int32)."""
        self.rarity = rarity
        """``idf`` of the formula."""
        self._total = total
        self._weigh = scores if callable(scores) else None
        self._scores = None if callable(scores) else scores
        self._table: Array | None = None
        self._asked = False

    @property
    def size(self) -> int:
        """Bytes it may take."""
        return 8 * len(self.rows) + (5 * self._total if self._frequent else 0)

    @property
    def _frequent(self) -> bool:
        """True if a table of all documents is worth having."""
        return len(self.rows) * DENSE > self._total

    def holds(self, rows: Array) -> Array:
        """Booleans: which of these documents (in order) are among the rows."""
        if self._frequent:
            return self._holding.take(rows)
        held = np.zeros(len(rows), np.bool_)
        held[self._met(rows)[0]] = True
        return held

    def scores(self, check: Check) -> Array:
        """Of each row, what the expression adds to its score (f4), more than 0; not to be written to."""
        if self._scores is None:
            assert self._weigh is not None  # noqa: S101 -- one of the two is given
            self._scores = self._weigh(None, check)
        return self._scores

    def scores_of(self, rows: Array, check: Check) -> Array:
        """The scores of these documents (in order), 0 for those without.

        Unless all are known they alone are worked out, the first time: many a word is asked about once.
        """
        if self._scores is None and self._weigh is not None and not self._asked:
            self._asked = True
            return self._weigh(rows, check)
        if self._frequent:
            return self._score_table(check).take(rows)
        scores = np.zeros(len(rows), np.float32)
        theirs, own = self._met(rows)
        scores[theirs] = self.scores(check).take(own)
        return scores

    @cached_property
    def _holding(self) -> Array:
        """A boolean for every document, whether it is among the rows."""
        holding = np.zeros(self._total, np.bool_)
        holding[self.rows] = True
        return holding

    def _score_table(self, check: Check) -> Array:
        """The score of every document, 0 for those without."""
        if self._table is None:
            table = np.zeros(self._total, np.float32)
            table[self.rows] = self.scores(check)
            self._table = table
        return self._table

    def _met(self, rows: Array) -> tuple[Array, Array]:
        """The places of the rows that are on both sides: among these (in order), and among its own."""
        if not len(rows):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        place = np.searchsorted(rows, self.rows)
        place[place == len(rows)] = 0
        here = np.flatnonzero(rows.take(place) == self.rows)
        return place.take(here), here


class Tally(Struct, frozen=True, kw_only=True):
    """Occurrences in one segment: parallel arrays, a document as often as it has fields (or lists)."""

    fields: Array
    docs: Array
    counts: Array


def weights(tally: Tally, lengths: Array, documents: int, averages: Array) -> tuple[Array, Array]:
    """The documents of a tally in order, and of each the weighted occurrences (f8).

    ``lengths``: words by cell; ``averages``: average words by field.
    """
    parts = parts_of(tally, lengths, documents, averages)
    if len(parts) * DENSE > documents:
        sums = np.bincount(tally.docs, weights=parts, minlength=documents)
        docs = np.flatnonzero(sums > 0)
        return docs, sums.take(docs)
    order = np.argsort(tally.docs, kind="stable")
    docs = tally.docs[order]
    starts = np.flatnonzero(np.diff(docs, prepend=-1))
    return docs[starts], np.add.reduceat(parts[order], starts) if len(starts) else parts


def parts_of(tally: Tally, lengths: Array, documents: int, averages: Array) -> Array:
    """The weighted occurrences of each entry of a tally (f8)."""
    fields = tally.fields.astype(np.int64)
    weighted: Array = tally.counts * field_weights(fields, lengths[fields * documents + tally.docs], averages)
    return weighted


def field_weights(fields: Array, words: Array, averages: Array) -> Array:
    """What an occurrence counts in each of these fields (int64), so many words long (f8)."""
    average = averages[fields]
    ratio = np.divide(words, average, out=np.ones(len(words)), where=average > 0)
    return BOOSTS[fields] / (1 - B + B * ratio)


def unit(parts: list[tuple[Array, Array]], live: int, total: int) -> Unit:
    """The unit of an expression with these (rows, weighted occurrences) in the segments.

    ``live``: live documents in the commit; ``total``: with those that were deleted.
    """
    rows = np.concatenate([rows for rows, _ in parts]).astype(np.int32)
    weighted = np.concatenate([weight for _, weight in parts])
    rare = rarity(live, len(rows))
    scores = (rare * saturated(weighted)).astype(np.float32)
    return Unit(rows=rows, rarity=rare, total=total, scores=scores)


def saturated(weighted: Array) -> Array:
    """``S`` of the formula."""
    return weighted * (K1 + 1) / (weighted + K1)


def field_table(numbers: list[int]) -> Array:
    """A boolean for each field: whether it is among these."""
    table = np.zeros(len(FIELD_NUMBER), np.bool_)
    table[numbers] = True
    return table
