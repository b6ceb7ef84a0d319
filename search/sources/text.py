"""The bytes of a plain-text file come in; one RawArticle goes out, its ``text`` the lines for the splitter to label."""

from __future__ import annotations

from typing import BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.sources.decoding import decode, looks_binary
from search.sources.source import ReadOptions, Records, Source, fingerprint, read_up_to, too_large


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the name proves nothing
    """Any text is taken: this reader is the last to be asked."""
    return not looks_binary(head)


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The whole file as one article."""
    limit = options.limits.record_bytes
    data = read_up_to(stream, limit)
    if len(data) > limit:
        yield BadRecord(origin=origin, reason=too_large(options.limits))
        return
    text, encoding = decode(data, options.encoding)
    origin = replace(origin, encoding=encoding, sha256=fingerprint(data))
    if text.strip():
        yield RawArticle(origin=origin, text=text)
    else:
        yield BadRecord(origin=origin, reason="nothing but white space")


SOURCE = Source(
    name="text",
    meaning="plain text, one article a file",
    suffixes=(".txt", ".text", ".md"),
    sniff=sniff,
    read=read,
)
