"""Cleaned articles come in and are kept, version by version, in one SQLite file: the truth indexes are made from.

A *commit* is a row that names an index commit; it is written in one transaction after everything it shows is on the
disk.  Every article version and every origin says in which commit it was born and in which it died, so what a commit
shows never changes while the next one is written:

    visible at commit c   <=>   born <= c and (died is null or died > c)

Rows born after the newest commit are leftovers of a run that was cut off; the next writer removes them.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import astuple, replace

from search import database, lookups, salvage
from search.article import Article, Origin
from search.article_json import completed, read, tail, text_digest
from search.errors import ArchiveDamaged
from search.lookups import TEXT
from search.rows import Commit, Key, KnownOrigin, NewArticle, NewOrigin
from search.salvage import LIVE, SEALED, StoredArticle, count_origins, seal

__all__ = ["ArticleStore", "Commit", "Key", "KnownOrigin", "NewArticle", "NewOrigin"]

_BATCH = 2000
"""Rows written per transaction while a run goes on: it costs some syncs, and readers wait some tens of milliseconds."""

_AT_ONCE = 200
"""Rows asked for in one query, and read at a time."""

_NO_END = (1 << 63) - 1
"""No version is higher."""

_PLAIN = re.compile(r"[a-z0-9-]{1,64}")
"""What folders and commits of an index are called: a name from a hostile store must not lead out of the archive."""


class ArticleStore:
    """The articles of one archive.  One object is used by one thread; any number of objects read while one writes."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the file at ``path``; with ``create`` make it.

        Raises ArchiveDamaged where the file is missing or no store of ours.
        """
        self.path = path
        self._db = database.connect(path, create=create)
        self._pending = 0
        self._last: dict[str, int] = {}
        """The highest number given out in each table, once it is known."""

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # ---------------------------------------------------------------- commits

    def commits(self) -> list[Commit]:
        """Every commit some reader may still hold, oldest first; the last is the current one."""
        with self._guard():
            columns = "number, made, generation, name, engine, analysis, articles"
            rows = self._db.execute(f'select {columns} from "commit" order by number').fetchall()  # noqa: S608
        if not all(isinstance(name, str) and _PLAIN.fullmatch(name) for row in rows for name in row[2:4]):
            raise ArchiveDamaged(
                "the index has an impossible name", place=str(self.path), hint="run: news check --repair"
            )
        names = columns.split(", ")
        return [Commit(**dict(zip(names, row, strict=True))) for row in rows]

    def current(self) -> Commit | None:
        """The newest commit, or None in an archive that was never written to."""
        commits = self.commits()
        return commits[-1] if commits else None

    # ---------------------------------------------------------------- reading, at a commit

    def articles(self, at: int, *, after: int = 0, upto: int = _NO_END) -> Iterator[tuple[int, Article]]:
        """All (version, article) visible at commit ``at``, by version: those after one version, up to another."""
        last = after
        while True:  # short reads, so that a long walk never keeps a writer waiting
            with self._guard():
                rows = self._db.execute(
                    f"select version, sha256, {TEXT} from article where version > :v and {LIVE} "  # noqa: S608
                    "order by version limit :n",
                    {"v": last, "c": at, "n": min(_AT_ONCE, upto - last)},
                ).fetchall()
            for version, digest, data in rows:
                if version > upto:
                    return
                yield version, self._article(version, digest, data)
            if not rows:
                return
            last = rows[-1][0]

    def by_versions(self, versions: Sequence[int], at: int) -> list[Article]:
        """The articles of these versions, each with its origins as of commit ``at``."""
        with self._guard():
            rows = lookups.articles(self._db, versions)
        if missing := set(versions) - set(rows):
            raise ArchiveDamaged(
                "the index names an article the store does not hold",
                place=f"version {min(missing)}",
                hint="run: news rebuild-index --from-store",
            )
        return self._with_origins([self._article(version, *rows[version]) for version in versions], at)

    def by_id(self, article_id: str, at: int) -> tuple[int, Article] | None:
        """The (version, article) with this id at commit ``at``, or None."""
        with self._guard():
            row = self._db.execute(
                f"select version, sha256, {TEXT} from article where id = :id and {LIVE}",  # noqa: S608
                {"id": article_id, "c": at},
            ).fetchone()
        return (row[0], *self._with_origins([self._article(*row)], at)) if row else None

    def ids_like(self, prefix: str, at: int, limit: int = 10) -> list[str]:
        """Ids that begin with ``prefix`` at commit ``at``."""
        with self._guard():
            rows = self._db.execute(
                f"select id from article where id >= :p and id < :q and {LIVE} order by id limit :n",  # noqa: S608
                {"p": prefix, "q": prefix + "\U0010ffff", "c": at, "n": limit},
            )
            return [row[0] for row in rows]

    def count(self, at: int) -> int:
        """How many articles are visible at commit ``at``."""
        with self._guard():
            return lookups.count(self._db, at)

    def newest(self) -> int:
        """The highest version any article has, or 0."""
        with self._guard():
            return lookups.highest(self._db, "article", "version")

    def steps(self, at: int, size: int, *, after: int = 0) -> list[tuple[int, int, int]]:
        """(after, upto, how many) for stretches of ``size`` articles that together hold all that ``articles`` would."""
        with self._guard():
            return lookups.steps(self._db, at, size, after)

    def retired(self, at: int) -> list[int]:
        """The versions that commit ``at`` shows no more, though the one before did."""
        with self._guard():
            return [row[0] for row in self._db.execute("select version from article where died = ?", (at,))]

    def roots(self) -> list[tuple[str, str]]:
        """The remembered sources: (path, options as JSON), by path."""
        with self._guard():
            return self._db.execute("select path, options from root order by path").fetchall()

    def habits(self) -> dict[str, frozenset[str]]:
        """The closing lines learned of each source."""
        with self._guard():
            rows = self._db.execute("select source, line from habit").fetchall()
        return {source: frozenset(line for of, line in rows if of == source) for source in {row[0] for row in rows}}

    def live_origins(self, at: int) -> Iterator[tuple[int, str, str]]:
        """(number, path, article id) of every origin visible at commit ``at``."""
        with self._guard():
            rows = self._db.execute(
                f"select number, path, id from origin where {LIVE} order by number",  # noqa: S608
                {"c": at},
            ).fetchall()
        yield from rows

    def find_origin(self, key: tuple[str, str, str], at: int) -> KnownOrigin | None:
        """What is known of the record with this key at commit ``at``."""
        with self._guard():
            row = self._db.execute(
                "select number, id, sha256, prepared from origin "  # noqa: S608
                f"where path = :p and member = :m and record = :r and {LIVE}",
                {"p": key[0], "m": key[1], "r": key[2], "c": at},
            ).fetchone()
        return KnownOrigin(number=row[0], id=row[1], sha256=row[2], prepared=row[3]) if row else None

    def find_origins(self, keys: Sequence[Key], at: int) -> dict[Key, KnownOrigin]:
        """What is known of the records with these keys at commit ``at``."""
        with self._guard():
            return {
                row[:3]: KnownOrigin(number=row[3], id=row[4], sha256=row[5], prepared=row[6])
                for row in lookups.origins(self._db, keys, at)
            }

    def same_texts(self, digests: Sequence[bytes], at: int) -> dict[bytes, str]:
        """Digest of the words -> id, for those of the digests that some visible article has."""
        with self._guard():
            return lookups.texts(self._db, digests, at)

    def ids_taken(self, ids: Sequence[str], at: int) -> set[str]:
        """Those of the ids that some visible article has."""
        with self._guard():
            return lookups.ids(self._db, ids, at)

    def origins_of(self, article_id: str, at: int) -> list[tuple[int, Origin]]:
        """The (number, origin) pairs of one article, first met first."""
        with self._guard():
            return lookups.origins_of(self._db, [article_id], at)[article_id]

    # ---------------------------------------------------------------- checking and copying

    def faults(self) -> list[str]:
        """What SQLite itself finds wrong with the file's structure; it does not see changed texts."""
        return salvage.faults(self._db)

    def rows(self, at: int) -> Iterator[StoredArticle]:
        """Every article visible at commit ``at``, sound or not, read one by one past damaged pages."""
        return salvage.rows(self._db, at)

    def origins(self, at: int) -> Iterator[tuple[str, Origin, str]]:
        """(article id, origin, version of its preparation) of every sound origin visible at commit ``at``."""
        return salvage.origins(self._db, at)

    def broken(self, commit: Commit) -> list[str]:
        """The rows beside the articles that are not what was written, and a wrong number of them, a sentence each."""
        return salvage.broken(self._db, commit.number)

    def remembered(self) -> tuple[list[tuple[str, str]], dict[str, set[str]]]:
        """The sound ones of the remembered sources, and of the closing lines learned of each source."""
        habits: dict[str, set[str]] = {}
        for source, line in salvage.sound(self._db, "habit"):
            habits.setdefault(source, set()).add(line)
        return [(path, options) for path, options in salvage.sound(self._db, "root")], habits

    # ---------------------------------------------------------------- writing, by the holder of the archive's lock

    def begin(self) -> int:
        """Remove what an interrupted run left; the next commit's number.  ArchiveDamaged where it may not be left."""
        current = self.current()
        number = current.number if current else 0
        with self._guard():
            if current and salvage.are_cut_off(self._db, number):
                message = "the newest state is not what was written"
                raise ArchiveDamaged(message, place=str(self.path), hint="run: news check --repair")
        self._last = {}
        with self._transaction():
            for table in ("article", "origin"):
                self._db.execute(f"delete from {table} where born > ?", (number,))  # noqa: S608
                self._db.execute(f"update {table} set died = null where died > ?", (number,))  # noqa: S608
        return number + 1

    @contextmanager
    def batches(self) -> Iterator[None]:
        """Group the writes inside into transactions of a few hundred rows.

        Raises ArchiveError when the disk is full.
        """
        self._pending = 0
        with self._guard():
            self._db.execute("begin immediate")
            try:
                yield
            finally:
                if self._db.in_transaction:
                    self._db.execute("commit")

    def _wrote(self, rows: int = 1) -> None:
        self._pending += rows
        if self._pending >= _BATCH:
            self._pending = 0
            self._db.execute("commit")
            self._db.execute("begin immediate")

    def insert(self, article: Article, born: int) -> int:
        """Keep a new article version; its number."""
        data = completed(tail(article), article.id, article.added)
        return self.insert_articles([NewArticle(id=article.id, words=text_digest(article), data=data)], born)[0]

    def insert_articles(self, articles: Sequence[NewArticle], born: int) -> range:
        """Keep new article versions; their numbers."""
        versions = self._numbers("article", "version", len(articles))
        rows = [
            (version, new.id, born, new.words, hashlib.sha256(new.data).digest(), new.data)
            for version, new in zip(versions, articles, strict=True)
        ]
        self._db.executemany(
            "insert into article (version, id, born, text_digest, sha256, data) "
            "values (?, ?, ?, ?, ?, cast(? as text))",
            rows,
        )
        self._wrote(len(rows))
        return versions

    def insert_origins(self, origins: Sequence[NewOrigin], born: int) -> range:
        """Remember where articles were read from; the origins' numbers."""
        numbers = self._numbers("origin", "number", len(origins))
        sealed = []
        for number, new in zip(numbers, origins, strict=True):
            origin = new.origin
            row = (*origin.key, new.id, born, origin.format, origin.encoding, origin.sha256, new.prepared)
            sealed.append((*row, seal(row), number))
        self._db.executemany(
            f"insert into origin ({SEALED['origin']}, seal, number) values ({', '.join('?' * 11)})",  # noqa: S608
            sealed,
        )
        self._wrote(len(sealed))
        return numbers

    def _numbers(self, table: str, column: str, count: int) -> range:
        """The next numbers of a table; whoever writes is alone."""
        last = self._last.get(table)
        if last is None:
            last = lookups.highest(self._db, table, column)
        self._last[table] = last + count
        return range(last + 1, last + 1 + count)

    def end(self, versions: Iterable[int], died: int) -> None:
        """These versions are not in commit ``died`` any more."""
        for version in versions:
            self._db.execute("update article set died = ? where version = ?", (died, version))
            self._wrote()

    def insert_origin(self, origin: Origin, article_id: str, prepared: str, born: int) -> int:
        """Remember that ``article_id`` was read from this record; the origin's number."""
        return self.insert_origins([NewOrigin(origin=origin, id=article_id, prepared=prepared)], born)[0]

    def end_origin(self, number: int, died: int) -> None:
        """The record with this origin number belongs to no article from commit ``died`` on."""
        self._db.execute("update origin set died = ? where number = ?", (died, number))
        self._wrote()

    def publish(
        self,
        commit: Commit | None,
        roots: Iterable[tuple[str, str]] = (),
        habits: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """The one step that makes a commit the current one; before it nothing of the run is visible.

        No commit is given by a run that found nothing new: it only notes the sources it read.
        """
        with self._transaction():
            if commit:
                self._insert("commit", (*astuple(commit), count_origins(self._db, commit.number)))
            for root in roots:
                self._insert("root", root)
            if habits is not None:
                self._db.execute("delete from habit")
                for source, lines in habits.items():
                    for line in lines:
                        self._insert("habit", (source, line))

    def _insert(self, table: str, row: tuple[object, ...]) -> sqlite3.Cursor:
        """Write a sealed row."""
        places = ", ".join("?" * (len(row) + 1))
        statement = f'insert or replace into "{table}" ({SEALED[table]}, seal) values ({places})'  # noqa: S608
        return self._db.execute(statement, (*row, seal(row)))

    def forget(self, commits: Iterable[int]) -> None:
        """Drop commits no reader holds, and the article versions only they showed."""
        with self._transaction():
            self._db.executemany('delete from "commit" where number = ?', [(number,) for number in commits])
            oldest = self._db.execute('select coalesce(min(number), 0) from "commit"').fetchone()[0]
            self._db.execute("delete from article where died <= ?", (oldest,))
            self._db.execute("delete from origin where died <= ?", (oldest,))

    # ---------------------------------------------------------------- inside

    def _article(self, version: int, digest: bytes, data: bytes | None) -> Article:
        if data is None or hashlib.sha256(data).digest() != digest:
            raise ArchiveDamaged("an article's text is damaged", place=f"version {version}", hint="run: news check")
        return read(data)

    def _with_origins(self, articles: Sequence[Article], at: int) -> list[Article]:
        with self._guard():
            origins = lookups.origins_of(self._db, [article.id for article in articles], at)
        return [replace(article, origins=tuple(origin for _, origin in origins[article.id])) for article in articles]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard():
            self._db.execute("begin immediate")
            try:
                yield
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:  # on a full disk SQLite has rolled back by itself
                    self._db.execute("rollback")
                raise

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except database.FAILURES as error:
            raise database.told(self.path, error) from error


def now() -> str:
    """The time of a commit: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
