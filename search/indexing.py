"""Records as read come in; cleaned, split and stored articles go out, to the index too, with counts that add up.

The ingest line: sources -> cleaning -> splitting -> store -> engine.  ``prepare`` is its middle, for one record;
``Ingest`` decides what a record is to an archive: added, updated, unchanged, a duplicate, or rejected.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal, TypeAlias

from search.analysis import Analyser
from search.article import Article, BadRecord, Origin, RawArticle, Removal, Repair
from search.article_json import content, day_or_time
from search.cleaning import CLEANING_VERSION, clean
from search.cleaning.boilerplate import boilerplate
from search.cleaning.links import gaps
from search.cleaning.repeats import repeats
from search.engines import Writer
from search.errors import RecordRejected
from search.habits import without
from search.splitting import Parts, split_lines, split_record
from search.splitting.dates import stamp_time
from search.splitting.parts import SPLITTING_VERSION
from search.store import ArticleStore, KnownOrigin

__all__ = ["PREPARED", "Ingest", "Outcome", "Prepared", "Progress", "Report", "prepare"]

PREPARED = f"{CLEANING_VERSION}.{SPLITTING_VERSION}"
"""Version of what cleaning and splitting make of a record; a record prepared by another version is read again."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A record after cleaning and splitting; the article has no id yet."""

    article: Article
    labels: tuple[str | None, ...] = ()
    """For a dump: what each line was taken for (headline, byline, dateline_lead, caption, paragraph, boilerplate,
    duplicate; None for an empty line)."""


def prepare(raw: RawArticle) -> Prepared:
    """Clean and split one record."""
    parts, repairs, removals = _prepare_dump(raw) if raw.text else _prepare_record(raw)
    published, doubt = _published(raw.published)
    article = Article(
        id="",
        headline=parts.headline,
        byline=parts.byline,
        authors=parts.authors,
        dateline=parts.dateline,
        captions=parts.captions,
        paragraphs=parts.paragraphs,
        section=raw.section,
        source=raw.source,
        url=raw.url,
        published=published or parts.published,
        language=raw.language,
        origins=(raw.origin,),
        repairs=repairs,
        removals=(*parts.removals, *removals, *doubt),
        gaps=sum(len(gaps(paragraph.text)) for paragraph in parts.paragraphs),
    )
    return Prepared(article=article, labels=parts.labels)


def _prepare_dump(raw: RawArticle) -> tuple[Parts, tuple[Repair, ...], list[Removal]]:
    cleaned = clean(raw.text)
    lines = cleaned.text.split("\n")
    repaired = [False] * len(lines)
    for repair in cleaned.repairs:
        repaired[int(repair.place.removeprefix("line ")) - 1] = True
    dropped = boilerplate(lines)
    for number, original in enumerate(repeats(lines, repaired)):
        if original is not None and not dropped[number]:
            dropped[number] = f"duplicate of line {original + 1}"
    return split_lines(lines, dropped), cleaned.repairs, []


def _prepare_record(raw: RawArticle) -> tuple[Parts, tuple[Repair, ...], list[Removal]]:
    found: list[Repair] = []

    def mended(text: str, place: str) -> str:
        if not text:
            return text
        cleaned = clean(text, place=place)
        found.extend(cleaned.repairs)
        return cleaned.text

    captions = tuple(
        replace(caption, text=mended(caption.text, f"caption {n}"), credit=mended(caption.credit, f"caption {n}"))
        for n, caption in enumerate(raw.captions, 1)
    )
    paragraphs = tuple(
        replace(paragraph, text=mended(paragraph.text, f"paragraph {n}"))
        for n, paragraph in enumerate(raw.paragraphs, 1)
    )
    removals: list[Removal] = []
    if not raw.id:  # what this package wrote has been through this already
        texts = [paragraph.text for paragraph in paragraphs]
        reasons = boilerplate(texts)
        again = repeats(texts, [any(r.place == f"paragraph {n}" for r in found) for n in range(1, len(texts) + 1)])
        for number, (reason, original) in enumerate(zip(reasons, again, strict=True)):
            why = reason or (f"duplicate of paragraph {original + 1}" if original is not None else "")
            if why and texts[number]:
                rule = "boilerplate" if reason else "duplicate"
                removals.append(Removal(rule=rule, place=f"paragraph {number + 1}", text=texts[number], reason=why))
        gone = {removal.place for removal in removals}
        paragraphs = tuple(p for n, p in enumerate(paragraphs, 1) if f"paragraph {n}" not in gone)
    named: dict[str, Any] = {
        name: mended(getattr(raw, name), name)
        for name in ("headline", "standfirst", "byline", "dateline", "section", "source")
    }
    clean_raw = replace(
        raw,
        **named,
        captions=captions,
        paragraphs=paragraphs,
        authors=tuple(mended(author, "byline") for author in raw.authors),
    )
    return split_record(clean_raw), tuple(found), removals


def _published(text: str) -> tuple[date | datetime | None, tuple[Removal, ...]]:
    """The time a record gives; what can't be read in one way only is listed, never guessed."""
    text = " ".join(text.split())
    if not text:
        return None, ()
    for reader in (_iso, parsedate_to_datetime, _written):
        try:
            found = reader(text)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            return found, ()
    reason = "no date that can be read one way only"
    return None, (Removal(rule="date", place="published", text=text, reason=reason),)


def _iso(text: str) -> date | datetime:
    """ISO 8601, also without hyphens; a day stays a day."""
    return date.fromisoformat(text) if len(text) <= len("2024-08-02") else day_or_time(text)


def _written(text: str) -> date | datetime | None:
    """A day with its month in words, or in figures that can mean one day only; as many systems write them."""
    parted = re.sub(r"(?<=\d)[-/](?=[^\W\d])|(?<=[^\W\d])[-/](?=\d)", " ", text)  # 26-FEB-1987
    return stamp_time(re.sub(r"^(\d{4})/(\d\d?)/(\d\d?)\b", r"\1-\2-\3", parted))


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
