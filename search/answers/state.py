"""One state of an archive comes in; its matches, its articles and their words, as its index knows them, go out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from search.analysis import AnalysedArticle, Analyser
from search.answers.question import Question
from search.article import Article
from search.engines import Matches, Reader, Request, Sort
from search.errors import QueryError
from search.query import Node, Word
from search.snapshot import Snapshot
from search.store import ArticleStore

__all__ = ["State", "asked", "count", "placed", "request"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An open snapshot with the store its articles are in."""

    snapshot: Snapshot
    store: ArticleStore
    """This thread's own."""
    analyser: Analyser

    @property
    def reader(self) -> Reader:
        """The index."""
        return self.snapshot.reader

    def article(self, version: int) -> Article:
        """An article by the number its index has for it."""
        return self.store.by_version(version, self.snapshot.commit.number)

    def analysed(self, article: Article, stem: Callable[[str], str]) -> AnalysedArticle:
        """The article as a tree judges it, with what ``stems`` gave for that tree."""
        return replace(self.analyser.analyse(article), stem=stem)

    def stems(self, tree: Node) -> Callable[[str], str]:
        """What tells which words of this state's articles have the stem of one of the tree's words.

        Good for judging this tree and no other; taken from the index, so it loads no stemmer for a word that is there.
        """
        known: dict[str, str] = {}
        for node in tree.walk():
            if isinstance(node, Word) and not node.exact and node.form not in known:
                known |= self.reader.family(node.form)
        return lambda form: known.get(form, "")  # no word has the stem ""


def request(
    question: Question,
    *,
    limit: int | None = 0,
    offset: int = 0,
    sort: Sort = "relevance",
    facets: Sequence[str] = (),
    recency: float | None = None,
) -> Request:
    """The question as an engine takes it."""
    return Request(
        tree=question.tree,
        fields=question.fields,
        limit=limit,
        offset=offset,
        sort=sort,
        facets=tuple(facets),
        expansions=question.expansions,
        deadline=question.deadline,
        recency=recency,
    )


def asked(state: State, question: Question, wanted: Request) -> Matches:
    """The engine's answer.  Raises QueryError with the place in the query's text, and SearchTimeout."""
    with placed(question.text):
        return state.reader.search(wanted)


def count(state: State, question: Question, tree: Node, fields: Sequence[str]) -> int:
    """How many articles a tree finds, within the question's limits.  Raises as ``asked``."""
    return asked(state, question, replace(request(question), tree=tree, fields=fields)).total


@contextmanager
def placed(text: str) -> Iterator[None]:
    """An engine's QueryError knows the place but not the query's text: here it gets it."""
    try:
        yield
    except QueryError as error:
        if not error.text:
            error.text = text
        raise
