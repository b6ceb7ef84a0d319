"""A table with a header line comes in (CSV, TSV, semicolons); one RawArticle a row goes out.

The header's names are recognised or mapped as those of JSON records are (``search.sources.records``).
"""

from __future__ import annotations

import re
from typing import BinaryIO

from msgspec.structs import replace

from search.article import BadRecord, Origin
from search.sources import records
from search.sources.csv_rows import rows
from search.sources.decoding import detect, looks_binary
from search.sources.recoding import text_lines
from search.sources.source import HEAD_BYTES, ReadOptions, Records, Source, fingerprint

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")  # Excel's first line
_ESCAPED = re.compile(r"""[^\\",;|\t\n]\\"[^",;|\t\r\n]|[,;|\t]"\\"[^",;|\t\r\n]""")
"""A quote with a backslash, as databases export it, between words: others double it."""
_TEXT_NAMES = frozenset((*records.SYNONYMS["headline"], *records.SYNONYMS["paragraphs"], *records.SYNONYMS["captions"]))


def sniff(head: bytes, name: str) -> bool:
    """A first line that names columns we know, two at least; or a name that says so."""
    if looks_binary(head):
        return False
    text = head[:4096].decode(detect(head), "replace").lstrip("\ufeff")
    if name.endswith((".csv", ".tsv", ".tab")):
        return any(delimiter in text for delimiter in _DELIMITERS)
    names = _names(_first_line(text))
    known = {name for values in records.SYNONYMS.values() for name in values}
    return len(names & known) >= 2 and bool(names & _TEXT_NAMES)


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The rows, each with its own id or else its line as ``Origin.record``."""
    head = stream.read(HEAD_BYTES)
    encoding = options.encoding or detect(head)
    origin = replace(origin, encoding="utf-8" if encoding == "utf-8-sig" else encoding)
    begin = head.decode(encoding, "replace").lstrip("\ufeff")
    said = _SEPARATOR_LINE.match(begin)
    delimiter = said[1] if said else _delimiter(_first_line(begin))
    lines = text_lines(stream, head, encoding, options.limits)
    if said:
        next(lines)
    table = rows(lines, delimiter, options.limits, "\\" if _ESCAPED.search(begin) else None)
    header = next(table, None)
    if header is None or header.problem:
        yield BadRecord(origin=origin, reason=header.problem if header else "no header line")
        return
    columns = [cell.strip() for cell in header.cells]
    names = records.Names(options.mapping)
    row = None
    for row in table:
        place = replace(origin, record=str(row.line + bool(said)), sha256=fingerprint(row.raw.encode()))
        if row.problem:
            yield BadRecord(origin=place, reason=row.problem)
        elif len(row.cells) != len(columns):
            reason = f"the row has {len(row.cells)} cells, the header {len(columns)}"
            yield BadRecord(origin=place, reason=reason)
        else:
            # From the right, so that of two columns with one name the first counts, unless it is empty.
            cells = reversed(list(zip(columns, row.cells, strict=True)))
            record = {column: cell for column, cell in cells if cell.strip()}
            yield records.article(
                {column: record[column] for column in columns if column in record}, place, options, names
            )
    if row is None:
        yield BadRecord(origin=origin, reason="no rows below the header line")


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)  # of equals the first: a single column has commas


def _names(line: str) -> set[str]:
    return {records.folded(cell.strip("\"' ")) for cell in line.split(_delimiter(line))}


SOURCE = Source(
    name="csv",
    meaning="a table with a header line: CSV, TSV, semicolons (--map)",
    suffixes=(".csv", ".tsv"),
    sniff=sniff,
    read=read,
)
