"""A Word document comes in (DOCX); its lines go out as one text, or as the documents of a Nexis export it holds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.sources import nexis
from search.sources.containers import in_memory
from search.sources.source import ReadOptions, Records, Source, fingerprint, too_large
from search.sources.xml_stream import Document, local

_PART = "word/document.xml"


def sniff(head: bytes, name: str) -> bool:
    """A zip of Office parts with Word's among the first, or named so."""
    return head.startswith(b"PK\x03\x04") and (
        b"word/" in head or (b"[Content_Types].xml" in head and name.endswith(".docx"))
    )


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The document as one article, or each document of a Nexis export."""
    with zipfile.ZipFile(in_memory(stream, options.limits)) as archive, archive.open(_PART) as part:
        lines = []
        size = 0
        document = Document(cast("BinaryIO", part), origin, options.limits)
        for line in _lines(document):
            lines.append(line)
            size += len(line)
            if size > options.limits.record_bytes:
                yield BadRecord(origin=origin, reason=f"document {too_large(options.limits)}")
                return
    text = "".join(lines)
    if nexis.sniff(text.encode(), ""):
        yield from nexis.documents(iter(lines), origin, options.limits)
    elif text.strip():
        yield RawArticle(origin=replace(origin, sha256=fingerprint(text.encode())), text=text)
    yield from document.damage("text", found=bool(text.strip()))


def _lines(document: Document) -> Iterator[str]:
    """The paragraphs, a line end after each; a line break inside one ends a line too."""
    for paragraph in document.elements("p"):
        pieces = []
        for run in paragraph.iter():
            kind = local(run) if isinstance(run.tag, str) else ""
            if kind == "t":
                pieces.append(run.text or "")
            elif kind in {"br", "cr"}:
                pieces.append("\n")
            elif kind == "tab":
                pieces.append(" ")
        yield "".join(pieces) + "\n"


SOURCE = Source(
    name="docx",
    meaning="Word documents, Nexis exports among them",
    suffixes=(".docx",),
    sniff=sniff,
    read=read,
    needs="lxml",
)
