"""Records as read come in; cleaned, split and stored articles go out, to the index too, with counts that add up.

The ingest line: sources -> preparing (cleaning, splitting) -> store -> engine.  ``Ingest`` decides what a record is to
an archive: added, updated, unchanged, a duplicate, or rejected.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from search.analysis import Analyser
from search.article import Article, BadRecord, Origin, RawArticle
from search.article_json import content
from search.engines import Writer
from search.errors import RecordRejected
from search.habits import without
from search.preparing import PREPARED, prepare
from search.store import ArticleStore, KnownOrigin

__all__ = ["Ingest", "Outcome", "Progress", "Report"]

Outcome: TypeAlias = Literal["added", "updated", "unchanged", "duplicates", "rejected"]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called now and then: what is being done, how much is done, out of how much (0 when that is not known)."""


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run did: ``seen == added + updated + unchanged + duplicates + rejected``."""

    seen: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    """Records whose text another record already brought; the article then has two origins."""
    rejected: int = 0
    pruned: int = 0
    """Articles dropped because their sources are gone."""
    gone: int = 0
    """Articles kept though no source that was read holds them any more."""
    hidden: int = 0
    """Hidden files passed over."""
    articles: int = 0
    """Articles in the archive afterwards."""
    rejects: str = ""
    """Path of the file that lists every rejected record, or empty."""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


class Ingest:
    """Takes records into a store (and an index) for the commit ``number``; the holder of the archive's lock uses it."""

    def __init__(self, store: ArticleStore, number: int, *, analyser: Analyser, index: Writer | None) -> None:
        """``index``: where new versions go at once; None when the whole index is made afterwards."""
        self.report = Report()
        self.rejected: list[BadRecord] = []
        self._store = store
        self._number = number
        self._analyser = analyser
        self._index = index
        self._met = bytearray()
        """One flag an origin number: was it met in this run?"""
        self._file: tuple[str, str] = ("", "")
        self._records: dict[str, int] = {}
        """How often each record name was met in the current file."""
        self._now = datetime.now(UTC).replace(microsecond=0)
        self._habits = store.habits()

    def take(self, record: RawArticle | BadRecord, *, strict: bool = False) -> Outcome:
        """Store one record as what it turns out to be.

        Raises RecordRejected for a bad one under ``strict``.
        """
        self.report.seen += 1
        outcome = self._reject(record) if isinstance(record, BadRecord) else self._take(record)
        setattr(self.report, outcome, getattr(self.report, outcome) + 1)
        if outcome == "rejected" and strict:
            bad = self.rejected[-1]
            raise RecordRejected(bad.reason, place=_place(bad.origin), hint="leave out --strict to go on without it")
        return outcome

    def missing(self, folders: Iterable[str]) -> Iterator[tuple[int, str]]:
        """(origin number, article id) of every known record under these paths that this run did not meet."""
        roots = tuple(folders)
        for number, path, article_id in self._store.live_origins(self._number):
            known = number < len(self._met) and self._met[number]
            if not known and any(path == root or path.startswith(root.rstrip("/") + "/") for root in roots):
                yield number, article_id

    def drop_origin(self, number: int, article_id: str) -> bool:
        """Forget a record; True if that was the article's last, so that the article goes too."""
        self._store.end_origin(number, self._number)
        if self._store.origins_of(article_id, self._number):
            return False
        return self.drop(article_id)

    def drop(self, article_id: str) -> bool:
        """Leave an article out of the next commit; False if there is none with this id."""
        found = self._store.by_id(article_id, self._number)
        if found is None:
            return False
        self._retire(found[0])
        for number, _ in self._store.origins_of(article_id, self._number):
            self._store.end_origin(number, self._number)
        return True

    # ---------------------------------------------------------------- one record

    def _reject(self, record: BadRecord) -> Outcome:
        self.rejected.append(record)
        return "rejected"

    def _take(self, raw: RawArticle) -> Outcome:
        origin = self._named_apart(raw.origin)
        known = self._store.find_origin(origin.key, self._number)
        if known and known.sha256 == origin.sha256 and known.prepared == PREPARED:
            self._meet(known.number)
            return "unchanged"
        article = without(replace(prepare(raw).article, origins=()), self._habits)
        if not (article.headline or article.paragraphs or article.captions):
            if known:
                self._meet(known.number)
            return self._reject(BadRecord(origin=origin, reason="no text in it"))
        if raw.id:
            return self._take_own(replace(article, id=raw.id), origin, known)
        return self._retake(article, origin, known) if known else self._take_new(article, origin)

    def _named_apart(self, origin: Origin) -> Origin:
        """A second record of the same name in one file is another record, not a version of the first."""
        if (origin.path, origin.member) != self._file:
            self._file = (origin.path, origin.member)
            self._records = {}
        times = self._records[origin.record] = self._records.get(origin.record, 0) + 1
        return origin if times == 1 else replace(origin, record=f"{origin.record}#{times}")

    def _take_new(self, article: Article, origin: Origin) -> Outcome:
        twin = self._store.same_text(article, self._number)
        if twin:
            self._remember(origin, twin[1])
            return "duplicates"
        self._add(replace(article, id=self._new_id(origin)), origin)
        return "added"

    def _take_own(self, article: Article, origin: Origin, known: KnownOrigin | None) -> Outcome:
        """A record this package wrote carries its id, which is kept."""
        found = self._store.by_id(article.id, self._number)
        if found is None:
            self._add(article, origin)
            return "added"
        if known is None:
            self._remember(origin, article.id)
        else:
            self._meet(known.number)
        version, stored = found
        if content(stored) == content(article):
            return "unchanged"
        self._replace(version, stored, article)
        return "updated"

    def _retake(self, article: Article, origin: Origin, known: KnownOrigin) -> Outcome:
        """A record read before, whose bytes (or our cleaning) changed."""
        self._store.end_origin(known.number, self._number)
        found = self._store.by_id(known.id, self._number)
        if found is None:
            return self._take_new(article, origin)
        version, stored = found
        others = self._store.origins_of(known.id, self._number)
        if content(stored) == content(replace(article, id=known.id)):
            self._remember(origin, known.id)
            return "unchanged"
        if not others:
            self._replace(version, stored, article)
            self._remember(origin, known.id)
        elif known.id in _ids(origin):
            self._replace(version, stored, article)
            self._remember(origin, known.id)
            self._part(stored, others)
        else:
            self._take_new(article, origin)
        return "updated"

    def _part(self, stored: Article, others: list[tuple[int, Origin]]) -> None:
        """The other sources of a corrected article still say what it said: they get an article of their own."""
        own = replace(stored, id=self._new_id(others[0][1]))
        self._keep(own)
        for number, other in others:
            met = number < len(self._met) and self._met[number]
            self._store.end_origin(number, self._number)
            fresh = self._store.insert_origin(other, own.id, PREPARED, self._number)
            if met:
                self._meet(fresh)

    # ---------------------------------------------------------------- rows

    def _add(self, article: Article, origin: Origin) -> None:
        self._keep(replace(article, added=self._now))
        self._remember(origin, article.id)

    def _replace(self, version: int, stored: Article, article: Article) -> None:
        self._retire(version)
        self._keep(replace(article, id=stored.id, added=stored.added))

    def _keep(self, article: Article) -> None:
        version = self._store.insert(article, self._number)
        if self._index is not None:
            self._index.add(version, self._analyser.analyse(article))

    def _retire(self, version: int) -> None:
        self._store.end([version], self._number)
        if self._index is not None:
            self._index.delete([version])

    def _remember(self, origin: Origin, article_id: str) -> None:
        self._meet(self._store.insert_origin(origin, article_id, PREPARED, self._number))

    def _meet(self, number: int) -> None:
        if number >= len(self._met):
            self._met.extend(bytes(number + 1024 - len(self._met)))
        self._met[number] = 1

    def _new_id(self, origin: Origin) -> str:
        """The shortest id of the record that no other article has."""
        return next(name for name in _ids(origin) if self._store.by_id(name, self._number) is None)


def _ids(origin: Origin) -> tuple[str, ...]:
    """The ids an article from this record may have: a hash of its first source, the same over corrections.

    Twelve letters are 60 bits: two of a million articles share one in about one of two million archives.
    """
    digest = hashlib.sha256("\0".join(origin.key).encode("utf-8", "surrogatepass")).digest()
    name = base64.b32encode(digest).decode().lower().rstrip("=")
    return name[:12], name[:26], name


def _place(origin: Origin) -> str:
    return ", ".join(part for part in (origin.path, origin.member, origin.record and f"record {origin.record}") if part)
