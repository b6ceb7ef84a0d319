"""The records everything passes on: RawArticle as a source read it, Article as the archive keeps it.

All are frozen and have no behaviour beyond derived values; every text is Unicode without lone surrogates.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

ParagraphKind: TypeAlias = Literal["lead", "body", "subhead", "standfirst", "note"]
"""``lead``: the first paragraph of the story; ``body``: the others; ``subhead``: a heading between them;
``standfirst``: the summary above the story; ``note``: contributor lines, corrections and the like."""


class Origin(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a record came from.  Two records with the same ``key`` are versions of one article."""

    path: str
    """Absolute path in printable form (undecodable bytes escaped), or ``-`` for standard input."""
    member: str = ""
    """Name inside a container file, else empty."""
    record: str = ""
    """The record's own id where it has one, else its line or position (1-based), else empty (one article a file)."""
    format: str = ""
    """Name of the reader, a key of ``search.sources.SOURCES``."""
    encoding: str = ""
    """Encoding the bytes were read as, as Python names it."""
    sha256: str = ""
    """Hex digest of the record's raw bytes."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies the record over re-reads."""
        return self.path, self.member, self.record


class RawCaption(Struct, frozen=True, kw_only=True):
    """A caption as a structured source gives it; parts the source does not name stay empty and are split out later."""

    text: str
    credit: str = ""
    photographer: str = ""
    agency: str = ""
    filephoto: bool | None = None
    shot: str = ""
    """Day of the photograph, ISO 8601."""
    place: str = ""


class RawParagraph(Struct, frozen=True, kw_only=True):
    """A paragraph as a structured source gives it; ``kind`` None lets the splitter decide."""

    text: str
    kind: ParagraphKind | None = None


class RawArticle(Struct, frozen=True, kw_only=True):
    """One record as read: bytes decoded, nothing cleaned.

    A dump comes as ``text`` (lines to be labelled by the splitter); a structured record fills the fields instead.
    """

    origin: Origin
    text: str = ""
    id: str = ""
    """Only for records this package wrote: the archive's own id, kept as it is."""
    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    dateline: str = ""
    """The dateline as printed, for sources that keep it apart from the first paragraph."""
    captions: tuple[RawCaption, ...] = ()
    paragraphs: tuple[RawParagraph, ...] = ()
    section: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    """As printed; parsed at ingest."""
    language: str = ""


class BadRecord(Struct, frozen=True, kw_only=True, tag=True):
    """A record that could not be read: where it stands and why it was refused."""

    origin: Origin
    reason: str


class Repair(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change cleaning made to a text: ``before`` and ``after`` are the changed stretch, or its ends when long."""

    rule: str
    """Name of the rule in ``search.cleaning.RULES``, with a dot and a variant where it has some."""
    place: str
    """``line 12`` of a dump, or the field: ``headline``, ``caption 2``, ``paragraph 7``."""
    before: str
    after: str
    uncertain: bool = False
    """True where bytes were lost and context decided between several readings."""


class Removal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One text left out of the article, kept here so that nothing vanishes."""

    rule: str
    place: str
    text: str
    reason: str


class Dateline(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The line that opens a story: ``MEXICO CITY (AP) —``."""

    place: str
    agency: str = ""
    day: str = ""
    """As printed (``Jan. 5``); the year is not in it."""
    printed: str = ""


class Caption(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photograph's caption, taken apart."""

    text: str
    """Without the credit; a leading FILE stays."""
    credit: str = ""
    """As printed, without brackets and label words: ``AP Photo/Ariana Cubillos``."""
    photographer: str = ""
    agency: str = ""
    filephoto: bool = False
    shot: date | None = None
    """The day the caption gives for the photograph."""
    place: str = ""


class Paragraph(Struct, frozen=True, kw_only=True):
    """One paragraph of the story."""

    text: str
    kind: ParagraphKind = "body"


class Article(Struct, frozen=True, kw_only=True):
    """One cleaned and split article, as the archive keeps it."""

    id: str
    headline: str = ""
    byline: str = ""
    """As printed, without "By"."""
    authors: tuple[str, ...] = ()
    dateline: Dateline | None = None
    captions: tuple[Caption, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    section: str = ""
    source: str = ""
    url: str = ""
    published: date | datetime | None = None
    """In the article's own time; a datetime when the hour is known, aware when the zone is."""
    language: str = ""
    """ISO 639-1 code, or empty."""
    added: datetime | None = None
    """When this archive first held the article, UTC."""
    origins: tuple[Origin, ...] = ()
    repairs: tuple[Repair, ...] = ()
    removals: tuple[Removal, ...] = ()
    gaps: int = 0
    """Places where words are missing in the source itself (dropped links), counted and never invented."""

    @property
    def day(self) -> date | None:
        """The day of publication in the article's own time."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    @property
    def uncertain(self) -> bool:
        """True where some repair had to choose between readings."""
        return any(repair.uncertain for repair in self.repairs)
