"""Segments come in; one segment with their live documents goes out, made from their arrays without any analysis.

Documents keep their order and are numbered anew; forms and values are numbered anew in the union of the lexicons.
Lists are copied as they are packed: but for the first number of each piece nothing in them changes.  Everything long
goes through in pieces (documents for bits and zones, forms for lists), so that memory does not grow with the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, compress
from pathlib import Path

import numpy as np
from msgspec import Struct

from search.engines.whoosh.arrays import Array, ArrayWriter
from search.engines.whoosh.bits import Bits, BitWriter
from search.engines.whoosh.building import FIELDS, put_stems
from search.engines.whoosh.columns import KEYWORDS, NUMBERS, put_keywords, put_numbers
from search.engines.whoosh.commits import SegmentEntry
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.lists import ListWriter, PackedLists, packed_lists
from search.engines.whoosh.packed import join, ranges
from search.engines.whoosh.segment import Segment

TIER = 8
"""So many segments of about one size become one; an article is merged once for every factor of TIER the index grows."""
_MOST_POSITIONS = 1 << 31
"""No segment has more: positions are int32 while they are worked with."""
_WORDS_AT_ONCE = 1_000_000
_DOCUMENTS_AT_ONCE = 16_384


def due(entries: Sequence[SegmentEntry]) -> list[SegmentEntry]:
    """The segments to be made one now, or none: TIER of about one size, the smallest first.

    A segment that is half deleted is due alone.
    """
    tiers: dict[int, list[SegmentEntry]] = defaultdict(list)
    for entry in entries:
        if entry.live_documents * 2 < entry.documents:
            return [entry]
        tiers[_tier(entry)].append(entry)
    for _, same in sorted(tiers.items()):
        if len(same) >= TIER and sum(map(_extent, same[:TIER])) < _MOST_POSITIONS:
            return same[:TIER]
    return []


def all_due(entries: Sequence[SegmentEntry]) -> list[SegmentEntry]:
    """As ``due``, where a long run ends: all segments, that is all that fit in one, or none.

    Every segment costs every search some tenths of a millisecond.
    """
    ordered = sorted(entries, key=_extent)
    fitting = [upto < _MOST_POSITIONS for upto in accumulate(map(_extent, ordered))]
    return list(compress(ordered, fitting)) if sum(fitting) > 1 else []


def _tier(entry: SegmentEntry) -> int:
    """The power of TIER its size lies at."""
    size, tier = max(entry.live_documents, 1), 0
    while size >= TIER:
        size, tier = size // TIER, tier + 1
    return tier


def _extent(entry: SegmentEntry) -> int:
    """About how many positions it has: its words, and a gap for each of some thirty zones a document."""
    return sum(entry.words) + 30 * entry.documents


def merge(folder: Path, entries: Sequence[SegmentEntry], file: ArrayWriter) -> int:
    """Write the live documents of the segments as one; how many there are."""
    parts = [_Part(Segment(folder, entry, 0)) for entry in entries]
    offset = 0
    for part in parts:
        offset = part.number_from(offset)
    _merge_zones(file, parts)
    for name, ranked in (("zones", True), ("sentences", True), ("capital", False), ("capitals", False)):
        _merge_bits(file, parts, name, ranked=ranked)
    forms = _merge_words(file, parts)
    _merge_lists(file, parts, forms)
    _merge_columns(file, parts)
    return offset


class _Part:
    """One of the segments, with the new numbers of its documents."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.live = np.ones(segment.documents, np.bool_) if segment.live is None else segment.live
        self.rows = np.empty(0, np.int64)
        """New number of each document; meaningless for those deleted."""
        self.start = 0
        """That of the first live one."""

    def number_from(self, offset: int) -> int:
        """Number the live documents from here on; the number after the last."""
        self.start = offset
        self.rows = np.cumsum(self.live) - 1 + offset
        return offset + int(self.live.sum())

    def blocks(self, field: int) -> Iterator[tuple[Array, Array, Array]]:
        """By stretches of the field's documents: bounds of the cells (one more than documents), who lives, new rows."""
        documents = self.segment.documents
        for start in range(0, documents, _DOCUMENTS_AT_ONCE):
            stop = min(start + _DOCUMENTS_AT_ONCE, documents)
            bounds = self.segment.base[field * documents + start : field * documents + stop + 1]
            yield bounds.astype(np.int64), self.live[start:stop], self.rows[start:stop]


