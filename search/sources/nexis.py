"""A text export of Nexis comes in (LexisNexis Academic, Nexis Uni); one RawArticle a document goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin
from search.sources.decoding import detect, looks_binary
from search.sources.nexis_document import document
from search.sources.recoding import text_lines
from search.sources.source import HEAD_BYTES, LimitExceeded, Limits, ReadOptions, Records, Source, fingerprint

_COUNTER = re.compile(
    r"\s*(?:(\d+) of \d+ DOCUMENTS?|Dokument (\d+) von \d+|Document (\d+) (?:de|sur|of) \d+)\s*$", re.IGNORECASE
)
_END = re.compile(r"\s*(?:End of Document|Ende des Dokuments?|Fin du document)\s*$", re.IGNORECASE)
_SIGNS = re.compile(
    r"^\s{0,3}(?:LENGTH|LÄNGE|LONGUEUR|Length|Länge|Longueur)[ \u00a0]?:[ \u00a0]*\d+[ \u00a0](?:words?|Wörter|mots)",
    re.MULTILINE,
)


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the labels tell
    """A document counter or an end mark, and the label that counts words."""
    if looks_binary(head):
        return False
    text = head.decode(detect(head), "replace")
    return _SIGNS.search(text) is not None and any(
        _COUNTER.match(line) or _END.match(line) or "LOAD-DATE:" in line.upper() for line in text.splitlines()
    )


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The documents, each with its number in the file as ``Origin.record``."""
    head = stream.read(HEAD_BYTES)
    encoding = options.encoding or detect(head)
    origin = replace(origin, encoding="utf-8" if encoding == "utf-8-sig" else encoding)
    lines = text_lines(stream, head, encoding, options.limits)
    yield from documents(lines, origin, options.limits)


def documents(lines: Iterator[str], origin: Origin, limits: Limits) -> Records:
    """The articles in the lines of an export, whatever file they come from.

    Raises LimitExceeded for a document without end.
    """
    number = 0
    for block in _stretches(lines, limits):
        place = replace(origin, record=str(number + 1), sha256=fingerprint("".join(block).encode()))
        found = document([line.rstrip("\r\n") for line in block], place)
        if found:
            number += 1
            yield found
        elif number:  # before the first document stands a cover page; between documents nothing may
            yield BadRecord(origin=place, reason="a stretch without any label of a Nexis document")
    if not number:
        yield BadRecord(origin=origin, reason="no documents in it")


def _stretches(lines: Iterator[str], limits: Limits) -> Iterator[list[str]]:
    """The lines between the marks that separate documents, empty stretches left out."""
    block: list[str] = []
    size = 0
    for line in lines:
        if _COUNTER.match(line) or _END.match(line):
            if any(text.strip() for text in block):
                yield block
            block, size = [], 0
        else:
            block.append(line)
            size += len(line)
            if size > limits.record_bytes:
                raise LimitExceeded("a document larger than one may be", "record_bytes", limits.record_bytes)
    if any(text.strip() for text in block):
        yield block


SOURCE = Source(
    name="nexis",
    meaning="Nexis text exports, old and new (GRAPHIC lines become captions)",
    suffixes=(".txt",),
    sniff=sniff,
    read=read,
)
