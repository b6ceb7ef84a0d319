"""A saved or crawled web page comes in; one RawArticle goes out (``search.sources.page``)."""

from __future__ import annotations

import re
from typing import BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.sources.decoding import READ_AS, Decoded, decode, known_encoding
from search.sources.page import article
from search.sources.source import ReadOptions, Records, Source, fingerprint, read_up_to, too_large

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def sniff(head: bytes, name: str) -> bool:
    """A page says what it is near its beginning."""
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if not begin.startswith((b"<", b"\xff\xfe", b"\xfe\xff")) and not name.endswith((".html", ".htm", ".xhtml")):
        return False
    return _HTML.search(head.replace(b"\0", b"")[:16_384]) is not None


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The page as one article."""
    limit = options.limits.record_bytes
    data = read_up_to(stream, limit)
    if len(data) > limit:
        yield BadRecord(origin=origin, reason=f"page {too_large(options.limits)}")
        return
    yield page(data, origin, options.encoding)


def page(data: bytes, origin: Origin, encoding: str | None = None) -> RawArticle | BadRecord:
    """The article in the bytes of a page; ``encoding`` is what its server said, if anything."""
    text, said = page_text(data, encoding)
    origin = replace(origin, encoding=said, sha256=fingerprint(data))
    found = article(text, origin)
    if not (found.captions or found.standfirst or any(part.kind != "subhead" for part in found.paragraphs)):
        return BadRecord(origin=origin, reason="no story found in the page")
    return found


def page_text(data: bytes, encoding: str | None = None) -> Decoded:
    """A page's text: in the encoding ordered or said in its head, unless its bytes are plainly another."""
    declared = _CHARSET.search(data[:4096])
    name = encoding or (declared[1].decode("ascii").lower() if declared else "")
    name = READ_AS.get(name, name)
    found = decode(data)
    if not name or found.encoding.startswith(("utf-8", "utf-16", "utf-32")):
        return found
    try:
        return decode(data, known_encoding(name))
    except Exception:  # noqa: BLE001 - a name nobody knows
        return found


SOURCE = Source(
    name="html",
    meaning="web pages, saved or crawled (JSON-LD, meta tags, figures with their captions)",
    suffixes=(".html", ".htm", ".xhtml"),
    sniff=sniff,
    read=read,
    needs="lxml",
)
