"""Lines of a table come in; its rows go out as cells, and one that is broken costs itself alone.

A quote that is opened and never closed would swallow the rows below it in silence.  So a row that runs over many lines
is looked at: when the lines it holds are rows themselves, the quote was a mistake, the line is refused, and reading
goes on with the next.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from search.sources.source import Limits, too_large

_MANY_LINES = 20
"""Lines in one cell from which they are looked at."""
_LARGEST_CELL = (1 << 31) - 1


class Row(NamedTuple):
    """One row, or why it is none."""

    line: int
    """Where it begins, 1-based."""
    cells: list[str]
    raw: str
    problem: str = ""


class _TooLong(Exception):
    """A row has grown beyond the limit."""


def rows(lines: Iterator[str], delimiter: str, limits: Limits, escape: str | None = None) -> Iterator[Row]:
    """The rows of a table, blank lines left out; ``escape`` stands before a quote inside quotes that is not doubled."""
    csv.field_size_limit(_LARGEST_CELL)  # the module's own limit is below a long article
    feed = _Feed(lines, limits)
    reader = csv.reader(feed, delimiter=delimiter, escapechar=escape, strict=True)
    width = 0
    while True:
        feed.begin()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(feed.first, [], feed.taken[0] if feed.taken else "", f"no row of a table: {error}")
            feed.give_back()
            continue
        except _TooLong:
            yield Row(feed.first, [], feed.taken[0], f"row {too_large(limits)}")
            feed.give_back()
            reader = csv.reader(feed, delimiter=delimiter, escapechar=escape, strict=True)
            continue
        if cells is None:
            return
        width = width or len(cells)
        if feed.too_long:
            yield Row(feed.first, [], feed.taken[0], f"row {too_large(limits)}")
            feed.give_back()
        elif _swallowed(cells, delimiter, width):
            yield Row(feed.first, [], feed.taken[0], "a quotation mark is opened and never closed")
            feed.give_back()
        elif any(cells):
            yield Row(feed.first, cells, "".join(feed.taken))


def _swallowed(cells: list[str], delimiter: str, width: int) -> bool:
    """True if a cell holds other rows."""
    for cell in cells:
        inner = cell.split("\n")[1:-1]
        if len(inner) >= _MANY_LINES or (inner and len(cells) != width):
            like_rows = sum(line.count(delimiter) >= width - 1 for line in inner)
            if width > 1 and like_rows * 2 > len(inner):
                return True
    return False


class _Feed:
    """The lines given to the csv module, remembered for the row being read so that they can be read again."""

    def __init__(self, lines: Iterator[str], limits: Limits) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._limit = limits.record_bytes
        self.taken: list[str] = []
        self._size = 0
        self.first = 1

    def begin(self) -> None:
        """A new row begins."""
        self.first += len(self.taken)
        self.taken = []
        self._size = 0

    @property
    def too_long(self) -> bool:
        """True if the row so far is longer than a record may be."""
        return self._size > self._limit

    def give_back(self) -> None:
        """Read all lines of this row again but the first."""
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.too_long:
            raise _TooLong
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self._size += len(line)
        return line
