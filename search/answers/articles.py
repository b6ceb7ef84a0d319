"""A state and a question come in; the articles that match go out, with the passages that show why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from search import highlighting
from search.analysis import AnalysedArticle
from search.answers.question import Question
from search.answers.state import Reading, State, asked, count, request
from search.answers.suggestions import nobody, suggestions
from search.article import Article
from search.engines import Sort
from search.fields import TIMES
from search.hits import Clause, Hit, Passage, Results

__all__ = ["articles"]


def articles(
    state: State,
    question: Question,
    *,
    limit: int | None,
    offset: int,
    sort: Sort,
    facets: Sequence[str],
    passages: int,
    recency: float | None,
    explain: bool,
) -> Results:
    """The answer; options as those of ``Archive.search``.

    Raises QueryError (too many expansions), SearchTimeout.
    """
    wanted = request(question, limit=limit, offset=offset, sort=sort, facets=facets, recency=recency)
    found = asked(state, question, wanted)
    reading = state.reading(question, question.query, question.fields)
    hits: list[Hit] = []
    parts: tuple[Clause, ...] = ()
    read = state.articles([row.version for row in found.rows])
    for rank, (row, article) in enumerate(zip(found.rows, read, strict=True), offset + 1):
        question.check_time()
        shown, more = _shown(state, question, article, reading, passages)
        hits.append(Hit(rank=rank, score=row.score, article=article, passages=shown, more=more))
    if explain:
        from search.answers.explanation import clauses  # noqa: PLC0415 -- few ask for it

        parts = clauses(state, question)
    return Results(
        query=str(question.tree),
        total=found.total,
        hits=tuple(hits),
        facets={name: _ordered(name, found.facets[name]) for name in facets},
        warnings=(*question.warnings, *nobody(state, question, found.total)),
        suggestions=suggestions(state, question, reading, found.total, partial(count, state, question)),
        clauses=parts,
        seconds=question.seconds(),
    )


def _ordered(name: str, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Most frequent first, ties by value; years and months as they follow each other."""
    if name in TIMES:
        return tuple(sorted(counts.items()))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _shown(
    state: State, question: Question, article: Article, reading: Reading, limit: int
) -> tuple[tuple[Passage, ...], int]:
    """The passages of a hit, and how many more there are."""
    if not limit:
        return (), 0
    shown, more = _passages(question, state.analysed(article, reading), limit)
    if not any(passage.marks for passage in shown):  # then something stands for the whole article
        shown, more = _passages(question, state.analyser.analyse(article), limit)
    return shown, more


def _passages(question: Question, article: AnalysedArticle, limit: int) -> tuple[tuple[Passage, ...], int]:
    return highlighting.passages(question.query, article, question.fields, limit=limit)
