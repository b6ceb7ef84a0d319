"""An HTML export of Europresse comes in; one RawArticle an article goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle, RawCaption, RawParagraph
from search.sources.captions import exported_caption
from search.sources.html_page import page_text
from search.sources.markup import fragment
from search.sources.page.tree import names_of, parse, text_of
from search.sources.source import ReadOptions, Records, Source, extra, fingerprint, read_up_to, too_large

_SIGNS = re.compile(rb"DocPublicationName|docOcurrContainer|titreArticle|publiC-lblNodoc", re.IGNORECASE)
_TIME = re.compile(
    r"(?:\d{1,2}(?:er)?\s+[^\W\d_]+\s+\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:\s*[,–-]\s*\d{1,2}[:h]\d\d(?:\s?UTC\s?[+-]\d\d:?\d\d)?)?"
)
_SECTION = re.compile(r"(?:[,;•|–-]?\s*(?:\w+day|\w+di|dimanche|lunes|\w+tag)?,?\s*)$", re.IGNORECASE)
"""The weekday and signs between the section and the day."""
_ILLUSTRATIONS = re.compile(r"Illustrations?(?:\(s\))?\s?:\s*", re.IGNORECASE)
_RIGHTS = re.compile(r"©|\(c\) ?\d|copyright|tous droits", re.IGNORECASE)
_NUMBER = re.compile(r"news[·.:]?\S+|\d{8}[\w·:]+")


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the names tell
    """HTML with two of the names Europresse gives its parts."""
    return b"<" in head[:100] and len({match.lower() for match in _SIGNS.findall(head)}) >= 2


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The articles, each with its document number as ``Origin.record``."""
    data = read_up_to(stream, options.limits.record_bytes)
    if len(data) > options.limits.record_bytes:
        yield BadRecord(origin=origin, reason=f"file {too_large(options.limits)}")
        return
    text, encoding = page_text(data, options.encoding)
    origin = replace(origin, encoding=encoding)
    number = 0
    for number, element in enumerate(parse(text).iter("article"), 1):
        yield _article(element, origin, number)
    if not number:
        yield BadRecord(origin=origin, reason="no articles in it")


def _article(element: Any, origin: Origin, number: int) -> RawArticle:
    paper = _text(element, "docpublicationname")
    source = paper.split(",")[0].strip()
    head = _text(element, "docheader").removeprefix(paper).removeprefix(source)
    time = _TIME.search(head)
    body = next((part for part in element.iter("div") if "dococurrcontainer" in names_of(part)), None)
    markup = extra("lxml.etree", "html").tostring(body, encoding="unicode", with_tail=False) if body is not None else ""
    read = fragment(str(markup))
    story, pictures = _illustrations(read.paragraphs)
    document = _NUMBER.search(_text(element, "lblnodoc"))
    digest = fingerprint(text_of(element).encode())
    return RawArticle(
        origin=replace(origin, record=document[0] if document else str(number), sha256=digest),
        headline=_text(element, "titrearticle"),
        byline=_text(element, "sm-margin-bottomnews", "docauthors", "auteur"),
        captions=(*read.captions, *pictures),
        paragraphs=story,
        source=source,
        section=_SECTION.sub("", head[: time.start()]).strip() if time else "",
        published=time[0] if time else "",
    )


def _illustrations(found: Sequence[RawParagraph]) -> tuple[tuple[RawParagraph, ...], tuple[RawCaption, ...]]:
    """The paragraphs before the line "Illustration(s) :", and what stands there and below as captions."""
    for number, paragraph in enumerate(found):
        if match := _ILLUSTRATIONS.match(paragraph.text):
            texts = (paragraph.text[match.end() :], *(below.text for below in found[number + 1 :]))
            return tuple(found[:number]), tuple(
                exported_caption(text) for text in texts if text.strip() and not _RIGHTS.match(text)
            )
    return tuple(found), ()


def _text(element: Any, *names: str) -> str:
    """The text of the first part whose class holds one of ``names``."""
    for name in names:
        for part in element.iter():
            if isinstance(part.tag, str) and part is not element and name in names_of(part) and text_of(part):
                return text_of(part)
    return ""


SOURCE = Source(
    name="europresse",
    meaning="Europresse HTML exports",
    suffixes=(".html", ".htm"),
    sniff=sniff,
    read=read,
    needs="lxml",
)
