"""Sources, or ids, or nothing but the store come in; the archive's next state goes out, in one atomic step.

Every run takes the write lock, writes article versions and index files nobody sees yet, and ends with one transaction
of the store that names the new index commit.  Before it the old state is the archive, after it the new one; what an
interrupted run leaves is removed by the next.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from search import habits, locks
from search.analysis import Analyser
from search.article import Article, BadRecord, Origin
from search.engines import Engine, Writer
from search.errors import ArchiveLocked, ArchiveOutdated, SearchError, SourceMissing
from search.indexing import Ingest, Progress
from search.refining import Known, Refined, Refining, batches, made_by
from search.report import Report, notes
from search.snapshot import Manifest, analysis_name, index_engine, sync_folder, write_whole
from search.sources import Limits, ReadOptions, SourceFile, file_key, walk
from search.sources.source import options_as_json, options_from_json
from search.store import ArticleStore, Commit, now
from search.workers import indexing, reading
from search.workers.pool import Pool, how_many

__all__ = ["rebuild", "remove", "take_in", "tidy"]

_EVERY = 50
"""Records between two calls of ``progress``."""
_FEW = 1000
"""Articles that are indexed without worker processes, which take about as long to start."""
_STRETCH = 17_000
"""Articles a worker makes a segment of, at most: about as many as it holds at a time."""


def take_in(
    folder: Path,
    manifest: Manifest,
    paths: list[str],
    *,
    prune: bool = False,
    strict: bool = False,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read the paths and index what is new or changed."""
    with _run(folder, manifest, options) as run:
        run.continue_index()
        run.ingest(paths, options or ReadOptions(), prune=prune, strict=strict, progress=progress)
        run.index_changes()
        return run.finish(roots=_remembered(paths, options))


