"""The bytes of an HTTP answer as a crawl keeps it come in; its status, headers and unpacked body go out."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from search.sources.source import LimitExceeded, Limits

_HEADERS_END = 1 << 16
"""Bytes no server's headers reach."""


class HttpAnswer(NamedTuple):
    """One answer."""

    status: int
    headers: dict[str, str]
    """By lower-case name; the last of a name counts."""
    body: bytes


def headers_of(block: bytes) -> dict[str, str]:
    """Header lines by lower-case name, lines that are none left out."""
    found: dict[str, str] = {}
    for line in block.split(b"\n"):
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            found[name.strip().lower()] = value.strip()
    return found


def answer(message: bytes, limits: Limits) -> HttpAnswer:
    """An answer taken apart.

    Raises ValueError for bytes that are none, LimitExceeded for a body that unpacks to more than a record may be.
    """
    ends = [at + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := message.find(mark, 0, _HEADERS_END)) >= 0]
    if not ends or not message.startswith(b"HTTP/"):
        raise ValueError("no HTTP answer in it")
    first, _, rest = message[: min(ends)].partition(b"\n")
    parts = first.split()
    headers = headers_of(rest)
    body = message[min(ends) :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    return HttpAnswer(status, headers, _unpacked(body, headers.get("content-encoding", ""), limits))


def _joined(body: bytes) -> bytes:
    """The chunks of a body joined; a body that is joined already, as many crawlers write it, comes back as it is."""
    chunks: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\n", at, at + 1000)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(chunks) if chunks else body
        if length == 0:
            break
        chunks.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length + 2
    return b"".join(chunks)


def _unpacked(body: bytes, encoding: str, limits: Limits) -> bytes:
    """The body without its packing; one that is not packed after all, as many crawlers write it, as it is."""
    if encoding.lower() not in {"gzip", "x-gzip", "deflate"}:
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # gzip or zlib, by its own head
    try:
        text = unpacker.decompress(body, limits.record_bytes + 1)
    except zlib.error:
        return body
    if len(text) > limits.record_bytes:
        raise LimitExceeded("page unpacks to more than one record may be", "record_bytes", limits.record_bytes)
    return text
