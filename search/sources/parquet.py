"""A Parquet table comes in; one RawArticle a row goes out, columns named or mapped as the keys of JSON records."""

from __future__ import annotations

from typing import BinaryIO

from msgspec.structs import replace

from search.article import Origin
from search.sources import records
from search.sources.containers import in_memory
from search.sources.json_shapes import common
from search.sources.source import ReadOptions, Records, Source, extra, fingerprint

_ROWS = 64
"""Rows held at once: a batch of long articles stays near a megabyte."""


def sniff(head: bytes, name: str) -> bool:  # noqa: ARG001 - the magic tells
    """Parquet's magic bytes."""
    return head.startswith(b"PAR1")


def read(stream: BinaryIO, origin: Origin, options: ReadOptions) -> Records:
    """The rows, each with its own id or else its number as ``Origin.record``.

    Raises ExtraMissing without pyarrow.
    """
    table = extra("pyarrow.parquet", "parquet").ParquetFile(in_memory(stream, options.limits))
    names = records.Names(options.mapping)
    number = 0
    for batch in table.iter_batches(batch_size=_ROWS):
        for row in batch.to_pylist():
            number += 1
            digest = fingerprint(repr(row).encode("utf-8", "replace"))
            place = replace(origin, record=str(number), sha256=digest)
            yield from (records.article(record, place, options, names) for record in common(row))


SOURCE = Source(
    name="parquet",
    meaning="Parquet tables (--map)",
    suffixes=(".parquet",),
    sniff=sniff,
    read=read,
    needs="pyarrow",
)
