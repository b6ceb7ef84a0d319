"""Engines: a query tree and an index come in, matches go out.

The idea.  An engine keeps, in a folder of its own, a copy of the analysed articles that is good for finding them, and
answers a query *tree*; it never sees query text, articles are not its business beyond their analysis, and nothing it
keeps is the truth: the store is, and every index can be made again from it.

The contract.  A *generation* is a folder one engine writes.  ``writer(base)`` continues from the commit named ``base``
(or from nothing); what it commits is on the disk (synced) but shown to nobody until the store names the commit, so a
commit that was never named is a leftover, and the next writer that starts from ``base`` removes it.  ``reader(commit)``
shows exactly that commit for as long as it is open, whatever is written meanwhile, and may be shared by threads.
An engine evaluates every node of the language itself, exactly: sets, spans and counts equal those of the ``memory``
engine; one suite (``tests/engines/``) proves it for each.  Scores are those of ``search.engines.ranking`` to 1e-4.

The members: ``memory`` (the reference: the tree's own ``matches`` and ``spans`` over lists) and ``whoosh`` (the
default).  What they share: ``ranking`` (the formula), ``explaining`` (a score taken apart), ``vocabulary``,
``facets``.

To add one: write ``search/engines/NAME.py`` or a folder, name it in ``ENGINES``, and make
``pytest tests/engines -k NAME`` pass.

Traps: the word *document* belongs in here only; engines do not import each other; a row number means nothing outside
the reader that gave it, so what leaves an engine are article versions (the store's numbers) and ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, cast

from msgspec import Struct, field

from search.analysis import AnalysedArticle, Span
from search.query import Leaf, Node

__all__ = [
    "ENGINES",
    "Engine",
    "Expansion",
    "Explanation",
    "Match",
    "Matches",
    "Reader",
    "Request",
    "Rule",
    "Sort",
    "Word",
    "Writer",
    "engine",
]

Sort: TypeAlias = Literal["relevance", "date", "-date"]
"""``date``: oldest first; ``-date``: newest first; articles without a date come last in both.
Ties (of score or day) fall newest first, then by id."""

ENGINES: dict[str, str] = {
    "memory": "search.engines.memory:MemoryEngine",
    "whoosh": "search.engines.whoosh:WhooshEngine",
}
"""Engine classes by name, as import paths, so that an absent library costs nothing."""


class Request(Struct, frozen=True, kw_only=True):
    """What is asked of a reader."""

    tree: Node
    fields: Sequence[str]
    """Fields a bare word is looked for in."""
    limit: int | None = 10
    """Rows wanted; None for all, 0 for the count alone."""
    offset: int = 0
    sort: Sort = "relevance"
    facets: Sequence[str] = ()
    """Names from ``search.fields.FACETS``; counted over all matches, an article once per value, or author."""
    expansions: int = 20_000
    """How many forms one wildcard or fuzzy word may stand for; beyond it the query is an error."""
    deadline: float | None = None
    """``time.monotonic()`` after which SearchTimeout is raised."""
    recency: float | None = None
    """Days, more than 0, after which an article counts half (see ``search.engines.ranking``); None: age is nothing."""


class Match(Struct, frozen=True):
    """One article that matched."""

    version: int
    """The store's number of the article version."""
    id: str
    score: float


