"""One segment file comes in; its lexicon, lists, zones and columns go out, with what one commit deleted of it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np

from search.engines.whoosh.arrays import Array, ArrayFile
from search.engines.whoosh.bits import Bits
from search.engines.whoosh.columns import Column
from search.engines.whoosh.commits import SegmentEntry
from search.engines.whoosh.layout import ALL_ZONES, FIELD_NUMBER, Selection
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.lists import Lists, Postings


class Segment:
    """A segment as one commit shows it."""

    def __init__(self, folder: Path, entry: SegmentEntry, row: int) -> None:
        self.entry = entry
        self.row = row
        """Number of its first document among all documents of the commit."""
        self.documents = entry.documents
        self.file = ArrayFile(folder / entry.file, length=entry.length, crc=entry.crc)
        self.live = entry.live(folder)
        """A boolean for each document, or None where all are live."""
        self._columns: dict[str, Column] = {}

    @cached_property
    def forms(self) -> Lexicon:
        """Its forms."""
        return Lexicon(self.file, "forms")

    @cached_property
    def stems(self) -> Lexicon:
        """The stems of its forms."""
        return Lexicon(self.file, "stems")

    @cached_property
    def ids(self) -> Lexicon:
        """The articles' ids, by document (in no order)."""
        return Lexicon(self.file, "id")

    @cached_property
    def lists(self) -> Lists:
        """Its posting lists."""
        return Lists(self.file)

    @cached_property
    def zones(self) -> Bits:
        """Where zones begin."""
        return Bits(self.file, "zones")

    @cached_property
    def sentences(self) -> Bits:
        """Where sentences begin."""
        return Bits(self.file, "sentences")

    @cached_property
    def capital(self) -> Bits:
        """Which words are printed with a capital."""
        return Bits(self.file, "capital")

    @cached_property
    def capitals(self) -> Bits:
        """Which words are printed in capitals throughout."""
        return Bits(self.file, "capitals")

    def column(self, name: str) -> Column:
        """The values of a field."""
        if name not in self._columns:
            self._columns[name] = Column(self.file, name)
        return self._columns[name]

    @property
    def base(self) -> Array:
        """First position of every cell."""
        return self.file["cells.base"]

    @property
    def lengths(self) -> Array:
        """Words of every cell."""
        return self.file["cells.length"]

    def stem_of(self, form: int) -> str:
        """The stem of a form, by its number."""
        return self.stems[int(self.file["forms.stem"][form])]

    def forms_of(self, stem: str) -> Array:
        """The numbers of the forms with this stem (int64)."""
        number = self.stems.find(stem)
        return self._group(number) if number >= 0 else np.empty(0, np.int64)

    def family(self, form: int) -> Array:
        """The numbers of the forms that have the stem of this one (int64)."""
        return self._group(int(self.file["forms.stem"][form]))

    def _group(self, stem: int) -> Array:
        first, after = self.file["stems.first"][stem : stem + 2].tolist()
        return np.sort(self.file["stems.forms"][first:after].astype(np.int64))

    def positions(self, lists: Array, postings: Postings) -> Array:
        """The positions of these lists with these postings (int32)."""
        cells = postings.fields.astype(np.int64) * self.documents + postings.docs
        return np.repeat(self.base[cells].astype(np.int32), postings.counts) + self.lists.places(lists)

    def cells(self, positions: Array) -> Array:
        """The cells these positions lie in (int64)."""
        cells: Array = self.file["zones.cell"][self.zone_numbers(positions)].astype(np.int64)
        return cells

    def zone_numbers(self, positions: Array) -> Array:
        """Which zones of the segment the positions lie in, counted from 0 (int64)."""
        return self.zones.rank(positions) - 1

    def selected(self, positions: Array, selection: Selection) -> Array:
        """Booleans: which positions (of selected fields) lie in zones the selection means."""
        keep = np.ones(len(positions), np.bool_)
        for field, mask in selection:
            if mask != ALL_ZONES:
                first, after = self.base[field * self.documents], self.base[(field + 1) * self.documents]
                inside = np.flatnonzero((positions >= first) & (positions < after))
                flags = self.file["zones.flags"][self.zone_numbers(positions[inside])]
                keep[inside] = (flags & mask) > 0
        return keep

    def having(self, selection: Selection) -> Array:
        """Booleans: which documents have a zone the selection means."""
        found = np.zeros(self.documents, np.bool_)
        widths = np.diff(self.base).reshape(len(FIELD_NUMBER), self.documents)
        for field, mask in selection:
            if mask == ALL_ZONES:
                found |= widths[field] > 0
            else:
                start = self.file["zones.start"]
                first, after = self.base[field * self.documents], self.base[(field + 1) * self.documents]
                low, high = np.searchsorted(start, [first, after])
                chosen = start[low:high][(self.file["zones.flags"][low:high] & mask) > 0]
                found[self.cells(chosen) - field * self.documents] = True
        return found

    def alive(self, rows: Array) -> Array:
        """Those of the documents that are live."""
        return rows if self.live is None else rows[self.live[rows]]
