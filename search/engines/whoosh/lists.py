"""Sorted postings come in and are written as lists; the lists of some forms go out as documents, counts and positions.

A *list* belongs to one form in one field; lists are ordered by form, then field.  ``lists.first`` (u4, one more entry
than forms) finds the lists of a form, ``lists.field`` (u1), ``lists.docs`` (u4: documents) and ``lists.words`` (u4:
occurrences) describe each.  Three ragged arrays hold the contents: ``docs`` (gaps: number of documents skipped since
the one before), ``counts`` (occurrences in the document, less one) and ``places`` (positions, counted from the first
of the cell).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import numpy as np
from msgspec import Struct

from search.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter
from search.engines.whoosh.packed import Packed, pack, ranges
from search.engines.whoosh.ragged import Ragged, RaggedWriter

_PIECE = 1 << 20
"""Documents: decoding them takes some ten milliseconds, and a deadline is looked at in between."""


class Postings(Struct, frozen=True, kw_only=True):
    """The contents of some lists, one list after the other."""

    lists: Array
    """Of each posting, the place of its list among the lists asked for."""
    fields: Array
    """Of each posting, the number of the field (u1)."""
    docs: Array
    """Of each posting, the document (int32); ascending in a list."""
    counts: Array
    """Of each posting, the occurrences (int32)."""


class PackedLists(Struct, frozen=True, kw_only=True):
    """The contents of some lists as the file keeps them."""

    gaps: Packed
    counts: Packed
    places: Packed


def packed_lists(*, sizes: Array, docs: Array, counts: Array, places: Array) -> PackedLists:
    """Lists of so many postings; of each posting document and count, and all places."""
    starts = np.cumsum(sizes, dtype=np.int64) - sizes
    words = np.add.reduceat(counts, starts, dtype=np.int64) if len(sizes) else sizes
    gaps = np.diff(docs, prepend=-1) - 1
    gaps[starts] = docs[starts]
    return PackedLists(gaps=pack(gaps, sizes), counts=pack(counts - 1, sizes), places=pack(places, words))


class ListWriter:
    """Writes lists, in order, in as many goes as the caller likes."""

    def __init__(self, file: ArrayWriter) -> None:
        self._field = file.stream("lists.field", "<u1")
        self._docs = file.stream("lists.docs", "<u4")
        self._words = file.stream("lists.words", "<u4")
        self._gaps = RaggedWriter(file, "docs")
        self._counts = RaggedWriter(file, "counts")
        self._places = RaggedWriter(file, "places")

    def append(self, *, fields: Array, sizes: Array, docs: Array, counts: Array, places: Array) -> None:
        """The next lists: of each its field and number of postings; of each posting document and count; all places."""
        self.append_packed(fields, packed_lists(sizes=sizes, docs=docs, counts=counts, places=places))

    def append_packed(self, fields: Array, lists: PackedLists) -> None:
        """The next lists, packed, and the field of each."""
        self._field.append(fields)
        self._docs.append(lists.gaps.counts)
        self._words.append(lists.places.counts)
        self._gaps.append_packed(lists.gaps)
        self._counts.append_packed(lists.counts)
        self._places.append_packed(lists.places)


class Lists:
    """Reads what ListWriter wrote."""

    def __init__(self, file: ArrayFile) -> None:
        self.first = file["lists.first"]
        self.field = file["lists.field"]
        self.sizes = file["lists.docs"]
        self.words = file["lists.words"]
        self._gaps = Ragged(file, "docs")
        self._counts = Ragged(file, "counts")
        self._file = file

    @cached_property
    def _places(self) -> Ragged:
        return Ragged(self._file, "places")

    def of(self, forms: Array, wanted: Array) -> Array:
        """The lists of these forms in the fields where ``wanted`` (a boolean for each field) is true, in order."""
        first = self.first[forms].astype(np.int64)
        lists = ranges(first, self.first[forms + 1] - first)
        return lists[wanted[self.field[lists]]]

    def one(self, number: int) -> tuple[Array, Array]:
        """The documents of one list (int64, ready to index with) and the occurrences in each (int32)."""
        return self.documents(number), self._counts.one(number, int(self.sizes[number])) + np.int32(1)

    def documents(self, number: int) -> Array:
        """The documents of one list (int64, ready to index with)."""
        docs = self._gaps.one(number, int(self.sizes[number])) + np.int64(1)
        docs[:1] -= 1
        np.cumsum(docs, out=docs)
        return docs

    def pieces(self, lists: Array) -> Iterator[Array]:
        """The lists in groups that hold, together, hardly more than so many documents as are decoded in a moment."""
        ends = np.cumsum(self.sizes[lists], dtype=np.int64)
        bounds = np.searchsorted(ends, np.arange(0, int(ends[-1]) if len(ends) else 0, _PIECE)).tolist()
        for low, high in pairwise([*bounds, len(lists)]):
            if low < high:
                yield lists[low:high]

    def postings(self, lists: Array) -> Postings:
        """Documents and counts of the lists."""
        sizes = self.sizes[lists].astype(np.int64)
        docs = np.cumsum(self._gaps.read(lists, sizes) + np.int32(1), dtype=np.int64) - 1
        if len(lists) > 1:
            starts = np.cumsum(sizes) - sizes
            before = np.concatenate([[0], docs[starts[1:] - 1] + 1])
            docs -= np.repeat(before, sizes)
        return Postings(
            lists=np.repeat(np.arange(len(lists)), sizes),
            fields=np.repeat(self.field[lists], sizes),
            docs=docs.astype(np.int32),
            counts=self._counts.read(lists, sizes) + np.int32(1),
        )

    def stretch(self, first: int, after: int) -> PackedLists:
        """The lists from ``first`` to ``after`` (not included), as the file keeps them."""
        sizes = self.sizes[first:after].astype(np.int64)
        return PackedLists(
            gaps=self._gaps.stretch(first, sizes),
            counts=self._counts.stretch(first, sizes),
            places=self._places.stretch(first, self.words[first:after].astype(np.int64)),
        )

    def places_of(self, number: int) -> Array:
        """The places of one list, in whatever width they are kept; not to be written to."""
        return self._places.one(number, int(self.words[number]))

    def places(self, lists: Array) -> Array:
        """All places of the lists, counted from the first position of their cell (int32)."""
        return self._places.read(lists, self.words[lists].astype(np.int64))

    def some_places(self, lists: Array, postings: Postings, chosen: Array) -> Array:
        """The places of the chosen postings (their numbers) of the lists (int32)."""
        ends = np.cumsum(postings.counts, dtype=np.int64).take(chosen)
        counts, of_list = postings.counts.take(chosen), postings.lists.take(chosen)
        words = self.words[lists].astype(np.int64)
        before = (np.cumsum(words) - words).take(of_list)
        return self._places.take(np.repeat(lists.take(of_list), counts), ranges(ends - counts - before, counts))
