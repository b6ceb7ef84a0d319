"""The path of an article store comes in; a connection with our tables and safe settings goes out."""

from __future__ import annotations

import contextlib
import sqlite3
from functools import cache
from pathlib import Path

from search.errors import ArchiveDamaged, ArchiveError

__all__ = ["FAILURES", "connect", "told"]

FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What reading a store may raise: Python can't always decode what SQLite says of damaged bytes."""

_SCHEMA = """
create table "commit" (
    number integer primary key, made text not null, generation text not null, name text not null,
    engine text not null, analysis text not null, articles integer not null, origins integer not null,
    seal blob not null);
create table article (
    version integer primary key, id text not null, born integer not null, died integer,
    text_digest blob not null, sha256 blob not null, data text not null);
create index article_id on article(id);
create index article_text on article(text_digest);
create index article_born on article(born);
create index article_died on article(died) where died is not null;
create table origin (
    number integer primary key, path text not null, member text not null, record text not null,
    id text not null, born integer not null, died integer,
    format text not null, encoding text not null, sha256 text not null, prepared text not null, seal blob not null);
create index origin_key on origin(path, member, record);
create index origin_id on origin(id);
create index origin_born on origin(born);
create index origin_died on origin(died) where died is not null;
create table root (path text primary key, options text not null, seal blob not null);
create table habit (source text not null, line text not null, seal blob not null, primary key (source, line));
"""

_LONGEST = 256 << 20
"""Bytes of one value: four times what one record may be, so that a hostile file can't ask for all memory."""
_SAID = 120
"""Letters of what SQLite says: it may quote a whole table, line by line."""


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection to the store at ``path``; with ``create`` the file is made.

    Raises ArchiveDamaged where the file is missing or is laid out otherwise than ours.
    """
    if not create and not path.is_file():
        raise ArchiveDamaged("the article store is missing", place=str(path), hint="restore it from a backup")
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        # EXTRA syncs the folder after the journal is gone: with FULL alone a power cut can bring the journal back and
        # roll the last acknowledged commit off again.  A rollback journal also needs no WAL bug of old versions fixed.
        db.execute("pragma journal_mode = truncate")
        db.execute("pragma synchronous = extra")
        db.execute("pragma trusted_schema = off")
        db.execute("pragma cell_size_check = on")
        # A spilling cache takes the exclusive lock in the middle of a transaction and shuts readers out.
        db.execute("pragma cache_spill = off")
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        if create:
            db.executescript(f"begin immediate;{_SCHEMA}commit;")
        _check_schema(db, path)
    except FAILURES as error:
        raise told(path, error) from error
    return db


def told(path: Path, error: Exception) -> ArchiveError:
    """SQLite's error as one of ours."""
    code = getattr(error, "sqlite_errorname", "")
    if code.startswith("SQLITE_FULL"):
        return ArchiveError("the disk is full", place=str(path), hint="free some space and run the command again")
    if code.startswith("SQLITE_READONLY"):
        return ArchiveError("the archive can't be written", place=str(path), hint="check the folder's permissions")
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM")):
        return ArchiveError(
            "the article store can't be read or written", place=str(path), hint="check the folder's permissions"
        )
    if code.startswith("SQLITE_BUSY"):
        return ArchiveError("the article store is busy", place=str(path), hint="try again in a moment")
    if code.startswith("SQLITE_IOERR"):
        return ArchiveError(
            f"the disk failed ({code})", place=str(path), hint="free some space, check the disk, and run it again"
        )
    said = " ".join(str(error).split())[:_SAID]
    return ArchiveDamaged(f"the article store is damaged ({said})", place=str(path), hint="run: news check")


def _check_schema(db: sqlite3.Connection, path: Path) -> None:
    """A view posing as a table, a trigger or a computed column would run whatever it says; only our own are read."""
    if _laid_out(db) != _our_layout():
        raise ArchiveDamaged("not an article store", place=str(path), hint="restore it from a backup")


@cache
def _our_layout() -> frozenset[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.executescript(_SCHEMA)
        return _laid_out(db)


def _laid_out(db: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    return frozenset(db.execute("select type, name, tbl_name, sql from sqlite_schema").fetchall())
