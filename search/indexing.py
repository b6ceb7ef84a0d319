"""Refined records come in; stored articles go out, with counts that add up.

The ingest line: sources -> refining (cleaning, splitting, the store's form) -> store -> engine.  ``Ingest`` decides
what a record is to an archive: added, updated, unchanged, a duplicate, or rejected.  Records come in batches: what is
known of all of them is asked for at once and their rows are written at once.  That serves records that are new or
unchanged, nearly all there are; one that changes what is stored already is taken by itself.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from search.article import Article, BadRecord, Origin
from search.article_json import completed, same_content, tail, text_digest, to_json
from search.errors import RecordRejected
from search.refining import MADE_BY, Refined, same
from search.report import Outcome, Report
from search.store import ArticleStore, Key, KnownOrigin, NewArticle, NewOrigin

__all__ = ["Ingest", "Progress"]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called now and then: what is being done, how much is done, out of how much (0 when that is not known)."""


class Ingest:
    """Takes records into a store for the commit ``number``; the holder of the archive's lock uses it."""

    def __init__(self, store: ArticleStore, number: int) -> None:
        self.report = Report()
        self.made_by = MADE_BY
        """How the records being taken were made (``search.refining.made_by``)."""
        self.rejected: list[BadRecord] = []
        self._store = store
        self._number = number
        self._met = bytearray()
        """One flag an origin number: was it met in this run?"""
        self._file: tuple[str, str] = ("", "")
        self._records: dict[str, int] = {}
        """How often each record name was met in the current file."""
        self._now = datetime.now(UTC).replace(microsecond=0)
        self._batch = _Batch()

    def take(self, records: Sequence[Refined | BadRecord], *, strict: bool = False) -> None:
        """Store records as what they turn out to be, in their order.

        Raises RecordRejected at the first bad one under ``strict``.
        """
        named = [self._named_apart(record) if isinstance(record, Refined) else record for record in records]
        self._batch = self._looked_up([record for record in named if isinstance(record, Refined)])
        for record in named:
            self.report.seen += 1
            outcome = self._reject(record) if isinstance(record, BadRecord) else self._take(record)
            setattr(self.report, outcome, getattr(self.report, outcome) + 1)
            if outcome != "rejected":
                self.report.read[record.origin.format, record.origin.encoding] += 1
            if outcome == "rejected" and strict:
                bad = self.rejected[-1]
                raise RecordRejected(
                    bad.reason, place=_place(bad.origin), hint="leave out --strict to go on without it"
                )
        self._flush()

    def missing(self, folders: Iterable[str]) -> Iterator[tuple[int, str]]:
        """(origin number, article id) of every known record under these paths that this run did not meet."""
        roots = tuple(folders)
        for number, path, article_id in self._store.live_origins(self._number):
            if not self._was_met(number) and any(
                path == root or path.startswith(root.rstrip("/") + "/") for root in roots
            ):
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
        self._store.end([found[0]], self._number)
        for number, _ in self._store.origins_of(article_id, self._number):
            self._store.end_origin(number, self._number)
        return True

    # ---------------------------------------------------------------- a batch

    def _named_apart(self, record: Refined) -> Refined:
        """A second record of the same name in one file is another record, not a version of the first."""
        origin = record.origin
        if (origin.path, origin.member) != self._file:
            self._file = (origin.path, origin.member)
            self._records = {}
        times = self._records[origin.record] = self._records.get(origin.record, 0) + 1
        return record if times == 1 else replace(record, origin=replace(origin, record=f"{origin.record}#{times}"))

    def _looked_up(self, records: Sequence[Refined]) -> _Batch:
        """What the store knows of these records."""
        known = self._store.find_origins([record.origin.key for record in records], self._number)
        fresh = [record for record in records if record.tail and record.origin.key not in known]
        first = {record.origin.key: _first_id(record.origin) for record in fresh}
        return _Batch(
            known=known,
            twins=self._store.same_texts([record.words for record in fresh], self._number),
            first=first,
            taken=self._store.ids_taken(list(first.values()), self._number),
        )

    def _flush(self) -> None:
        """Write the rows of the batch; what was looked up for it may be wrong from here on."""
        self._store.insert_articles(self._batch.articles, self._number)
        for number in self._store.insert_origins(self._batch.origins, self._number):
            self._meet(number)
        self._batch = _Batch()

    # ---------------------------------------------------------------- one record

    def _reject(self, record: BadRecord) -> Outcome:
        self.rejected.append(record)
        return "rejected"

    def _take(self, record: Refined) -> Outcome:
        known = self._known(record.origin.key)
        if known and same(known, record.origin, self.made_by):
            self._meet(known.number)
            return "unchanged"
        if record.known:
            return self._take_again(record.origin)
        if not record.tail:
            if known:
                self._meet(known.number)
            return self._reject(BadRecord(origin=record.origin, reason="no text in it"))
        self.report.languages[record.language] += 1
        if record.doubt:
            self.report.doubt(record.doubt, record.origin)
        if not known and not record.id:
            return self._take_new(record)
        self._flush()
        outcome = self._take_own(record, known) if record.id else self._retake(record, known)
        self._flush()
        return outcome

    def _known(self, key: Key) -> KnownOrigin | None:
        return (
            self._batch.known.get(key) if self._batch.known is not None else self._store.find_origin(key, self._number)
        )

    def _take_again(self, origin: Origin) -> Outcome:
        """The store knew these bytes by this name, but they are the file's second record of it."""
        self._flush()
        first = self._store.find_origin((origin.path, origin.member, origin.record.rpartition("#")[0]), self._number)
        if first is None or first.sha256 != origin.sha256:  # the one it was taken for has just been replaced
            return self._reject(BadRecord(origin=origin, reason="two records have changed names: add the file again"))
        self._remember(origin, first.id)
        return "duplicates"

    def _take_new(self, record: Refined) -> Outcome:
        """A record not met before: at most a row for the article and one for where it is from."""
        twins, taken = self._batch.twins, self._batch.taken
        if twins is None or taken is None:
            twins = self._store.same_texts([record.words], self._number)
            taken = self._store.ids_taken(_ids(record.origin), self._number)
        twin = twins.get(record.words) or self._batch.words.get(record.words)
        if twin:
            self._remember(record.origin, twin)
            return "duplicates"
        article_id = self._new_id(record.origin, taken)
        self._keep(article_id, record.tail, record.words, self._now)
        self._remember(record.origin, article_id)
        return "added"

    def _take_own(self, record: Refined, known: KnownOrigin | None) -> Outcome:
        """A record this package wrote carries its id, which is kept."""
        found = self._store.by_id(record.id, self._number)
        if found is None:
            self._keep(record.id, record.tail, record.words, self._now)
            self._remember(record.origin, record.id)
            return "added"
        if known is None:
            self._remember(record.origin, record.id)
        else:
            self._meet(known.number)
        version, stored = found
        if _says_the_same(stored, record):
            return "unchanged"
        self._replace(version, stored, record)
        return "updated"

    def _retake(self, record: Refined, known: KnownOrigin | None) -> Outcome:
        """A record read before, whose bytes (or our cleaning) changed."""
        assert known is not None  # noqa: S101 -- else it is new
        self._store.end_origin(known.number, self._number)
        found = self._store.by_id(known.id, self._number)
        if found is None:
            return self._take_new(record)
        version, stored = found
        others = self._store.origins_of(known.id, self._number)
        if _says_the_same(stored, record):
            self._remember(record.origin, known.id)
            return "unchanged"
        if not others or known.id in _ids(record.origin):
            self._replace(version, stored, record)
            self._remember(record.origin, known.id)
            self._part(stored, others)
        else:
            self._take_new(record)
        return "updated"

    def _part(self, stored: Article, others: list[tuple[int, Origin]]) -> None:
        """The other sources of a corrected article still say what it said: they get an article of their own."""
        if not others:
            return
        taken = self._store.ids_taken(_ids(others[0][1]), self._number)
        article_id = self._new_id(others[0][1], taken)
        self._keep(article_id, tail(stored), text_digest(stored), stored.added)
        for number, other in others:
            self._store.end_origin(number, self._number)
            fresh = self._store.insert_origin(other, article_id, MADE_BY, self._number)
            if self._was_met(number):
                self._meet(fresh)

    # ---------------------------------------------------------------- rows

    def _keep(self, article_id: str, text: bytes, words: bytes, added: datetime | None) -> None:
        batch = self._batch
        batch.articles.append(NewArticle(id=article_id, words=words, data=completed(text, article_id, added)))
        batch.words.setdefault(words, article_id)
        batch.ids.add(article_id)

    def _replace(self, version: int, stored: Article, record: Refined) -> None:
        self._store.end([version], self._number)
        self._keep(stored.id, record.tail, record.words, stored.added)

    def _remember(self, origin: Origin, article_id: str) -> None:
        self._batch.origins.append(NewOrigin(origin=origin, id=article_id, prepared=self.made_by))

    def _meet(self, number: int) -> None:
        if number >= len(self._met):
            self._met.extend(bytes(number + 1024 - len(self._met)))
        self._met[number] = 1

    def _was_met(self, number: int) -> bool:
        return number < len(self._met) and bool(self._met[number])

    def _new_id(self, origin: Origin, taken: set[str]) -> str:
        """The shortest id of the record that no other article has."""
        first = self._batch.first.get(origin.key) or _first_id(origin)
        if first not in taken and first not in self._batch.ids:
            return first
        longer = _ids(origin)[1:]
        taken = self._store.ids_taken(longer, self._number) | self._batch.ids
        return next(name for name in longer if name not in taken)


