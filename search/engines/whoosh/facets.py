"""Matching rows come in; how many of them have each value of a field goes out."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.columns import Column
from search.engines.whoosh.index import NO_NUMBER, Index

_EPOCH = date(1970, 1, 1).toordinal()
_BEFORE_ALL = -(1 << 62)


def counted(index: Index, name: str, rows: Array) -> dict[str, int]:
    """Values of the facet with the number of these rows (in order) that have them."""
    if name in {"year", "month"}:
        return _by_day(index.numbers("date", rows), "Y" if name == "year" else "M")
    counts: Counter[str] = Counter()
    for segment in index.segments:
        low, high = np.searchsorted(rows, [segment.row, segment.row + segment.documents])
        column = segment.column(name)
        if column.words is None:
            continue
        found = np.bincount(_values(column, rows[low:high] - segment.row, segment.documents))
        for number in np.flatnonzero(found).tolist():
            counts[column.words[number]] += int(found[number])
    return dict(counts)


def _values(column: Column, rows: Array, documents: int) -> Array:
    """All values of these documents."""
    if column.one_each(documents):
        values: Array = column.values[rows]
        return values
    matched = np.zeros(documents, np.bool_)
    matched[rows] = True
    return column.values[matched[column.rows]]


def _by_day(days: Array, unit: str) -> dict[str, int]:
    """Counts by year ("Y") or month ("M"), as ISO 8601 writes them."""
    days = days[days != NO_NUMBER]
    if not len(days):
        return {}
    first = int(days.min())
    per_day = np.bincount(days - first)
    distinct = np.flatnonzero(per_day)
    periods = (distinct + (first - _EPOCH)).astype("datetime64[D]").astype(f"datetime64[{unit}]")
    starts = np.flatnonzero(np.diff(periods.astype(np.int64), prepend=_BEFORE_ALL))
    counts = np.add.reduceat(per_day[distinct], starts)
    return dict(zip(np.datetime_as_string(periods[starts]).tolist(), counts.tolist(), strict=True))
