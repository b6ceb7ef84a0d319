"""Mail comes in (one message as EML, many as mbox), newsletters above all; one RawArticle a message goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle, RawCaption, RawParagraph
from search.sources.decoding import decode, whole
from search.sources.markup import fragment
from search.sources.paragraphs import paragraphs_of
from search.sources.source import Limits, ReadOptions, Records, Source, fingerprint, too_large

_SEPARATOR = re.compile(rb"From \S.*\d{2}:\d{2}.*\d{4}")
_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*")


def sniff(head: bytes, name: str) -> bool:
    """An mbox separator, or headers at the very beginning: three of the usual ones (one where the name says mail)."""
    begin = head.lstrip(b"\xef\xbb\xbf\r\n")
    if _SEPARATOR.match(begin):
        return True
    block = re.split(rb"\r?\n\r?\n", begin, maxsplit=1)[0]
    first = begin.split(b"\n", 1)[0]
    if not re.match(rb"[A-Za-z][A-Za-z0-9-]*:", first):
        return False
    return len(_HEADERS.findall(block)) >= (1 if name.endswith((".eml", ".mbox")) else 3)


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The messages, each with its Message-ID as ``Origin.record``."""
    for number, data in enumerate(_messages(stream, options.limits), 1):
        place = replace(origin, record=str(number), sha256=fingerprint(data))
        if len(data) > options.limits.record_bytes:
            yield BadRecord(origin=place, reason=f"message {too_large(options.limits)}")
        else:
            yield _article(message_from_bytes(data, policy=policy.default), place)


def _messages(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The messages of an mbox, or the one there is; beyond the limit no more of one is kept than shows it."""
    lines: list[bytes] = []
    size, blank = 0, True
    while line := stream.readline(limits.record_bytes + 1):
        if blank and _SEPARATOR.match(line):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        elif size <= limits.record_bytes:
            lines.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        blank = not line.strip()
    if lines:
        yield b"".join(lines)


def _article(message: EmailMessage, origin: Origin) -> RawArticle:
    html, plain, encoding = _body(message)
    read = fragment(html) if html else None
    paragraphs = read.paragraphs if read else tuple(RawParagraph(text=text) for text in paragraphs_of(plain))
    captions: tuple[RawCaption, ...] = read.captions if read else ()
    return RawArticle(
        origin=replace(origin, record=_header(message, "Message-ID") or origin.record, encoding=encoding),
        headline=_header(message, "Subject"),
        captions=captions,
        paragraphs=paragraphs,
        source=_ADDRESS.sub("", _header(message, "From")).strip('" ') or _header(message, "From"),
        url=_header(message, "Archived-At").strip("<>"),
        published=_date(message),
        language=_header(message, "Content-Language"),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(whole(str(message[name] or "")).split())
    except Exception:  # noqa: BLE001 - the library raises many kinds for headers that break its grammar
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return " ".join(whole(str(raw)).split())


def _date(message: EmailMessage) -> str:
    """ISO 8601 where the date can be read, else as printed."""
    printed = _header(message, "Date")
    try:
        return parsedate_to_datetime(printed).isoformat()
    except (ValueError, TypeError, IndexError):
        return printed


def _body(message: EmailMessage) -> tuple[str, str, str]:
    """The first HTML part, the first plain part, and the encoding of the one that is used."""
    found: dict[str, tuple[str, str]] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in {"text/html", "text/plain"} and kind not in found and part.get_content_disposition() != "attachment":
            data = part.get_payload(decode=True)
            found[kind] = _text(data if isinstance(data, bytes) else b"", part.get_content_charset())
    html, plain = found.get("text/html", ("", "")), found.get("text/plain", ("", ""))
    return html[0], plain[0], (html if html[0] else plain)[1]


def _text(data: bytes, charset: str | None) -> tuple[str, str]:
    try:
        if charset:
            return whole(data.decode(charset)), charset
    except (LookupError, ValueError):
        pass  # a name nobody knows, or bytes that are not what it says
    return decode(data)


SOURCE = Source(
    name="mail",
    meaning="mail, newsletters above all: EML, mbox",
    suffixes=(".eml", ".mbox"),
    sniff=sniff,
    read=read,
)