class _Batch(Struct, kw_only=True):
    """Rows not written yet, and what was looked up for all records at once; None: each has to ask for itself."""

    known: dict[Key, KnownOrigin] | None = None
    twins: dict[bytes, str] | None = None
    taken: set[str] | None = None
    first: dict[Key, str] = field(default_factory=dict)
    """Key -> ``_first_id``."""
    articles: list[NewArticle] = field(default_factory=list)
    origins: list[NewOrigin] = field(default_factory=list)
    words: dict[bytes, str] = field(default_factory=dict)
    """Digest of the words -> id, of the articles not written yet."""
    ids: set[str] = field(default_factory=set)


def _says_the_same(stored: Article, record: Refined) -> bool:
    return same_content(to_json(stored), to_json(record.article))


_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
"""Of base 32 (RFC 4648), five bits each."""


def _first_id(origin: Origin) -> str:
    """The id an article from this record has if no other has it: a hash of its first source.

    Twelve letters are 60 bits: two of a million articles share one in about one of two million archives.
    """
    bits = int.from_bytes(_digest(origin)[:8], "big") >> 4
    return "".join([_LETTERS[bits >> shift & 31] for shift in range(55, -5, -5)])


def _ids(origin: Origin) -> tuple[str, ...]:
    """The ids an article from this record may have, the same over corrections."""
    name = base64.b32encode(_digest(origin)).decode().lower().rstrip("=")
    return name[:12], name[:26], name


def _digest(origin: Origin) -> bytes:
    return hashlib.sha256("\0".join(origin.key).encode("utf-8", "surrogatepass")).digest()


def _place(origin: Origin) -> str:
    return ", ".join(part for part in (origin.path, origin.member, origin.record and f"record {origin.record}") if part)
