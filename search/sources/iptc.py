"""The bytes of a JPEG or TIFF come in; what its IPTC and XMP blocks say of the picture goes out, under common names.

Sources: IPTC-NAA Information Interchange Model 4.2 (records and datasets), Adobe's Photoshop file format (image
resource 1028), XMP part 3 (JPEG APP1, TIFF tag 700), TIFF 6.0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from search.sources.decoding import decode

_DATASETS = {
    (2, 5): "title", (2, 55): "date", (2, 80): "photographer", (2, 90): "city", (2, 92): "location", (2, 95): "state",
    (2, 101): "country", (2, 105): "headline", (2, 110): "credit", (2, 115): "source", (2, 116): "copyright",
    (2, 120): "caption", (2, 25): "keywords",
}  # fmt: skip
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_PHOTOSHOP_HEAD = b"Photoshop 3.0\0"
_IPTC_RESOURCE = 1028
_TIFF_XMP, _TIFF_IPTC, _TIFF_PHOTOSHOP = 700, 33723, 34377


def blocks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(``iptc`` or ``xmp``, bytes) for each metadata block of a picture; nothing for a damaged one."""
    if data.startswith(b"\xff\xd8"):
        yield from _jpeg(data)
    elif data[:4] in {b"II*\0", b"MM\0*"}:
        yield from _tiff(data)


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in {0xDA, 0xD9}:  # the image itself, the end
        length = struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at + 4 : at + 2 + length]
        if data[at + 1] == 0xE1 and segment.startswith(_XMP_HEAD):
            yield "xmp", segment[len(_XMP_HEAD) :]
        elif data[at + 1] == 0xED and segment.startswith(_PHOTOSHOP_HEAD):
            yield from _resources(segment[len(_PHOTOSHOP_HEAD) :])
        at += 2 + max(length, 2)


def _resources(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Photoshop's image resources: 8BIM, number, padded name, length, padded content."""
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        number = struct.unpack_from(">H", data, at + 4)[0]
        name = data[at + 6] + 1
        start = at + 6 + name + name % 2
        if start + 4 > len(data):
            return
        length = struct.unpack_from(">I", data, start)[0]
        if number == _IPTC_RESOURCE:
            yield "iptc", data[start + 4 : start + 4 + length]
        at = start + 4 + length + length % 2


def _tiff(data: bytes) -> Iterator[tuple[str, bytes]]:
    order = "<" if data[:2] == b"II" else ">"
    at = struct.unpack_from(f"{order}I", data, 4)[0]
    if at + 2 > len(data):
        return
    for number in range(struct.unpack_from(f"{order}H", data, at)[0]):
        entry = at + 2 + 12 * number
        if entry + 12 > len(data):
            return
        tag, kind, count, where = struct.unpack_from(f"{order}HHII", data, entry)
        content = data[where : where + count * (4 if kind == 4 else 1)]
        if tag == _TIFF_XMP:
            yield "xmp", content
        elif tag == _TIFF_IPTC:
            yield "iptc", content
        elif tag == _TIFF_PHOTOSHOP:
            yield from _resources(content)


def datasets(block: bytes) -> dict[str, list[str]]:
    """The values of an IPTC block by our names for them."""
    found: dict[str, list[str]] = {}
    utf8 = b"\x1c\x01\x5a\x00\x03\x1b%G" in block  # dataset 1:90, "text is UTF-8"
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, number, length = struct.unpack_from(">BBH", block, at + 1)
        if length & 0x8000:  # a length of several bytes: no text is that long
            return found
        name = _DATASETS.get((record, number))
        if name:
            value = block[at + 5 : at + 5 + length]
            found.setdefault(name, []).append(
                (value.decode("utf-8", "replace") if utf8 else decode(value).text).strip("\0 ")
            )
        at += 5 + length
    return found
