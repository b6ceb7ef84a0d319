"""Analysed articles and deletions come in; one commit, synced, goes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from pathlib import Path
from secrets import choice
from zlib import crc32

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from search.analysis import AnalysedArticle, Analyser
from search.analysis.bulk import Batch, BulkAnalyser, analysed_batch, in_batches
from search.analysis.chunks import Vocabulary
from search.article import Article
from search.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter
from search.engines.whoosh.building import FIELDS, Buffer
from search.engines.whoosh.commits import (
    COMMIT_FILE,
    Commit,
    SegmentEntry,
    commit_numbers,
    refuse_foreign,
    sync_folder,
    with_deletions,
    write_commit,
    write_synced,
)
from search.engines.whoosh.merging import all_due, due, merge

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""What Whoosh makes the names of segments of."""
_FORMS_KEPT = 400_000
"""Forms a writer remembers from one segment to the next, at most: some 80 MB."""
_MOST_FORMS = 1_000_000
"""Forms after which a segment is written whatever its words: a shelf of noise must not fill the memory with them."""
_MOST_NEW = 3
"""Segments one commit may add; more are made one."""
_OURS = re.compile(rf"{COMMIT_FILE.pattern}|_MAIN_[0-9]+\.toc[0-9.]*|MAIN_[0-9a-z]+\.[A-Za-z0-9_.]+")
"""Commits, tables of contents (finished or not), parts of segments."""


class Settings(Struct, frozen=True, kw_only=True):
    """What bounds a writer."""

    buffer_words: int = 9_000_000
    """Words taken in before a segment is written."""


