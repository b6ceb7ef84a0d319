"""Analysed articles come in by the batch; one segment file goes out, made from whole arrays at the end.

A word is kept as one number (its form's, in the order of first sight, and its case).  When the segment is written,
every word takes its place in one long array of positions, and the array is inverted: a sort of keys that hold the
form's rank in the lexicon above the word's position puts forms, in them fields, in them documents, in them places in
order (sort-based inversion, Witten, Moffat & Bell, Managing Gigabytes, 1999).  The sort goes through some forms at a
time, so that memory beyond the words themselves does not grow with the segment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from search.analysis import ALL_CAPITALS, HAS_CAPITAL
from search.analysis.bulk import ARTICLE, FIELD, KIND, LEAD, NUMBER, STORY_OFFSET, WORDS, Batch
from search.analysis.chunks import CASE_BITS, Vocabulary
from search.engines.whoosh.arrays import Array, ArrayWriter
from search.engines.whoosh.bits import BitWriter
from search.engines.whoosh.columns import ColumnBuffer, numbered, put_lines
from search.engines.whoosh.layout import FIELD_NUMBER, FLAGS
from search.engines.whoosh.layout import LEAD as LEAD_FLAG
from search.engines.whoosh.lists import ListWriter

FIELDS = len(FIELD_NUMBER)
_AT_ONCE = 1 << 20
"""Words sorted at once, and positions looked at in one go."""


class Buffer:
    """Articles taken in and not yet written."""

    def __init__(self, vocabulary: Vocabulary, stem: Callable[[str], str]) -> None:
        """``stem``: of a form; asked once for each form a segment is the first to hold."""
        self._vocabulary = vocabulary
        self._stem = stem
        self.documents = 0
        self.words = 0
        """How many words are in it."""
        self._zones: list[Array] = []
        self._taken: list[tuple[Array, Array]] = []
        self._columns = ColumnBuffer()

    def add(self, versions: Sequence[int], batch: Batch) -> None:
        """Take in analysed articles, each with its version."""
        self._columns.add(self.documents, versions, batch)
        zones = batch.zones.copy()
        zones[:, ARTICLE] += self.documents
        self._zones.append(zones)
        self._taken.append((batch.words, batch.begins))
        self.documents += len(versions)
        self.words += len(batch.words)

    def write(self, file: ArrayWriter) -> None:
        """Write everything taken in as the arrays of a segment; the buffer is used up."""
        zones = _Zones(np.concatenate([np.empty((0, 7), np.int32), *self._zones]), self.documents)
        zones.write(file)
        codes, begins = self._placed(zones)
        put_bits(file, "zones", zones.extent, zones.start, ranked=True)
        put_bits(file, "sentences", zones.extent, np.concatenate([zones.start, begins]), ranked=True)
        put_flags(file, "capital", codes, HAS_CAPITAL)
        put_flags(file, "capitals", codes, ALL_CAPITALS)
        forms = self._ranked(codes)
        self._write_words(file, forms)
        _write_lists(file, zones, codes, len(forms))
        self._columns.write(file)

    def _placed(self, zones: _Zones) -> tuple[Array, Array]:
        """Of each position the word's code (u4; that of no form between zones); where sentences begin."""
        codes = np.full(zones.extent, len(self._vocabulary) << CASE_BITS, np.uint32)
        begins = [np.empty(0, np.int64)]
        done = 0
        for place, (words, first_words) in enumerate(self._taken):
            zones_taken = len(self._zones[place])
            start, sizes = zones.added[done : done + zones_taken], self._zones[place][:, WORDS]
            done += zones_taken
            positions = np.repeat(start - np.cumsum(sizes) + sizes, sizes) + np.arange(len(words))
            codes[positions] = words
            begins.append(positions[first_words])
            self._taken[place] = _NOTHING
        return codes, np.concatenate(begins)

    def _ranked(self, codes: Array) -> list[str]:
        """The forms used, in order; the codes become their numbers, in place, greater than all between zones."""
        counts = np.zeros(len(self._vocabulary) + 1, np.int64)
        for piece in _pieces(codes):
            np.right_shift(piece, CASE_BITS, out=piece)
            counts += np.bincount(piece, minlength=len(counts))
        used = np.flatnonzero(counts[:-1])
        names = list(self._vocabulary)
        ordered = sorted(used.tolist(), key=names.__getitem__)
        rank = np.full(len(counts), len(ordered), np.uint32)
        rank[ordered] = np.arange(len(ordered), dtype=np.uint32)
        for piece in _pieces(codes):
            piece[:] = rank.take(piece)
        return [names[number] for number in ordered]

    def _write_words(self, file: ArrayWriter, forms: list[str]) -> None:
        put_stems(file, forms, *numbered(list(map(self._stem, forms))))


_NOTHING = (np.empty(0, np.uint32), np.empty(0, np.int64))


def _pieces(values: Array) -> Iterator[Array]:
    """The array in stretches."""
    return (values[low : low + _AT_ONCE] for low in range(0, len(values), _AT_ONCE))


