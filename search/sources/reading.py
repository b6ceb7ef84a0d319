"""A file comes in; the articles and bad records in it go out, whatever its format, encoding and packing."""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.errors import ExtraMissing, OptionError, SearchError
from search.sources.containers import container, members
from search.sources.decoding import known_encoding, looks_binary
from search.sources.files import STANDARD_INPUT, SourceFile, open_file, printable
from search.sources.languages import language_code
from search.sources.moments import in_order
from search.sources.recoding import rewound
from search.sources.records import our_field
from search.sources.source import HEAD_BYTES, LimitExceeded, ReadOptions, Records, Refused, Source
from search.sources.table import SOURCES
from search.sources.unpacking import Budget, counted, metered, packing, unpacked

_DAY_ORDERS = ("", "dmy", "mdy")
_PACKINGS = 2
"""How often a file may be packed: a .gz inside a .gz happens, more is a trap."""
_CONTAINERS = 2
"""A container in a container is opened, deeper ones are not: eight kilobytes can nest to gigabytes."""


def read_file(file: SourceFile, options: ReadOptions | None = None) -> Records:
    """The records of ``file``.  A file that can't be read, or a part of it, is a BadRecord with the reason.

    Raises only for options that make no sense (OptionError) and, when ``options.format`` names a format whose library
    is not installed, ExtraMissing.
    """
    plan = reading(file, options or ReadOptions())
    for found in plan.leaves(file):
        yield from (found,) if isinstance(found, BadRecord) else plan.records(found)


def reading(file: SourceFile, options: ReadOptions) -> Reading:
    """How one file is read; raises as ``read_file``."""
    return Reading(
        options=options,
        chosen=_check(options),
        defaults={our_field(name): value for name, value in options.defaults.items()},
        budget=Budget(options.limits, file.size),
    )


def recognise(head: bytes, name: str) -> Source | None:
    """The format of a file by its first bytes and its name (lower case), or None."""
    return next((source for source in SOURCES.values() if source.sniff(head, name)), None)


def _check(options: ReadOptions) -> Source | None:
    """The format asked for, if one is; raises OptionError for options that mean nothing."""
    if options.encoding is not None:
        known_encoding(options.encoding)
    for name in options.mapping:
        our_field(name)
    if options.day_order not in _DAY_ORDERS:
        raise OptionError("no order of day and month", place=options.day_order, hint="dmy or mdy")
    if options.format is not None and options.format not in SOURCES:
        raise OptionError("no such format", place=options.format, hint="one of " + ", ".join(SOURCES))
    return SOURCES[options.format] if options.format else None


def _reason(error: Exception) -> str:
    if isinstance(error, (SearchError, Refused)):
        return str(error)
    if isinstance(error, EOFError):
        return "cut short: the compressed data ends too early"
    if isinstance(error, (zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError)):
        return f"the packed data is damaged: {error}"
    if isinstance(error, OSError):
        return f"can't be read: {error.strerror or error}"
    return f"the reader failed: {type(error).__name__}: {error}"[:300]


class _Place(Struct, frozen=True, kw_only=True):
    """Where a stream stands in its file."""

    name: str
    """Its name, lower case, without folders."""
    packings: int = 0
    containers: int = 0


class Leaf(Struct, frozen=True, kw_only=True):
    """Bytes of one format, unpacked and out of their containers."""

    stream: BinaryIO
    head: bytes
    """The first HEAD_BYTES, which the stream will give again."""
    name: str
    """Lower case, without folders."""
    origin: Origin
    source: Source
    alone: bool
    """True if there is nothing else in the file, so that reading the file again reads just this."""


Leaves: TypeAlias = Iterator[Leaf | BadRecord]
_Item = TypeVar("_Item")


