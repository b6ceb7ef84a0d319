"""A state and a question come in; the captions that match go out, each a result of its own.

The engine knows articles, so it is asked a broader question, and every caption of what it finds is judged by the tree:
in a search for captions AND and NOT mean *in this caption*.  The total is exact, so all of those articles are read,
a fifth of a millisecond each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from search import highlighting
from search.analysis import AnalysedArticle
from search.answers.question import Question
from search.answers.state import State, asked, request
from search.answers.suggestions import nobody, suggestions
from search.article import Article
from search.engines import Sort
from search.hits import Photo, Photos
from search.query import And, Node, Or, Value, broadened, caption_views

__all__ = ["photos"]

_WITH_PHOTO = Or(children=(Value(field="caption", pattern="*"), Value(field="credit", pattern="*")))


def photos(state: State, question: Question, *, limit: int | None, offset: int, sort: Sort) -> Photos:
    """The answer: captions of the best article first, in its order; options as those of ``Archive.captions``.

    Raises QueryError (too many expansions), SearchTimeout.
    """
    total, hits = 0, list[Photo]()
    for match in _matches(state, question, question.tree, question.fields, sort):
        total += 1
        if total > offset and (limit is None or len(hits) < limit):
            hits.append(_photo(question, match, rank=total))

    def count(tree: Node, fields: Sequence[str]) -> int:
        return sum(1 for _ in _matches(state, question, tree, tuple(fields), sort))

    return Photos(
        query=str(question.tree),
        total=total,
        hits=tuple(hits),
        warnings=(*question.warnings, *nobody(state, question, total)),
        suggestions=suggestions(
            state, question, state.reading(question, question.query, question.fields), total, count
        ),
        seconds=question.seconds(),
    )


class _Match(NamedTuple):
    article: Article
    number: int
    """Of the caption."""
    view: AnalysedArticle
    score: float


def _matches(state: State, question: Question, tree: Node, fields: tuple[str, ...], sort: Sort) -> Iterator[_Match]:
    """Every caption the tree matches, by the order of their articles."""
    broad = And(children=(broadened(tree, fields), _WITH_PHOTO))
    reading = state.reading(question, tree, fields)
    wanted = replace(request(question, limit=None, sort=sort), tree=broad, fields=fields)
    rows = asked(state, question, wanted).rows
    for row, article in zip(rows, state.articles([row.version for row in rows]), strict=True):
        question.check_time()
        for number, view in caption_views(state.analysed(article, reading)):
            if tree.matches(view, fields):
                yield _Match(article, number, view, row.score)


def _photo(question: Question, match: _Match, *, rank: int) -> Photo:
    marks = highlighting.marks(question.query, match.view, question.fields)
    return Photo(
        rank=rank,
        score=match.score,
        article=match.article,
        number=match.number,
        marks=marks.get(("caption", match.number), ()),
        credit_marks=marks.get(("credit", match.number), ()),
    )
