"""P1: the store syncs as promised, whatever SQLite's version, and nothing but it decides what is the current state."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reliability.sizes import Note

from search import database


def test_every_connection_syncs_fully(work: Path, note: Note) -> None:
    database.connect(work / "articles.db", create=True).close()
    for _ in range(2):
        db = database.connect(work / "articles.db")
        settings = {name: db.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
        assert settings == {"journal_mode": "truncate", "synchronous": 3}
        assert db.execute("pragma trusted_schema").fetchone()[0] == 0
        db.close()
    note("T28", f"SQLite {sqlite3.sqlite_version}", "rollback journal, truncated; synchronous = extra")


def test_a_store_in_another_mode_is_brought_back(work: Path) -> None:
    """A journal mode is part of the file: somebody else may have set WAL, which has bugs in old versions."""
    database.connect(work / "articles.db", create=True).close()
    db = sqlite3.connect(work / "articles.db")
    db.execute("pragma journal_mode = wal")
    db.close()
    db = database.connect(work / "articles.db")
    assert db.execute("pragma journal_mode").fetchone()[0] == "truncate"
    db.close()
