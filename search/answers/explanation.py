"""A state and a question come in; each part of the query goes out with what its words stand for and what it finds."""

from __future__ import annotations

from collections.abc import Iterator

from search.answers.question import Question
from search.answers.state import State, count, placed
from search.engines import Expansion
from search.hits import Clause, Form
from search.query import Fuzzy, In, Node, Wildcard, Word

__all__ = ["clauses"]

SHOWN_FORMS = 1_000
"""Forms a clause lists; how many there are it always says."""


def clauses(state: State, question: Question) -> tuple[Clause, ...]:
    """The query's parts, each before those inside it.  Raises QueryError, SearchTimeout."""
    return tuple(_clauses(state, question, question.tree, question.fields, 0))


def _clauses(state: State, question: Question, tree: Node, fields: tuple[str, ...], depth: int) -> Iterator[Clause]:
    question.check_time()
    words = _expansion(state, question, tree, fields)
    yield Clause(
        query=str(tree),
        depth=depth,
        articles=count(state, question, tree, fields),
        fields=tree.fields if isinstance(tree, In) else fields,
        forms=tuple(Form(each.form, each.articles, each.occurrences) for each in words.words) if words else (),
        total_forms=words.total if words else 0,
    )
    inner = tree.fields if isinstance(tree, In) else fields
    for operand in tree.operands:
        yield from _clauses(state, question, operand, inner, depth + 1)


def _expansion(state: State, question: Question, tree: Node, fields: tuple[str, ...]) -> Expansion | None:
    if not isinstance(tree, Word | Wildcard | Fuzzy):
        return None
    with placed(question.text):
        return next(iter(state.reader.expansions(tree, fields, SHOWN_FORMS)), None)
