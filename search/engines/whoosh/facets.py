"""Matching rows come in; how many of them have each value of a field goes out."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.index import Index

UNDATED = 0
"""No day has this number: date.toordinal begins at 1."""


def counted(index: Index, name: str, rows: Array) -> dict[str, int]:
    """Values of the facet with the number of these rows (in order) that have them."""
    if name in {"year", "month"}:
        return _by_day(index.dense("date", UNDATED)[rows], 4 if name == "year" else 7)
    counts: Counter[str] = Counter()
    for segment in index.segments:
        low, high = np.searchsorted(rows, [segment.row, segment.row + segment.documents])
        matched = np.zeros(segment.documents, np.bool_)
        matched[rows[low:high] - segment.row] = True
        column = segment.column(name)
        if column.words is None:
            continue
        found = np.bincount(column.values[matched[column.rows]], minlength=len(column.words))
        for number in np.flatnonzero(found).tolist():
            counts[column.words[number]] += int(found[number])
    return dict(counts)


def _by_day(days: Array, length: int) -> dict[str, int]:
    """Counts by the first letters of the ISO date: four for the year, seven for year and month."""
    counts: Counter[str] = Counter()
    days, found = np.unique(days[days != UNDATED], return_counts=True)
    for day, count in zip(days.tolist(), found.tolist(), strict=True):
        counts[date.fromordinal(day).isoformat()[:length]] += count
    return dict(counts)
