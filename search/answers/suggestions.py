"""A state, a question and how much it found come in; other queries go out that find something ("did you mean")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from search.answers.question import Conditions, Question, ask
from search.answers.state import Reading, State, count, placed
from search.errors import QueryError, SearchTimeout
from search.hits import Suggestion
from search.query import In, Node, Word

__all__ = ["EMPTY", "nobody", "suggestions"]

EMPTY = "the archive is empty"

_WAYS = {"date": "from these days", "source": "of this source", "section": "of this section"}


def suggestions(
    state: State,
    question: Question,
    reading: Reading,
    total: int,
    count: Callable[[Node, Sequence[str]], int],
) -> tuple[Suggestion, ...]:
    """The query with every unknown word replaced by the likeliest, and with OR between its words.

    Only where a word is unknown or nothing was found, and only what finds something; ``count`` tells how much.
    ``reading``: that of the query.  The answer is complete without it, so where the time is up there are fewer.
    """
    found: list[Suggestion] = []
    with suppress(SearchTimeout):
        found.extend(_suggestions(state, question, reading, total, count))
    return tuple(found)


def _suggestions(
    state: State,
    question: Question,
    reading: Reading,
    total: int,
    count: Callable[[Node, Sequence[str]], int],
) -> Iterator[Suggestion]:
    if unknown := _unknown(state, question, reading, total):
        tree = _corrected(state, question.tree, question.fields, unknown)
        if tree != question.tree and (hits := _hits(count, tree, question.fields)):
            query = _corrected(state, question.query, question.fields, unknown)
            yield Suggestion(query=str(query), total=hits)
    conditions: Conditions = {**question.conditions, "any_word": True}
    if not total and not question.conditions.get("any_word") and not question.conditions.get("dialect"):
        loose = ask(question.text, conditions, fields=question.fields)
        if loose.tree != question.tree and (hits := _hits(count, loose.tree, loose.fields)):
            yield Suggestion(query=question.text, total=hits, any_word=True)


def nobody(state: State, question: Question, total: int) -> Iterator[str]:
    """Where nothing was found: which condition alone lets no article through, or that there is none at all."""
    if not state.reader.count:
        yield EMPTY
        return
    with suppress(SearchTimeout):
        for name, tree in question.filters.items() if not total else ():
            if not count(state, question, tree, question.fields):
                yield f"no article at all is {_WAYS[name]}"


def _hits(count: Callable[[Node, Sequence[str]], int], tree: Node, fields: Sequence[str]) -> int:
    try:
        return count(tree, fields)
    except QueryError:  # a wildcard beyond the limit: the query as asked failed earlier, a variant is no news
        return 0


def _unknown(state: State, question: Question, reading: Reading, total: int) -> set[str]:
    """The words nothing in the archive has the stem of; where nothing was found, nothing in the fields searched."""
    if total:
        return reading.unknown
    unknown = set()
    for word, fields in _words(question.query, question.fields):
        with placed(question.text):
            expansions = state.reader.expansions(word, fields, 0)
        unknown |= {word.form for each in expansions if not each.total}
    return unknown


def _words(tree: Node, fields: Sequence[str]) -> Iterator[tuple[Word, Sequence[str]]]:
    """Its words, each with where it is looked for."""
    if isinstance(tree, Word):
        yield tree, fields
    for operand in tree.operands:
        yield from _words(operand, tree.fields if isinstance(tree, In) else fields)


def _corrected(state: State, tree: Node, fields: Sequence[str], unknown: set[str]) -> Node:
    """The tree with each unknown word replaced by what it may be a slip for, where there is such a word."""
    if isinstance(tree, Word) and tree.form in unknown:
        near = state.reader.near(tree.form, fields, 1)
        return Word(form=near[0].form, exact=tree.exact, at=tree.at) if near else tree
    where = tree.fields if isinstance(tree, In) else fields
    return tree.rebuilt(lambda child: _corrected(state, child, where, unknown))