class Reading(Struct, frozen=True, kw_only=True):
    """What stays the same over the levels of one file."""

    options: ReadOptions
    chosen: Source | None
    defaults: Mapping[str, str]
    budget: Budget

    def records(self, leaf: Leaf) -> Records:
        """The records of a leaf; read them before the next leaf is asked for."""
        found = leaf.source.read(leaf.stream, leaf.origin, self.options)
        for record in self.guarded(found, leaf.origin):
            yield _finished(record, self.defaults, self.options.day_order)

    def leaves(self, file: SourceFile) -> Leaves:
        """What is in a file on disk."""
        origin = Origin(path=file.key, format=self.chosen.name if self.chosen else "")
        try:
            stream = open_file(file)
        except OSError as error:
            yield BadRecord(origin=origin, reason=_reason(error))
            return
        with stream:
            source = metered(stream, self.budget) if file.path == STANDARD_INPUT else stream
            yield from self.opened(source, file.path.rpartition("/")[2].lower(), origin)

    def opened(self, stream: BinaryIO, name: str, origin: Origin) -> Leaves:
        """What is in a stream."""
        yield from self.guarded(self._read(stream, _Place(name=name), origin), origin)

    def guarded(self, items: Iterator[_Item], origin: Origin) -> Iterator[_Item | BadRecord]:
        """``items``; what goes wrong between them is one BadRecord, and the end."""
        try:
            yield from items
        except OptionError:
            raise
        except ExtraMissing as error:
            if self.chosen:
                raise
            yield BadRecord(origin=origin, reason=_reason(error))
        except MemoryError:
            limit = self.options.limits.memory_bytes
            told = LimitExceeded("it needs more memory than may be taken", "memory_bytes", limit)
            yield BadRecord(origin=origin, reason=str(told))
        except Exception as error:  # noqa: BLE001 - hostile bytes make parsers raise anything; it costs this file alone
            yield BadRecord(origin=origin, reason=_reason(error))

    def _read(self, stream: BinaryIO, place: _Place, origin: Origin) -> Leaves:
        """What is in a stream, unpacked first where it is packed."""
        head = stream.read(HEAD_BYTES)
        stream = rewound(stream, head)
        packed, kind = packing(head), container(head)
        if not head:
            yield BadRecord(origin=origin, reason="empty file")
        elif packed and place.packings < _PACKINGS:
            inner = replace(place, name=place.name.removesuffix(f".{packed}"), packings=place.packings + 1)
            yield from self._read(unpacked(stream, packed, self.budget), inner, origin)
        elif kind and place.containers < _CONTAINERS:
            yield from self._members(stream, kind, place, origin)
        elif source := self.chosen or recognise(head, place.name):
            known = replace(origin, format=source.name)
            alone = not place.containers
            yield Leaf(stream=stream, head=head, name=place.name, origin=known, source=source, alone=alone)
        else:
            yield BadRecord(origin=origin, reason=_refusal(head, kind))

    def _members(self, stream: BinaryIO, kind: str, place: _Place, origin: Origin) -> Leaves:
        """What is in the files of a container."""
        empty = True
        for member in members(stream, kind, self.options.limits):
            empty = False
            name = printable(member.name)
            inner = replace(origin, member=f"{origin.member}/{name}" if origin.member else name)
            if member.stream is None:
                yield BadRecord(origin=inner, reason=member.problem)
                continue
            at = _Place(name=name.rpartition("/")[2].lower(), containers=place.containers + 1)
            yield from self.guarded(self._read(counted(member.stream, self.budget), at, inner), inner)
        if empty:
            yield BadRecord(origin=origin, reason="no files in it")


def _refusal(head: bytes, kind: str) -> str:
    if kind:
        return "a container inside a container inside a container is not opened (unpack the outer one first)"
    return "binary data in no format this can read" if looks_binary(head) else "in no format this can read"


def _finished(record: RawArticle | BadRecord, defaults: Mapping[str, str], day_order: str) -> RawArticle | BadRecord:
    """``record`` with the defaults for what it says nothing of; one without any text is refused in every format."""
    if isinstance(record, BadRecord):
        return record
    if not (record.text or record.headline or record.standfirst or record.paragraphs or record.captions):
        return BadRecord(origin=record.origin, reason="no text in it: no headline, no body and no caption")
    language = language_code(record.language)
    if language != record.language:
        record = replace(record, language=language)
    if day_order:
        record = replace(record, published=in_order(record.published, day_order))
    missing: dict[str, Any] = {field: value for field, value in defaults.items() if not getattr(record, field)}
    return replace(record, **missing) if missing else record