def rebuild(
    folder: Path,
    manifest: Manifest,
    paths: list[str] | None,
    *,
    from_store: bool = False,
    prune: bool = False,
    strict: bool = False,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read the sources again, then index every article of the store anew."""
    with _run(folder, manifest, options) as run:
        sources = [] if from_store else _sources(run.store, paths, options)
        if not sources and not from_store:
            raise SourceMissing(
                "no sources are known yet", place=str(folder), hint="name a folder or file: news rebuild-index FOLDER"
            )
        for path, its_options in sources:
            run.ingest([path], its_options, prune=prune, strict=strict, progress=progress)
        if sources:
            run.learn_habits()
        run.new_index(progress)
        return run.finish(roots=_remembered(paths or [], options))


def remove(folder: Path, manifest: Manifest, ids: list[str]) -> list[str]:
    """Leave these articles out; those that were there."""
    with _run(folder, manifest) as run:
        run.continue_index()
        with run.store.batches():
            removed = [article_id for article_id in ids if run.intake.drop(article_id)]
        run.changed = bool(removed)
        run.index_changes()
        run.finish(roots=[])
        return removed


def tidy(folder: Path) -> None:
    """Clear away what the last run had to leave because somebody still read it; another writer may do it instead."""
    with contextlib.suppress(ArchiveLocked), locks.writing(folder):
        store = ArticleStore(folder / "articles.db")
        try:
            _clear(folder, store)
        finally:
            store.close()


class _Run:
    """One holder of the lock, from the old state to the new one."""

    def __init__(self, folder: Path, manifest: Manifest, processes: int | None) -> None:
        self.folder = folder
        self.manifest = manifest
        self.processes = processes
        self.store = ArticleStore(folder / "articles.db")
        self.number = self.store.begin()
        self.before = self.store.current()
        self.analyser = Analyser(manifest.language)
        self.generation = self.before.generation if self.before else ""
        self.engine: Engine | None = None
        self.index: Writer | None = None
        self.newest = self.store.newest()
        self.intake = Ingest(self.store, self.number)
        self.changed = False
        self.habits: habits.Habits | None = None
        self.began = time.monotonic()

    def continue_index(self) -> None:
        """New versions go to the index there is; to a new one in an archive that has none."""
        if self.before and self.before.analysis != analysis_name(self.manifest):
            raise ArchiveOutdated(
                f"the index was made by {self.before.analysis}",
                place=str(self.folder),
                hint="run: news rebuild-index --from-store",
            )
        if self.before is None:
            self._new_generation()
        self._open(self.before.name if self.before else None)

    def index_changes(self) -> None:
        """Bring into the index what this run added to the store, and out of it what it retired."""
        assert self.index is not None  # noqa: S101 -- continue_index made it
        self.index.delete(self.store.retired(self.number))
        self._index(self.newest, None)

    def new_index(self, progress: Progress | None) -> None:
        """Index every article of the store into a generation of its own."""
        self._new_generation()
        self._open(None)
        self._index(0, progress)
        self.changed = True

    def _index(self, after: int, progress: Progress | None) -> None:
        """Index the articles of the store, those after a version; by worker processes where that pays."""
        assert self.index is not None  # noqa: S101 -- _open made it
        total = sum(step[2] for step in self.store.steps(self.number, _STRETCH, after=after))
        count = how_many(self.processes, pays=total > _FEW)
        if not (count and hasattr(self.engine, "segment_writer")):
            self._index_here(_told(self.store.articles(self.number, after=after), total, progress))
            return
        index: Any = self.index  # of an engine that has segments
        setup = {"folder": str(self.folder), "generation": self.generation, "at": self.number, "processes": count}
        done = 0
        steps = self.store.steps(self.number, _stretch(total, count), after=after)
        with Pool("index", setup, limits=Limits(), processes=count) as pool:
            for step, frame in zip(steps, pool.run(indexing.tasks(steps)), strict=True):
                index.adopt(indexing.segments_of(frame))
                done += step[2]
                if progress:
                    progress("indexing", done, total)
            groups = index.merges(count)
            for group, frame in zip(groups, pool.run(indexing.merges(groups)), strict=True):
                index.replace(group, indexing.segments_of(frame))

    def _index_here(self, entries: Iterator[tuple[int, Article]]) -> None:
        """Index (version, article) pairs in this process."""
        assert self.index is not None  # noqa: S101 -- as above
        in_bulk = getattr(self.index, "add_articles", None)
        if in_bulk:
            in_bulk(entries)
            return
        for version, article in entries:
            self.index.add(version, self.analyser.analyse(article))

    def ingest(
        self, paths: list[str], options: ReadOptions, *, prune: bool, strict: bool, progress: Progress | None
    ) -> None:
        """Take in what the paths hold."""
        report = self.intake.report
        self.intake.made_by = made_by(options)
        before = report.added + report.updated + report.duplicates
        with self.store.batches():
            for some in batches(self._refined(paths, options), _letters):
                self.intake.take(some, strict=strict)
                if progress:
                    progress("reading", report.seen, 0)
            self.changed |= report.added + report.updated + report.duplicates > before
            gone = list(self.intake.missing(file_key(path) for path in paths if path != "-"))
            for number, article_id in gone:
                if prune:
                    report.pruned += self.intake.drop_origin(number, article_id)
                    self.changed = True
                else:
                    report.gone += 1
        if progress:
            progress("reading", report.seen, report.seen)

    def _refined(self, paths: list[str], options: ReadOptions) -> Iterator[Refined | BadRecord]:
        """The records under the paths, each with what is made of it."""
        yield from reading.refined_files(
            _files(paths, self.intake.report),
            options,
            Refining.of(options, self.store.habits()),
            self._known,
            (self.store.path, self.number),
        )

    @property
    def _known(self) -> Known | None:
        """What the store knows of records; None where it knows none."""
        number, store = self.number, self.store
        return (lambda keys: store.find_origins(keys, number)) if self.newest else None

    def learn_habits(self) -> None:
        """Take the lines a source closes its articles with off every stored article."""
        before = self.store.habits()
        self.habits = habits.learn(article for _, article in self.store.articles(self.number))
        if all(lines <= before.get(source, frozenset()) for source, lines in self.habits.items()):
            return  # they were taken off when the articles came in
        with self.store.batches():
            for version, article in self.store.articles(self.number):
                trimmed = habits.without(article, self.habits)
                if trimmed is not article:
                    self.store.end([version], self.number)
                    self.store.insert(trimmed, self.number)
                    self.changed = True

    def finish(self, roots: list[tuple[str, str]]) -> Report:
        """Make it the current state, and clear away what nobody needs any more."""
        report = self.intake.report
        current = self.before
        if self.changed or current is None:
            assert self.index is not None  # noqa: S101 -- every run opens one first
            name = self.index.commit()
            sync_folder(self.folder / "index")
            sync_folder(self.folder)  # the first run made ``index``
            current = Commit(
                number=self.number,
                made=now(),
                generation=self.generation,
                name=name,
                engine=self.manifest.engine,
                analysis=analysis_name(self.manifest),
                articles=self.store.count(self.number),
            )
            self.store.publish(current, roots, self.habits)
        else:
            self.abandon()
            self.store.publish(None, roots)
        report.articles = current.articles
        report.warnings = tuple(notes(report, self.manifest.language))
        report.rejects = _list_rejects(self.folder, self.intake.rejected)
        report.seconds = time.monotonic() - self.began
        _clear(self.folder, self.store)
        return report

    def abandon(self) -> None:
        """Drop the index work of this run; its store rows are invisible and go at the next ``begin``."""
        if self.index is not None:
            self.index.abort()
            self.index = None

    def _new_generation(self) -> None:
        self.generation = f"g{self.number:06d}"
        shutil.rmtree(self.folder / "index" / self.generation, ignore_errors=True)  # of a run that was cut off
        (self.folder / "index").mkdir(exist_ok=True)

    def _open(self, base: str | None) -> None:
        self.engine = index_engine(self.folder, self.manifest, self.generation)
        self.index = self.engine.writer(base)


@contextmanager
def _run(folder: Path, manifest: Manifest, options: ReadOptions | None = None) -> Iterator[_Run]:
    with locks.writing(folder):
        run = _Run(folder, manifest, options.processes if options else None)
        try:
            yield run
        except BaseException:
            # On a full disk this fails too; what stays is invisible, and the next run removes it.
            with contextlib.suppress(SearchError, OSError):
                run.abandon()
                run.store.begin()
                _clear(folder, run.store)
            raise
        finally:
            run.store.close()


def _sources(
    store: ArticleStore, paths: list[str] | None, options: ReadOptions | None
) -> list[tuple[str, ReadOptions]]:
    if paths:
        return [(path, options or ReadOptions()) for path in paths]
    processes = options.processes if options else None
    return [(path, replace(options_from_json(json.loads(saved)), processes=processes)) for path, saved in store.roots()]


def _remembered(paths: list[str], options: ReadOptions | None) -> list[tuple[str, str]]:
    """What ``rebuild-index`` without a path reads again; standard input can't be read again."""
    saved = json.dumps(options_as_json(options or ReadOptions()))
    return [(file_key(path), saved) for path in paths if path != "-"]


def _files(paths: list[str], report: Report) -> Iterator[SourceFile | BadRecord]:
    for file in walk(paths):
        if isinstance(file, SourceFile):
            yield file
        elif file.kind == "hidden":
            report.hidden += 1
        else:
            yield BadRecord(origin=Origin(path=file.path), reason=file.reason)


def _told(
    entries: Iterator[tuple[int, Article]], total: int, progress: Progress | None
) -> Iterator[tuple[int, Article]]:
    """The entries, told of as they are taken."""
    for done, entry in enumerate(entries, 1):
        yield entry
        if progress and (done % _EVERY == 0 or done == total):
            progress("indexing", done, total)


def _stretch(total: int, workers: int) -> int:
    """Articles of a stretch, so that every worker has as much to do."""
    rounds = max(1, -(-total // (_STRETCH * workers)))
    return max(1, -(-total // (rounds * workers)))


def _letters(record: Refined | BadRecord) -> int:
    return len(record.tail) if isinstance(record, Refined) else 0


def _list_rejects(folder: Path, rejected: list[BadRecord]) -> str:
    path = folder / "rejects.jsonl"
    lines = [
        json.dumps({**asdict(bad.origin), "reason": bad.reason}, ensure_ascii=False, sort_keys=True) for bad in rejected
    ]
    write_whole(path, "".join(f"{line}\n" for line in lines))
    return str(path) if lines else ""


def _clear(folder: Path, store: ArticleStore) -> None:
    """Forget the commits nobody reads any more, and the index generations only they needed."""
    old = [commit.number for commit in store.commits()[:-1]]
    with locks.released(folder, old) as free:
        if free:
            store.forget(free)
        needed = {commit.generation for commit in store.commits()}
        for path in (folder / "index").glob("g*"):
            if path.name not in needed:
                shutil.rmtree(path, ignore_errors=True)
