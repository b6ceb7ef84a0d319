"""An archive folder comes in; its manifest, and one state of it held open for reading, go out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from weakref import finalize

from msgspec import Struct
from msgspec.structs import asdict

from search.analysis import ANALYSIS_VERSION, Analyser
from search.engines import ENGINES, Engine, Reader, engine
from search.errors import ArchiveDamaged, ArchiveError, ArchiveExists, ArchiveMissing, ArchiveOutdated, OptionError
from search.fields import TABLE_VERSION
from search.locks import Pin, told, writing
from search.store import ArticleStore, Commit

__all__ = [
    "Manifest",
    "Snapshot",
    "analysis_name",
    "index_engine",
    "make_manifest",
    "mend_manifest",
    "open_snapshot",
    "read_manifest",
    "sync_folder",
    "write_whole",
]

FORMAT = 2
"""Of the archive folder: raised when an older program could not read it."""

_LONGEST = 1 << 16
"""Characters of a manifest that are read; it has about a hundred."""

_REBUILD = "run: news rebuild-index --from-store"
_REPAIR = "run: news check --repair"
_STORE = "articles.db"
_MANIFEST = "manifest.json"


class Manifest(Struct, frozen=True, kw_only=True):
    """What is fixed when an archive is made."""

    language: str
    engine: str
    format: int = FORMAT


class Snapshot:
    """One commit, open and pinned, until nobody holds this object any more."""

    def __init__(self, commit: Commit, reader: Reader, pin: Pin) -> None:
        """Closing the reader and the pin is tied to this object's end: threads may still be searching in it."""
        self.commit = commit
        self.reader = reader
        finalize(self, _let_go, reader, pin)


def make_manifest(folder: Path, *, language: str, engine: str) -> None:
    """Make the archive's folder, its store and its manifest; the manifest last, for it is what makes it an archive.

    Raises OptionError for an unknown language or engine, ArchiveError where the folder can't be made, ArchiveExists or
    ArchiveLocked where another process was first, ArchiveDamaged where there are articles without a manifest.
    """
    Analyser(language)  # refuses an unknown one
    if engine not in ENGINES:
        raise OptionError("unknown engine", place=engine, hint=f"engines are: {', '.join(ENGINES)}")
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        if (folder / _MANIFEST).exists():
            raise ArchiveExists(
                "there is an archive already", place=str(folder), hint="open it, or name another folder"
            )
        if _has_articles(folder):
            raise ArchiveDamaged("the manifest is missing", place=str(folder / _MANIFEST), hint=_REPAIR)
        (folder / _STORE).unlink(missing_ok=True)  # of a create() that was cut off
        ArticleStore(folder / _STORE, create=True).close()
        write_whole(folder / _MANIFEST, _written(Manifest(language=language, engine=engine)))
        sync_folder(folder.parent)


def mend_manifest(folder: Path) -> str:
    """Write a manifest that is lost or damaged anew, from what the newest commit says; what was wrong with it, or "".

    Raises what ``read_manifest`` does where there is no archive or it is of another version; ArchiveDamaged where the
    store can't be read or has no commit yet.
    """
    try:
        read_manifest(folder)
    except ArchiveDamaged as error:
        _refuse_links(folder)
        with writing(folder):
            write_whole(folder / _MANIFEST, _written(_manifest_of_store(folder / _STORE)))
        return error.message
    return ""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an archive.

    Raises ArchiveMissing where there is none, ArchiveDamaged where it can't be read or the folder holds links,
    ArchiveError where this user may not read it, ArchiveOutdated where another version wrote it.
    """
    path = folder / _MANIFEST
    try:
        _refuse_links(folder)
        with path.open(encoding="utf-8") as file:
            text = file.read(_LONGEST)
        said = json.loads(text)
        said.pop("seal", None)
        if said.get("format", FORMAT) != FORMAT:  # a later one may say more than a Manifest holds
            raise _outdated(folder, said["format"], said.get("engine"))
        manifest = Manifest(**said)
    except (FileNotFoundError, NotADirectoryError) as error:
        if _has_articles(folder):
            raise ArchiveDamaged("the manifest is missing", place=str(path), hint=_REPAIR) from error
        hint = "make one: news rebuild-index FOLDER"
        raise ArchiveMissing("no archive here", place=str(folder), hint=hint) from error
    except PermissionError as error:
        where = str(error.filename or folder)
        raise ArchiveError("the archive may not be read", place=where, hint="check the folder's permissions") from error
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveDamaged("the manifest can't be read", place=str(path), hint=_REPAIR) from error
    if manifest.engine not in ENGINES:
        raise _outdated(folder, manifest.format, manifest.engine)
    if text != _written(manifest):
        raise ArchiveDamaged("the manifest is not what was written", place=str(path), hint=_REPAIR)
    return manifest


def _outdated(folder: Path, number: object, engine_name: object) -> ArchiveOutdated:
    return ArchiveOutdated(
        f"the archive has format {number} with the engine {engine_name}, this program reads {FORMAT}",
        place=str(folder),
        hint="use the version of the program that wrote it, or make a new archive from its sources",
    )


def _has_articles(folder: Path) -> bool:
    """True for a store that anything was ever put into, or that can't be looked at."""
    path = folder / _STORE
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        store = ArticleStore(path)
    except ArchiveDamaged:
        return path.stat().st_size > 0  # SQLite has just taken back what was half written
    try:
        return store.current() is not None or store.newest() > 0
    finally:
        store.close()


