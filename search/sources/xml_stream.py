"""A stream of XML comes in; the elements asked for go out, one at a time, and what was wrong with the XML at the end.

Nothing outside the stream is ever read: no DTD, no entity, no address.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeAlias

from msgspec.structs import replace

from search.article import BadRecord, Origin
from search.sources.markup import without_comments
from search.sources.source import Limits, extra, fingerprint
from search.sources.xml_text import PIECE, XmlText

Element: TypeAlias = Any
"""An lxml element; lxml is an optional library."""

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


class Document:
    """One XML document, read once from its beginning."""

    def __init__(self, stream: BinaryIO, origin: Origin, limits: Limits, encoding: str | None = None) -> None:
        """``origin``: of the whole document; ``encoding``: what it is in, if somebody said."""
        self._text = XmlText(stream, limits, encoding)
        self.origin = replace(origin, encoding=self._text.encoding.removesuffix("-sig"))
        self._found = False
        self._problem = ""

    def elements(self, *records: str, beside: tuple[str, ...] = ()) -> Iterator[Element]:
        """Each element of a name, whatever its namespace, when it is complete; a record is emptied after use.

        ``beside`` names elements that are wanted too, and stay as they are, since they stand in records as well.
        Reading goes on behind what is wrong with the XML, where that is possible.
        Raises Refused, and ExtraMissing without lxml.
        """
        etree = extra("lxml.etree", "xml")
        settings = {
            "resolve_entities": False,
            "load_dtd": False,
            "no_network": True,
            "huge_tree": True,
            "recover": True,
        }
        tags = tuple(f"{{*}}{name}" for name in (*records, *beside))
        source = io.BufferedReader(self._text, PIECE)
        parser = etree.iterparse(
            source, events=("end",), tag=tags, remove_comments=True, remove_pis=True, encoding="utf-8", **settings
        )
        for _, element in parser:
            wanted = local(element) in records
            self._found |= wanted
            yield element
            if wanted:
                self._text.begin()
                element.clear(keep_tail=False)
                while element.getprevious() is not None:  # emptied ones would pile up
                    del element.getparent()[0]
        errors = (error for error in parser.error_log if error.level_name == "FATAL")
        self._problem = next((f"the XML is damaged at line {error.line}: {error.message}" for error in errors), "")

    def identified(self, element: Element, record: str) -> Origin:
        """The origin of a record, with its id (its line where it has none) and the record's digest."""
        digest = fingerprint(markup_of(element).encode())
        return replace(self.origin, record=record or str(element.sourceline), sha256=digest)

    def damage(self, what: str, *, found: bool = True) -> Iterator[BadRecord]:
        """What is to be reported at the end: damage; or that no record was in it, or nothing ``found`` in them."""
        if self._problem or not (self._found and found):
            yield BadRecord(origin=self.origin, reason=self._problem or f"no {what} in it")


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


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


_STEP = re.compile(r"(?<![\w@.:\-\"'(])([A-Za-z_][\w.-]*)(?=\s*(?:$|[/\[|]))")


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
