"""The keys of many rows come in; what a store holds under them goes out, hundreds in one query."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from search.article import Origin
from search.salvage import LIVE

__all__ = ["TEXT", "articles", "count", "highest", "ids", "origins", "origins_of", "steps", "texts"]

_AT_ONCE = 200
"""Keys in one query; three values each stay far below what SQLite takes."""


TEXT = "cast(data as blob)"
"""An article's text, as the bytes its digest is of."""


def origins(db: sqlite3.Connection, keys: Sequence[tuple[str, str, str]], at: int) -> list[tuple[Any, ...]]:
    """(path, member, record, number, article id, sha256, prepared) of the origins with these keys at commit ``at``."""
    query = "select path, member, record, number, id, sha256, prepared from wanted cross join origin"
    return _rows(db, query, ("path", "member", "record"), keys, at)


def articles(db: sqlite3.Connection, versions: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
    """Version -> (sha256, text) of the articles with these versions."""
    found: dict[int, tuple[bytes, bytes]] = {}
    for begin in range(0, len(versions), _AT_ONCE):
        some = versions[begin : begin + _AT_ONCE]
        query = f"select version, sha256, {TEXT} from article where version in ({', '.join('?' * len(some))})"  # noqa: S608
        found |= {version: (digest, data) for version, digest, data in db.execute(query, some)}
    return found


def origins_of(db: sqlite3.Connection, names: Sequence[str], at: int) -> dict[str, list[tuple[int, Origin]]]:
    """Article id -> the (number, origin) pairs it has at commit ``at``, first met first."""
    query = "select id, number, path, member, record, format, encoding, sha256 from wanted cross join origin"
    found: dict[str, list[tuple[int, Origin]]] = {name: [] for name in names}
    for name, number, path, member, record, kind, encoding, digest in _rows(
        db, query, ("id",), [(n,) for n in found], at
    ):
        origin = Origin(path=path, member=member, record=record, format=kind, encoding=encoding, sha256=digest)
        found[name].append((number, origin))
    for pairs in found.values():
        pairs.sort(key=lambda pair: pair[0])
    return found


def texts(db: sqlite3.Connection, digests: Sequence[bytes], at: int) -> dict[bytes, str]:
    """Digest of the words -> id, for those of the digests that some article has at commit ``at``."""
    query = "select text_digest, id from wanted cross join article"
    rows = _rows(db, query, ("text_digest",), [(digest,) for digest in digests], at)
    return {bytes(digest): article_id for digest, article_id in rows}


def ids(db: sqlite3.Connection, names: Sequence[str], at: int) -> set[str]:
    """Those of the ids that some article has at commit ``at``."""
    query = "select id from wanted cross join article"
    return {row[0] for row in _rows(db, query, ("id",), [(name,) for name in names], at)}


def highest(db: sqlite3.Connection, table: str, column: str) -> int:
    """The highest number in a column, or 0."""
    return int(db.execute(f"select coalesce(max({column}), 0) from {table}").fetchone()[0])  # noqa: S608 - our own text


def steps(db: sqlite3.Connection, at: int, size: int, after: int) -> list[tuple[int, int, int]]:
    """(after, upto, how many): stretches of ``size`` articles visible at commit ``at``, by version."""
    born = db.execute("select version from article where born <= ? and version > ?", (at, after))
    found = sorted({row[0] for row in born}.difference(row[0] for row in db.execute(_DIED, (at,))))
    stretches = [found[begin : begin + size] for begin in range(0, len(found), size)]
    lows = [after, *(stretch[-1] for stretch in stretches)]
    return [(low, stretch[-1], len(stretch)) for low, stretch in zip(lows, stretches, strict=False)]


def count(db: sqlite3.Connection, at: int) -> int:
    """How many articles are visible at commit ``at``."""
    born = db.execute("select count(*) from article where born <= ?", (at,)).fetchone()[0]
    return int(born) - len(db.execute(_DIED, (at,)).fetchall())


_DIED = "select version from article where died <= ?"
"""What was born until a commit, and did not die until it, is visible: two questions indexes answer, without a look at
the rows, which hold whole articles."""


def _rows(
    db: sqlite3.Connection, select: str, columns: tuple[str, ...], keys: Sequence[tuple[Any, ...]], at: int
) -> list[tuple[Any, ...]]:
    """The keys are the outer loop (``cross join``), whatever the planner thinks of a table it has no figures of."""
    names = ", ".join(f"k{number}" for number in range(len(columns)))
    same = " and ".join(f"{column} = k{number}" for number, column in enumerate(columns))
    live = LIVE.replace(":c", "?")
    row = f"({', '.join('?' * len(columns))})"
    found: list[tuple[Any, ...]] = []
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        wanted = f"with wanted({names}) as (values {', '.join([row] * len(some))})"
        query = f"{wanted} {select} where {same} and {live}"
        found += db.execute(query, (*(value for key in some for value in key), at, at))
    return found
