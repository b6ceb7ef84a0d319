"""A state and a question come in; the captions that match go out, each a result of its own.

The engine knows articles, so it is asked a broader question, and every caption of what it finds is judged by the tree:
in a search for captions AND and NOT mean *in this caption*.  The total is exact, so all of those articles are read,
about a tenth of a millisecond each, more where the query also speaks of the story.
"""

from __future__ import annotations

from dataclasses import replace

from search import highlighting
from search.analysis import AnalysedArticle
from search.answers.question import Question
from search.answers.state import State, asked, request
from search.article import Article
from search.engines import Sort
from search.fields import FIELDS
from search.hits import Photo, Photos
from search.query import And, In, Node, Or, Range, SpanNode, Value, broadened, caption_views

__all__ = ["photos"]

_WITH_PHOTO = Or(children=(Value(field="caption", pattern="*"), Value(field="credit", pattern="*")))


def photos(state: State, question: Question, *, limit: int | None, offset: int, sort: Sort) -> Photos:
    """The answer: captions of the best article first, in its order; options as those of ``Archive.captions``.

    Raises QueryError (too many expansions), SearchTimeout.
    """
    tree = And(children=(broadened(question.tree, question.fields), _WITH_PHOTO))
    found = asked(state, question, replace(request(question, limit=None, sort=sort), tree=tree))
    stem = state.stems(question.tree)
    whole = _speaks_of_the_story(question.tree, question.fields)
    total, hits = 0, list[Photo]()
    for row in found.rows:
        question.check_time()
        article = state.article(row.version)
        analysed = state.analysed(article if whole else _photos_of(article), stem)
        for number, view in caption_views(analysed):
            if not question.tree.matches(view, question.fields):
                continue
            total += 1
            if total > offset and (limit is None or len(hits) < limit):
                hits.append(_photo(question, view, article, number, rank=total, score=row.score))
    return Photos(
        query=str(question.tree),
        total=total,
        hits=tuple(hits),
        warnings=question.warnings,
        seconds=question.seconds(),
    )


def _photo(
    question: Question, view: AnalysedArticle, article: Article, number: int, *, rank: int, score: float
) -> Photo:
    marks = highlighting.marks(question.query, view, question.fields)
    return Photo(
        rank=rank,
        score=score,
        article=article,
        number=number,
        marks=marks.get(("caption", number), ()),
        credit_marks=marks.get(("credit", number), ()),
    )


def _photos_of(article: Article) -> Article:
    """The article without its story: all that is needed where the query speaks of captions alone, and quick."""
    return replace(article, paragraphs=())


def _speaks_of_the_story(tree: Node, fields: tuple[str, ...]) -> bool:
    """True if something in the tree is judged by the paragraphs."""
    if isinstance(tree, In):
        return _speaks_of_the_story(tree.child, tree.fields)
    if isinstance(tree, Range | Value):
        fields = ("paragraph",) if tree.field == "words" else (tree.field,)
    if tree.operands:
        return any(_speaks_of_the_story(operand, fields) for operand in tree.operands)
    about_words = isinstance(tree, SpanNode | Range | Value)
    selectors = [selector for name in fields for selector in FIELDS[name].zones or (name,)]
    return about_words and any(selector.partition("/")[0] in {"paragraph", "lead"} for selector in selectors)
