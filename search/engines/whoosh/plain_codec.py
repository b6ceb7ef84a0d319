"""One of our segments comes in; Whoosh's readers of its terms and postings go out."""

# Whoosh is typed in part only, and calls abstract what a codec that reads need not have.
# mypy: disable-error-code="no-untyped-call, attr-defined, abstract"

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec import base
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.commits import SegmentEntry
from search.engines.whoosh.layout import FIELD_NUMBER
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.plain import EXACT, VALUE_FIELDS, ArraySegment
from search.engines.whoosh.plain_documents import ArrayDocuments
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.units import field_table


class ArrayCodec(base.Codec):
    """Reads our segments; Whoosh writes its own with its own codec."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTerms:
        """The terms and their postings."""
        return ArrayTerms(_Contents(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocuments:
        """Everything kept by document."""
        return ArrayDocuments(_Contents(storage, segment).segment, segment)


class _Found(NamedTuple):
    """The postings of one term."""

    docs: Array
    counts: Array
    positions: Array
    """Of all documents, one after the other, counted from the beginning of the field."""


class _Contents:
    """A segment, seen as terms of fields."""

    def __init__(self, storage: Any, listed: ArraySegment) -> None:
        entry = SegmentEntry(
            name=listed.segment_id(),
            file=listed.file,
            length=listed.length,
            crc=listed.crc,
            documents=listed.documents,
            live_documents=listed.documents,
            words=(),
        )
        self.segment = Segment(Path(storage.folder), entry, 0)
        self._terms: dict[str, list[bytes]] = {}

    def fields(self) -> list[str]:
        """All fields that have terms, in order."""
        return sorted([*VALUE_FIELDS, *FIELD_NUMBER, *(name + EXACT for name in FIELD_NUMBER)])

    def terms(self, field: str) -> list[bytes]:
        """The terms of a field, in order."""
        if field not in self._terms:
            self._terms[field] = self._terms_of(field)
        return self._terms[field]

    def postings(self, field: str, term: bytes) -> _Found | None:
        """The postings of a term, or None where the field has no such term."""
        if field in VALUE_FIELDS:
            return self._value_postings(field, term)
        if field not in self.fields():
            return None
        text = term.decode(errors="replace")
        name = field.removesuffix(EXACT)
        if field == name:
            forms = self.segment.forms_of(text)
        else:
            number = self.segment.forms.find(text)
            forms = np.array([number] if number >= 0 else [], np.int64)
        return self._word_postings(FIELD_NUMBER[name], forms)

    def _word_postings(self, field: int, forms: Array) -> _Found | None:
        lists = self.segment.lists.of(forms, field_table([field]))
        if not len(lists):
            return None
        words = np.sort(self.segment.positions(lists, self.segment.lists.postings(lists)))
        cells = self.segment.cells(words)
        starts = np.flatnonzero(np.diff(cells, prepend=-1))
        docs = cells[starts] - field * self.segment.documents
        return _Found(docs, np.diff(starts, append=len(words)), words - self.segment.base[cells])

    def _value_postings(self, field: str, term: bytes) -> _Found | None:
        column = self.segment.column(field)
        if column.words is not None:
            rows = column.rows[column.values == column.words.find(term.decode(errors="replace"))]
        else:
            try:
                rows = column.rows[column.values == date.fromisoformat(term.decode()).toordinal()]
            except ValueError:
                return None
        one = np.ones(len(rows), np.int64)
        return _Found(rows, one, np.zeros(len(rows), np.int64)) if len(rows) else None

    def _terms_of(self, field: str) -> list[bytes]:
        if field in VALUE_FIELDS:
            column = self.segment.column(field)
            if column.words is not None:
                return [word.encode() for word in column.words.all()]
            return [date.fromordinal(day).isoformat().encode() for day in np.unique(column.values).tolist()]
        name = field.removesuffix(EXACT)
        if name not in FIELD_NUMBER:
            return []
        lists = self.segment.lists
        form_of = np.repeat(np.arange(len(lists.first) - 1), np.diff(lists.first).astype(np.int64))
        forms = form_of[lists.field == FIELD_NUMBER[name]]
        if field != name:
            return _encoded(self.segment.forms, forms)
        return _encoded(self.segment.stems, np.unique(self.segment.file["forms.stem"][forms]))


def _encoded(words: Lexicon, numbers: Array) -> list[bytes]:
    every = words.all()
    return [every[number].encode() for number in numbers.tolist()]


class ArrayTerms(base.TermsReader):
    """Whoosh's view of the lexicon."""

    def __init__(self, contents: _Contents) -> None:
        self._contents = contents

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._contents.postings(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Fields with terms."""
        return self._contents.fields()

    def cursor(self, field: str, fieldobj: Any) -> TermCursor:
        """A cursor over one field's terms."""
        return TermCursor(self, field, self._contents.terms(field), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term."""
        return ((field, term) for field in self._contents.fields() for term in self._contents.terms(field))

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The field's terms from ``prefix`` on, then those of the fields behind it."""
        for name in self._contents.fields():
            if name >= field:
                terms = self._contents.terms(name)
                start = bisect_left(terms, prefix) if name == field else 0
                yield from ((name, term) for term in terms[start:])

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term with what is known of it."""
        return (((field, term), self.term_info(field, term)) for field, term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As ``terms_from``, with what is known of each."""
        return (((name, term), self.term_info(name, term)) for name, term in self.terms_from(field, prefix))

    def term_info(self, field: str, term: bytes) -> TermInfo:
        """Counts and bounds of a term.  Raises TermNotFound."""
        found = self._found(field, term)
        return TermInfo(
            weight=int(found.counts.sum()),
            df=len(found.docs),
            minlength=1,
            maxlength=int(found.counts.max()),
            maxweight=int(found.counts.max()),
            minid=int(found.docs[0]),
            maxid=int(found.docs[-1]),
        )

    def frequency(self, field: str, term: bytes) -> int:
        """How often the term occurs.  Raises TermNotFound."""
        return int(self._found(field, term).counts.sum())

    def doc_frequency(self, field: str, term: bytes) -> int:
        """In how many documents.  Raises TermNotFound."""
        return len(self._found(field, term).docs)

    def matcher(self, field: str, term: bytes, format_: Any, scorer: Any = None) -> LeafMatcher:
        """The term's postings.  Raises TermNotFound."""
        return ArrayMatcher(self._found(field, term), (field, term), format_, scorer)

    def _found(self, field: str, term: bytes) -> _Found:
        found = self._contents.postings(field, term)
        if found is None:
            raise TermNotFound(f"{field}:{term!r}")
        return found


class TermCursor(base.FieldCursor):
    """Steps through the terms of a field."""

    def __init__(self, reader: ArrayTerms, field: str, terms: list[bytes], fieldobj: Any) -> None:
        self._reader = reader
        self._field = field
        self._terms = terms
        self._fieldobj = fieldobj
        self._place = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._place = 0
        return self.text()

    def find(self, term: Any) -> Any:
        """Go to the first term that is not less."""
        wanted = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._place = bisect_left(self._terms, wanted)
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> Any:
        """The term, or None at the end."""
        return self._fieldobj.from_bytes(self._terms[self._place]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of the term, or None at the end."""
        return self._reader.term_info(self._field, self._terms[self._place]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """False at the end."""
        return self._place < len(self._terms)


class ArrayMatcher(LeafMatcher):
    """Steps through the postings of a term; without block quality, so nothing is ever skipped on a guess."""

    def __init__(self, found: _Found, term: tuple[str, bytes], format_: Any, scorer: Any, place: int = 0) -> None:
        self._found = found
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._docs: list[int] = found.docs.tolist()
        self._counts: list[int] = found.counts.tolist()
        self._place = place

    @cached_property
    def _starts(self) -> list[int]:
        ends = np.cumsum(self._found.counts)
        return [*(ends - self._found.counts).tolist(), len(self._found.positions)]

    def is_active(self) -> bool:
        """False when all are read."""
        return self._place < len(self._docs)

    def reset(self) -> None:
        """Begin again."""
        self._place = 0

    def copy(self) -> ArrayMatcher:
        """Another, at the same place."""
        return ArrayMatcher(self._found, self._term, self.format, self.scorer, self._place)

    def replace(self, minquality: float = 0) -> Any:  # noqa: ARG002 - Whoosh's signature
        """Itself, or nothing when all are read."""
        return self if self.is_active() else NullMatcher()

    def supports_block_quality(self) -> bool:
        """False."""
        return False

    def id(self) -> int:
        """The document."""
        return self._docs[self._place]

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._docs[self._place :])

    def next(self) -> None:
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, wanted: int) -> None:
        """Go to the first document that is not before ``wanted``."""
        if not self.is_active():
            raise ReadTooFar
        self._place = bisect_left(self._docs, wanted, lo=self._place)

    def weight(self) -> float:
        """How often the term occurs in the document."""
        return float(self._counts[self._place])

    def value(self) -> bytes:
        """The positions as Whoosh's format writes them."""
        encoded: bytes = self.format.encode(self._positions())
        return encoded

    def value_as(self, kind: str) -> Any:
        """Positions (or what Whoosh makes of them) of the term in the document."""
        return self._positions() if kind == "positions" else super().value_as(kind)

    def _positions(self) -> list[int]:
        start, stop = self._starts[self._place : self._place + 2]
        positions: list[int] = self._found.positions[start:stop].tolist()
        return positions
