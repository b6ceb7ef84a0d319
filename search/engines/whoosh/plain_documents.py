"""One of our segments comes in; Whoosh's readers of columns, lengths and stored fields go out."""

# Whoosh is typed in part only.
# mypy: disable-error-code="no-untyped-call, attr-defined"

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.layout import FIELD_NUMBER
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.plain import EXACT, VALUE_FIELDS, ArraySegment
from search.engines.whoosh.segment import Segment


class ArrayDocuments(base.PerDocumentReader):
    """Whoosh's view of what is kept by document."""

    def __init__(self, segment: Segment, listed: ArraySegment) -> None:
        self._segment = segment
        self._listed = listed

    def doc_count(self) -> int:
        """Live documents."""
        return int(self._listed.doc_count())

    def doc_count_all(self) -> int:
        """All documents."""
        return self._listed.doc_count_all()

    def has_deletions(self) -> bool:
        """True if some document is deleted."""
        return bool(self._listed.has_deletions())

    def is_deleted(self, number: int) -> bool:
        """True if this one is."""
        return self._listed.is_deleted(number)

    def deleted_docs(self) -> Iterator[int]:
        """The deleted ones."""
        return self._listed.deleted_docs()

    def supports_columns(self) -> bool:
        """True."""
        return True

    def has_column(self, field: str) -> bool:
        """True of fields that can be sorted and counted by."""
        return field in VALUE_FIELDS or f"value.{field}.word" in self._segment.file

    def column_reader(self, field: str, column: Any) -> ArrayColumn:  # noqa: ARG002 - the arrays know their kind
        """The values of a field, the first where a document has several."""
        return ArrayColumn(self._segment, field)

    def doc_field_length(self, number: int, field: str, default: int = 0) -> int:
        """Words of a field in a document."""
        name = field.removesuffix(EXACT)
        if name not in FIELD_NUMBER:
            return default
        return int(self._segment.lengths[FIELD_NUMBER[name] * self._segment.documents + number])

    def field_length(self, field: str) -> int:
        """Words of a field in all documents."""
        return int(self._lengths(field).sum(dtype=np.int64))

    def min_field_length(self, field: str) -> int:
        """Words of the shortest."""
        return int(self._lengths(field).min(initial=0))

    def max_field_length(self, field: str) -> int:
        """Words of the longest."""
        return int(self._lengths(field).max(initial=0))

    def stored_fields(self, number: int) -> dict[str, str]:
        """The id and the headline."""
        stored = {"id": self._segment.ids[number]}
        headline = Lexicon(self._segment.file, "headline")[number]
        return stored | ({"headline": headline} if headline else {})

    def _lengths(self, field: str) -> Array:
        name = field.removesuffix(EXACT)
        documents = self._segment.documents
        if name not in FIELD_NUMBER:
            return np.zeros(documents, np.int64)
        start = FIELD_NUMBER[name] * documents
        return self._segment.lengths[start : start + documents]


class ArrayColumn(ColumnReader):
    """A column as Whoosh reads it: bytes by document."""

    def __init__(self, segment: Segment, field: str) -> None:
        self._column = segment.column(field)
        self._values = self._column.dense(segment.documents, -1).tolist()
        self._reverse = False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, number: int) -> bytes:
        """The value, empty where there is none."""
        value = self._values[number]
        if value < 0:
            return b""
        return self._column.words.raw(value) if self._column.words else date.fromordinal(value).isoformat().encode()

    def sort_key(self, number: int) -> Any:
        """The value, or its number in reverse order."""
        return -self._values[number] if self._reverse else self[number]

    def load(self) -> list[bytes]:
        """All values."""
        return [self[number] for number in range(len(self))]

    def set_reverse(self) -> None:
        """Sort the other way round."""
        self._reverse = True
