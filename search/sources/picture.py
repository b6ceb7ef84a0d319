"""A JPEG or TIFF picture comes in; an article of its one caption goes out, from the picture's XMP and IPTC blocks.

Where the two blocks differ XMP counts, which newer programs write; IPTC's other caption is kept as a note.
"""

from __future__ import annotations

from typing import BinaryIO
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle, RawCaption, RawParagraph
from search.sources.iptc import blocks, datasets
from search.sources.source import ReadOptions, Records, Source, fingerprint, read_up_to, too_large

_DC, _PHOTOSHOP, _CORE = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://ns.adobe.com/photoshop/1.0/}",
    "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}",
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP_NAMES = {
    f"{_DC}description": "caption", f"{_DC}creator": "photographer", f"{_DC}title": "title",
    f"{_DC}rights": "copyright",
    f"{_PHOTOSHOP}Headline": "headline", f"{_PHOTOSHOP}Credit": "credit", f"{_PHOTOSHOP}Source": "source",
    f"{_PHOTOSHOP}City": "city", f"{_PHOTOSHOP}State": "state", f"{_PHOTOSHOP}Country": "country",
    f"{_PHOTOSHOP}DateCreated": "date", f"{_CORE}Location": "location",
}  # fmt: skip


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the magic tells
    """JPEG or TIFF."""
    return head.startswith((b"\xff\xd8\xff", b"II*\0", b"MM\0*"))


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The picture's caption; a picture that says nothing is a BadRecord."""
    data = read_up_to(stream, options.limits.record_bytes)
    origin = replace(origin, sha256=fingerprint(data))
    if len(data) > options.limits.record_bytes:
        yield BadRecord(origin=origin, reason=f"picture {too_large(options.limits)}")
        return
    said: dict[str, dict[str, list[str]]] = {"iptc": {}, "xmp": {}}
    for kind, block in blocks(data):
        said[kind] |= datasets(block) if kind == "iptc" else _xmp(block)
    yield _article(said["iptc"], said["xmp"], origin)


def _article(iptc: dict[str, list[str]], xmp: dict[str, list[str]], origin: Origin) -> RawArticle | BadRecord:
    both = iptc | {name: values for name, values in xmp.items() if any(values)}

    def value(*names: str) -> str:
        found = (", ".join(filter(None, both.get(name, ()))) for name in names)
        return " ".join(next(filter(None, found), "").split())

    if not value("caption", "headline", "title"):
        return BadRecord(origin=origin, reason="a picture without caption or headline in its metadata")
    day = _day(value("date"))
    caption = RawCaption(
        text=value("caption"),
        credit=value("credit", "copyright"),
        photographer=value("photographer"),
        agency=value("source"),
        shot=day[:10],
        place=", ".join(filter(None, (value("city") or value("location"), value("country")))),
    )
    other = " ".join(" ".join(iptc.get("caption", ())).split())
    differs = other and other != caption.text
    return RawArticle(
        origin=origin,
        headline=value("headline", "title"),
        captions=(caption,) if caption.text or caption.credit else (),
        paragraphs=(RawParagraph(text=other, kind="note"),) if differs else (),
        source=value("source"),
        published=day,
    )


def _day(printed: str) -> str:
    """IPTC writes 20240131, XMP ISO 8601."""
    return f"{printed[:4]}-{printed[4:6]}-{printed[6:]}" if len(printed) == 8 and printed.isdigit() else printed


def _xmp(block: bytes) -> dict[str, list[str]]:
    """The values of an XMP packet by our names; nothing for one that is broken or declares anything."""
    text = block.strip(b"\0 \r\n\t")
    if b"<!" in text:
        return {}
    try:
        root = ET.fromstring(text)  # noqa: S314 - no declaration, so no entity to expand
    except (ET.ParseError, ValueError):
        return {}
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            if key in _XMP_NAMES:
                found.setdefault(_XMP_NAMES[key], []).append(value)
        for element in description:
            if element.tag in _XMP_NAMES:
                items = [item.text or "" for item in element.iter(f"{_RDF}li")] or [element.text or ""]
                kept = items[:1] if element.tag == f"{_DC}description" else items  # the default language stands first
                found.setdefault(_XMP_NAMES[element.tag], []).extend(item.strip() for item in kept)
    return found


SOURCE = Source(
    name="picture",
    meaning="JPEG and TIFF pictures: their IPTC and XMP captions",
    suffixes=(".jpg", ".jpeg", ".tif", ".tiff"),
    sniff=sniff,
    read=read,
)