class SegmentWriter:
    """Writes segments beside a WhooshWriter, in a process of its own; what it returns is given to ``adopt`` there."""

    def __init__(self, folder: Path, *, language: str, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._stem = Analyser(language).stem
        self._written: list[SegmentEntry] = []
        self._begin()

    def add(self, version: int, article: AnalysedArticle) -> None:
        """Take in one article version."""
        self._add([version], analysed_batch(article, self._vocabulary))

    def add_articles(self, entries: Iterable[tuple[int, Article]]) -> None:
        """Analyse and take in (version, article) pairs; some hundreds at once cost least."""
        for batch in in_batches(entries):
            versions, articles = zip(*batch, strict=True)
            self._add(versions, self._analyser.analyse(articles))

    def finish(self) -> list[SegmentEntry]:
        """Write what is left; what was written since the last time, as one segment if one can hold it, synced."""
        if self._buffer.documents:
            self._flush()
        written, self._written = self._written, []
        return _merged(self._folder, written, frozenset(), all_due)

    def merge(self, entries: Sequence[SegmentEntry]) -> list[SegmentEntry]:
        """One segment with what is in all of these, or a few where one can't hold it; their files stay."""
        return _merged(self._folder, list(entries), {entry.file for entry in entries}, all_due)

    def _begin(self) -> None:
        self._vocabulary = Vocabulary()
        self._analyser = BulkAnalyser(self._vocabulary)
        self._buffer = Buffer(self._vocabulary, self._stem)

    def _add(self, versions: Sequence[int], batch: Batch) -> None:
        self._buffer.add(versions, batch)
        if self._buffer.words >= self._settings.buffer_words or len(self._vocabulary) > _MOST_FORMS:
            self._flush()

    def _flush(self) -> None:
        written = [*self._written, write_segment(self._folder, self._buffer)]
        self._written = _merged(self._folder, written, frozenset())
        if len(self._vocabulary) > _FORMS_KEPT:
            self._begin()
        else:
            self._buffer = Buffer(self._vocabulary, self._stem)


class WhooshWriter:
    """Writes one commit; used by one thread."""

    def __init__(self, folder: Path, base: Commit | None, *, language: str, settings: Settings) -> None:
        self._folder = folder
        self._language = language
        self._settings = settings
        self._base = base or Commit(number=0, language=language)
        folder.mkdir(parents=True, exist_ok=True)
        refuse_foreign(folder)
        _remove_leftovers(folder, base.files() if base else set())
        self._number = max([self._base.number, *commit_numbers(folder)]) + 1
        self._segments = list(self._base.segments)
        self._seen = {entry.file for entry in self._base.segments}
        self._own = SegmentWriter(folder, language=language, settings=settings)
        self._new: list[SegmentEntry] = []
        self._deleted: set[int] = set()
        self._done = False

    def add(self, version: int, article: AnalysedArticle) -> None:
        """Take in one article version; it replaces no other."""
        self._own.add(version, article)

    def add_articles(self, entries: Iterable[tuple[int, Article]]) -> None:
        """Analyse and take in (version, article) pairs; some hundreds at once cost least."""
        self._own.add_articles(entries)

    def adopt(self, entries: Iterable[SegmentEntry]) -> None:
        """Take in segments that a SegmentWriter wrote to the folder, in this process or another."""
        self._new += entries

    def merges(self, processes: int) -> list[list[SegmentEntry]]:
        """The segments taken in as groups, each to be made one by a SegmentWriter; none where they are few anyway.

        A long run would otherwise end with one process merging while the others have nothing to do.
        """
        if len(self._new) <= _MOST_NEW:
            return []
        groups = min(processes, _MOST_NEW)
        bounds = [len(self._new) * number // groups for number in range(groups + 1)]
        return [self._new[low:high] for low, high in pairwise(bounds)]

    def replace(self, group: Sequence[SegmentEntry], merged: Sequence[SegmentEntry]) -> None:
        """What a SegmentWriter made of a group takes its place."""
        self._new = [entry for entry in self._new if entry not in group] + list(merged)
        for entry in group:
            if entry not in merged:
                (self._folder / entry.file).unlink()

    def delete(self, versions: Iterable[int]) -> None:
        """Leave these versions out of the new commit; unknown ones are passed over."""
        self._deleted.update(versions)

    def commit(self) -> str:
        """Write and sync everything; the new commit's name."""
        self._new += self._own.finish()
        if len(self._new) > _MOST_NEW:
            self._new = _merged(self._folder, self._new, frozenset(), all_due)
        entries = [self._without_deleted(entry) for entry in [*self._segments, *self._new]]
        live = _merged(self._folder, [entry for entry in entries if entry.live_documents], self._seen)
        commit = Commit(number=self._number, language=self._language, segments=tuple(live))
        toc = _toc(self._folder, commit)
        write_commit(self._folder, replace(commit, toc_crc=crc32(toc)))
        unfinished = self._folder / f"{commit.toc}.0"
        write_synced(unfinished, toc)
        sync_folder(self._folder)  # the commit's file is on the disk before its TOC: so that it is known as ours
        unfinished.replace(self._folder / commit.toc)
        sync_folder(self._folder)
        self._done = True
        return commit.name

    def abort(self) -> None:
        """Drop what was not committed, leaving nothing behind; harmless after commit()."""
        if not self._done:
            self._done = True
            _remove_leftovers(self._folder, self._base.files() if self._base.number else set())

    def _without_deleted(self, entry: SegmentEntry) -> SegmentEntry:
        """The entry with this commit's deletions in it."""
        if not self._deleted:
            return entry
        file = ArrayFile(self._folder / entry.file, length=entry.length, crc=entry.crc)
        gone = np.isin(file["version"], np.fromiter(self._deleted, np.int64, len(self._deleted)))
        before = entry.live(self._folder)
        live = ~gone if before is None else before & ~gone
        if int(live.sum()) == entry.live_documents:
            return entry
        return with_deletions(self._folder, entry, live, self._number, words_of(file, entry.documents, live))


def write_segment(folder: Path, buffer: Buffer) -> SegmentEntry:
    """Write what the buffer holds as a new segment."""
    documents = buffer.documents
    with _new_file(folder) as file:
        buffer.write(file)
        return _finished(file, documents)


def merge_segments(folder: Path, entries: Sequence[SegmentEntry]) -> SegmentEntry:
    """Write the live documents of these segments as a new one."""
    with _new_file(folder) as file:
        return _finished(file, merge(folder, entries, file))


def _merged(
    folder: Path,
    entries: list[SegmentEntry],
    keep: AbstractSet[str],
    due: Callable[[Sequence[SegmentEntry]], list[SegmentEntry]] = due,
) -> list[SegmentEntry]:
    """The segments after the merges that are due; the files replaced by them are removed, those of ``keep`` left."""
    while group := due(entries):
        entries = [entry for entry in entries if entry not in group]
        entries.append(merge_segments(folder, group))
        for entry in group:
            if entry.file not in keep:
                (folder / entry.file).unlink()
    return entries


def _new_file(folder: Path) -> ArrayWriter:
    name = "MAIN_" + "".join(choice(_LETTERS) for _ in range(16))
    return ArrayWriter(folder / f"{name}.arrays")


def _finished(file: ArrayWriter, documents: int) -> SegmentEntry:
    length, crc = file.finish()
    arrays = ArrayFile(file.path, length=length, crc=crc)
    return SegmentEntry(
        name=file.path.stem,
        file=file.path.name,
        length=length,
        crc=crc,
        documents=documents,
        live_documents=documents,
        words=words_of(arrays, documents, np.ones(documents, np.bool_)),
    )


def words_of(file: ArrayFile, documents: int, live: Array) -> tuple[int, ...]:
    """The words of the live documents, by field number."""
    lengths = file["cells.length"].reshape(FIELDS, documents)
    return tuple(int(row[live].sum(dtype=np.int64)) for row in lengths)


def _toc(folder: Path, commit: Commit) -> bytes:
    """The commit's table of contents for plain Whoosh."""
    from search.engines.whoosh.plain import table_of_contents  # noqa: PLC0415 - imports Whoosh, which no search needs

    deletions = [(folder / entry.deleted).read_bytes() if entry.deleted else b"" for entry in commit.segments]
    return table_of_contents(commit, deletions)


def _remove_leftovers(folder: Path, keep: set[str]) -> None:
    """Remove every file of ours that is not to be kept.

    Tables of contents go first, on the disk too: one without its commit would look like somebody else's.
    """
    found = [path for path in folder.iterdir() if path.name not in keep and _OURS.fullmatch(path.name)]
    tables = [path for path in found if ".toc" in path.name]
    for path in tables:
        path.unlink()
    if tables:
        sync_folder(folder)
    for path in found:
        path.unlink(missing_ok=True)