class _Zones:
    """The zones taken in, put in the order of positions."""

    def __init__(self, table: Array, documents: int) -> None:
        """``table``: a row a zone, as ``Batch.zones``, documents for articles, in the order taken in."""
        self.documents = documents
        order = np.argsort(table[:, FIELD].astype(np.uint8), kind="stable")
        self._table = table[order]
        sizes = self._table[:, WORDS] + 1
        self.extent = int(sizes.sum(dtype=np.int64))
        self.start = np.cumsum(sizes, dtype=np.int64) - sizes
        """First position of each zone."""
        self.added = np.empty(len(table), np.int64)
        """The same, in the order taken in."""
        self.added[order] = self.start
        cells = FIELDS * documents
        self._cell = self._table[:, FIELD].astype(np.int64) * documents + self._table[:, ARTICLE]
        widths = np.bincount(self._cell, weights=sizes, minlength=cells).astype(np.int64)
        self.base = np.concatenate([[0], np.cumsum(widths)])
        """First position of each cell."""

    def write(self, file: ArrayWriter) -> None:
        """Write what is known of zones and cells."""
        flags = np.array(FLAGS, np.uint8)[self._table[:, KIND]] | self._table[:, LEAD] * LEAD_FLAG
        story = self._table[:, STORY_OFFSET] + 1
        put_zones(file, start=self.start, cell=self._cell, number=self._table[:, NUMBER], flags=flags, story=story)
        gaps = np.bincount(self._cell, minlength=FIELDS * self.documents)
        put_cells(file, base=self.base, lengths=np.diff(self.base) - gaps)


def _write_lists(file: ArrayWriter, zones: _Zones, forms: Array, used: int) -> None:
    """Sort (form, position), cut the result at every new form, field and document, and write the lists.

    ``forms``: of each position the form's number, ``used`` between zones.
    """
    cells = np.repeat(np.arange(len(zones.base) - 1, dtype=np.uint32), np.diff(zones.base))
    base = zones.base.astype(np.uint32)
    writer = ListWriter(file)
    per_form = np.zeros(used, np.int64)
    for form, position in _sorted(forms, used):
        cell = cells.take(position)
        posting = _changes(form, cell)
        field, docs = _parted(cell.take(posting), zones.documents)
        lists = _changes(form.take(posting), field)
        writer.append(
            fields=field[lists],
            sizes=np.diff(lists, append=len(posting)),
            docs=docs,
            counts=np.diff(posting, append=len(form)),
            places=position - base.take(cell),
        )
        per_form += np.bincount(form[posting[lists]], minlength=used)
    file.put("lists.first", np.concatenate([[0], np.cumsum(per_form)]).astype(np.uint32))


def _parted(cells: Array, documents: int) -> tuple[Array, Array]:
    """The field of each cell, and its document (i8); quicker than ``divmod``, which takes no constant divisor."""
    field = cells // np.uint32(documents)
    return field, (cells - field * np.uint32(documents)).astype(np.int64)


def _sorted(forms: Array, used: int) -> Iterator[tuple[Array, Array]]:
    """(form, position) of all words in order, as parallel arrays of about _AT_ONCE words, a form never cut in two."""
    counts = np.zeros(used + 1, np.int64)
    for piece in _pieces(forms):
        counts += np.bincount(piece, minlength=used + 1)
    group = (np.cumsum(counts[:-1]) - 1) // _AT_ONCE
    group = np.searchsorted(np.unique(group), group)
    groups = int(group[-1]) + 1 if used else 0
    group = np.append(group, groups).astype(np.uint8 if groups < 1 << 8 else np.uint16)
    belongs = group.take(forms)
    for number in range(groups):
        position = np.flatnonzero(belongs == number)
        keys = forms.take(position).astype(np.uint64) << np.uint64(32) | position.astype(np.uint64)
        keys.sort()
        yield (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32)  # the low half is the position


def _changes(*columns: Array) -> Array:
    """The places where any of the columns has another value than before, the first place among them."""
    new = np.ones(len(columns[0]), np.bool_)
    if len(new):
        new[1:] = False
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new)


def put_stems(file: ArrayWriter, forms: list[str], stems: list[str], stem_of: Array) -> None:
    """Write the lexicon: ``forms``, ``stems`` (both in order), and how they belong together.

    ``forms.stem`` (u4): the number of each form's stem; ``stems.forms`` (u4): form numbers by stem, those of stem s
    from ``stems.first[s]`` to ``stems.first[s + 1]`` (u4).
    """
    put_lines(file, "forms", forms)
    put_lines(file, "stems", stems)
    file.put("forms.stem", stem_of)
    file.put("stems.forms", np.argsort(stem_of, kind="stable").astype(np.uint32))
    sizes = np.bincount(stem_of, minlength=len(stems))
    file.put("stems.first", np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32))


def put_bits(file: ArrayWriter, name: str, extent: int, positions: Array, *, ranked: bool = False) -> None:
    """Write the bits of a segment with so many positions, set at these."""
    flags = np.zeros(extent, np.bool_)
    flags[positions] = True
    writer = BitWriter(file, name, ranked=ranked)
    writer.append(flags)
    writer.finish()


def put_flags(file: ArrayWriter, name: str, codes: Array, bit: int) -> None:
    """Write the bits of a segment: of each position whether its code has the bit."""
    writer = BitWriter(file, name)
    for piece in _pieces(codes):
        writer.append((piece & bit) > 0)
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