def _merge_zones(file: ArrayWriter, parts: Sequence[_Part]) -> None:
    """Zones and cells, by field, then segment, then document."""
    start = file.stream("zones.start", "<u4")
    others = {
        name: file.stream(f"zones.{name}", _widest(parts, f"zones.{name}")) for name in ("number", "flags", "story")
    }
    base = file.stream("cells.base", "<u4")
    length = file.stream("cells.length", _widest(parts, "cells.length"))
    cell = file.stream("zones.cell", "<u4")
    total = sum(int(part.live.sum()) for part in parts)
    position = 0
    for field in range(FIELDS):
        for part in parts:
            documents = part.segment.documents
            length.append(part.segment.lengths[field * documents : (field + 1) * documents][part.live])
            for bounds, live, rows in part.blocks(field):
                widths = np.diff(bounds) * live
                fresh = position + np.cumsum(widths) - widths
                position += int(widths.sum())
                base.append(fresh[live])
                old = part.segment.file["zones.start"]
                low, high = np.searchsorted(old, bounds[[0, -1]].astype(np.uint32))
                zones = old[low:high].astype(np.int64)
                document = np.searchsorted(bounds, zones, side="right") - 1
                kept = live[document]
                start.append((fresh[document] + zones - bounds[document])[kept])
                cell.append(field * total + rows[document][kept])
                for name, stream in others.items():
                    stream.append(part.segment.file[f"zones.{name}"][low:high][kept])
    base.append(np.array([position]))


def _widest(parts: Sequence[_Part], name: str) -> str:
    """The dtype that holds the array's values in every part."""
    return np.result_type(*(part.segment.file[name].dtype for part in parts)).newbyteorder("<").str


def _merge_bits(file: ArrayWriter, parts: Sequence[_Part], name: str, *, ranked: bool) -> None:
    writer = BitWriter(file, name, ranked=ranked)
    for field in range(FIELDS):
        for part in parts:
            bits = Bits(part.segment.file, name)
            for bounds, live, _ in part.blocks(field):
                flags = bits.slice(int(bounds[0]), int(bounds[-1]))
                writer.append(flags if live.all() else flags[np.repeat(live, np.diff(bounds))])
    writer.finish()


def _union(lexicons: Sequence[Lexicon]) -> tuple[list[str], list[Array]]:
    """All words in order, and of each lexicon the new numbers of its words (int64)."""
    words = [lexicon.all() for lexicon in lexicons]
    every = list(dict.fromkeys(sorted(chain.from_iterable(words))))  # quick: each lexicon is in order already
    number = {word: place for place, word in enumerate(every)}
    return every, [np.fromiter(map(number.__getitem__, part), np.int64, len(part)) for part in words]


def _merge_words(file: ArrayWriter, parts: Sequence[_Part]) -> list[Array]:
    """The lexicon; of each part the new numbers of its forms."""
    forms, numbers = _union([part.segment.forms for part in parts])
    stems, numbers_of_stems = _union([part.segment.stems for part in parts])
    stem_of = np.empty(len(forms), np.uint32)
    for part, fresh, fresh_stems in zip(parts, numbers, numbers_of_stems, strict=True):
        stem_of[fresh] = fresh_stems[part.segment.file["forms.stem"]]
    put_stems(file, forms, stems, stem_of)
    return numbers


def _merge_lists(file: ArrayWriter, parts: Sequence[_Part], numbers: Sequence[Array]) -> None:
    """The posting lists, a stretch of forms at a time."""
    sources = [_Source(part, fresh) for part, fresh in zip(parts, numbers, strict=True)]
    forms = max((int(fresh[-1]) + 1 for fresh in numbers if len(fresh)), default=0)
    words = sum((source.words_by_form(forms) for source in sources), np.zeros(forms, np.int64))
    writer = ListWriter(file)
    per_form = np.zeros(forms, np.int64)
    for low, high in _stretches(words):
        pieces = [source.between(low, high) for source in sources]
        keys, lists = np.unique(np.concatenate([each.keys for each in pieces]), return_inverse=True)
        form, field = np.divmod(keys, FIELDS)
        per_form += np.bincount(form, minlength=forms)
        if len(keys):
            writer.append_packed(field, _joined(pieces, lists))
    file.put("lists.first", np.concatenate([[0], np.cumsum(per_form)]).astype(np.uint32))


class _Pieces(Struct, frozen=True, kw_only=True):
    """What one segment has of some lists."""

    keys: Array
    """Of each piece: form * FIELDS + field, under the new numbers; in order."""
    lists: PackedLists
    first: Array
    """New number of the first document of each."""
    last: Array
    """And of its last."""


