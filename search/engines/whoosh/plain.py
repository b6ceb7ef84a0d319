"""The index as plain Whoosh knows it: its schema, and the pickles of a table of contents, come from here.

Whoosh's ``open_dir`` imports this module by the names in the table of contents.  Every text field has its stems as
terms, so that words are found as ``news search`` finds them; beside it FIELD_exact has the forms as they are.  Read
only: what plain Whoosh writes to the folder it keeps in segments of its own, and ``news`` answers such a folder with
"rebuild".
"""

# Whoosh is typed in part only, and calls abstract what a codec that reads need not have.
# mypy: disable-error-code="no-untyped-call, attr-defined, abstract"

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from whoosh import columns, fields
from whoosh.analysis import Analyzer, Token
from whoosh.codec import base
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from search.analysis import Analyser, query_words
from search.engines.whoosh.columns import FACET_TEXTS
from search.engines.whoosh.commits import Commit, SegmentEntry
from search.fields import ZONE_FIELDS

INDEX_NAME = "MAIN"
EXACT = "_exact"
VALUE_FIELDS = ("id", "date", "lang")
"""Fields with one whole value: the id, the day as ISO 8601 writes it, the language."""


class WordAnalyzer(Analyzer):
    """A query's text -> its forms or stems, as the index has them."""

    def __init__(self, language: str, *, stemmed: bool) -> None:
        self.language = language
        self.stemmed = stemmed

    def __call__(self, value: str, positions: bool = False, start_pos: int = 0, **_: Any) -> Iterator[Token]:
        """Tokens with text and, if asked for, positions."""
        token = Token(positions=positions, chars=True)
        for place, word in enumerate(query_words(value), start_pos):
            token.text = _analyser(self.language).stem(word.form) if self.stemmed else word.form
            token.boost, token.stopped = 1.0, False
            token.startchar, token.endchar = word.start, word.end
            if positions:
                token.pos = place
            yield token

    def has_morph(self) -> bool:
        """True if it changes words."""
        return self.stemmed


@lru_cache(maxsize=4)
def _analyser(language: str) -> Analyser:
    return Analyser(language)


def schema(language: str) -> fields.Schema:
    """What Whoosh is told of the index."""
    made = fields.Schema()
    for name in VALUE_FIELDS:
        made.add(name, fields.ID(stored=name == "id", unique=name == "id", sortable=True))
    for name in ZONE_FIELDS:
        column = columns.RefBytesColumn() if name in FACET_TEXTS else False
        stems = WordAnalyzer(language, stemmed=True)
        made.add(name, fields.TEXT(analyzer=stems, stored=name == "headline", sortable=column))
        made.add(name + EXACT, fields.TEXT(analyzer=WordAnalyzer(language, stemmed=False)))
    return made


class ArraySegment(base.Segment):
    """One of our segments, as the table of contents lists it."""

    def __init__(self, entry: SegmentEntry, deleted: bytes) -> None:
        super().__init__(INDEX_NAME)
        self.segid = entry.name.partition("_")[2]
        self.file = entry.file
        self.length = entry.length
        self.crc = entry.crc
        self.documents = entry.documents
        self.deleted = deleted
        """A bit for each document, least significant first, set where it is deleted; empty where none is."""

    def codec(self) -> base.Codec:
        """The codec that reads it."""
        from search.engines.whoosh.plain_codec import ArrayCodec  # noqa: PLC0415 - only a reader needs it

        return ArrayCodec()

    def gone(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """A boolean for each document: whether it is deleted."""
        bits = np.frombuffer(self.deleted or bytes(-(-self.documents // 8)), np.uint8)
        return np.unpackbits(bits, bitorder="little")[: self.documents].view(np.bool_)

    def set_doc_count(self, count: int) -> None:
        """Never: it has the documents it has."""
        raise NotImplementedError(f"a segment of {self.documents} documents stays one ({count} wanted)")

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self.documents

    def deleted_count(self) -> int:
        """Deleted documents."""
        return int(self.gone().sum())

    def deleted_docs(self) -> Iterator[int]:
        """Their numbers."""
        return iter(np.flatnonzero(self.gone()).tolist())

    def is_deleted(self, number: int) -> bool:
        """True if this document is deleted."""
        # Whoosh asks about the number behind the last, too.
        return number >> 3 < len(self.deleted) and bool(self.deleted[number >> 3] >> (number & 7) & 1)

    def delete_document(self, number: int, delete: bool = True) -> None:
        """Mark it; Whoosh's writer then writes a table of contents of its own, which ``news`` notices."""
        gone = self.gone().copy()
        gone[number] = delete
        self.deleted = np.packbits(gone, bitorder="little").tobytes()

    def should_assemble(self) -> bool:
        """False: it is one file already."""
        return False


def table_of_contents(commit: Commit, deletions: list[bytes]) -> bytes:
    """The bytes of the commit's TOC file; ``deletions``: of each segment the bits of what is deleted, or nothing."""
    segments = [ArraySegment(entry, bits) for entry, bits in zip(commit.segments, deletions, strict=True)]
    storage = RamStorage()
    TOC(schema(commit.language), segments, commit.number).write(storage, INDEX_NAME)
    content: bytes = storage.files[commit.toc]
    return content
