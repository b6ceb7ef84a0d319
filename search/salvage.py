"""A store that may be damaged comes in; what of it is as it was written goes out, and what is not.

Every row carries a digest of itself: an article the sha256 of its text, all others a *seal*.  ``died`` alone changes
after a row is written; for articles the index says what is live, for origins the commit says how many are.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from search.article import Article, Origin
from search.article_json import read, text_digest
from search.database import FAILURES

__all__ = [
    "LIVE",
    "SEALED",
    "StoredArticle",
    "are_cut_off",
    "broken",
    "count_origins",
    "faults",
    "origins",
    "rows",
    "seal",
    "sound",
]

LIVE = "born <= :c and (died is null or died > :c)"
"""The rows commit ``:c`` shows."""

SEALED = {
    "commit": "number, made, generation, name, engine, analysis, articles, origins",
    "origin": "path, member, record, id, born, format, encoding, sha256, prepared",
    "root": "path, options",
    "habit": "source, line",
}
"""The columns each table's seal is made of."""

_ENCODER = json.JSONEncoder(default=repr)

_PROBES = 100_000
"""Numbers tried one after the other to get past damaged pages: far more than fit on one, a few seconds at most."""


class StoredArticle(Struct, frozen=True, kw_only=True):
    """One article version as its row is; what can't be read of it is empty."""

    version: int
    id: str = ""
    data: str = ""
    article: Article | None = None
    """None where the row is not what was written."""


def seal(row: Iterable[object]) -> bytes:
    """Sixteen bytes that tell these values from any others."""
    return hashlib.sha256(_ENCODER.encode(list(row)).encode()).digest()[:16]


def _sha256_of(data: str) -> bytes:
    """The digest of an article's text."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).digest()


def count_origins(db: sqlite3.Connection, at: int) -> int:
    """How many origins are visible at commit ``at``."""
    return int(db.execute(f"select count(*) from origin where {LIVE}", {"c": at}).fetchone()[0])  # noqa: S608 - our text


def faults(db: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with the file's structure."""
    try:
        found = [str(row[0]) for row in db.execute("pragma integrity_check(20)")]
    except FAILURES as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def rows(db: sqlite3.Connection, at: int) -> Iterator[StoredArticle]:
    """Every article visible at commit ``at``, sound or not, read one by one past damaged pages."""
    version, last = _span(db)
    query = f"select version, id, text_digest, sha256, data from article not indexed where {LIVE} and version"  # noqa: S608
    failures = 0
    while version <= last and failures < _PROBES:
        try:
            row = db.execute(f"{query} >= :v order by version limit 1", {"v": version, "c": at}).fetchone()
            if row is None:
                return
        except FAILURES:
            failures += 1
            row = _one(db, f"{query} = :v", {"v": version, "c": at})
        if isinstance(row, FAILURES):
            yield StoredArticle(version=version)
        elif row is not None:
            version = row[0]
            yield _stored(*row)
        version += 1


def origins(db: sqlite3.Connection, at: int) -> Iterator[tuple[str, Origin, str]]:
    """(article id, origin, version of its preparation) of every sound origin visible at commit ``at``."""
    for path, member, record, article_id, _, kind, encoding, digest, prepared in sound(db, "origin", LIVE, at):
        origin = Origin(path=path, member=member, record=record, format=kind, encoding=encoding, sha256=digest)
        yield article_id, origin, prepared


def broken(db: sqlite3.Connection, at: int) -> list[str]:
    """The rows beside the articles that are not what was written, and a wrong number of them, a sentence each."""
    found = []
    for table in SEALED:
        found += [
            f"{table} {number} is not what was written" for number, row in _sealed(db, table) if not _is_sealed(row)
        ]
    try:
        said = db.execute('select origins from "commit" where number = ?', (at,)).fetchone()
        if said and said[0] != count_origins(db, at):
            found.append("the number of origins is not what was written")
    except FAILURES as error:
        found.append(str(error))
    return found


def are_cut_off(db: sqlite3.Connection, at: int) -> bool:
    """True where rows lie after commit ``at`` and it is not what was written: then they need not be left over."""
    later = "select exists (select 1 from article where born > :c or died > :c)"
    return bool(db.execute(later, {"c": at}).fetchone()[0]) and all(row[0] != at for row in sound(db, "commit"))


def sound(db: sqlite3.Connection, table: str, where: str = "true", at: int = 0) -> Iterator[tuple[Any, ...]]:
    """The rows of a table that are what was written, without their seals."""
    for _, row in _sealed(db, table, where, at):
        if _is_sealed(row):
            yield row[:-1]


def _sealed(db: sqlite3.Connection, table: str, where: str = "true", at: int = 0) -> Iterator[tuple[int, Any]]:
    query = f'select rowid from "{table}" not indexed where {where} order by rowid'  # noqa: S608 - our own text
    try:
        numbers = [number for (number,) in db.execute(query, {"c": at} if where == LIVE else ())]
    except FAILURES as error:
        yield 0, error
        return
    for number in numbers:
        row = _one(db, f'select {SEALED[table]}, seal from "{table}" where rowid = :n', {"n": number})  # noqa: S608
        yield number, row


def _is_sealed(row: Any) -> bool:
    return isinstance(row, tuple) and seal(row[:-1]) == row[-1]


def _one(db: sqlite3.Connection, query: str, values: dict[str, int]) -> Any:
    """One row, None, or what went wrong."""
    try:
        return db.execute(query, values).fetchone()
    except FAILURES as error:
        return error


def _span(db: sqlite3.Connection) -> tuple[int, int]:
    try:
        low, high = db.execute("select min(version), max(version) from article").fetchone()
    except FAILURES:
        return 0, -1
    return (low or 0), (high if high is not None else -1)


def _stored(version: int, article_id: object, words: object, digest: object, data: object) -> StoredArticle:
    """The row, with the article in it if every column is what was written."""
    text = data if isinstance(data, str) else repr(data)
    stored = StoredArticle(version=version, id=str(article_id), data=text)
    if _sha256_of(text) != digest:
        return stored
    try:
        article = read(text)
    except ValueError:
        return stored
    as_written = article.id == article_id and text_digest(article) == words
    return replace(stored, article=article) if as_written else stored
