"""NewsML-G2, the agencies' XML since 2008, comes in; a RawArticle for each text item goes out, and for each picture.

A picture item becomes an article of one caption.  Content is XHTML or NITF inside the item; planning, package and
concept items carry no text and are passed over.
"""

from __future__ import annotations

from typing import BinaryIO

from msgspec.structs import replace

from search.article import Origin, RawArticle, RawCaption, RawParagraph
from search.sources import nitf
from search.sources.markup import fragment
from search.sources.paragraphs import paragraphs_of
from search.sources.source import ReadOptions, Records, Source
from search.sources.xml_stream import Document, Element, every, first, markup_of, root_of

_ROOTS = frozenset(("newsItem", "newsMessage", "packageItem"))
_PICTURES = ("picture", "graphic")


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the root element tells
    """The root is one of G2's."""
    return root_of(head)[0] in _ROOTS


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The news items, each with its guid as ``Origin.record``."""
    document = Document(stream, origin, options.limits, options.encoding)
    for item in document.elements("newsItem"):
        yield _article(item, document.identified(item, first(item, "@guid")))
    yield from document.damage("news items")


def _article(item: Element, origin: Origin) -> RawArticle:
    inner = every(item, "contentSet/inlineXML//nitf")
    content = nitf.article(inner[0], origin) if inner else _content(item, origin)
    if first(item, "itemMeta/itemClass/@qcode").endswith(_PICTURES):
        return replace(
            _with_meta(item, content), byline="", authors=(), standfirst="", dateline="", captions=(_caption(item),)
        )
    return _with_meta(item, content)


def _with_meta(item: Element, content: RawArticle) -> RawArticle:
    """What the item says of its content counts before what the content says of itself."""
    subjects = every(item, "contentMeta/subject[@type='cpnat:abstract'] | contentMeta/subject")
    return replace(
        content,
        headline=first(item, "contentMeta/headline[not(@role)]", "contentMeta/headline") or content.headline,
        standfirst=first(item, "contentMeta/description[contains(@role, 'summary')]") or content.standfirst,
        byline=first(item, "contentMeta/by") or content.byline,
        dateline=first(item, "contentMeta/dateline", "contentMeta/located/name") or content.dateline,
        section=next((name for subject in subjects if (name := first(subject, "name"))), "") or content.section,
        source=first(item, "itemMeta/provider/name", "itemMeta/provider/@literal", "contentMeta/creditline")
        or content.source,
        published=first(
            item,
            "itemMeta/firstCreated",
            "contentMeta/contentCreated",
            "itemMeta/versionCreated",
            "contentMeta/contentModified",
        )
        or content.published,
        language=first(item, "contentMeta/language/@tag", "@xml:lang") or content.language,
    )


def _content(item: Element, origin: Origin) -> RawArticle:
    """The content as XHTML, or as plain text."""
    xhtml = "".join(markup_of(part) for part in every(item, "contentSet/inlineXML"))
    read = fragment(xhtml)
    data = [part.text or "" for part in every(item, "contentSet/inlineData")]
    plain = tuple(RawParagraph(text=text) for part in data for text in paragraphs_of(part))
    return RawArticle(origin=origin, paragraphs=read.paragraphs or plain, captions=read.captions)


def _caption(item: Element) -> RawCaption:
    return RawCaption(
        text=first(item, "contentMeta/description[contains(@role, 'caption')]", "contentMeta/description"),
        credit=first(item, "contentMeta/creditline", "rightsInfo/copyrightNotice"),
        photographer=first(item, "contentMeta/by", "contentMeta/creator/name"),
        agency=first(item, "itemMeta/provider/name", "itemMeta/provider/@literal"),
        shot=first(item, "contentMeta/contentCreated"),
        place=first(item, "contentMeta/located/name"),
    )


SOURCE = Source(
    name="newsml-g2",
    meaning="NewsML-G2 items (XML of the news agencies), texts and pictures",
    suffixes=(".xml",),
    sniff=sniff,
    read=read,
    needs="lxml",
)
