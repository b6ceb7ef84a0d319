"""What a reader is: the name and the signs of a format, and the function that turns its bytes into articles as read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from msgspec import Struct, field
from msgspec.structs import asdict

from search.article import BadRecord, Origin, RawArticle
from search.errors import ExtraMissing

Records: TypeAlias = Iterator[RawArticle | BadRecord]
"""What a reader yields, in the order of the file."""

READING_VERSION = 7
"""Raised when a reader makes another record of the same bytes than before; records read before are then read again."""
_PIECE = 1 << 20
HEAD_BYTES = 1 << 16
"""How many bytes of a file a ``sniff`` is shown."""


class Limits(Struct, frozen=True, kw_only=True):
    """How much one input may ask for; what exceeds a limit is refused with the limit's name, never cut."""

    record_bytes: int = 64 << 20
    """Bytes of one record: a line, a row, a page, a whole text file."""
    article_letters: int = 5_000_000
    """Characters of one article in an archive: a long book.  Analysing one takes about 100 bytes of memory each."""
    unpacked_bytes: int = 200 << 20
    """Bytes a compressed file may always unpack to; beyond them ``unpacked_ratio`` counts too."""
    unpacked_ratio: int = 200
    """Bytes unpacked for each packed byte.  News text packs about 4:1 and logs of one line about 100:1."""
    depth: int = 500
    """Nesting of JSON values and of XML or HTML elements."""
    members: int = 1_000_000
    """Files in one container."""
    seconds: int = 60
    """Time for one record, read and cleaned, where a worker process does it."""
    memory_bytes: int = 2 << 30
    """Memory a worker process may take beyond what it begins with."""


class ReadOptions(Struct, frozen=True, kw_only=True):
    """How to read; the same for every file of a run."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Our field -> their key or column (``headline`` -> ``title``; a dot reaches inside: ``meta.title``)."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """``section``, ``source``, ``language``, ``date``: set where the record says nothing itself."""
    encoding: str | None = None
    """Python's name of the encoding; None detects it for each file."""
    format: str | None = None
    """A key of SOURCES; None recognises it for each file."""
    limits: Limits = field(default_factory=Limits)
    day_order: str = ""
    """``dmy`` or ``mdy``: what 3/4/2024 means in these records; empty: nothing, it is left out and listed."""
    hosts: tuple[str, ...] = ()
    """Of a crawl: only pages of these hosts and of hosts below them."""
    dates: tuple[str, str] = ("", "")
    """Of a crawl: only pages fetched from this day to that one (ISO 8601, both included, empty is open)."""
    processes: int | None = None
    """Worker processes that read and clean; None: one a processor where there is enough to do; 0: none."""


_WATCHER: ContextVar[Callable[[str, bytes], None] | None] = ContextVar("_WATCHER", default=None)


def fingerprint(data: bytes) -> str:
    """``Origin.sha256`` of a record: the digest of its raw bytes, in hex."""
    digest = sha256(data).hexdigest()
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher(digest, data)
    return digest


@contextmanager
def watched(watcher: Callable[[str, bytes], None]) -> Iterator[None]:
    """While the block lasts, ``watcher(digest, data)`` is told of every record that is read in this thread."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def options_as_json(options: ReadOptions) -> dict[str, Any]:
    """The options as a JSON object; how many processes read is not among them, since nothing depends on it."""
    plain = {**asdict(options), "limits": asdict(options.limits)}
    del plain["processes"]
    return plain


def reading_of(options: ReadOptions) -> str:
    """What of the options makes another record of the same bytes, as a short digest; empty where none does."""
    said = [dict(options.mapping), dict(options.defaults), options.encoding, options.format, options.day_order]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12] if any(said) else ""


def options_from_json(plain: Mapping[str, Any]) -> ReadOptions:
    """The options ``options_as_json`` made this of; raises TypeError for what is none."""
    first, last = plain.get("dates", ("", ""))
    limits, hosts = Limits(**plain.get("limits", {})), tuple(plain.get("hosts", ()))
    return ReadOptions(**{**plain, "limits": limits, "hosts": hosts, "dates": (first, last)})


class Piece(NamedTuple):
    """Some whole records, one after another, of a file that was cut between them."""

    record: str
    """The number of the first, or the name of the one there is."""
    data: bytes
    problem: str = ""
    """Why there are no bytes of it."""


class Cutter(NamedTuple):
    """How a format is cut between records without reading them."""

    possible: Callable[[bytes, ReadOptions], bool]
    """``possible(head, options)``: can the file that begins so be cut?"""
    pieces: Callable[[BinaryIO, ReadOptions, int], Iterator[Piece]]
    """``pieces(stream, options, size)``: the file in pieces of about ``size`` bytes; 0 cuts off each record alone.
    ``Source.read`` reads a piece where ``origin.record`` gives the number of its first record."""


class Source(Struct, frozen=True, kw_only=True):
    """One format."""

    name: str
    meaning: str
    """What it holds, for people: one line."""
    suffixes: tuple[str, ...]
    """Usual ends of file names; a hint to people and to ``sniff``, never proof."""
    sniff: Callable[[bytes, str], bool]
    """``sniff(head, name)``: is it this format?  ``head``: the first HEAD_BYTES; ``name``: the file's, lower case."""
    read: Callable[[BinaryIO, Origin, ReadOptions], Records]
    """``read(stream, origin, options)``: its records.  ``origin`` names the file; the reader completes it."""
    cutter: Cutter | None = None
    """How a large file of it is shared out among processes, if it can be."""
    needs: str = ""
    """The optional library it can't do without, as it is imported."""


class Refused(Exception):
    """An input can't be taken; the message is the reason its BadRecord gives."""


class LimitExceeded(Refused):
    """An input asked for more than a limit allows."""

    def __init__(self, what: str, limit: str, value: int) -> None:
        super().__init__(f"{what} (limit {limit} = {value:,}; raise it with --max {limit}=N)")


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """All of ``stream``, or its first ``limit`` + 1 bytes: one more than may be."""
    pieces: list[bytes] = []
    left = limit + 1
    while left > 0 and (piece := stream.read(min(left, _PIECE))):  # asked at once, room for all would be taken at once
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def too_large(limits: Limits) -> str:
    """The end of the sentence that refuses a record for its size."""
    limit = limits.record_bytes
    return f"larger than one record may be (limit record_bytes = {limit:,}; raise it with --max record_bytes=N)"


def extra(module: str, name: str) -> Any:
    """The optional library ``module``, imported.

    Raises ExtraMissing naming the extra that brings it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ExtraMissing(
            f"reading this needs the library {module.partition('.')[0]}",
            hint=f"pip install 'news-archive-search[{name}]'",
        ) from error
