"""An archive folder comes in; articles are added to it and queries answered from it: the object library users meet.

folder/
manifest.json     what this is, in which language its words are stemmed, which engine indexes it
articles.db       the store: every article, and which index commit is the current one
index/g000007/    index generations; the current one is Archive.index_path
rejects.jsonl     what the last run could not read
lock, readers/    who writes, who reads
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from search import highlighting
from search.analysis import Analyser
from search.answers.articles import articles
from search.answers.question import Conditions, ask
from search.answers.state import State, count, request
from search.answers.suggestions import EMPTY
from search.article import Article
from search.engines import Explanation, Sort
from search.engines import Word as Form
from search.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveExists,
    ArchiveOutdated,
    ArticleMissing,
)
from search.fields import DEFAULT_FIELDS
from search.filters import check_facets, check_fields, check_numbers, check_recency
from search.hits import Passage, Photos, Results
from search.query import CAPTION_FIELDS, parse_pattern
from search.snapshot import Manifest, Snapshot, make_manifest, open_snapshot, read_manifest
from search.store import ArticleStore

if TYPE_CHECKING:
    from search.indexing import Progress
    from search.report import Report
    from search.safekeeping import CheckReport
    from search.sources import ReadOptions

__all__ = ["Archive"]


class Archive:
    r"""A searchable archive of news articles in one folder.

    Open it with ``Archive.open`` or ``Archive.create``, use it as a context manager or call ``close``.  One object may
    be shared by threads for searching; it answers from the state it opened until ``refresh`` or a write of its own.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "fire.txt").write_text("Fire on the pier\nPORT ELGIN (AP) — A fire closed the pier on Monday.")
    >>> with Archive.create(folder / "archive") as archive:
    ...     report = archive.add([folder / "fire.txt"])
    ...     results = archive.search("pier w/5 monday")
    ...     [(hit.article.headline, hit.passages[0].label) for hit in results.hits]
    [('Fire on the pier', 'paragraph 1')]
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        """Use ``Archive.open`` or ``Archive.create``."""
        self.path = path
        self._manifest = manifest
        self._stores: dict[int, ArticleStore] = {}
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._fault: ArchiveError | None = None
        try:
            self.refresh()
        except (ArchiveOutdated, ArchiveDamaged) as fault:
            self._fault = fault  # told by whoever reads; rebuild_index mends it

    @classmethod
    def create(cls, path: str | Path, *, language: str = "english", engine: str = "whoosh") -> Self:
        """Make an empty archive in a new or empty folder.

        ``language``: whose words are stemmed (a Snowball language, its ISO 639-1 code, or ``none``).
        ``engine``: a key of ``search.engines.ENGINES``.
        Raises ArchiveExists where there is one, OptionError for an unknown language or engine.
        """
        folder = Path(path).absolute()
        if (folder / "manifest.json").exists():
            raise ArchiveExists(
                "there is an archive already", place=str(folder), hint="open it, or name another folder"
            )
        make_manifest(folder, language=language, engine=engine)
        return cls.open(folder)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open the archive in a folder.

        Raises ArchiveMissing; ArchiveOutdated or ArchiveDamaged when its manifest or store can't be used.  An index
        that is outdated or damaged is told by whatever reads it, so ``rebuild_index`` and ``check`` can mend it.
        """
        folder = Path(path).absolute()
        return cls(folder, read_manifest(folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files.  Harmless when done before."""
        with self._lock:
            stores, self._stores, self._snapshot = list(self._stores.values()), {}, None
        for store in stores:
            store.close()

    def refresh(self) -> bool:
        """Answer from the newest state from now on; True if that is another one than before."""
        before = self._snapshot
        current = self._store.current()
        if current and (before is None or current.number != before.commit.number):
            self._snapshot = open_snapshot(self.path, self._manifest, self._store)
        self._fault = None
        return self._snapshot is not before

    # ---------------------------------------------------------------- what it is

    @property
    def language(self) -> str:
        """The language whose words are stemmed."""
        return self._manifest.language

    @property
    def engine(self) -> str:
        """The name of the engine that indexes it."""
        return self._manifest.engine

    @property
    def index_path(self) -> Path | None:
        """The folder of the index that is searched; with the whoosh engine ``whoosh.index.open_dir`` opens it.

        None before anything was added.
        """
        snapshot = self._state()
        return self.path / "index" / snapshot.commit.generation if snapshot else None

    def __len__(self) -> int:
        """How many articles it holds."""
        snapshot = self._state()
        return snapshot.reader.count if snapshot else 0

    def _state(self) -> Snapshot | None:
        """The state that answers; None in an archive nothing was ever added to."""
        if self._fault is not None:
            raise self._fault
        return self._snapshot

    @cached_property
    def _analyser(self) -> Analyser:
        return Analyser(self.language)

    @property
    def _store(self) -> ArticleStore:
        """This thread's own connection."""
        thread = threading.get_ident()
        store = self._stores.get(thread)
        if store is None:
            store = ArticleStore(self.path / "articles.db")
            with self._lock:
                self._stores[thread] = store
        return store

    # ---------------------------------------------------------------- writing

    def add(
        self,
        paths: Iterable[str | Path],
        *,
        prune: bool = False,
        strict: bool = False,
        options: ReadOptions | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Take in new and changed articles from files and folders (``-``: standard input).

        ``prune``: drop articles whose source is gone from the named paths.  ``strict``: a bad record ends the run, and
        nothing of the run is kept; else it is listed in the report's ``rejects`` file.
        Raises SourceMissing, ArchiveLocked, RecordRejected (strict), ArchiveOutdated (rebuild first).
        """
        from search.writing import take_in, tidy  # noqa: PLC0415 -- a search must not pay for what reads and cleans

        names = [str(path) for path in paths]
        report = take_in(
            self.path, self._manifest, names, prune=prune, strict=strict, options=options, progress=progress
        )
        self.refresh()
        tidy(self.path)  # our own old state was still open during the run
        return report

    def rebuild_index(
        self,
        paths: Iterable[str | Path] | None = None,
        *,
        from_store: bool = False,
        prune: bool = False,
        strict: bool = False,
        options: ReadOptions | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Read the sources again (without ``paths``: the remembered ones), then make a new index from the store.

        Searches go on meanwhile, on the index there is.  ``from_store`` reads no source.
        Raises as ``add``.
        """
        from search.writing import rebuild, tidy  # noqa: PLC0415 -- as in add

        names = None if paths is None else [str(path) for path in paths]
        report = rebuild(
            self.path,
            self._manifest,
            names,
            from_store=from_store,
            prune=prune,
            strict=strict,
            options=options,
            progress=progress,
        )
        self.refresh()
        tidy(self.path)
        return report

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Leave these articles out from now on; the ids that were there.  Their sources are not touched."""
        from search.writing import remove, tidy  # noqa: PLC0415 -- as in add

        removed = remove(self.path, self._manifest, list(ids))
        self.refresh()
        tidy(self.path)
        return removed

    # ---------------------------------------------------------------- keeping it safe

    def check(self, *, repair: bool = False, progress: Progress | None = None) -> CheckReport:
        """Compare every text and every index file with its checksum, and store and index with each other.

        ``repair``: set aside what is damaged in the store, and make the index again.
        """
        from search import safekeeping  # noqa: PLC0415 -- as in add

        report = (safekeeping.repair if repair else safekeeping.check)(self.path, self._manifest, progress)
        if repair and report.problems:
            self.close()
            self.refresh()
        return report

    def backup(self, target: str | Path, *, progress: Progress | None = None) -> int:
        """Write the state that is current now into one new file and verify it; how many articles it holds.

        Safe while the archive is searched and written.  Raises ArchiveExists, ArchiveDamaged, ArchiveError.
        """
        from search import safekeeping  # noqa: PLC0415 -- as in add

        return safekeeping.backup(self.path, Path(target).absolute(), progress)

    @classmethod
    def restore(cls, source: str | Path, path: str | Path, *, progress: Progress | None = None) -> Self:
        """Make the archive a backup file holds, in a new folder, index it, and open it.

        Raises ArchiveExists, ArchiveDamaged.
        """
        from search import safekeeping  # noqa: PLC0415 -- as in add

        safekeeping.restore(Path(source).absolute(), Path(path).absolute(), progress)
        return cls.open(path)

    # ---------------------------------------------------------------- reading

    def search(
        self,
        query: str,
        *,
        limit: int | None = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        facets: Sequence[str] = (),
        passages: int = 3,
        recency: float | None = None,
        explain: bool = False,
        **conditions: Unpack[Conditions],
    ) -> Results:
        """The articles a query finds; ``search.query`` tells the language, ``Conditions`` what else may be asked.

        ``limit``: hits returned (None: all), from ``offset`` on; ``passages``: shown per hit; ``recency``: days after
        which an article counts half; ``explain``: give each clause's hits, too.
        Raises QueryError, OptionError, SearchTimeout.
        """
        check_numbers(limit=limit, offset=offset, passages=passages)
        check_recency(recency)
        check_facets(facets)
        question, state = ask(query, conditions), self._answering()
        if state is None:
            return Results(query=str(question.tree), total=0, hits=(), warnings=(*question.warnings, EMPTY))
        return articles(
            state,
            question,
            limit=limit,
            offset=offset,
            sort=sort,
            facets=facets,
            passages=passages,
            recency=recency,
            explain=explain,
        )

    def captions(
        self,
        query: str,
        *,
        limit: int | None = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        **conditions: Unpack[Conditions],
    ) -> Photos:
        """The captions a query finds, each a result of its own: AND and NOT mean *in this caption*.

        Bare words are looked for in captions and credits; options and errors as those of ``search``.
        """
        from search.answers.photos import photos  # noqa: PLC0415 -- a search for articles needs none of it

        check_numbers(limit=limit, offset=offset)
        question, state = ask(query, conditions, fields=CAPTION_FIELDS), self._answering()
        if state is None:
            return Photos(query=str(question.tree), total=0, hits=(), warnings=(*question.warnings, EMPTY))
        return photos(state, question, limit=limit, offset=offset, sort=sort)

    def count(self, query: str, **conditions: Unpack[Conditions]) -> int:
        """How many articles a query finds; ``conditions`` as ``search`` takes them."""
        question, state = ask(query, conditions), self._answering()
        return count(state, question, question.tree, question.fields) if state else 0

    def explain_score(
        self, query: str, article_id: str, *, recency: float | None = None, **conditions: Unpack[Conditions]
    ) -> Explanation | None:
        """Why an article stands where it stands: its score, and the numbers it is made of; None if it doesn't match.

        Raises ArticleMissing, and as ``search``.
        """
        check_recency(recency)
        question, (version, _) = ask(query, conditions), self._found(article_id)
        state = self._answering()
        return state.reader.explain(request(question, recency=recency), version) if state else None

    def get(self, article_id: str) -> Article:
        """The article with this id.

        Raises ArticleMissing.
        """
        return self._found(article_id)[1]

    def highlight(self, article_id: str, query: str, **conditions: Unpack[Conditions]) -> tuple[Passage, ...]:
        """The places of one article that make it match, each zone whole, in the article's order.

        Raises ArticleMissing, QueryError.
        """
        article, question, state = self.get(article_id), ask(query, conditions), self._answering()
        if state is None:
            return ()
        analysed = state.analysed(article, state.reading(question, question.query, question.fields))
        return highlighting.whole(question.query, analysed, question.fields)

    def terms(self, prefix: str, *, fields: Sequence[str] = DEFAULT_FIELDS, limit: int | None = 20) -> list[Form]:
        """The archive's words that begin with ``prefix`` or fit a pattern of ``*`` and ``?``.  Raises QueryError."""
        check_fields(fields)
        check_numbers(limit=limit)
        pattern, snapshot = parse_pattern(prefix), self._state()
        return snapshot.reader.words(pattern, fields, limit) if snapshot else []

    # ---------------------------------------------------------------- inside

    def _answering(self) -> State | None:
        """What answers questions of this thread; None in an archive nothing was ever added to."""
        snapshot = self._state()
        return State(snapshot=snapshot, store=self._store, analyser=self._analyser) if snapshot else None

    def _found(self, article_id: str) -> tuple[int, Article]:
        """The (version, article) of an id.  Raises ArticleMissing with ids that begin alike."""
        at = snapshot.commit.number if (snapshot := self._state()) else 0
        found = self._store.by_id(article_id, at)
        if found is None:
            near = self._store.ids_like(article_id[:4], at, 3) if article_id else []
            hint = f"did you mean {', '.join(near)}?" if near else "ids are shown by: news search"
            raise ArticleMissing("no article has this id", place=article_id, hint=hint)
        return found
