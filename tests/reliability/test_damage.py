"""P6: any changed byte that matters is found by check; a damaged archive answers rightly or says one sentence."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from itertools import count as count_up
from pathlib import Path

import pytest
from reliability.sizes import Note, Sizes
from reliability.world import read_state, state, write_sources

from search.archive import Archive
from search.engines import ENGINES
from search.engines.whoosh.commits import read_commit
from search.errors import SearchError
from search.store import ArticleStore

QUERIES = ("ferry", '"left the pier"', "keeper w/5 edition", "headline:harbour NOT atleast2(ferry)", "fer*", "kepeer~")


@pytest.fixture(params=sorted(ENGINES))
def sound(request: pytest.FixtureRequest, work: Path) -> Path:
    """An archive with several segments, deletions, an old version and what a rebuild has learned."""
    for number in range(4):
        write_sources(work / "sources", number)
        if not number:
            Archive.create(work / "sound", engine=request.param).close()
        with Archive.open(work / "sound") as archive:
            archive.rebuild_index([work / "sources"]) if number == 1 else archive.add([work / "sources"])
    return work / "sound"


def that_matter(folder: Path) -> list[Path]:
    """Every file the current state is made of; not who reads and writes, the last rejects, and older index commits."""
    store = ArticleStore(folder / "articles.db")
    commit = store.current()
    store.close()
    assert commit
    index = folder / "index" / commit.generation
    if commit.engine == "memory":
        names = {f"{commit.name}.jsonl"}
    else:
        names = read_commit(index, commit.name, language="english").files()
    return [folder / "articles.db", folder / "manifest.json", *(index / name for name in sorted(names))]


def damaged(content: bytes, dice: random.Random) -> tuple[str, bytes]:
    """The bytes with something wrong: a flipped bit, other bytes, zeros, or an end that is missing."""
    kind = dice.choice(("bit", "bytes", "zeros", "cut"))
    place = dice.randrange(len(content))
    if kind == "bit":
        return kind, content[:place] + bytes([content[place] ^ (1 << dice.randrange(8))]) + content[place + 1 :]
    if kind == "bytes":
        return kind, (content[:place] + dice.randbytes(16) + content[place + 16 :])[: max(len(content), place + 16)]
    if kind == "zeros":
        return kind, content[:place] + bytes(len(content[place : place + 512])) + content[place + 512 :]
    return kind, content[:place]


def meaning(path: Path) -> list[str]:
    """All a store holds; a byte outside it is on a page SQLite does not use, or in the unused part of one."""
    db = sqlite3.connect(path)
    try:
        return list(db.iterdump())
    finally:
        db.close()


def found(folder: Path) -> str:
    """What ``news check`` says, or empty."""
    try:
        with Archive.open(folder) as archive:
            return "; ".join(problem.message for problem in archive.check().problems)
    except SearchError as error:
        return str(error)


def answers(folder: Path) -> list[tuple[int, tuple[str, ...]]]:
    """The answers to all queries, and every article whole."""
    with Archive.open(folder) as archive:
        rows = [archive.search(query, limit=None) for query in QUERIES]
        assert read_state(archive) == state(3)
        return [(row.total, tuple(hit.id for hit in row.hits)) for row in rows]


def ask(folder: Path, right: list[tuple[int, tuple[str, ...]]]) -> str:
    """``right``, or one sentence; anything else fails."""
    began = time.monotonic()
    try:
        given = answers(folder)
    except SearchError as error:
        given, told = None, error
    assert time.monotonic() - began < 20
    if given is None:
        assert told.place, told
        assert "\n" not in str(told)
        return "told"
    assert given == right
    return "right"


def test_every_damaged_copy_is_found(sound: Path, work: Path, size: Sizes, note: Note) -> None:
    right = answers(sound)
    assert found(sound) == ""
    whole = meaning(sound / "articles.db")
    dice = random.Random(7)
    count = {"found": 0, "same meaning": 0, "right": 0, "told": 0}
    for number in count_up():
        if count["found"] == size.copies:
            break
        copy = work / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(sound, copy)
        paths = that_matter(copy)
        path = paths[0] if number % 2 else dice.choice(paths)
        before = path.read_bytes()
        kind, after = damaged(before, dice)
        if after == before:
            continue
        path.write_bytes(after)
        said = found(copy)
        count["found" if said else "same meaning"] += 1
        assert said or (path.name == "articles.db" and meaning(path) == whole), (number, path.name, kind)
        count[ask(copy, right)] += 1
    engine = "whoosh" if list(sound.rglob("*.toc")) else "memory"
    unused = f"{count['same meaning']} more changed only bytes SQLite does not use"
    asked = f"asked: {count['right']} right, {count['told']} told"
    note("T10", f"{engine}: {size.copies} damaged copies", f"{count['found']} found ({unused}); {asked}")


CHANGES: dict[str, Callable[[sqlite3.Connection], object]] = {
    "text": lambda db: db.execute("update article set data = replace(data, 'ferry', 'jerry') where version = 1"),
    "article id": lambda db: db.execute("update article set id = 'other' where died is null and version = 1"),
    "digest of words": lambda db: db.execute("update article set text_digest = x'00' where version = 1"),
    "path of a source": lambda db: db.execute("update origin set path = path || 'x' where number = 1"),
    "sum of a source": lambda db: db.execute("update origin set sha256 = '00' where number = 1"),
    "source forgotten": lambda db: db.execute("update origin set died = 1 where number = 1"),
    "source lost": lambda db: db.execute("delete from origin where number = 1"),
    "article lost": lambda db: db.execute("delete from article where version = 1"),
    "article forgotten": lambda db: db.execute("update article set died = 1 where version = 1"),
    "commit": lambda db: db.execute('update "commit" set made = "1999"'),
    "root": lambda db: db.execute("update root set options = '{}'"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_row_is_found(work: Path, change: str) -> None:
    write_sources(work / "sources", 0)
    with Archive.create(work / "archive", engine="memory") as archive:
        archive.add([work / "sources"])
        assert archive.check().problems == ()
    db = sqlite3.connect(work / "archive" / "articles.db")
    with db:
        CHANGES[change](db)
    db.close()
    with Archive.open(work / "archive") as archive:
        assert archive.check().problems
        archive.check(repair=True)
        assert archive.check().problems == ()
        assert set(read_state(archive).items()) <= set(state(0).items())
        archive.rebuild_index([work / "sources"])
        assert read_state(archive) == state(0)
        assert archive.check().problems == ()
