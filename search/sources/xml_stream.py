"""A stream of XML comes in; the elements asked for go out, one at a time, and what was wrong with the XML at the end.

Nothing outside the stream is ever read: no DTD, no entity, no address.  HTML's named characters (``&nbsp;``), which
news XML is full of and no XML parser knows without its DTD, are turned into numbers on the way.  A document that
declares entities of its own is refused: they serve attacks, not news.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from search.article import BadRecord, Origin
from search.sources.markup import without_comments
from search.sources.source import Limits, Refused, extra, fingerprint, too_large

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Element: TypeAlias = Any
"""An lxml element; lxml is an optional library."""

_PIECE = 1 << 16
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,9});")
_OWN_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_XMLS_OWN = frozenset((b"lt", b"gt", b"amp", b"quot", b"apos"))
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^<>]*)>")
_BEFORE_ROOT = re.compile(r"<\?[^<>]*>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>", re.IGNORECASE)


def root_of(head: bytes) -> tuple[str, str]:
    """The local name of a document's first element and its attributes as written; empty strings if it is no XML."""
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith((b"<", b"\x00<")):
        return "", ""
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    text = _BEFORE_ROOT.sub("", without_comments(head.decode(encoding, "replace")), count=5)
    match = _ROOT.search(text[:20_000])
    return (match[1], match[2]) if match and not text[: match.start()].strip("\ufeff \t\r\n") else ("", "")


class _Named(io.RawIOBase):
    """The stream with named characters as numbers."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._since = 0
        self._kept = b""
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def begin(self) -> None:
        """A record has ended."""
        self._since = 0

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        while not self._ready and not self._ended:
            self._fill()
        piece, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(piece)] = piece
        return len(piece)

    def _fill(self) -> None:
        data = self._stream.read(_PIECE)
        self._ended = not data
        self._since += len(data)
        if self._since > self._limits.record_bytes + 2 * _PIECE:  # the parser reads ahead
            raise Refused(f"record {too_large(self._limits)}")
        data = self._kept + data
        if _OWN_ENTITY.search(data):
            raise Refused("the XML declares entities of its own, which are not expanded")
        cut = (
            len(data) if self._ended else max(len(data) - 12, 0)
        )  # a name or a declaration may go on in the next piece
        open_name = max(data.rfind(b"&", cut - 12, cut), data.rfind(b"<!", cut - 12, cut))
        cut = open_name if open_name >= 0 and not self._ended else cut
        self._kept = data[cut:]
        self._ready = _NAMED.sub(_as_number, data[:cut])


def _as_number(match: re.Match[bytes]) -> bytes:
    code = name2codepoint.get(match[1].decode()) if match[1] not in _XMLS_OWN else None
    return f"&#{code};".encode() if code else match[0]


def elements(
    stream: BinaryIO, records: tuple[str, ...], limits: Limits, problems: list[str], beside: tuple[str, ...] = ()
) -> Iterator[Element]:
    """Each element of a name (``{*}item`` for any namespace) when it is complete; a record is emptied after use.

    ``beside`` names elements that are wanted too, and stay as they are, since they stand in records as well.
    ``problems`` is filled with what was wrong with the XML; reading goes on behind it where that is possible.
    Raises Refused, and ExtraMissing without lxml.
    """
    etree = extra("lxml.etree", "xml")
    named = _Named(stream, limits)
    settings = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": True, "recover": True}
    tags = (*records, *beside)
    source = io.BufferedReader(named, _PIECE)
    parser = etree.iterparse(source, events=("end",), tag=tags, remove_comments=True, remove_pis=True, **settings)
    wanted = {name.rpartition("}")[2] for name in records}
    for _, element in parser:
        yield element
        if local(element) in wanted:
            named.begin()
            element.clear(keep_tail=False)
            while element.getprevious() is not None:  # emptied ones would pile up
                del element.getparent()[0]
    errors = [error for error in parser.error_log if error.level_name == "FATAL"]
    problems.extend(f"the XML is damaged at line {error.line}: {error.message}" for error in errors[:1])


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def identified(element: Element, origin: Origin, record: str) -> Origin:
    """``origin`` with the record's id (its line where it has none), the document's encoding and the record's digest."""
    encoding = (element.getroottree().docinfo.encoding or "utf-8").lower()
    digest = fingerprint(markup_of(element).encode())
    return replace(origin, record=record or str(element.sourceline), encoding=encoding, sha256=digest)


def damage(problems: list[str], origin: Origin, *, found: bool, what: str) -> Iterator[BadRecord]:
    """What is to be reported at the end of a document."""
    if problems or not found:
        yield BadRecord(origin=origin, reason=problems[0] if problems else f"no {what} in it")


def first(element: Element, *paths: str) -> str:
    """The text at the first of some paths that has any, on one line; ``path/@name`` is an attribute."""
    for path in paths:
        found = element.xpath(_any_namespace(path))
        for item in found:
            text = " ".join(("".join(item.itertext()) if hasattr(item, "itertext") else str(item)).split())
            if text:
                return text
    return ""


def every(element: Element, path: str) -> list[Element]:
    """The elements at a path, names in any namespace."""
    return list(element.xpath(_any_namespace(path)))


_STEP = re.compile(r"(?<![\w@.:\-\"'(])([A-Za-z_][\w.-]*)(?=$|[/\[])")


def _any_namespace(path: str) -> str:
    return _STEP.sub(r"*[local-name()='\1']", path)


_BASIC_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")


def iso_time(printed: str) -> str:
    """ISO 8601 with separators for its basic form, which news XML uses; anything else as it is.

    >>> iso_time("20040503T120000+0200")
    '2004-05-03T12:00:00+02:00'
    """
    match = _BASIC_TIME.fullmatch(printed)
    if not match:
        return printed
    day = f"{match[1]}-{match[2]}-{match[3]}"
    zone = match[7] or ""
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) > 1 else zone
    return f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}{zone}" if match[4] else day


def markup_of(element: Element) -> str:
    """An element as markup, for ``search.sources.markup.fragment``."""
    return str(extra("lxml.etree", "xml").tostring(element, encoding="unicode", with_tail=False))
