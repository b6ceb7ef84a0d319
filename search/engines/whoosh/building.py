"""Analysed articles come in, one by one; one segment file goes out, made from whole arrays at the end.

Taking in an article only appends numbers: a form's number in the order of first sight, its sentence, its case.  The
segment is then one sort: of keys that hold the form's rank in the lexicon above the word's position, so that forms,
in them fields, in them documents, in them places come out in order (sort-based inversion, Witten, Moffat & Bell,
Managing Gigabytes, 1999).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence

import numpy as np

from search.analysis import ALL_CAPITALS, HAS_CAPITAL, AnalysedArticle, Zone
from search.engines.whoosh.arrays import Array, ArrayWriter
from search.engines.whoosh.bits import BitWriter
from search.engines.whoosh.columns import ColumnBuffer, put_lines
from search.engines.whoosh.layout import FIELD_NUMBER, zone_flags
from search.engines.whoosh.lists import ListWriter

FIELDS = len(FIELD_NUMBER)


class Vocabulary(dict[str, int]):
    """form -> number in order of first sight; kept over the segments of one writer, with the stems."""

    def __init__(self) -> None:
        super().__init__()
        self.stems: dict[str, str] = {}

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        return number


class Buffer:
    """Articles taken in and not yet written."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._number = vocabulary.__getitem__
        self._stem: Callable[[str], str] = str
        self.documents = 0
        self._forms = array("I")
        self._begins = array("I")
        self._cases = bytearray()
        self._zones = array("I")
        self._columns = ColumnBuffer()

    @property
    def words(self) -> int:
        """How many words are in it."""
        return len(self._forms)

    def add(self, version: int, article: AnalysedArticle) -> None:
        """Take in one article version."""
        self._stem = article.stem
        for zone in article.zones:
            self._add_zone(zone)
        self._columns.add(self.documents, version, article)
        self.documents += 1

    def _add_zone(self, zone: Zone) -> None:
        self._begins.extend(map(len(self._forms).__add__, _sentence_begins(zone.sentences)))
        self._forms.extend(map(self._number, zone.forms))
        self._cases.extend(bytes(zone.cases))
        story = 0 if zone.story_offset is None else zone.story_offset + 1
        self._zones.extend(
            (FIELD_NUMBER[zone.field], self.documents, zone.number, len(zone.forms), zone_flags(zone), story)
        )

    def write(self, file: ArrayWriter) -> None:
        """Write everything taken in as the arrays of a segment."""
        zones = _Zones(np.frombuffer(self._zones, np.uint32).reshape(-1, 6).astype(np.int64), self.documents)
        zones.write(file)
        positions = zones.positions()
        self._write_bits(file, zones, positions)
        forms, used = self._ranked()
        self._write_words(file, used)
        _write_lists(file, zones, forms, positions, len(used))
        self._columns.write(file)

    def _ranked(self) -> tuple[Array, list[str]]:
        """Every word's rank in the lexicon of the forms used, and that lexicon."""
        numbers = np.frombuffer(self._forms, np.uint32)
        used = np.flatnonzero(np.bincount(numbers, minlength=len(self._vocabulary)))
        names = list(self._vocabulary)
        ordered = sorted((names[number], number) for number in used.tolist())
        rank = np.zeros(len(names), np.uint32)
        rank[[number for _, number in ordered]] = np.arange(len(ordered), dtype=np.uint32)
        ranks: Array = rank[numbers]
        return ranks, [form for form, _ in ordered]

    def _write_words(self, file: ArrayWriter, forms: list[str]) -> None:
        known = self._vocabulary.stems
        stems = [known.get(form) or known.setdefault(form, self._stem(form)) for form in forms]
        put_stems(file, forms, stems)

    def _write_bits(self, file: ArrayWriter, zones: _Zones, positions: Array) -> None:
        cases = np.frombuffer(bytes(self._cases), np.uint8)
        begins = np.concatenate([zones.start, positions[np.frombuffer(self._begins, np.uint32)]])
        put_bits(file, "zones", zones.extent, zones.start, ranked=True)
        put_bits(file, "sentences", zones.extent, begins, ranked=True)
        put_bits(file, "capital", zones.extent, positions[(cases & HAS_CAPITAL) > 0])
        put_bits(file, "capitals", zones.extent, positions[(cases & ALL_CAPITALS) > 0])


def _sentence_begins(sentences: Sequence[int]) -> list[int]:
    """The words of a zone that begin a sentence, without its first (sentence numbers never fall)."""
    last = sentences[-1] if sentences else 0
    return [bisect_left(sentences, number) for number in range(sentences[0] + 1, last + 1)] if last else []


