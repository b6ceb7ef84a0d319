"""An archive comes in; what is damaged in it, a verified backup of it, or the archive a backup holds, goes out.

A backup is a zip file with two members: ``manifest.json`` and ``articles.db``, a store that holds one state.  It has no
index: restoring makes a new one, so a backup of any age is indexed by today's program.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from search import locks
from search.errors import ArchiveDamaged, ArchiveError, ArchiveExists, ArchiveMissing, SearchError
from search.indexing import Progress
from search.salvage import StoredArticle
from search.snapshot import Manifest, index_engine, open_snapshot, read_manifest, sync_folder, write_whole
from search.store import ArticleStore, Commit, now
from search.writing import rebuild

__all__ = ["CheckReport", "Problem", "backup", "check", "repair", "restore"]

_STORE = "articles.db"
_MANIFEST = "manifest.json"
_UNPACKED = 64 << 20
_RATIO = 100
"""A backup may unpack to so many bytes, or so many times its size; stores of news pack about 4:1."""


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that is not as it was written."""

    thing: str
    """``store`` or ``index``."""
    place: str
    message: str


class CheckReport(Struct, frozen=True, kw_only=True):
    """What a check found."""

    articles: int
    """Articles that are sound."""
    problems: tuple[Problem, ...]
    set_aside: str = ""
    """After a repair: the folder that holds what was damaged, or empty."""


def check(folder: Path, manifest: Manifest, progress: Progress | None = None) -> CheckReport:
    """Compare every stored text with its sha256, every index file with its checksum, and both with each other.

    Changes nothing.  Raises nothing for damage: it is what the report is for.
    """
    try:
        store = ArticleStore(folder / _STORE)
    except SearchError as error:
        return CheckReport(articles=0, problems=(Problem(thing="store", place=_STORE, message=error.message),))
    try:
        faults = [Problem(thing="store", place=_STORE, message=fault) for fault in store.faults()]
        try:
            commit = store.current()
        except SearchError as error:
            return CheckReport(articles=0, problems=(*faults, Problem(thing="store", place=_STORE, message=str(error))))
        if commit is None:
            return CheckReport(articles=0, problems=tuple(faults))
        faults += [Problem(thing="store", place=_STORE, message=message) for message in store.broken(commit)]
        sound, damaged = _check_rows(store, commit, progress)
        index = tuple(_check_index(folder, manifest, store, sound | {version for version, _ in damaged}))
        rows = tuple(problem for _, problem in damaged)
        return CheckReport(articles=len(sound), problems=(*faults, *rows, *index))
    finally:
        store.close()


def repair(folder: Path, manifest: Manifest, progress: Progress | None = None) -> CheckReport:
    """Set aside what is damaged, make again what is derived.

    A damaged article is taken out of the store and kept, as far as it can be read, in a folder beside it; its source is
    forgotten, so the next ``rebuild-index`` reads it anew.  The damaged store file is kept whole.
    """
    found = check(folder, manifest, progress)
    set_aside = ""
    if any(problem.thing == "store" for problem in found.problems):
        with locks.writing(folder):
            set_aside = _rewrite_store(folder)
    if found.problems:
        rebuild(folder, manifest, None, from_store=True, progress=progress)
    return replace(found, set_aside=set_aside)


def backup(folder: Path, target: Path, progress: Progress | None = None) -> int:
    """Write the current state into one file and read it back; how many articles it holds.

    Searches and other writers go on meanwhile: what is copied is the one state that was current.
    Raises ArchiveExists when the file is there, ArchiveDamaged when an article is damaged, ArchiveError where the file
    can't be written.
    """
    if target.exists():
        raise ArchiveExists("the backup file is there already", place=str(target), hint="name another file")
    store = ArticleStore(folder / _STORE)
    try:
        with locks.told(target.parent), _scratch(target.parent) as scratch, _held(folder, store) as commit:
            count = _copy_state(store, commit, scratch / _STORE, set_aside=None, progress=progress)
            fresh = scratch / target.name
            with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
                packed.write(folder / _MANIFEST, _MANIFEST)
                packed.write(scratch / _STORE, _STORE)
            _verify(fresh, scratch / "again", count)
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
            fresh.rename(target)
            sync_folder(target.parent)
            return count
    finally:
        store.close()


