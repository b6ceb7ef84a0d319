"""One state of an archive comes in; its matches, its articles and their words, as its index knows them, go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from search.analysis import AnalysedArticle, Analyser, Zone
from search.analysis.analyser import STORY, values, zone_texts
from search.answers.question import Question
from search.answers.screening import Sought, glimpses, sought, zone_fields
from search.article import Article
from search.engines import Matches, Reader, Request, Sort
from search.errors import QueryError
from search.query import Fuzzy, Node, Word
from search.snapshot import Snapshot
from search.store import ArticleStore

__all__ = ["Reading", "State", "asked", "count", "placed", "request"]

_AT_ONCE = 20
"""Articles read from the store together: two to a half of the time it takes to read them one by one."""


class State(Struct, frozen=True, kw_only=True):
    """An open snapshot with the store its articles are in."""

    snapshot: Snapshot
    store: ArticleStore
    """This thread's own."""
    analyser: Analyser

    @property
    def reader(self) -> Reader:
        """The index."""
        return self.snapshot.reader

    def articles(self, versions: Sequence[int]) -> Iterator[Article]:
        """Articles by the numbers the index has for them, read from the store some at a time."""
        for begin in range(0, len(versions), _AT_ONCE):
            yield from self.store.by_versions(versions[begin : begin + _AT_ONCE], self.snapshot.commit.number)

    def reading(self, question: Question, tree: Node, fields: Sequence[str]) -> Reading:
        """How to read this state's articles to judge a tree of the question; ``fields``: where it looks for words."""
        meanings: dict[object, frozenset[str]] = {}
        for node in tree.walk():
            if isinstance(node, Word | Fuzzy) and node not in meanings:
                meanings[node] = self.reader.forms(node, question.expansions)
        return Reading(meanings=meanings, sought=sought(tree, meanings), fields=zone_fields(tree, fields))

    def analysed(self, article: Article, reading: Reading) -> AnalysedArticle:
        """The article as the tree of this reading judges it: texts and words that can't be a place of it are left out.

        So it is good for that tree and no other, and not for ``first`` or a count of words, which read all texts.
        """
        if reading.sought is None:
            return replace(self.analyser.analyse(article), meanings=reading.meanings)
        texts = [each for each in zone_texts(article) if each[0] in reading.fields]
        zones = [
            Zone(
                field=field, number=number, text=text, kind=kind, lead=lead,
                story_offset=0 if kind in STORY else None, seen=seen,
            )
            for place, seen in glimpses([each[2] for each in texts], reading.sought).items()
            for field, number, text, kind, lead in [texts[place]]
        ]  # fmt: skip
        return AnalysedArticle(
            article=article,
            zones=tuple(zone for zone in zones if zone.forms),
            values=values(article, 0),
            stem=self.analyser.stem,
            meanings=reading.meanings,
        )


class Reading(Struct, frozen=True, kw_only=True):
    """What has to be known to judge articles of one state by one tree."""

    meanings: Mapping[object, frozenset[str]]
    """What each word of the tree stands for, wildcards left out.  From the index, so it takes no stemmer."""
    sought: Sought | None
    fields: frozenset[str]
    """Those whose zones it looks at."""

    @property
    def unknown(self) -> set[str]:
        """Words of the tree that stand for no form of the archive."""
        return {node.form for node, forms in self.meanings.items() if isinstance(node, Word) and not forms}


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
