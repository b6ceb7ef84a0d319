"""The posting lists of a word in one segment come in; the places they hold go out, of all documents or of some.

A place is a position, or a cell and the position counted from the cell's first, which is how the lists keep it: where
cells begin is known only by looking, and in some documents each look reads a page of the file.

Long lists are decoded one by one, short ones all at once.  Places in some documents only cost what finding them in the
list costs, and little more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.forms import Check
from search.engines.whoosh.packed import ranges
from search.engines.whoosh.segment import Segment

_SHORT = 1024
"""Lists of fewer documents are decoded all at once."""
CELL = 32
"""A cell and a place in it are one number (int64): the cell shifted by so many bits, and the place."""


class _Held(NamedTuple):
    """What some lists hold."""

    cells: Array
    """Of each posting (int64)."""
    counts: Array
    places: Array
    """Of all postings."""


def positions_of(segment: Segment, lists: Array, within: Array | None, check: Check) -> tuple[Array, Array]:
    """The positions the lists hold, in order, and the cell of each (int32).

    ``within``: a boolean for each document, whether it is of interest; None for all.
    """
    found, cells = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for held in _held(segment, lists, within, check):
        positions = np.repeat(segment.base.take(held.cells).astype(np.int32), held.counts)
        positions += held.places.astype(np.int32, copy=False)
        found.append(positions)
        cells.append(np.repeat(held.cells.astype(np.int32), held.counts))
    every, of_every = np.concatenate(found), np.concatenate(cells)
    if len(lists) > 1:
        every.sort()
        of_every.sort()  # cells rise with the positions, so each stays beside its own
    return every, of_every


def places_of(segment: Segment, lists: Array, within: Array | None, check: Check) -> Array:
    """As ``positions_of``; cells and places, in order."""
    found = [np.empty(0, np.int64)]
    found += (np.repeat(held.cells << CELL, held.counts) + held.places for held in _held(segment, lists, within, check))
    every = np.concatenate(found)
    every.sort()
    return every


def _held(segment: Segment, lists: Array, within: Array | None, check: Check) -> Iterator[_Held]:
    short = segment.lists.sizes[lists] < _SHORT
    for number in lists[~short].tolist():
        check()
        yield _of_long(segment, number, within)
    for piece in segment.lists.pieces(lists[short]):
        check()
        yield _of_short(segment, piece, within)


def _of_long(segment: Segment, number: int, within: Array | None) -> _Held:
    """What one list holds."""
    docs, counts = segment.lists.one(number)
    places = segment.lists.places_of(number)
    if within is not None:
        chosen = np.flatnonzero(within.take(docs))
        ends = np.cumsum(counts)
        docs, counts, ends = docs.take(chosen), counts.take(chosen), ends.take(chosen)
        places = places.take(ranges(ends - counts, counts))
    docs += int(segment.lists.field[number]) * segment.documents
    return _Held(docs, counts, places)


def _of_short(segment: Segment, lists: Array, within: Array | None) -> _Held:
    """What some lists hold."""
    postings = segment.lists.postings(lists)
    cells, counts = postings.fields.astype(np.int64) * segment.documents + postings.docs, postings.counts
    if within is None:
        return _Held(cells, counts, segment.lists.places(lists))
    chosen = np.flatnonzero(within.take(postings.docs))
    places = segment.lists.some_places(lists, postings, chosen)
    return _Held(cells.take(chosen), counts.take(chosen), places)
