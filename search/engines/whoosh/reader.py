"""One commit comes in, opened; answers to requests go out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import Span
from search.engines import Expansion, Explanation, Match, Matches, Request, Sort, Word
from search.engines.ranking import WINDOW, Unit
from search.engines.whoosh import vocabulary
from search.engines.whoosh.facets import counted
from search.engines.whoosh.index import NO_NUMBER, Index
from search.engines.whoosh.layout import select
from search.engines.whoosh.matching import Matching
from search.engines.whoosh.ordering import leading
from search.engines.whoosh.scoring import Scoring, scored_throughout
from search.errors import ArchiveDamaged, ArchiveMissing
from search.fields import ZONE_FIELDS
from search.query import Leaf, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh.arrays import Array
    from search.engines.whoosh.commits import Commit
    from search.engines.whoosh.forms import Stemmer

_UNLIMITED = (1 << 31) - 1
"""More than any number of forms."""


class WhooshReader:
    """One commit, open for searching; shared by threads."""

    def __init__(self, folder: Path, commit: Commit, *, stem: Stemmer, budget: int) -> None:
        self._folder = folder
        self._stem = stem
        self._open: Index | None = Index(folder, commit, stem=stem, budget=budget)
        self.count = self._open.live

    @property
    def _index(self) -> Index:
        if self._open is None:
            raise ArchiveMissing("the index reader is closed", place=str(self._folder), hint="open another")
        return self._open

    def search(self, request: Request) -> Matches:
        """The answer.  Raises QueryError (too many expansions) and SearchTimeout."""
        with self._sound():
            ranked = request.sort == "relevance" and request.limit != 0
            matching = Matching(
                self._index,
                expansions=request.expansions,
                deadline=request.deadline,
                scored=scored_throughout(request.tree) if ranked else (),
            )
            rows = matching.rows(request.tree, request.fields)
            facets = {name: counted(self._index, name, rows) for name in request.facets}
            need = len(rows) if request.limit is None else min(request.offset + request.limit, len(rows))
            if need <= request.offset:
                return Matches(total=len(rows), rows=(), facets=facets)
            page, scores = self._page(matching, request, rows, need)
            matches = tuple(map(self._match, page[request.offset :].tolist(), scores[request.offset :].tolist()))
            return Matches(total=len(rows), rows=matches, facets=facets)

    def spans(self, tree: Node, fields: Sequence[str], version: int) -> list[Span]:
        """The places of a span expression in one article, as the tree's own ``spans`` gives them."""
        with self._sound():
            row = self._row_of(version)
            return [] if row is None else self._spans(tree, fields, row)

    def words(self, pattern: str, fields: Sequence[str], limit: int | None = None) -> list[Word]:
        """The forms a pattern stands for, in code-point order, with counts over ``fields``; none without an article."""
        with self._sound():
            return vocabulary.fitting(self._index, pattern, fields)[:limit]

    def expansions(self, tree: Node, fields: Sequence[str], limit: int | None = None) -> list[Expansion]:
        """What each different word of a tree stands for, in the order written."""
        with self._sound():
            return vocabulary.expansions(self._index, tree, fields, limit)

    def near(self, word: str, fields: Sequence[str], limit: int | None = None) -> list[Word]:
        """The forms found in these fields that ``word`` may be a slip for, nearest and most used first."""
        with self._sound():
            return vocabulary.near(self._index, word, fields, limit)

    def explain(self, request: Request, version: int) -> Explanation | None:
        """Why this article version has its score; None if it is not live or does not match."""
        from search.engines.explaining import explanation  # noqa: PLC0415 - few searches are explained
        from search.engines.whoosh.explaining import RowFacts  # noqa: PLC0415

        with self._sound():
            row = self._row_of(version)
            matching = Matching(self._index, expansions=request.expansions, deadline=request.deadline)
            if row is None or not matching.keeps(request.tree, request.fields, np.array([row], np.int32))[0]:
                return None
            rows = matching.rows(request.tree, request.fields)
            scoring = Scoring(self._index, matching, request.tree, request.fields)
            window = self._scores(scoring, request, rows)[1]
            in_window = window is not None and row in rows[window]
            spans = partial(self._spans_of, row)
            return explanation(request, RowFacts(self._index, matching, row, in_window=in_window, spans=spans))

    def forms(self, leaf: Leaf, expansions: int) -> frozenset[str]:
        """The forms of the index that a word of a tree stands for; no counts, so it is quick."""
        with self._sound():
            pairs = zip(self._index.segments, self._index.forms(leaf, expansions), strict=True)
            return frozenset(segment.forms[number] for segment, those in pairs for number in those.tolist())

    def versions(self) -> set[int]:
        """The versions of all live articles, for checks against the store."""
        with self._sound():
            parts = [segment.alive(np.arange(segment.documents)) for segment in self._index.segments]
            return {
                version
                for segment, rows in zip(self._index.segments, parts, strict=True)
                for version in segment.file["version"][rows].tolist()
            }

    def close(self) -> None:
        """Let go of files; a closed reader answers nothing."""
        self._open = None

    def _row_of(self, version: int) -> int | None:
        """The live row with this version."""
        for segment in self._index.segments:
            for document in np.flatnonzero(segment.file["version"] == version).tolist():
                if segment.live is None or segment.live[document]:
                    return segment.row + document
        return None

    def _page(self, matching: Matching, request: Request, rows: Array, need: int) -> tuple[Array, Array]:
        """The first so many rows, in the order asked for, and their scores."""
        scoring = Scoring(self._index, matching, request.tree, request.fields)
        if request.sort != "relevance" and not scoring.several:
            page = rows[self._leading(request.sort, rows, rows, need)]
            order = np.argsort(page)
            scores = np.empty(len(page), np.float32)
            scores[order] = self._scores(scoring, request, page[order])[0]
            return page, scores
        scores, window = self._scores(scoring, request, rows)
        if window is not None and request.sort == "relevance" and need <= WINDOW:
            rows, scores = rows[window], scores[window]
        places = self._leading(request.sort, rows, scores, need)
        return rows[places], scores[places]

    def _scores(self, scoring: Scoring, request: Request, rows: Array) -> tuple[Array, Array | None]:
        """The scores of the rows, and the places of those in the window (in order) where closeness can count."""
        scores = scoring.words(rows)
        factors = None if request.recency is None else scoring.recency(rows, request.recency)
        if factors is not None:
            scores = scores * factors
        if not scoring.several:
            return scores, None
        window = np.sort(self._leading("relevance", rows, scores, min(WINDOW, len(rows))))
        close = scoring.closeness(rows[window])
        scores[window] += close if factors is None else close * factors[window]
        return scores, window

    def _leading(self, sort: Sort, rows: Array, scores: Array, need: int) -> list[int]:
        def newest_first() -> Array:
            return self._index.numbers("date", rows)

        def oldest_first() -> Array:
            days = self._index.numbers("date", rows)
            return np.where(days == NO_NUMBER, days, -days)

        def best_first() -> Array:
            return scores

        keys = {
            "relevance": [best_first, newest_first],
            "date": [oldest_first],
            "-date": [newest_first],
        }[sort]
        return leading(len(rows), need, keys, lambda place: self._id(int(rows[place])))

    def _match(self, row: int, score: float) -> Match:
        segment = self._index.segment(row)
        row -= segment.row
        return Match(int(segment.file["version"][row]), segment.ids[row], score)

    def _id(self, row: int) -> str:
        segment = self._index.segment(row)
        return segment.ids[row - segment.row]

    def _spans(self, tree: Node, fields: Sequence[str], row: int) -> list[Span]:
        matching = Matching(self._index, expansions=_UNLIMITED, deadline=None)
        segment, first, last = self._index.spans_in(tree, select(fields), row, matching)
        zones = segment.zone_numbers(first)
        start = segment.file["zones.start"][zones].astype(np.int64)
        numbers = segment.file["zones.number"][zones]
        field = segment.cells(first) // segment.documents
        columns = (field, numbers, first - start, last - start)
        return [Span(ZONE_FIELDS[f], n, a, b) for f, n, a, b in zip(*(c.tolist() for c in columns), strict=True)]

    def _spans_of(self, row: int, unit: Unit) -> list[Span]:
        return self._spans(unit.node, unit.fields, row)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Arrays that don't fit together mean a damaged file, whatever NumPy calls it."""
        try:
            yield
        except (LookupError, ValueError, TypeError, ArithmeticError, MemoryError) as error:
            raise ArchiveDamaged(
                f"an index file is damaged ({error})", place=str(self._folder), hint="rebuild the index from the store"
            ) from error
