"""A stream in any encoding and its beginning come in; the stream in UTF-8 goes out, for readers that split bytes."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from search.sources.source import Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 16
_AS_THEY_ARE = {"utf-8", "utf-8-sig", "utf8", "ascii"}


class _Rest(io.RawIOBase):
    """``head`` and then what ``stream`` still holds."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        self._stream = stream
        self._head = head

    def readable(self) -> bool:
        return True

    def next_piece(self) -> bytes:
        """Some bytes; none at the end."""
        piece, self._head = self._head, b""
        return piece or self._stream.read(_PIECE)

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        piece = self.next_piece()
        self._head = piece[len(view) :]
        view[: len(piece)] = piece[: len(view)]
        return min(len(piece), len(view))


class _AsUtf8(_Rest):
    """The same, from another encoding; what has no meaning in it becomes U+FFFD."""

    def __init__(self, stream: BinaryIO, head: bytes, encoding: str) -> None:
        super().__init__(stream, b"")
        self._source = _Rest(stream, head)
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ended = False

    def next_piece(self) -> bytes:
        piece, self._head = self._head, b""
        while not piece and not self._ended:
            data = self._source.next_piece()
            self._ended = not data
            piece = self._decoder.decode(data, final=self._ended).encode("utf-8", "replace")
        return piece


class Recoded(io.BufferedReader):
    """A stream of UTF-8."""

    def __init__(self, stream: BinaryIO, head: bytes, encoding: str) -> None:
        """``head``: what was already read of ``stream``.  Raises LookupError for an unknown encoding."""
        as_is = encoding.lower().replace("_", "-") in _AS_THEY_ARE
        super().__init__(_Rest(stream, head) if as_is else _AsUtf8(stream, head, encoding), _PIECE)
        self.head = self.peek(_PIECE)
        """Its first bytes, which will be read again."""


def text_lines(stream: BinaryIO, head: bytes, encoding: str, limits: Limits) -> Iterator[str]:
    """The lines of a stream as text, line ends kept; of one beyond the record limit only a beginning beyond it."""
    lines = io.TextIOWrapper(Recoded(stream, head, encoding), "utf-8-sig", errors="replace", newline="")
    limit = limits.record_bytes
    while line := lines.readline(limit + 1):
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = lines.readline(_PIECE)
            line += rest if len(line) <= limit else ""
        yield line


def rewound(stream: BinaryIO, head: bytes) -> BinaryIO:
    """``stream`` with ``head``, read from its beginning, put back."""
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream
    return Recoded(stream, head, "utf-8")
