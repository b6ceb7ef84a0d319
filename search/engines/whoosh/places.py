"""The posting lists of a word in one segment come in; the positions they hold go out, of all documents or of some.

Long lists are decoded one by one, short ones all at once.  Positions of some documents only cost what finding their
places in the list costs, and little more.
"""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.forms import Check
from search.engines.whoosh.packed import ranges
from search.engines.whoosh.segment import Segment

_SHORT = 1024
"""Lists of fewer documents are decoded all at once."""


def positions_of(segment: Segment, lists: Array, within: Array | None, check: Check) -> tuple[Array, Array]:
    """The positions the lists hold, in order, and the cell of each (int32).

    ``within``: a boolean for each document, whether it is of interest; None for all.
    """
    short = segment.lists.sizes[lists] < _SHORT
    parts = []
    for number in lists[~short].tolist():
        check()
        parts.append(_of_long(segment, number, within))
    for piece in segment.lists.pieces(lists[short]):
        check()
        postings = segment.lists.postings(piece)
        chosen = None if within is None else np.flatnonzero(within.take(postings.docs))
        parts.append(segment.positions(piece, postings, chosen))
    if len(parts) == 1 and len(lists) == 1:
        return parts[0]
    positions = np.concatenate([np.empty(0, np.int32), *(positions for positions, _ in parts)])
    cells = np.concatenate([np.empty(0, np.int32), *(cells for _, cells in parts)])
    positions.sort()
    cells.sort()  # cells rise with the positions, so each stays beside its own
    return positions, cells


def _of_long(segment: Segment, number: int, within: Array | None) -> tuple[Array, Array]:
    """The positions of one list."""
    docs, counts = segment.lists.one(number)
    places = segment.lists.places_of(number)
    if within is not None:
        chosen = np.flatnonzero(within.take(docs))
        ends = np.cumsum(counts)
        docs, counts, ends = docs.take(chosen), counts.take(chosen), ends.take(chosen)
        places = places.take(ranges(ends - counts, counts))
    docs += int(segment.lists.field[number]) * segment.documents
    positions = np.repeat(segment.base.take(docs).astype(np.int32), counts)
    positions += places.astype(np.int32, copy=False)
    return positions, np.repeat(docs.astype(np.int32), counts)