class Matches(Struct, frozen=True, kw_only=True):
    """A reader's answer."""

    total: int
    """All matches, exact, whatever the limit."""
    rows: tuple[Match, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Word(Struct, frozen=True):
    """One form of the archive's vocabulary."""

    form: str
    stem: str
    articles: int
    """Live articles that hold it in the fields asked about."""
    occurrences: int
    """How often they do."""


class Expansion(Struct, frozen=True, kw_only=True):
    """What one word of a query stands for in this archive."""

    node: Node
    """A word, wildcard or fuzzy word of the tree."""
    fields: tuple[str, ...]
    """Where it is looked for."""
    total: int
    """How many forms it stands for there."""
    words: tuple[Word, ...]
    """Those in the most articles, ties by form."""


Rule: TypeAlias = Literal["sum", "product", "formula", "given"]
"""``sum``, ``product``: of the values of the parts; ``formula``: what ``detail`` says of them; ``given``: counted."""


class Explanation(Struct, frozen=True, kw_only=True):
    """A number, and those it is made of: the root is an article's score, the leaves are what was counted."""

    name: str
    """What it is the number of: ``rarity``, ``headline``, a part of the query as it is written."""
    value: float
    rule: Rule = "given"
    detail: str = ""
    """For people: the formula, or what was counted."""
    parts: tuple[Explanation, ...] = ()


class Writer(Protocol):
    """Writes one commit; used by one thread."""

    def add(self, version: int, article: AnalysedArticle) -> None:
        """Take in one article version; it replaces no other."""

    def delete(self, versions: Iterable[int]) -> None:
        """Leave these versions out of the new commit; unknown ones are passed over."""

    def commit(self) -> str:
        """Write and sync everything; the new commit's name, unique in the folder."""

    def abort(self) -> None:
        """Drop what was not committed, leaving nothing behind; harmless after commit()."""


class Reader(Protocol):
    """One commit, open for searching; shared by threads."""

    count: int
    """Live articles in the commit."""

    def search(self, request: Request) -> Matches:
        """The answer.  Raises QueryError (too many expansions) and SearchTimeout."""

    def spans(self, tree: Node, fields: Sequence[str], version: int) -> list[Span]:
        """The places of a span expression in one article, as the tree's own ``spans`` gives them."""

    def words(self, pattern: str, fields: Sequence[str], limit: int | None = None) -> list[Word]:
        """The forms a wildcard pattern (``*``, ``?``) stands for, in code-point order, with counts over ``fields``."""

    def forms(self, leaf: Leaf, expansions: int) -> frozenset[str]:
        """The forms of the index that a word of a tree stands for; no counts, so it is quick.

        ``expansions``: as in the request that searched for the word, so that what it found out is known still.
        """

    def expansions(self, tree: Node, fields: Sequence[str], limit: int | None = None) -> list[Expansion]:
        """What each different word of a tree stands for, in the order written, with ``limit`` forms of each at most.

        A star alone stands for any word and is left out.
        """

    def near(self, word: str, fields: Sequence[str], limit: int | None = None) -> list[Word]:
        """The forms found in these fields that ``word`` (a form) may be a slip for, never itself.

        Those one edit away (as the query language counts edits), then, for a word of five letters or more, those two
        away; in each group the ones in the most articles first, ties by form.  None for a word under three letters.
        """

    def explain(self, request: Request, version: int) -> Explanation | None:
        """Why this article version has its score; None if no live article has the version or it does not match."""

    def versions(self) -> set[int]:
        """The versions of all live articles, for checks against the store."""

    def close(self) -> None:
        """Let go of files; a closed reader answers nothing."""


class Engine(Protocol):
    """A kind of index; one object works on one generation's folder."""

    def __init__(self, path: Path, *, language: str, options: Mapping[str, object]) -> None:
        """``path``: the generation's folder (the writer makes it); ``language``: the analyser's; ``options``: its."""

    def writer(self, base: str | None) -> Writer:
        """A writer whose commit continues from ``base``; None starts an empty index."""

    def reader(self, commit: str) -> Reader:
        """Open a commit.  Raises ArchiveDamaged where its files are not what they were."""

    def check(self, commit: str) -> Iterator[str]:
        """Read every byte of a commit's files and compare it with its checksum; what is wrong, a sentence each."""


def engine(name: str) -> type[Engine]:
    """The engine class called ``name``.

    Raises KeyError for a name that is not in ENGINES.
    """
    module, _, attribute = ENGINES[name].partition(":")
    return cast("type[Engine]", getattr(import_module(module), attribute))
