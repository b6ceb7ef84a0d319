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

Weigh = Callable[["Array | None", Check], Array]
"""Rows (in order), or None for those of the unit -> their scores (f4); raises when the check says that time is up."""
BOOSTS = np.array([boost(name) for name in ZONE_FIELDS])


class Unit(Struct, frozen=True, kw_only=True, dict=True):
    """A span expression, judged: the live documents that hold it."""

    rows: Array
    """In order (int32)."""
    rarity: float
    """``idf`` of the formula."""
    total: int
    """Documents in the commit, live or not."""
    weigh: Weigh
    """Works out the scores of the rows, or of any rows."""

    @property
    def size(self) -> int:
        """Bytes it may take."""
        return 8 * len(self.rows) + (5 * self.total if self.frequent else 0)

    @property
    def frequent(self) -> bool:
        """True if a table of all documents is worth having."""
        return len(self.rows) * DENSE > self.total

    @cached_property
    def holding(self) -> Array:
        """A boolean for every document, whether it is among the rows."""
        holding = np.zeros(self.total, np.bool_)
        holding[self.rows] = True
        return holding

    def holds(self, rows: Array) -> Array:
        """Booleans: which of these documents (in order) are among the rows."""
        if self.frequent:
            return self.holding.take(rows)
        held = np.zeros(len(rows), np.bool_)
        held[self._met(rows)[0]] = True
        return held

    def scores(self, check: Check) -> Array:
        """Of each row, what the expression adds to its score (f4), more than 0."""
        if "_scores" not in self.__dict__:
            self.__dict__["_scores"] = self.weigh(None, check)
        return self.__dict__["_scores"]  # type: ignore[no-any-return]

    def scores_of(self, rows: Array, check: Check) -> Array:
        """The scores of these documents (in order), 0 for those without.

        The first time they alone are worked out, unless all are known: many a word is asked about once.
        """
        if "_scores" not in self.__dict__ and "_asked" not in self.__dict__:
            self.__dict__["_asked"] = True
            return self.weigh(rows, check)
        if self.frequent:
            return self._table(check).take(rows)
        scores = np.zeros(len(rows), np.float32)
        theirs, own = self._met(rows)
        scores[theirs] = self.scores(check).take(own)
        return scores

    def _table(self, check: Check) -> Array:
        """The score of every document, 0 for those without."""
        if "_table_kept" not in self.__dict__:
            table = np.zeros(self.total, np.float32)
            table[self.rows] = self.scores(check)
            self.__dict__["_table_kept"] = table
        return self.__dict__["_table_kept"]  # type: ignore[no-any-return]

    def _met(self, rows: Array) -> tuple[Array, Array]:
        """The places of the rows that are on both sides: among these (in order), and among its own."""
        if not len(rows):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        place = np.searchsorted(rows, self.rows)
        place[place == len(rows)] = 0
        here = np.flatnonzero(rows.take(place) == self.rows)
        return place.take(here), here


def known(rows: Array, scores: Array, rarity: float, total: int) -> Unit:
    """A unit whose scores are known."""
    made = Unit(rows=rows, rarity=rarity, total=total, weigh=lambda _rows, _check: scores)
    made.scores(lambda: None)
    return made


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
    return known(rows, (rare * saturated(weighted)).astype(np.float32), rare, total)


def saturated(weighted: Array) -> Array:
    """``S`` of the formula."""
    return weighted * (K1 + 1) / (weighted + K1)


def field_table(numbers: list[int]) -> Array:
    """A boolean for each field: whether it is among these."""
    table = np.zeros(len(FIELD_NUMBER), np.bool_)
    table[numbers] = True
    return table
