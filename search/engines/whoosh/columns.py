"""Values of whole documents come in (version, headline, dates, numbers, flags, keywords, facets); columns go out.

``version`` (i8) has one entry a document.  Every other column is a list of pairs, ordered by document, so that one
document may have no value or many: ``value.FIELD.row`` (u4: the document) beside ``value.FIELD.number`` (i4: a day as
``date.toordinal`` gives it, a number, a flag) or ``value.FIELD.word`` (u4: the value's number in the column's own
lexicon, ``value.FIELD.text`` and ``.at``).  ``id.text`` and ``id.at`` hold a line a document, ``headline.text`` and
``headline.at`` too (for plain Whoosh).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.facets import printed
from search.engines.whoosh.arrays import Array, ArrayFile, ArrayWriter
from search.engines.whoosh.lexicon import Lexicon
from search.fields import FACETS, FIELDS
from search.query import pattern_regex

if TYPE_CHECKING:
    from search.analysis.bulk import Batch

NUMBERS: tuple[str, ...] = tuple(name for name, field in FIELDS.items() if field.kind in {"date", "number", "flag"})
"""Fields whose values are whole numbers."""
FACET_TEXTS: tuple[str, ...] = tuple(name for name in FACETS if name in FIELDS and FIELDS[name].kind == "text")
"""Text fields that are counted, as ``search.engines.facets`` says."""
KEYWORDS: tuple[str, ...] = (*(name for name, field in FIELDS.items() if field.kind == "keyword"), *FACET_TEXTS)
"""Fields whose values are words of a lexicon."""


class ColumnBuffer:
    """Values of articles taken in and not yet written."""

    def __init__(self) -> None:
        self._versions = array("q")
        self._ids: list[str] = []
        self._headlines: list[str] = []
        self._rows: dict[str, array[int]] = {name: array("I") for name in (*NUMBERS, *KEYWORDS)}
        self._values: dict[str, list[Any]] = {name: [] for name in (*NUMBERS, *KEYWORDS)}

    def add(self, row: int, versions: Sequence[int], batch: Batch) -> None:
        """The values of some articles, the first of which is document ``row``."""
        self._versions.extend(versions)
        self._ids += [article.id for article in batch.articles]
        self._headlines += [article.headline for article in batch.articles]
        analysed = zip(batch.articles, batch.values, batch.texts, strict=True)
        for document, (article, values, texts) in enumerate(analysed, row):
            for name, found in values.items():
                self._put(name, document, found)
            for name, text in texts:
                if name in FACET_TEXTS:
                    self._put(name, document, printed(article, name, text))

    def _put(self, name: str, row: int, values: Iterable[int | str]) -> None:
        for value in values:
            self._rows[name].append(row)
            self._values[name].append(value)

    def write(self, file: ArrayWriter) -> None:
        """Write all columns."""
        file.put("version", np.array(self._versions, np.int64))
        put_lines(file, "id", self._ids)
        put_lines(file, "headline", self._headlines)
        for name in NUMBERS:
            put_numbers(file, name, np.array(self._rows[name], np.uint32), np.array(self._values[name], np.int64))
        for name in KEYWORDS:
            distinct, words = numbered(self._values[name])
            pairs = np.unique(np.array(self._rows[name], np.int64) << 32 | words)
            put_keywords(file, name, pairs >> 32, pairs & 0xFFFFFFFF, distinct)


def numbered(values: Sequence[str]) -> tuple[list[str], Array]:
    """The distinct values in order, and of each value its number among them."""
    lines = [_line(value) for value in values]
    distinct = sorted(set(lines))
    number = {value: place for place, value in enumerate(distinct)}
    return distinct, np.fromiter(map(number.__getitem__, lines), np.uint32, len(lines))


def _line(text: str) -> str:
    """The text on one line: a line end separates the entries of a lexicon."""
    return text.replace("\n", " ")


def put_numbers(file: ArrayWriter, name: str, rows: Array, numbers: Array) -> None:
    """Write one column of numbers."""
    file.put(f"value.{name}.row", rows.astype(np.uint32))
    file.put(f"value.{name}.number", numbers.astype(np.int32))


def put_keywords(file: ArrayWriter, name: str, rows: Array, words: Array, distinct: Sequence[str]) -> None:
    """Write one column of keywords."""
    file.put(f"value.{name}.row", rows.astype(np.uint32))
    file.put(f"value.{name}.word", words.astype(np.uint32))
    put_lines(file, f"value.{name}", distinct)


def put_lines(file: ArrayWriter, name: str, lines: Sequence[str]) -> None:
    """Write texts, one a line."""
    text = "\n".join([*lines, ""])
    if text.count("\n") > len(lines):
        text = "\n".join([*map(_line, lines), ""])
    data = np.frombuffer(text.encode(), np.uint8)
    ends = np.flatnonzero(data == ord("\n")) + 1
    file.put(f"{name}.text", data)
    file.put(f"{name}.at", np.concatenate([[0], ends]).astype(np.uint32))


class Column:
    """One column of a segment: pairs of document and value."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.rows = file[f"value.{name}.row"]
        self._many = FIELDS[name].many
        self._one_each: bool | None = None
        self.words = Lexicon(file, f"value.{name}") if f"value.{name}.word" in file else None
        self.values = file[f"value.{name}.{'word' if self.words is not None else 'number'}"]

    def one_each(self, documents: int) -> bool:
        """True if every document has one value, so that values can be found by document."""
        if self._one_each is None:
            self._one_each = len(self.rows) == documents and (
                not self._many or bool((self.rows == np.arange(documents, dtype=np.uint32)).all())
            )
        return self._one_each

    def between(self, low: int | None, high: int | None) -> Array:
        """The documents with a number from low to high, both included; None is no bound."""
        inside = np.ones(len(self.values), np.bool_)
        if low is not None:
            inside &= self.values >= low
        if high is not None:
            inside &= self.values <= high
        rows: Array = self.rows[inside]
        return rows

    def fitting(self, pattern: str) -> Array:
        """The documents with a keyword, or the digits of a number, that fits the pattern."""
        if self.words is not None:
            chosen = self.words.matching(pattern)
        else:
            fits = pattern_regex(pattern).fullmatch
            chosen = np.array([number for number in np.unique(self.values).tolist() if fits(str(number))], np.int64)
        rows: Array = self.rows[np.isin(self.values, chosen)]
        return rows

    def dense(self, documents: int, missing: int) -> Array:
        """The value of each document (i4; its last, where it has several), ``missing`` where it has none."""
        values = np.full(documents, missing, np.int32)
        values[self.rows] = self.values
        return values