def restore(source: Path, folder: Path, progress: Progress | None = None) -> int:
    """Make the archive a backup holds, in a new folder, and index it; how many articles it holds.

    Raises ArchiveExists when the folder holds anything, ArchiveDamaged when the backup is not sound.
    """
    with locks.told(folder):
        taken = folder.exists() and any(folder.iterdir())
    if taken:
        raise ArchiveExists("the folder is not empty", place=str(folder), hint="name a new folder to restore into")
    with locks.told(folder.parent), _scratch(folder.parent) as scratch:
        manifest, count = _unpack(source, scratch / "archive")
        write_whole(scratch / "archive" / _MANIFEST, (scratch / "archive" / _MANIFEST).read_text(encoding="utf-8"))
        rebuild(scratch / "archive", manifest, None, from_store=True, progress=progress)
        if folder.exists():
            folder.rmdir()
        (scratch / "archive").rename(folder)
        sync_folder(folder.parent)
    return count


def _check_rows(
    store: ArticleStore, commit: Commit, progress: Progress | None
) -> tuple[set[int], list[tuple[int, Problem]]]:
    sound: set[int] = set()
    damaged = []
    for row in store.rows(commit.number):
        if row.article:
            sound.add(row.version)
        else:
            place = f"article {row.id or '?'}, version {row.version}"
            damaged.append(
                (row.version, Problem(thing="store", place=place, message="its text is not what was stored"))
            )
        if progress and len(sound) % 500 == 0:
            progress("checking", len(sound), commit.articles)
    missing = commit.articles - len(sound) - len(damaged)
    if missing > 0:
        message = f"{_articles(missing)} no longer in the store"
        damaged.append((0, Problem(thing="store", place=_STORE, message=message)))
    return sound, damaged


def _check_index(folder: Path, manifest: Manifest, store: ArticleStore, versions: set[int]) -> Iterator[Problem]:
    commit = store.current()
    assert commit is not None  # noqa: S101 -- the caller looked
    place = f"index/{commit.generation}"
    unreadable: list[str] = []
    try:
        unreadable += index_engine(folder, manifest, commit.generation).check(commit.name)
        snapshot = open_snapshot(folder, manifest, store)
        held = snapshot.reader.versions() if snapshot else set()
    except (SearchError, OSError) as error:
        unreadable = unreadable or [str(error)]
        held = versions
    for message in unreadable:
        yield Problem(thing="index", place=place, message=message)
    for number, what in ((len(versions - held), "not in the index"), (len(held - versions), "not in the store")):
        if number:
            yield Problem(thing="index", place=place, message=f"{_articles(number)} {what}")


def _articles(number: int) -> str:
    return "1 article is" if number == 1 else f"{number:,} articles are"


def _rewrite_store(folder: Path) -> str:
    """Put a store of all sound articles in the place of a damaged one; the folder that keeps the old."""
    aside = folder / "damaged" / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    old, fresh = folder / _STORE, aside / f"new-{_STORE}"
    try:
        store = ArticleStore(old)
        commit = store.current()
    except SearchError as error:
        raise ArchiveDamaged(
            "the article store can't be read at all",
            place=str(old),
            hint="restore a backup: news restore FILE --archive NEW; without one, read the sources into a new archive",
        ) from error
    try:
        aside.mkdir(parents=True)
        if commit:
            _copy_state(store, commit, fresh, set_aside=aside / "articles.jsonl", progress=None)
        else:
            ArticleStore(fresh, create=True).close()
    finally:
        store.close()
    shutil.copy2(old, aside / _STORE)
    with (aside / _STORE).open("rb+") as file:
        os.fsync(file.fileno())
    for made in (aside, aside.parent):
        sync_folder(made)
    fresh.replace(old)
    sync_folder(folder)
    return str(aside)


