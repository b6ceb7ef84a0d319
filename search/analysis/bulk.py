"""Many articles come in; all their words as flat arrays, equal to what the analyser makes of each article, go out.

Per word there are a cut of ``str.split``, one look into a dictionary and operations on arrays, and nothing of Python's
own: a sixth of what analysing the articles one by one takes.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from search.analysis import sentence_bits as says
from search.analysis.analyser import STORY, ZoneText, values, zone_texts
from search.analysis.chunks import CASE_BITS, Chunks, Vocabulary
from search.analysis.records import PROSE, AnalysedArticle
from search.analysis.sentence_rules import sentence_starts
from search.analysis.table import ChunkTable
from search.analysis.word_rules import split_words
from search.article import Article
from search.fields import ZONE_FIELDS

Array: TypeAlias = npt.NDArray[Any]

FIELD_NUMBER: dict[str, int] = {name: number for number, name in enumerate(ZONE_FIELDS)}
KINDS: tuple[str, ...] = ("", "lead", "body", "subhead", "standfirst", "note")
"""Kinds of paragraphs by the numbers they have in ``Batch.zones``; empty for other zones."""
ARTICLE, FIELD, NUMBER, KIND, LEAD, WORDS, STORY_OFFSET = range(7)
"""Columns of ``Batch.zones``."""

_KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
_GAP = re.compile(r"\s{40}")
"""Behind so much space a number looks as if nothing stood before it."""
_ARTICLES_AT_ONCE = 200
_LETTERS_AT_ONCE = 4_000_000


class Batch(Struct, frozen=True, kw_only=True):
    """Some articles, analysed."""

    articles: Sequence[Article]
    texts: Sequence[Sequence[tuple[str, str]]]
    """Of each article the (field, text) of its zones other than captions and paragraphs, empty ones left out."""
    values: Sequence[Mapping[str, tuple[int | str, ...]]]
    """Of each article, as ``AnalysedArticle.values``."""
    zones: Array
    """A row a zone, in order (i4): place of the article, field (its place in ZONE_FIELDS), number, kind (its place in
    KINDS), 1 for a lead, words, words of the story before it or -1.  Empty zones are left out."""
    words: Array
    """The words of all zones, one after the other (u4): the form's number << CASE_BITS | its case."""
    begins: Array
    """The words that begin a sentence, the first ones of zones left out: their places in ``words`` (i8)."""


def in_batches(entries: Iterable[tuple[int, Article]]) -> Iterator[list[tuple[int, Article]]]:
    """The pairs in lists that are worth an array and do not fill the memory."""
    waiting = iter(entries)
    while batch := list(islice(waiting, 1)):
        letters = 0
        for entry in batch:
            letters += sum([len(paragraph.text) for paragraph in entry[1].paragraphs])
            letters += sum([len(caption.text) for caption in entry[1].captions])
            if len(batch) < _ARTICLES_AT_ONCE and letters < _LETTERS_AT_ONCE:
                batch += islice(waiting, 1)
        yield batch


def analysed_batch(analysed: AnalysedArticle, vocabulary: Vocabulary) -> Batch:
    """One article that was analysed by itself."""
    zones = analysed.zones
    words, begins = array("I"), array("q")
    for zone in zones:
        last = zone.sentences[-1]
        numbers = range(zone.sentences[0] + 1, last + 1)
        begins.extend(len(words) + bisect_left(zone.sentences, number) for number in numbers)
        words.extend(vocabulary[form] << CASE_BITS | case for form, case in zip(zone.forms, zone.cases, strict=True))
    rows = [
        (
            0,
            FIELD_NUMBER[zone.field],
            zone.number,
            _KIND_NUMBER[zone.kind],
            zone.lead,
            len(zone.forms),
            -1 if zone.story_offset is None else zone.story_offset,
        )
        for zone in zones
    ]
    return Batch(
        articles=(analysed.article,),
        texts=([(zone.field, zone.text) for zone in zones if zone.field not in PROSE],),
        values=(analysed.values,),
        zones=np.array(rows, np.int32).reshape(-1, 7),
        words=np.array(words, np.uint32),
        begins=np.array(begins, np.int64),
    )


