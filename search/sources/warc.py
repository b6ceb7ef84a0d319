"""A web crawl comes in (WARC, also packed or inside WACZ); a RawArticle for each page that holds a story goes out.

Only answers with status 200 that are HTML are read.  A page met twice is left to the archive, which gives its article
two sources.  The day of the crawl is no date of publication:
it serves only to choose (``ReadOptions.dates``), as the host does (``hosts``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.sources.html_page import page
from search.sources.http_message import HttpAnswer, answer, headers_of
from search.sources.source import Cutter, Limits, Piece, ReadOptions, Records, Refused, Source, too_large

_MAGIC = b"WARC/"
_LINE = 1 << 16
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class _Entry(NamedTuple):
    """One record of the crawl."""

    number: int
    head: bytes
    """Its header lines as they stand in the file ..."""
    headers: dict[str, str]
    """... and by lower-case name."""
    block: bytes
    problem: str = ""

    @property
    def address(self) -> str:
        """The page's, else the record's number."""
        return self.headers.get("warc-target-uri", "").strip("<>") or str(self.number)


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the magic tells
    """It begins with its version."""
    return head.startswith(_MAGIC)


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The stories, each with its address as ``Origin.record``."""
    for entry in _entries(stream, options.limits):
        place = replace(origin, record=entry.address)
        if entry.problem:
            yield BadRecord(origin=place, reason=entry.problem)
        elif _wanted(entry, options):
            yield from _story(entry, place, options)


def _story(entry: _Entry, place: Origin, options: ReadOptions) -> Records:
    try:
        found = _answer(entry, options.limits)
        if found.status != 200 or not _is_html(found):
            return
        charset = _CHARSET.search(found.headers.get("content-type", ""))
        article = page(found.body, place, options.encoding or (charset[1].lower() if charset else None))
        yield replace(article, url=article.url or place.record) if isinstance(article, RawArticle) else article
    except (ValueError, Refused) as error:
        yield BadRecord(origin=place, reason=str(error))


def _answer(entry: _Entry, limits: Limits) -> HttpAnswer:
    if entry.headers["warc-type"].lower() == "response":
        return answer(entry.block, limits)
    return HttpAnswer(200, {"content-type": entry.headers.get("content-type", "")}, entry.block)


def _is_html(found: HttpAnswer) -> bool:
    kind = found.headers.get("content-type", "").lower()
    return "html" in kind if kind else b"<html" in found.body[:4096].lower()


def _wanted(entry: _Entry, options: ReadOptions) -> bool:
    address = entry.address
    if entry.headers.get("warc-type", "").lower() not in {"response", "resource"} or not address.startswith("http"):
        return False
    host = (urlsplit(address).hostname or "") if options.hosts else ""
    if options.hosts and not any(host == wanted or host.endswith(f".{wanted}") for wanted in options.hosts):
        return False
    day = entry.headers.get("warc-date", "")[:10]
    first, last = options.dates
    return (not first or day >= first) and (not last or day <= last)


def _entries(stream: BinaryIO, limits: Limits) -> Iterator[_Entry]:
    """The records of the crawl; behind a broken one, reading goes on at the next that begins as one should."""
    number = 0
    while _find_start(stream):
        number += 1
        head = _head(stream)
        headers = headers_of(head)
        length = headers.get("content-length", "")
        if not length.isdigit():
            yield _Entry(number, head, headers, b"", "a record that does not say how long it is")
        elif int(length) > limits.record_bytes:
            _skip(stream, int(length))
            yield _Entry(number, head, headers, b"", f"page {too_large(limits)}")
        else:
            block = stream.read(int(length))
            problem = "" if len(block) == int(length) else "cut short: the file ends inside a record"
            yield _Entry(number, head, headers, block, problem)


def _find_start(stream: BinaryIO) -> bool:
    """Read on to the line that begins a record; False at the end."""
    while line := stream.readline(_LINE):
        if line.startswith(_MAGIC):
            return True
    return False


def _head(stream: BinaryIO) -> bytes:
    lines: list[bytes] = []
    while (line := stream.readline(_LINE)) and line.strip() and len(lines) < 200:
        lines.append(line)
    return b"".join(lines)


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0 and (piece := stream.read(min(length, _LINE))):
        length -= len(piece)


def _pieces(stream: BinaryIO, options: ReadOptions, size: int) -> Iterator[Piece]:
    """Some records at a time, without those that are no pages or not wanted."""
    held: list[bytes] = []
    first, length = "", 0
    for entry in _entries(stream, options.limits):
        if held and (entry.problem or length >= size):
            yield Piece(first, b"".join(held))
            held, length = [], 0
        if entry.problem:
            yield Piece(entry.address, b"", entry.problem)
        elif _wanted(entry, options):
            first = first if held else str(entry.number)
            held += (b"WARC/1.0\r\n", entry.head, b"\r\n", entry.block, b"\r\n\r\n")
            length += len(entry.block)
    if held:
        yield Piece(first, b"".join(held))


SOURCE = Source(
    name="warc",
    meaning="web crawls: WARC, WARC.gz, WACZ (HTML answers only; --host, --date)",
    suffixes=(".warc", ".warc.gz", ".wacz"),
    sniff=sniff,
    read=read,
    cutter=Cutter(lambda head, options: True, _pieces),  # noqa: ARG005 - always
    needs="lxml",
)