def _copy_state(
    store: ArticleStore,
    commit: Commit,
    target: Path,
    *,
    set_aside: Path | None,
    progress: Progress | None,
) -> int:
    """Copy what one commit shows into a new store whose index is still to be made; how many articles."""
    copy = ArticleStore(target, create=True)
    lost: list[StoredArticle] = []
    copied: set[str] = set()
    try:
        with copy.batches():
            for row in store.rows(commit.number):
                if row.article is None:
                    lost.append(row)
                    continue
                copy.insert(row.article, commit.number)
                copied.add(row.id)
                if progress and len(copied) % 500 == 0:
                    progress("copying", len(copied), commit.articles)
            for article_id, origin, prepared in store.origins(commit.number):
                if article_id in copied:
                    copy.insert_origin(origin, article_id, prepared, commit.number)
        if lost and set_aside is None:
            raise ArchiveDamaged(
                f"{len(lost)} articles are damaged", place=str(store.path), hint="run: news check --repair"
            )
        if lost and set_aside is not None:
            rows = [{"version": row.version, "id": row.id, "data": row.data} for row in lost]
            text = "".join(f"{json.dumps(row)}\n" for row in rows)
            write_whole(set_aside, text)
        # No index has this name: whoever opens the copy is told to rebuild, and restore and repair do.
        state = replace(commit, made=now(), generation="none", name="none", analysis="none", articles=len(copied))
        copy.publish(state, *store.remembered())
    finally:
        copy.close()
    return len(copied)


def _verify(packed: Path, scratch: Path, count: int) -> None:
    """Read a backup back as a restore would, before anybody relies on it."""
    _, again = _unpack(packed, scratch)
    if again != count:
        raise ArchiveDamaged(f"the backup holds {again} of {count} articles", place=str(packed), hint="check the disk")


def _unpack(source: Path, folder: Path) -> tuple[Manifest, int]:
    """Take a backup apart into ``folder``, trusting nothing it says; its manifest and number of articles."""
    folder.mkdir(parents=True)
    if not source.is_file():
        raise ArchiveMissing("no backup here", place=str(source), hint="name a file that news backup has written")
    most = max(_UNPACKED, _RATIO * source.stat().st_size)
    try:
        with zipfile.ZipFile(source) as packed:
            for name in (_MANIFEST, _STORE):  # no other name is looked at
                with packed.open(name) as member, (folder / name).open("wb") as file:
                    most -= _copied(member, file, most)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise ArchiveDamaged(f"not a sound backup ({error})", place=str(source), hint="use another backup") from error
    manifest = read_manifest(folder)
    store = ArticleStore(folder / _STORE)
    try:
        commit = store.current()
        sound = [row.article is not None for row in store.rows(commit.number)] if commit else []
        if store.faults() or (commit and store.broken(commit)) or not all(sound):
            raise ArchiveDamaged("an article of the backup is damaged", place=str(source), hint="use another backup")
        return manifest, len(sound)
    finally:
        store.close()


def _copied(member: IO[bytes], file: IO[bytes], most: int) -> int:
    """Copy at most so many bytes; how many.  Raises ValueError for more: what a zip says of its sizes is no promise."""
    copied = 0
    while piece := member.read(1 << 16):
        copied += len(piece)
        if copied > most:
            raise ValueError(f"it unpacks to more than {_RATIO} times its size")
        file.write(piece)
    return copied


@contextmanager
def _held(folder: Path, store: ArticleStore) -> Iterator[Commit]:
    """The current commit, pinned while it is read."""
    while True:
        commit = store.current()
        if commit is None:
            raise ArchiveError("the archive is empty", place=str(folder), hint="there is nothing to back up yet")
        pin = locks.Pin(folder, commit.number)
        try:
            if any(each.number == commit.number for each in store.commits()):
                yield commit
                return
        finally:
            pin.release()


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards."""
    parent.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix=".news-", dir=parent))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
