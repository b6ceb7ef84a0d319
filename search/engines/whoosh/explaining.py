"""A matching row comes in; what was counted for it goes out, for ``search.engines.explaining``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from search.analysis import Span
from search.engines.ranking import Place, Unit
from search.engines.whoosh.index import Index
from search.engines.whoosh.layout import FIELD_NUMBER
from search.engines.whoosh.matching import Matching
from search.engines.whoosh.scoring import days_old


class RowFacts:
    """The answers of one commit about one row."""

    def __init__(
        self,
        index: Index,
        matching: Matching,
        row: int,
        *,
        in_window: bool,
        spans: Callable[[Unit], Sequence[Span]],
    ) -> None:
        self.articles = index.live
        self.days_old = int(days_old(index, np.array([row]))[0])
        self.in_window = in_window
        self.spans = spans
        self._index = index
        self._matching = matching
        self._row = row

    def holding(self, unit: Unit) -> int:
        """Live articles with a place of the unit."""
        return len(self._matching.unit(unit.node, unit.fields).rows)

    def place(self, field: str) -> Place:
        """How long the article is in a field."""
        segment = self._index.segment(self._row)
        cell = FIELD_NUMBER[field] * segment.documents + self._row - segment.row
        return Place(int(segment.lengths[cell]), float(self._index.averages[FIELD_NUMBER[field]]))
