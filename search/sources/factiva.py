"""A Factiva export comes in (HTML, or text with two-letter codes); one RawArticle a document goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin
from search.sources.decoding import decode, detect
from search.sources.factiva_document import CODES, document, parts_of_head
from search.sources.html_page import page_text
from search.sources.page.tree import names_of, parse, text_of
from search.sources.recoding import text_lines
from search.sources.source import (
    HEAD_BYTES,
    LimitExceeded,
    Limits,
    ReadOptions,
    Records,
    Source,
    fingerprint,
    read_up_to,
    too_large,
)

_CODE_LINE = re.compile(r"^ {0,2}([A-Z]{2,3})(?:[ \t\u00a0]{1,}(\S.*))?\s*$")
_CODES_IN_HTML = re.compile(rb"<b>\s*HD\s*(?:&nbsp;)?\s*</b>|articleParagraph|class=\"article \w{2}Article\"")
_END = re.compile(r"^ {0,2}(?:Document|Dokument|Documento|文件) ([A-Z0-9]{10,})\s*$")
_NUMBER = re.compile(r"(?:Document|Dokument|Documento|文件)\s+(\w{10,})")


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the codes tell
    """HTML with Factiva's rows or paragraphs; text with HD, and WC or PD, and LP or TD, at the beginning of lines."""
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _CODES_IN_HTML.search(head) is not None
    found = {match[1] for line in decode(head).text.splitlines() if (match := _CODE_LINE.match(line))}
    return {"HD"} <= found and bool(found & {"WC", "PD", "SN"}) and bool(found & {"LP", "TD"})


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The documents, each with its accession number as ``Origin.record``."""
    head = stream.read(HEAD_BYTES)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        yield from _html(head + read_up_to(stream, options.limits.record_bytes - len(head)), origin, options)
        return
    encoding = options.encoding or detect(head)
    origin = replace(origin, encoding="utf-8" if encoding == "utf-8-sig" else encoding)
    lines = text_lines(stream, head, encoding, options.limits)
    for number, (text, parts) in enumerate(_texts(lines, options.limits), 1):
        yield document(parts, _place(origin, parts, number, text))


def _place(origin: Origin, parts: dict[str, list[str]], number: int, text: str) -> Origin:
    match = _NUMBER.search(" ".join(parts.get("AN", ())))
    return replace(origin, record=match[1] if match else str(number), sha256=fingerprint(text.encode()))


def _texts(lines: Iterator[str], limits: Limits) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each document's text and its paragraphs by code; a document begins with HD, or SE before it."""
    parts: dict[str, list[str]] = {}
    text: list[str] = []
    code, size, open_paragraph = "", 0, False
    for line in lines:
        match = _CODE_LINE.match(line)
        ended = _END.match(line)
        if match and match[1] in CODES:
            if match[1] in parts or (match[1] in {"HD", "SE"} and "AN" in parts):
                yield "".join(text), parts
                parts, text, size = {}, [], 0
            code, open_paragraph = match[1], bool(match[2])
            parts[code] = [match[2]] if match[2] else []
        elif ended and code:
            parts.setdefault("AN", []).append(line)
        elif code and line.strip():
            if open_paragraph:
                parts[code][-1] += " " + line.strip()
            else:
                parts[code].append(line.strip())
            open_paragraph = True
        else:
            open_paragraph = False
        text.append(line)
        size += len(line)
        if size > limits.record_bytes:
            raise LimitExceeded("a document larger than one may be", "record_bytes", limits.record_bytes)
    if parts:
        yield "".join(text), parts


def _html(data: bytes, origin: Origin, options: ReadOptions) -> Records:
    if len(data) > options.limits.record_bytes:
        yield BadRecord(origin=origin, reason=f"file {too_large(options.limits)}")
        return
    text, encoding = page_text(data, options.encoding)
    origin = replace(origin, encoding=encoding)
    articles = [element for element in parse(text).iter("div", "article") if _is_document(element)]
    for number, element in enumerate(articles, 1):
        parts = _rows(element) or _unlabelled(element)
        yield document(parts, _place(origin, parts, number, text_of(element)))
    if not articles:
        yield BadRecord(origin=origin, reason="no documents in it")


def _is_document(element: Any) -> bool:
    return "article" in names_of(element).split() and not any(
        "article" in names_of(holder).split() for holder in element.iterancestors("div", "article")
    )


def _rows(element: Any) -> dict[str, list[str]]:
    """The rows of a document printed with codes."""
    parts: dict[str, list[str]] = {}
    for row in element.iter("tr"):
        cells = list(row.iter("td"))
        code = text_of(cells[0]).strip() if len(cells) > 1 else ""
        if code in CODES:
            inner = [text_of(part) for part in cells[1].iter("p")] or [text_of(cells[1])]
            parts.setdefault(code, []).extend(text for text in inner if text)
    return parts if "HD" in parts else {}


def _unlabelled(element: Any) -> dict[str, list[str]]:
    """The parts of a document printed without codes: section, headline, lines in a fixed order, paragraphs."""
    headline = next((part for part in element.iter("span", "div") if "headline" in names_of(part)), None)
    before: list[str] = []
    after: list[str] = []
    lines = before
    for part in element.iter("div", "span"):
        if part is headline:
            lines = after
        elif part is not element and part.tag == "div" and len(part) == 0 and text_of(part):
            lines.append(text_of(part))
    texts = [text_of(part) for part in element.iter("p") if "articleparagraph" in names_of(part)]
    last = [text_of(part) for part in element.iter("p", "div") if len(part) == 0][-1:]
    numbers = [text for text in (*last, *after[-1:]) if _NUMBER.match(text)]
    return {
        **parts_of_head([line for line in after if not _NUMBER.match(line)]),
        "SE": before[:1],
        "HD": [text_of(headline)] if headline is not None else [],
        "TD": [text for text in texts if text and not _NUMBER.match(text)],
        "AN": numbers,
    }


SOURCE = Source(
    name="factiva",
    meaning="Factiva exports, HTML and text (ART rows become captions)",
    suffixes=(".html", ".htm", ".txt"),
    sniff=sniff,
    read=read,
    needs="lxml",
)