def _manifest_of_store(path: Path) -> Manifest:
    """What the manifest said when the newest commit was made."""
    store = ArticleStore(path)
    try:
        commit = store.current()
    finally:
        store.close()
    _, comma, language = commit.analysis.rpartition(", ") if commit else ("", "", "")
    try:
        Analyser(language)
    except OptionError:
        comma = ""
    if commit is None or not comma or commit.engine not in ENGINES:
        hint = "restore a backup, or make a new archive from its sources"
        raise ArchiveDamaged("the manifest is lost, and the store does not tell it", place=str(path), hint=hint)
    return Manifest(language=language, engine=commit.engine)


def _written(manifest: Manifest) -> str:
    """The manifest's text, with a digest that tells whether a byte of it has changed."""
    plain = asdict(manifest)
    digest = hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]
    return json.dumps({**plain, "seal": digest}, indent=2) + "\n"


def _refuse_links(folder: Path) -> None:
    """Raise where a part of the archive is a link or a device: writing to it would reach out of the folder."""
    pending = [folder]
    while pending:
        with contextlib.suppress(FileNotFoundError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending += [Path(entry)]
                elif not entry.is_file(follow_symlinks=False):
                    raise ArchiveDamaged(
                        "a part of the archive is no plain file or folder",
                        place=entry.path,
                        hint="an archive has no links in it; put the file itself there, or restore a backup",
                    )


def analysis_name(manifest: Manifest) -> str:
    """What an index depends on; where a commit says something else, only a rebuild helps."""
    return f"analysis {ANALYSIS_VERSION}, fields {TABLE_VERSION}, {manifest.language}"


def index_engine(folder: Path, manifest: Manifest, generation: str) -> Engine:
    """The engine of one index generation."""
    return engine(manifest.engine)(folder / "index" / generation, language=manifest.language, options={})


def open_snapshot(folder: Path, manifest: Manifest, store: ArticleStore) -> Snapshot | None:
    """The newest state, held open; None in an archive nothing was ever added to.

    Raises ArchiveOutdated or ArchiveDamaged, both answered by a rebuild from the store.
    """
    while True:
        commit = store.current()
        if commit is None:
            return None
        if commit.analysis != analysis_name(manifest):
            raise ArchiveOutdated(
                f"the index was made by {commit.analysis}, this program has {analysis_name(manifest)}",
                place=str(folder),
                hint=_REBUILD,
            )
        pin = Pin(folder, commit.number)
        try:
            return Snapshot(commit, index_engine(folder, manifest, commit.generation).reader(commit.name), pin)
        except BaseException as error:
            pin.release()
            # A writer may have replaced the commit between the look at the store and the pin: then look again.
            if isinstance(error, (ArchiveError, OSError)) and store.current() != commit:
                continue
            if isinstance(error, (ArchiveDamaged, ArchiveOutdated)):
                error.hint = _REBUILD  # an engine can't know the command
            if isinstance(error, OSError):
                message = f"the index can't be read ({error.strerror})"
                raise ArchiveDamaged(message, place=str(folder / "index"), hint=_REBUILD) from error
            raise


def write_whole(path: Path, text: str) -> None:
    """Write a file so that its name stands for the whole old text or the whole new one, also after a power cut."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _let_go(reader: Reader, pin: Pin) -> None:
    reader.close()
    pin.release()
