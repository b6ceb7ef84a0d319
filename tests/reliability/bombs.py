"""A folder comes in; input files that stall, fill or mislead parsers go out, each with what must come of it."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Made: TypeAlias = dict[str, bytes]

PAGE = "<html><head><title>Ferry stops</title></head><body><h1>Ferry stops</h1>{}<p>{}</p></body></html>"
LINE = json.dumps({"headline": "Ferry stops", "body": "The ferry stopped at the pier on Monday, zzlast."})
TAIL = "The last ferry of the long evening stopped at the pier on Monday, said the keeper, zzlast."
"""``zzlast`` is found, or the file is listed."""


def _page(before: str = "", after: str = "") -> bytes:
    return PAGE.format(before, TAIL + after).encode()


def _zipped(members: Made, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def _lying_zip() -> bytes:
    """Says it unpacks to a hundred bytes."""
    content = bytearray(_zipped({"big.txt": b"a" * (50 << 20)}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + place
        content[at : at + 4] = struct.pack("<I", 100)
    return bytes(content)


def _nested_zip() -> bytes:
    content = _zipped({"big.txt": b"a" * (10 << 20)})
    for level in range(6):
        content = _zipped({f"{level}{n}.zip": content for n in range(3)})
    return content


def _xml(body: str, doctype: str = "") -> bytes:
    head = f"<?xml version='1.0'?>{doctype}<rss version='2.0'><channel><title>x</title><item><title>Ferry stops</title>"
    return f"{head}<description>{body} {TAIL}</description></item></channel></rss>".encode()


BOMBS: dict[str, Callable[[], Made]] = {
    "gzip of 300 MB": lambda: {"bomb.txt.gz": gzip.compress(b"a" * (300 << 20), 9)},
    "gzip of one JSON line of 300 MB": lambda: {"bomb.jsonl.gz": gzip.compress(b'{"body": "' + b"a" * (300 << 20), 9)},
    "gzip in gzip in gzip": lambda: {"bomb.gz": gzip.compress(gzip.compress(gzip.compress(b"a" * (1 << 20))))},
    "zip of 300 MB": lambda: {"bomb.zip": _zipped({"big.txt": b"a" * (300 << 20)})},
    "zip that lies": lambda: {"lie.zip": _lying_zip()},
    "nested zips": lambda: {"nested.zip": _nested_zip()},
    "zip with paths": lambda: {
        "paths.zip": _zipped({"../../evil.txt": b"Evil\nText zzlast.", "/etc/x.txt": b"More\nMore of the text."})
    },
    "zip of many": lambda: {"many.zip": _zipped({f"{n}.txt": b"" for n in range(5000)})},
    "JSON 100,000 deep": lambda: {"deep.jsonl": b"[" * 100_000 + b"\n" + LINE.encode()},
    "JSON object 100,000 deep": lambda: {"deep.json": b'{"a":' * 100_000},
    "JSON number of 100,000 digits": lambda: {"digits.jsonl": b'{"n": ' + b"9" * 100_000 + b"}\n" + LINE.encode()},
    "JSON with NaN": lambda: {"nan.jsonl": b'{"headline": NaN, "body": Infinity}\n' + LINE.encode()},
    "JSON line of 70 MB": lambda: {"long.jsonl": b'{"body": "' + b"a" * (70 << 20) + b'"}\n' + LINE.encode()},
    "CSV with an open quote": lambda: {
        "open.csv": ("headline,body\n" + 'First,"never closed\n' + "Ferry,The ferry stopped.\n" * 999).encode()
    },
    "CSV cell of 20 MB": lambda: {"cell.csv": b'headline,body\nBig,"' + b"a " * (10 << 20) + b'"\nFerry,zzlast\n'},
    "XML that laughs": lambda: {
        "laugh.xml": _xml(
            "&l9;",
            "<!DOCTYPE r [<!ENTITY l0 'ha'>"
            + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
            + "]>",
        )
    },
    "XML with one large entity": lambda: {
        "large.xml": _xml("&a;" * 30_000, f"<!DOCTYPE r [<!ENTITY a '{'a' * 30_000}'>]>")
    },
    "XML that reads a file": lambda: {"xxe.xml": _xml("&x;", "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")},
    "XML with a remote DTD": lambda: {"dtd.xml": _xml("", "<!DOCTYPE r SYSTEM 'http://192.0.2.1/x.dtd'>")},
    "XML 200,000 deep": lambda: {"deep.xml": b"<?xml version='1.0'?><rss><channel>" + b"<a>" * 200_000},
    "text of one line of 20 MB": lambda: {"line.txt": b"a " * (10 << 20) + b"zzlast"},
    "text of 50,000 spaces": lambda: {"spaces.txt": b"Ferry stops\n" + b" " * 50_000 + b"x\nThe ferry, zzlast.\n"},
    "text of one word of a million letters": lambda: {
        "word.txt": b"Ferry stops\nThe " + b"x" * 1_000_000 + b" zzlast\n"
    },
    "text of a million empty lines": lambda: {
        "lines.txt": b"Ferry stops\n" + b"\n" * 1_000_000 + b"The ferry, zzlast.\n"
    },
    "text of NULs": lambda: {"nul.txt": b"Ferry stops\nThe \0 ferry\0, zzlast.\n"},
    "page 255 deep": lambda: {"deep.html": _page("<div>" * 255)},
    "page 400 deep": lambda: {"deep.html": _page("<div>" * 400)},
    "page 5,000 deep": lambda: {"deep.html": _page("<div>" * 5_000)},
    "page with a text of 11 MB": lambda: {"big.html": _page("", " word" * (11 << 18))},
    "page of open comments": lambda: {"comments.html": _page("<!--" * 100_000)},
    "page of 100,000 attributes": lambda: {"many.html": _page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>")},
    "page of 50,000 open elements": lambda: {"open.html": _page("<b>" * 50_000)},
}
"""Name -> files."""


def write(folder: Path, name: str) -> Path:
    """The files of one bomb, in a folder of their own."""
    place = folder / "".join(char if char.isalnum() else "-" for char in name)
    place.mkdir(parents=True)
    for file, content in BOMBS[name]().items():
        (place / file).write_bytes(content)
    return place