class _Zones:
    """The zones taken in, put in the order of positions."""

    def __init__(self, rows: Array, documents: int) -> None:
        self.documents = documents
        field, document, _, words, _, _ = rows.T
        self._words = words
        order = np.argsort(field, kind="stable")
        self.rows = rows[order]
        sizes = self.rows[:, 3] + 1
        self.extent = int(sizes.sum())
        self.start = np.cumsum(sizes) - sizes
        self._start_as_added = np.empty(len(rows), np.int64)
        self._start_as_added[order] = self.start
        cells = FIELDS * documents
        cell = field * documents + document
        widths = np.bincount(cell, weights=words + 1, minlength=cells).astype(np.int64)
        self.base = np.concatenate([[0], np.cumsum(widths)])
        self.lengths = np.bincount(cell, weights=words, minlength=cells).astype(np.int64)

    def positions(self) -> Array:
        """Of each word, in the order taken in, its position."""
        before = np.cumsum(self._words) - self._words
        return np.repeat(self._start_as_added - before, self._words) + np.arange(int(self._words.sum()))

    def write(self, file: ArrayWriter) -> None:
        field, document, number, _, flags, story = self.rows.T
        cell = field * self.documents + document
        put_zones(file, start=self.start, cell=cell, number=number, flags=flags, story=story)
        put_cells(file, base=self.base, lengths=self.lengths)


def _write_lists(file: ArrayWriter, zones: _Zones, forms: Array, positions: Array, used: int) -> None:
    """Sort (form, position), cut the result at every new form, field and document, and write the lists."""
    keys = forms.astype(np.uint64) << np.uint64(32) | positions.astype(np.uint64)
    keys.sort()
    position = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    form = (keys >> np.uint64(32)).astype(np.int64)
    cell_at = np.repeat(np.arange(len(zones.base) - 1, dtype=np.int32), np.diff(zones.base))
    cell = cell_at[position]
    posting = _changes(form, cell)
    counts = np.diff(posting, append=len(keys))
    field, docs = np.divmod(cell[posting], max(zones.documents, 1))
    lists = _changes(form[posting], field)
    writer = ListWriter(file)
    if len(keys):
        writer.append(
            fields=field[lists],
            sizes=np.diff(lists, append=len(posting)),
            docs=docs,
            counts=counts,
            places=position - zones.base[cell],
        )
    per_form = np.bincount(form[posting][lists], minlength=used)
    file.put("lists.first", np.concatenate([[0], np.cumsum(per_form)]).astype(np.uint32))


def _changes(*columns: Array) -> Array:
    """The places where any of the columns has another value than before, the first place among them."""
    new = np.ones(len(columns[0]), np.bool_)
    if len(new):
        new[1:] = False
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new)


def put_stems(file: ArrayWriter, forms: list[str], stems: list[str]) -> None:
    """Write the lexicon: ``forms``, ``stems``, and how they belong together.

    ``forms.stem`` (u4): the number of each form's stem; ``stems.forms`` (u4): form numbers by stem, those of stem s
    from ``stems.first[s]`` to ``stems.first[s + 1]`` (u4).
    """
    distinct = sorted(set(stems))
    number = {stem: place for place, stem in enumerate(distinct)}
    stem_of = np.fromiter((number[stem] for stem in stems), np.uint32, len(stems))
    put_lines(file, "forms", forms)
    put_lines(file, "stems", distinct)
    file.put("forms.stem", stem_of)
    file.put("stems.forms", np.argsort(stem_of, kind="stable").astype(np.uint32))
    sizes = np.bincount(stem_of, minlength=len(distinct))
    file.put("stems.first", np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32))


def put_bits(file: ArrayWriter, name: str, extent: int, positions: Array, *, ranked: bool = False) -> None:
    """Write the bits of a segment with so many positions, set at these."""
    flags = np.zeros(extent, np.bool_)
    flags[positions] = True
    writer = BitWriter(file, name, ranked=ranked)
    writer.append(flags)
    writer.finish()


def put_zones(file: ArrayWriter, *, start: Array, cell: Array, number: Array, flags: Array, story: Array) -> None:
    """Write what is known of every zone, in the order of positions.

    ``zones.start`` (u4): its first position; ``zones.cell`` (u4): the cell it lies in; ``zones.number`` (u2, or u4
    where one needs it): its number among the article's zones of the field; ``zones.flags`` (u1); ``zones.story`` (u2
    or u4): one more than the words of the story before it, 0 outside the story.
    """
    file.put("zones.start", start.astype(np.uint32))
    file.put("zones.cell", cell.astype(np.uint32))
    file.put("zones.number", narrow(number))
    file.put("zones.flags", flags.astype(np.uint8))
    file.put("zones.story", narrow(story))


def put_cells(file: ArrayWriter, *, base: Array, lengths: Array) -> None:
    """Write ``cells.base`` (u4, one more entry than cells): first position; ``cells.length`` (u2 or u4): words."""
    file.put("cells.base", base.astype(np.uint32))
    file.put("cells.length", narrow(lengths))


def narrow(values: Array) -> Array:
    """The values as u2, or as u4 where one needs it."""
    return values.astype(np.uint16 if not len(values) or values.max() < 1 << 16 else np.uint32)
