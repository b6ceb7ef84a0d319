"""JSON comes in, as lines, an array or objects laid out over lines; one RawArticle a record goes out.

Our own records (``news show --json``) keep their id, so adding one again changes nothing; the shapes of other programs
are turned into the common names first (``search.sources.json_shapes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin
from search.sources import records
from search.sources.decoding import REPLACED, detect
from search.sources.json_shapes import common
from search.sources.json_values import BadJson, Piece, lines, long_lines, objects, parse
from search.sources.recoding import Recoded
from search.sources.source import HEAD_BYTES, Cutter, ReadOptions, Records, Source, fingerprint, too_large
from search.sources.source import Piece as Cut

_BEGINS = re.compile(r'^[\s\ufeff\x1e]*(?:\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$))')
_LINE_LEFT_OPEN = re.compile(r"[\[{,:]$")
_LISTS = (
    "articles",
    "items",
    "_items",
    "results",
    "docs",
    "hits",
    "documents",
    "entries",
    "stories",
    "news",
    "data",
    "rows",
)
"""Keys under which services wrap a list of records."""


def sniff(head: bytes, name: str) -> bool:
    """JSON that begins with an object, or with an array of them."""
    text = head[:1000].decode(detect(head), "replace")
    return _BEGINS.match(text) is not None or (name.endswith((".jsonl", ".ndjson")) and b"{" in head)


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The records of the file, each with its own id or else its line (in an array: its place) as ``Origin.record``."""
    head = stream.read(HEAD_BYTES)
    encoding = options.encoding or ("utf-8" if origin.record else detect(head))
    stream = Recoded(stream, head, encoding)
    first, origin = origin.record, replace(origin, encoding="utf-8" if encoding == "utf-8-sig" else encoding, record="")
    if first or _by_line(stream.head):
        pieces = lines(stream, options.limits, int(first or 1))
    else:
        pieces = objects(stream, options.limits)
    names = records.Names(options.mapping)
    empty = True
    for piece in pieces:
        empty = False
        yield from _records(piece, origin, options, names)
    if empty:
        yield BadRecord(origin=origin, reason="no records in it")


def _by_line(head: bytes) -> bool:
    """True for JSON Lines: the first line is no opening of a value that goes on, whether it is good or broken."""
    first = head.lstrip(b" \t\r\n\x1e").partition(b"\n")[0].decode("utf-8", "replace").rstrip()
    return not first.startswith("[") and not (_LINE_LEFT_OPEN.search(first) and "\n" in head.decode("utf-8", "replace"))


def _records(piece: Piece, origin: Origin, options: ReadOptions, names: records.Names) -> Records:
    origin = replace(origin, record=str(piece.number), sha256=fingerprint(piece.data))
    if piece.problem:
        yield BadRecord(origin=origin, reason=piece.problem)
        return
    text = piece.data.decode("utf-8", "replace")
    if REPLACED in text and (bad := text.count(REPLACED) - piece.data.count(REPLACED.encode())):
        origin = replace(origin, encoding=f"{origin.encoding}, {bad} bad bytes replaced")
    try:
        value = parse(text, options.limits)
    except BadJson as error:
        yield BadRecord(origin=origin, reason=str(error))
        return
    if not isinstance(value, dict):
        yield BadRecord(origin=origin, reason="not an object")
        return
    for number, record in enumerate(_unwrapped(value), 1):
        place = origin if record is value else replace(origin, record=f"{origin.record}.{number}")
        if isinstance(record, dict):
            yield from (records.article(shaped, place, options, names) for shaped in common(record))
        else:
            yield BadRecord(origin=place, reason="not an object")


def _unwrapped(value: dict[str, Any]) -> Iterator[Any]:
    """The record itself, or the records a service's answer wraps."""
    wrapped = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
    inner = next((value[key] for key in ("response", "hits") if isinstance(value.get(key), dict)), None)
    if inner is not None:
        yield from _unwrapped(inner)
    elif wrapped and isinstance(wrapped[0], dict) and not records.Names({}).values(value).get("paragraphs"):
        yield from wrapped
    else:
        yield value


def _can_be_cut(head: bytes, options: ReadOptions) -> bool:
    return (options.encoding or detect(head)) in {"utf-8", "utf-8-sig"} and _by_line(head)


def _pieces(stream: BinaryIO, options: ReadOptions, size: int) -> Iterator[Cut]:
    """Some lines at a time; each piece says the number of its first."""
    held: list[bytes] = []
    first, length, any_yet = 1, 0, False
    for number, line in long_lines(stream, options.limits):
        problem = "" if line else f"line {too_large(options.limits)}"
        if held and (problem or length >= size) and (length or problem):
            yield Cut(str(first), b"".join(held))
            any_yet, held, length = True, [], 0
        if problem:
            yield Cut(str(number), b"", problem)
            any_yet = True
            continue
        first = first if held else number
        held.append(line)
        length += len(line.strip())
    if held and (length or not any_yet):
        yield Cut(str(first), b"".join(held))


SOURCE = Source(
    name="jsonl",
    meaning="JSON Lines, a JSON array or object: our own records and other people's (--map)",
    suffixes=(".jsonl", ".ndjson", ".json"),
    sniff=sniff,
    read=read,
    cutter=Cutter(_can_be_cut, _pieces),
)
