"""NewsML 1.0 to 1.2, the agencies' XML of the years about 2000 to 2010, comes in; one RawArticle an item goes out.

An item is a tree of components.  The one that holds a text is the story; components that hold a photo, or play the role
of a caption, give its captions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from msgspec.structs import replace

from search.article import Origin, RawArticle, RawCaption, RawParagraph
from search.sources import nitf
from search.sources.markup import fragment
from search.sources.paragraphs import paragraphs_of
from search.sources.source import ReadOptions, Records, Source
from search.sources.xml_stream import Document, Element, every, first, iso_time, markup_of, root_of

_PICTURES = frozenset(("photo", "picture", "graphic", "image"))


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the root element tells
    """The root is NewsML."""
    return root_of(head)[0] == "NewsML"


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The items, each with its public identifier as ``Origin.record``."""
    document = Document(stream, origin, options.limits, options.encoding)
    for item in document.elements("NewsItem"):
        record = first(item, "Identification/NewsIdentifier/PublicIdentifier", "@Duid")
        yield _article(item, document.identified(item, record))
    yield from document.damage("news items")


def _article(item: Element, origin: Origin) -> RawArticle:
    inner = every(item, ".//DataContent//nitf")
    story = nitf.article(inner[0], origin) if inner else RawArticle(origin=origin, paragraphs=tuple(_paragraphs(item)))
    return replace(
        story,
        headline=_line(item, "HeadLine") or story.headline,
        standfirst=_line(item, "SubHeadLine") or story.standfirst,
        byline=_line(item, "ByLine") or story.byline,
        dateline=_line(item, "DateLine") or story.dateline,
        captions=tuple(_captions(item)) or story.captions,
        section=first(item, ".//SubjectCode/Subject/@FormalName", ".//Property[@FormalName='Section']/@Value"),
        source=first(
            item,
            ".//AdministrativeMetadata/Provider/Party/@FormalName",
            ".//AdministrativeMetadata/Source/Party/@FormalName",
        )
        or _line(item, "CreditLine")
        or story.source,
        published=iso_time(first(item, "NewsManagement/FirstCreated", "NewsManagement/ThisRevisionCreated"))
        or story.published,
        language=first(item, ".//DescriptiveMetadata/Language/@FormalName") or story.language,
    )


def _line(item: Element, name: str) -> str:
    """A line of the outermost component that has it: those of pictures lie deeper."""
    lines = every(item, f".//NewsLines/{name}")
    outer = [line for line in lines if not _in_picture(line)]
    return first((outer or lines)[0], ".") if lines else ""


def _in_picture(element: Element) -> bool:
    component = every(element, "ancestor::NewsComponent")
    return bool(component) and _is_picture(component[-1])


def _is_picture(component: Element) -> bool:
    role = first(component, "Role/@FormalName").casefold()
    media = first(component, "ContentItem/MediaType/@FormalName").casefold()
    return role in _PICTURES or role == "caption" or media in _PICTURES


def _captions(item: Element) -> Iterator[RawCaption]:
    """Of each component that is a picture and lies in no other such."""
    for component in every(item, ".//NewsComponent"):
        if not _is_picture(component) or any(map(_is_picture, every(component, "ancestor::NewsComponent"))):
            continue
        texts = [text for part in every(component, ".//DataContent") for text in _text(part)]
        caption = RawCaption(
            text=" ".join(texts) or first(component, ".//NewsLines/HeadLine"),
            credit=first(component, ".//NewsLines/CreditLine", ".//NewsLines/CopyrightLine"),
            photographer=first(component, ".//NewsLines/ByLine", ".//Creator/Party/@FormalName"),
            shot=iso_time(first(component, ".//Property[@FormalName='DateCreated']/@Value")),
            place=first(component, ".//Location/Property[@FormalName='City']/@Value"),
        )
        if caption.text or caption.credit:
            yield caption


def _paragraphs(item: Element) -> Iterator[RawParagraph]:
    for part in every(item, ".//DataContent"):
        if not _in_picture(part):
            content = fragment(markup_of(part)).paragraphs if len(part) else ()
            yield from content or (RawParagraph(text=text) for text in paragraphs_of(part.text or ""))


def _text(part: Element) -> list[str]:
    return [paragraph.text for paragraph in fragment(markup_of(part)).paragraphs]


SOURCE = Source(
    name="newsml",
    meaning="NewsML 1 items (older XML of the news agencies)",
    suffixes=(".xml",),
    sniff=sniff,
    read=read,
    needs="lxml",
)
