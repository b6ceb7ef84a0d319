"""The bytes of an XML document come in; the same in UTF-8, as a parser without a DTD can take it, goes out.

News XML has what no XML parser takes: HTML's named characters (``&nbsp;``), an ampersand that begins nothing, control
characters, blanks before its declaration, and another encoding than it declares.  All of that is mended on the way, but
for CDATA sections, where an ampersand is one.  A document that declares entities of its own is refused: they serve
attacks, not news.
"""

from __future__ import annotations

import io
import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING, BinaryIO

from search.sources.decoding import believed
from search.sources.recoding import Recoded
from search.sources.source import HEAD_BYTES, Limits, Refused, too_large

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 1 << 16
_BETWEEN = re.compile(rb"[^A-Za-z0-9#!&<\[\]]")
"""Where a piece may end: behind a byte no name and no mark goes on with."""
_LOOKED_AT = 4096
"""Bytes at the end of a piece in which such a place is looked for: no name and no mark is a hundredth as long."""
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_AMPERSAND = re.compile(rb"&(?:([A-Za-z][A-Za-z0-9]{1,9});|(#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};)?)")
_MARKS = re.compile(rb"(<!\[CDATA\[|\]\]>)")
_OWN_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_XMLS_OWN = frozenset((b"lt", b"gt", b"amp", b"quot", b"apos"))


class XmlText(io.RawIOBase):
    """A stream of XML in UTF-8, whatever its declaration says."""

    def __init__(self, stream: BinaryIO, limits: Limits, encoding: str | None = None) -> None:
        """``encoding``: what it is in, if somebody knows."""
        head = stream.read(HEAD_BYTES)
        said = _DECLARED.match(head.lstrip(b"\xef\xbb\xbf"))
        self.encoding = encoding or believed(head, said[1].decode("ascii") if said else "")
        """What it is read as."""
        self._stream = Recoded(stream, head, self.encoding)
        self._limits = limits
        self._since = 0
        self._kept = b""
        self._ready = b""
        self._began = self._ended = self._verbatim = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def begin(self) -> None:
        """A record has ended."""
        self._since = 0

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill ``buffer`` from the front; how many bytes there were.  Raises Refused."""
        view = memoryview(buffer).cast("B")
        while not self._ready and not self._ended:
            self._fill()
        piece, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(piece)] = piece
        return len(piece)

    def _fill(self) -> None:
        data = self._stream.read(PIECE)
        self._ended = not data
        self._since += len(data)
        if self._since > self._limits.record_bytes + 2 * PIECE:  # the parser reads ahead
            raise Refused(f"record {too_large(self._limits)}")
        data = self._kept + data.translate(None, _CONTROLS)
        if not self._began:
            data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
            self._began = bool(data)
        if _OWN_ENTITY.search(data):
            raise Refused("the XML declares entities of its own, which are not expanded")
        cut = len(data) if self._ended else _whole(data)
        self._kept = data[cut:]
        self._ready = b"".join(map(self._mended, _MARKS.split(data[:cut])))

    def _mended(self, part: bytes) -> bytes:
        """A mark that begins or ends a CDATA section, or what is between marks."""
        if part.startswith((b"<![CDATA[", b"]]>")):
            self._verbatim = part.startswith(b"<")
            return part
        return part if self._verbatim or b"&" not in part else _AMPERSAND.sub(_as_number, part)


def _whole(data: bytes) -> int:
    """Where to cut so that no name and no mark is cut."""
    ends = [match.end() for match in _BETWEEN.finditer(data, max(len(data) - _LOOKED_AT, 0))]
    return ends[-1] if ends else max(len(data) - _LOOKED_AT, 0)


def _as_number(match: re.Match[bytes]) -> bytes:
    if match[2] or match[1] in _XMLS_OWN:
        return match[0]
    code = name2codepoint.get(match[1].decode()) if match[1] else None
    return f"&#{code};".encode() if code else b"&amp;" + match[0][1:]