def _joined(pieces: Sequence[_Pieces], number: Array) -> PackedLists:
    """Lists of pieces; ``number``: that of the list each piece belongs to, segment after segment.

    Documents being kept as gaps, nothing changes but the first number of each piece.
    """
    lists = np.split(number, np.cumsum([len(each.keys) for each in pieces])[:-1])
    order = np.argsort(number, kind="stable")
    first, last = (np.concatenate(column)[order] for column in zip(*((p.first, p.last) for p in pieces), strict=True))
    before = np.where(np.diff(number[order], prepend=-1) > 0, -1, np.roll(last, 1))
    heads = np.empty(len(number), np.int64)
    heads[order] = first - before - 1
    return PackedLists(
        gaps=join([each.lists.gaps for each in pieces], lists, heads),
        counts=join([each.lists.counts for each in pieces], lists),
        places=join([each.lists.places for each in pieces], lists),
    )


def _stretches(words: Array) -> Iterator[tuple[int, int]]:
    """Bounds of form numbers with about _WORDS_AT_ONCE words between them, at least one form."""
    upto = np.cumsum(words)
    low = 0
    while low < len(words):
        before = int(upto[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(upto, before + _WORDS_AT_ONCE, side="right")))
        yield low, high
        low = high


class _Source:
    """The posting lists of one part, under the new numbers."""

    def __init__(self, part: _Part, numbers: Array) -> None:
        self._part = part
        self._lists = part.segment.lists
        sizes = np.diff(self._lists.first).astype(np.int64)
        self._form = np.repeat(numbers, sizes)
        """New form of each list; it never falls, for both lexicons are in one order."""

    def words_by_form(self, forms: int) -> Array:
        """Occurrences by new form."""
        return np.bincount(self._form, weights=self._lists.words, minlength=forms).astype(np.int64)

    def between(self, low: int, high: int) -> _Pieces:
        """The pieces of these forms."""
        first, after = np.searchsorted(self._form, [low, high]).tolist()
        keys = self._form[first:after] * FIELDS + self._lists.field[first:after]
        if self._part.live.all():
            lists = self._lists.stretch(first, after)
        else:
            kept, lists = self._living(np.arange(first, after))
            keys = keys[kept]
        return _Pieces(
            keys=keys,
            lists=lists,
            first=self._part.start + lists.gaps.heads(),
            last=self._part.start + lists.gaps.sums() + lists.gaps.counts - 1,
        )

    def _living(self, lists: Array) -> tuple[Array, PackedLists]:
        """Which of the lists have a live document, and what these lists are without the others."""
        postings = self._lists.postings(lists)
        kept = self._part.live[postings.docs]
        sizes = np.bincount(postings.lists[kept], minlength=len(lists))
        return np.flatnonzero(sizes), packed_lists(
            sizes=sizes[sizes > 0],
            docs=self._part.rows[postings.docs[kept]] - self._part.start,
            counts=postings.counts[kept],
            places=self._lists.places(lists)[np.repeat(kept, postings.counts)],
        )


def _merge_columns(file: ArrayWriter, parts: Sequence[_Part]) -> None:
    file.put("version", np.concatenate([part.segment.file["version"][part.live] for part in parts]))
    for name in ("id", "headline"):
        _merge_lines(file, parts, name)
    for name in NUMBERS:
        rows, values = _pairs(parts, name, lambda _, values: values)
        put_numbers(file, name, rows, values)
    for name in KEYWORDS:
        every, numbers = _union([Lexicon(part.segment.file, f"value.{name}") for part in parts])
        rows, values = _pairs(parts, name, lambda place, values, numbers=numbers: numbers[place][values])  # type: ignore[misc]
        put_keywords(file, name, rows, values, every)


def _pairs(parts: Sequence[_Part], name: str, renumber: Callable[[int, Array], Array]) -> tuple[Array, Array]:
    """New rows and values of a column."""
    rows, values = [], []
    for place, part in enumerate(parts):
        column = part.segment.column(name)
        kept = part.live[column.rows]
        rows.append(part.rows[column.rows[kept]])
        values.append(renumber(place, column.values[kept]))
    return np.concatenate(rows), np.concatenate(values)


def _merge_lines(file: ArrayWriter, parts: Sequence[_Part], name: str) -> None:
    """A text for each document, one a line."""
    text = file.stream(f"{name}.text", "<u1")
    at = file.stream(f"{name}.at", "<u4")
    end = 0
    for part in parts:
        bounds = part.segment.file[f"{name}.at"].astype(np.int64)
        lengths = np.diff(bounds)[part.live]
        text.append(part.segment.file[f"{name}.text"][ranges(bounds[:-1][part.live], lengths)])
        at.append(end + np.cumsum(lengths) - lengths)
        end += int(lengths.sum())
    at.append(np.array([end]))
