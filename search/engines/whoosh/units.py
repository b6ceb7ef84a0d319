"""The occurrences of one span expression come in; the documents that hold it, each with its part of the score, go out.

The formula is that of ``search.engines.ranking`` (BM25F), on arrays: the occurrences of a document are summed over
the fields with the field's boost and length first, and saturated then.  Documents are numbered through all segments
(*rows*).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from msgspec import Struct

from search.engines.ranking import K1, B, boost, rarity
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.layout import FIELD_NUMBER
from search.fields import ZONE_FIELDS

_DENSE = 32
"""An expression in more than one of so many documents is summed up in an array of all of them, else by sorting."""

BOOSTS = np.array([boost(name) for name in ZONE_FIELDS])


class Unit(Struct, frozen=True, kw_only=True, dict=True):
    """A span expression, judged: the live documents that hold it."""

    rows: Array
    """In order (int32)."""
    scores: Array
    """Of each row, what the expression adds to its score (f4), more than 0."""
    rarity: float
    """``idf`` of the formula."""
    total: int
    """Documents in the commit, live or not."""

    @property
    def size(self) -> int:
        """Bytes it may take."""
        return 8 * len(self.rows) + (4 * self.total if self.frequent else 0)

    @property
    def frequent(self) -> bool:
        """True if a table of all documents is worth having."""
        return len(self.rows) * _DENSE > self.total

    @cached_property
    def table(self) -> Array:
        """The score of every document, 0 for those without."""
        table = np.zeros(self.total, np.float32)
        table[self.rows] = self.scores
        return table

    def scores_of(self, rows: Array) -> Array:
        """The scores of these documents (in order), 0 for those without."""
        if self.frequent:
            return self.table.take(rows)
        scores = np.zeros(len(rows), np.float32)
        place = np.searchsorted(rows, self.rows)
        place[place == len(rows)] = 0
        if len(rows):
            here = np.flatnonzero(rows.take(place) == self.rows)
            scores[place.take(here)] = self.scores.take(here)
        return scores


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
    if len(parts) * _DENSE > documents:
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
    return Unit(rows=rows, scores=(rare * saturated(weighted)).astype(np.float32), rarity=rare, total=total)


def saturated(weighted: Array) -> Array:
    """``S`` of the formula."""
    return weighted * (K1 + 1) / (weighted + K1)


def field_table(numbers: list[int]) -> Array:
    """A boolean for each field: whether it is among these."""
    table = np.zeros(len(FIELD_NUMBER), np.bool_)
    table[numbers] = True
    return table