class BulkAnalyser:
    """Turns articles into words by the batch; forms are numbered in ``vocabulary``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._chunks = Chunks(vocabulary)
        self._table = ChunkTable(self._chunks)

    def analyse(self, articles: Sequence[Article]) -> Batch:
        """The articles as an engine is fed."""
        if self._chunks.trim():
            self._table.clear()
        texts = [zone_texts(article) for article in articles]
        flat = [zone for found in texts for zone in found]
        zones, cut = self._zones(flat, list(map(len, texts)))
        chunks = _Cut(self._chunks, cut, zones)
        kept = chunks.words > 0
        table = np.empty((len(zones), 7), np.int32)
        table[:, :WORDS] = zones[:, :WORDS]
        table[:, WORDS] = chunks.words
        table[:, STORY_OFFSET] = _story_offsets(table)
        begins = chunks.begins(flat)
        paragraphs = table[:, FIELD] == FIELD_NUMBER["paragraph"]
        counted = np.bincount(table[paragraphs, ARTICLE], table[paragraphs, WORDS], len(articles)).astype(np.int64)
        return Batch(
            articles=articles,
            texts=_texts(texts, kept),
            values=[values(article, words) for article, words in zip(articles, counted.tolist(), strict=True)],
            zones=table[kept],
            words=chunks.codes,
            begins=begins,
        )

    def _zones(self, flat: Sequence[ZoneText], counts: Sequence[int]) -> tuple[Array, Array]:
        """Of each zone its row, chunks in the place of words; and the numbers of all chunks.

        ``counts``: how many of the zones belong to each article.
        """
        fields, numbers, texts, kinds, leads = zip(*flat, strict=True)
        chunks, per_text = self._table.numbers(texts)
        columns: list[Array] = [
            np.repeat(np.arange(len(counts)), counts),
            np.fromiter(map(FIELD_NUMBER.__getitem__, fields), np.int32, len(flat)),
            np.array(numbers),
            np.fromiter(map(_KIND_NUMBER.__getitem__, kinds), np.int32, len(flat)),
            np.array(leads),
            per_text,
        ]
        return np.column_stack(columns).astype(np.int32), chunks


class _Cut:
    """The chunks of all zones of a batch."""

    def __init__(self, known: Chunks, numbers: Array, zones: Array) -> None:
        self._bits = np.frombuffer(known.bits, np.uint16).take(numbers)
        counted = np.frombuffer(known.counts, np.uint32).take(numbers).astype(np.int64)
        self._before = np.concatenate([[0], np.cumsum(counted)])
        """Words before each chunk."""
        firsts = np.frombuffer(known.firsts, np.uint32).take(numbers).astype(np.int64)
        places = np.repeat(firsts - self._before[:-1], counted) + np.arange(self._before[-1])
        self.codes: Array = np.frombuffer(known.codes, np.uint32).take(places)
        """The words of the batch."""
        self._first = np.concatenate([[0], np.cumsum(zones[:, WORDS], dtype=np.int64)])
        """First chunk of each zone."""
        self.words: Array = np.diff(self._before[self._first])
        """Words of each zone."""
        self._prose = np.isin(zones[:, FIELD], [FIELD_NUMBER[name] for name in PROSE])

    def begins(self, zones: Sequence[ZoneText]) -> Array:
        """The words that begin a sentence of a caption or paragraph, its first left out."""
        sure, unsure = self._judged(zones)
        looked_up = [self._looked_up(zone, zones[zone][2]) for zone in unsure.tolist()]
        begins = np.unique(np.concatenate([self._before[sure], *looked_up]))
        firsts = self._before[self._first]
        found: Array = begins[firsts[np.searchsorted(firsts, begins)] != begins]
        return found

    def _judged(self, zones: Sequence[ZoneText]) -> tuple[Array, Array]:
        """The chunks that surely begin a sentence, and the zones where that is not all there is to say."""
        bits = self._bits
        ends = np.flatnonzero(bits[:-1] & says.MAY_END)
        zone = np.searchsorted(self._first, ends, side="right") - 1
        within = self._prose[zone] & (ends + 1 < self._first[zone + 1])
        ends, zone = ends[within], zone[within]
        before = np.where(ends > self._first[zone], bits[ends - 1], says.MAY_END)
        yes, no = _verdicts(before, bits[ends], bits[ends + 1])
        inside = np.searchsorted(self._first, np.flatnonzero(bits & says.INSIDE), side="right") - 1
        number = np.unique(zone[(bits[ends] & says.NUMBER) > 0])
        gapped = [place for place in number.tolist() if _GAP.search(zones[place][2])]
        unsure = np.unique(np.concatenate([zone[~(yes | no)], inside[self._prose[inside]], np.array(gapped, np.int64)]))
        sure: Array = (ends + 1)[yes & ~np.isin(zone, unsure)]
        return sure, unsure

    def _looked_up(self, zone: int, text: str) -> Array:
        """The words that begin a sentence of a zone, by the rules."""
        first, after = self._first[zone : zone + 2]
        starts = sentence_starts(text)
        if (self._bits[first:after] & says.INSIDE).any():
            words = split_words(text).starts
            places: Array = np.array([bisect_left(words, start) for start in starts], np.int64)
            return places + int(self._before[first])
        chunks = [len(text[low:high].split()) for low, high in zip([0, *starts], starts, strict=False)]
        found: Array = self._before[first + np.cumsum(chunks, dtype=np.int64)]
        return found


def _verdicts(before: Array, this: Array, following: Array) -> tuple[Array, Array]:
    """Where a sentence surely ends, and where it surely doesn't, by the bits of chunks and of those beside them."""

    def has(bits: Array, bit: int) -> Array:
        found: Array = (bits & bit) > 0
        return found

    word, starter = has(following, says.WORD), has(following, says.STARTER)
    by_starter = has(following, says.CAPITALISED) & (
        has(this, says.BY_STARTER) | has(this, says.LETTER) & ~has(before, says.KIND)
    )
    yes = (word & has(this, says.ENDS)) | (starter & (has(this, says.IF_STARTER) | by_starter))
    yes |= word & has(this, says.NUMBER) & ~has(before, says.MAY_END)
    no = has(following, says.SMALL) | (word & has(this, says.GOES_ON)) | (by_starter & ~starter)
    return yes, no


def _story_offsets(zones: Array) -> Array:
    """Of each zone the words of the article's story before it, -1 outside of stories."""
    story = np.isin(zones[:, KIND], [_KIND_NUMBER[kind] for kind in STORY])
    words = np.where(story, zones[:, WORDS], 0).astype(np.int64)
    before = np.cumsum(words) - words
    first = np.searchsorted(zones[:, ARTICLE], zones[:, ARTICLE])
    offsets: Array = np.where(story, before - before[first], -1)
    return offsets


def _texts(texts: Sequence[Sequence[ZoneText]], kept: Array) -> list[list[tuple[str, str]]]:
    """Of each article the field and text of kept zones other than captions and paragraphs."""
    flags = iter(kept.tolist())
    return [[(zone[0], zone[2]) for zone in zones if next(flags) and zone[0] not in PROSE] for zones in texts]
