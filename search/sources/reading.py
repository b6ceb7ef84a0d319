"""A file comes in; the articles and bad records in it go out, whatever its format, encoding and packing."""

from __future__ import annotations

import gzip
import lzma
import zlib
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from search.article import BadRecord, Origin, RawArticle
from search.errors import ExtraMissing, OptionError, SearchError
from search.sources.decoding import known_encoding, looks_binary
from search.sources.files import STANDARD_INPUT, SourceFile, open_file
from search.sources.recoding import rewound
from search.sources.records import our_field
from search.sources.source import HEAD_BYTES, LimitExceeded, ReadOptions, Records, Source
from search.sources.table import SOURCES
from search.sources.unpacking import Budget, packing, unpacked

_PACKINGS = 2
"""How often a file may be packed: a .gz inside a .gz happens, more is a trap."""


def read_file(file: SourceFile, options: ReadOptions | None = None) -> Records:
    """The records of ``file``.  A file that can't be read, or a part of it, is a BadRecord with the reason.

    Raises only for options that make no sense (OptionError) and, when ``options.format`` names a format whose library
    is not installed, ExtraMissing.
    """
    options = options or ReadOptions()
    chosen = _check(options)
    origin = Origin(path=file.key, format=chosen.name if chosen else "")
    defaults = {our_field(name): value for name, value in options.defaults.items()}
    # Nothing tells how large standard input will be; what a real archive unpacks to stays below the ratio of this.
    packed = options.limits.unpacked_bytes if file.path == STANDARD_INPUT else file.size
    reading = _Reading(options=options, chosen=chosen, budget=Budget(options.limits, packed))
    try:
        with open_file(file) as stream:
            for record in reading.read(stream, file.path.rpartition("/")[2].lower(), origin):
                yield _with_defaults(record, defaults)
    except OptionError:
        raise
    except ExtraMissing as error:
        if chosen:
            raise
        yield BadRecord(origin=origin, reason=str(error))
    except Exception as error:  # noqa: BLE001 - hostile bytes make parsers raise anything; it costs this file alone
        yield BadRecord(origin=origin, reason=_reason(error))


def recognise(head: bytes, name: str) -> Source | None:
    """The format of a file by its first bytes and its name (lower case), or None."""
    return next((source for source in SOURCES.values() if source.sniff(head, name)), None)


def _check(options: ReadOptions) -> Source | None:
    """The format asked for, if one is; raises OptionError for options that mean nothing."""
    if options.encoding is not None:
        known_encoding(options.encoding)
    for name in options.mapping:
        our_field(name)
    if options.format is not None and options.format not in SOURCES:
        raise OptionError("no such format", place=options.format, hint="one of " + ", ".join(SOURCES))
    return SOURCES[options.format] if options.format else None


def _reason(error: Exception) -> str:
    if isinstance(error, (SearchError, LimitExceeded)):
        return str(error)
    if isinstance(error, EOFError):
        return "cut short: the compressed data ends too early"
    if isinstance(error, (zlib.error, lzma.LZMAError, gzip.BadGzipFile)):
        return f"the packed data is damaged: {error}"
    if isinstance(error, OSError):
        return f"can't be read: {error.strerror or error}"
    return f"the reader failed: {type(error).__name__}: {error}"[:300]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What stays the same over the levels of one file."""

    options: ReadOptions
    chosen: Source | None
    budget: Budget

    def read(self, stream: BinaryIO, name: str, origin: Origin, packings: int = 0) -> Records:
        """The records of one stream of bytes, unpacked first where it is packed."""
        head = stream.read(HEAD_BYTES)
        stream = rewound(stream, head)
        packed = packing(head)
        if not head:
            yield BadRecord(origin=origin, reason="empty file")
        elif packed and packings < _PACKINGS:
            inner = unpacked(stream, packed, self.budget)
            yield from self.read(inner, name.removesuffix(f".{packed}"), origin, packings + 1)
        elif source := self.chosen or recognise(head, name):
            yield from source.read(stream, replace(origin, format=source.name), self.options)
        else:
            what = "binary data in no format this can read" if looks_binary(head) else "in no format this can read"
            yield BadRecord(origin=origin, reason=what)


def _with_defaults(record: RawArticle | BadRecord, defaults: dict[str, str]) -> RawArticle | BadRecord:
    if isinstance(record, BadRecord) or not defaults:
        return record
    missing: dict[str, Any] = {field: value for field, value in defaults.items() if not getattr(record, field)}
    return replace(record, **missing) if missing else record
