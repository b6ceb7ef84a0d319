"""NITF, the wires' XML for stories, comes in; one RawArticle a story goes out, media captions apart."""

from __future__ import annotations

import re
from typing import BinaryIO

from search.article import Origin, RawArticle, RawCaption, RawParagraph
from search.sources.markup import fragment
from search.sources.source import ReadOptions, Records, Source
from search.sources.xml_stream import Document, Element, every, first, iso_time, markup_of, root_of


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the root element tells
    """The root is nitf."""
    return root_of(head)[0] == "nitf"


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The stories: one a file, as a rule."""
    document = Document(stream, origin, options.limits, options.encoding)
    for story in document.elements("nitf"):
        yield article(story, document.identified(story, first(story, "head/docdata/doc-id/@id-string")))
    yield from document.damage("story")


def article(story: Element, origin: Origin) -> RawArticle:
    """The story an nitf element holds; also used for NITF inside NewsML."""
    captions = tuple(map(_caption, every(story, "body/body.content//media")))
    authors = [first(person, ".") for person in every(story, "body/body.head/byline/person")]
    return RawArticle(
        origin=origin,
        headline=first(story, "body/body.head/hedline/hl1", "body/body.head/headline/hl1", "head/title"),
        standfirst=first(story, "body/body.head/hedline/hl2", "body/body.head/headline/hl2", "body/body.head/abstract"),
        byline=_byline(story),
        authors=tuple(authors),
        dateline=first(story, "body/body.head/dateline"),
        captions=tuple(caption for caption in captions if caption.text or caption.credit),
        paragraphs=_paragraphs(story),
        section=first(story, "head/pubdata/@position.section", "head/docdata/fixture/@fix-id"),
        source=first(story, "head/pubdata/@name", "body/body.head/distributor", "head/docdata/doc.copyright/@holder"),
        url=first(story, "head/pubdata/@ex-ref"),
        published=_published(story),
        language=first(story, "@xml:lang", "body/@xml:lang", "@lang"),
    )


def _byline(story: Element) -> str:
    """The names and the words between them, without titles and places."""
    texts = every(story, "body/body.head/byline//text()[not(ancestor::*[local-name()='byttl'])]")
    return re.sub(r" (?=[,;.])", "", " ".join(" ".join(texts).split()))


def _published(story: Element) -> str:
    printed = first(
        story,
        "head/docdata/date.issue/@norm",
        "head/docdata/date.release/@norm",
        "head/pubdata/@date.publication",
        "body/body.head/dateline/story.date/@norm",
        "body/body.head/dateline/story.date",
    )
    return iso_time(printed)


def _paragraphs(story: Element) -> tuple[RawParagraph, ...]:
    for part in every(story, "body/body.content"):
        for media in every(part, ".//media"):
            _remove(media)
    content = [markup_of(part) for part in every(story, "body/body.content")]
    end = [first(part, ".") for part in every(story, "body/body.end/tagline | body/body.end/bibliography")]
    notes = tuple(RawParagraph(text=text, kind="note") for text in end if text)
    return fragment("".join(content)).paragraphs + notes


def _remove(media: Element) -> None:
    """Take an element away, leaving the text that follows it in its parent."""
    parent, before, tail = media.getparent(), media.getprevious(), media.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(media)


def _caption(media: Element) -> RawCaption:
    return RawCaption(
        text=" ".join(filter(None, (first(part, ".") for part in every(media, "media-caption")))),
        credit=first(media, "media-producer", "media-metadata[@name='credit']/@value", "media-reference/@source"),
        photographer=first(media, "media-metadata[@name='photographer']/@value"),
        shot=first(media, "media-metadata[@name='date-created']/@value"),
        place=first(media, "media-metadata[@name='location']/@value"),
    )


SOURCE = Source(
    name="nitf",
    meaning="NITF stories (XML of the news agencies)",
    suffixes=(".xml", ".nitf"),
    sniff=sniff,
    read=read,
    needs="lxml",
)
