"""A query tree comes in; the rows that match go out.

A row is a document's number through all segments of a commit.  A conjunction is driven by its rarest operand, whose
rows the others then filter (as Lucene's conjunctions are led by the cheapest clause); so each node can do two things:
list its rows, and say which of some rows it keeps.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.forms import Leaf
from search.engines.whoosh.index import NO_NUMBER
from search.engines.whoosh.layout import Selection, select
from search.engines.whoosh.units import Unit
from search.errors import SearchTimeout
from search.fields import FIELDS
from search.query import And, Everything, In, Node, Not, Or, Range, Value

if TYPE_CHECKING:
    from search.engines.whoosh.arrays import Array
    from search.engines.whoosh.index import Index
    from search.engines.whoosh.proximity import Spans


class Matching:
    """One search over an index: remembers what it has worked out."""

    def __init__(self, index: Index, *, expansions: int, deadline: float | None, scored: Collection[Node] = ()) -> None:
        """``scored``: the words of which the scores of all rows are wanted."""
        self._index = index
        self._expansions = expansions
        self._deadline = deadline
        self._scored = scored
        self._units: dict[tuple[Node, Selection], Unit] = {}
        self.found: dict[tuple[Node, Selection, int], Spans] = {}
        """The spans of the compound expressions judged so far, by segment."""

    def check(self) -> None:
        """Raise SearchTimeout when the deadline has passed."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise SearchTimeout("the time is up", hint="ask for less, or allow more time")

    def rows(self, node: Node, fields: Sequence[str]) -> Array:
        """The live rows that match, in order (int32)."""
        self.check()
        match node:
            case And(children=children):
                return self._all(children, fields)
            case Or(children=children):
                return self._any(children, fields)
            case Not() | Everything():
                rows = self._index.live_rows
                return rows if isinstance(node, Everything) else rows.compress(self.keeps(node, fields, rows))
            case In(fields=inner, child=child):
                return self.rows(child, inner)
            case Range() | Value():
                return np.flatnonzero(self._with_value(node)).astype(np.int32)
        return self.unit(node, fields).rows

    def keeps(self, node: Node, fields: Sequence[str], rows: Array) -> Array:
        """Booleans: which of the rows (live, in order) match."""
        self.check()
        match node:
            case And(children=children):
                kept = np.ones(len(rows), np.bool_)
                for child in children:
                    kept &= self.keeps(child, fields, rows)
                return kept
            case Or(children=children):
                kept = np.zeros(len(rows), np.bool_)
                for child in children:
                    kept |= self.keeps(child, fields, rows)
                return kept
            case Not(child=child):
                return ~self.keeps(child, fields, rows)
            case Everything():
                return np.ones(len(rows), np.bool_)
            case In(fields=inner, child=child):
                return self.keeps(child, inner, rows)
            case Range(field=field, low=low, high=high) if not FIELDS[field].many:
                values = self._index.numbers(field, rows)
                kept = values > NO_NUMBER if low is None else values >= max(low, NO_NUMBER + 1)
                return kept if high is None else kept & (values <= high)
            case Range() | Value():
                return self._with_value(node)[rows]
        return self.unit(node, fields).holds(rows)

    def unit(self, node: Node, fields: Sequence[str]) -> Unit:
        """A span expression, judged."""
        self.check()
        selection = select(fields)
        key = node, selection
        if key not in self._units:
            if isinstance(node, Leaf):
                self._units[key] = self._index.leaf_unit(
                    node, selection, self._expansions, self.check, scored=node in self._scored
                )
            else:
                self._units[key] = self._index.unit(node, selection, self)
        return self._units[key]

    @property
    def expansions(self) -> int:
        """How many forms one wildcard or fuzzy word may stand for."""
        return self._expansions

    def _all(self, children: Sequence[Node], fields: Sequence[str]) -> Array:
        """The rows of the rarest child that the others keep."""
        first, *others = sorted(children, key=lambda child: self._about(child, fields))
        rows = self.rows(first, fields)
        for child in others:
            if not len(rows):
                break
            rows = rows.compress(self.keeps(child, fields, rows))
        return rows

    def _any(self, children: Sequence[Node], fields: Sequence[str]) -> Array:
        found = np.zeros(self._index.total, np.bool_)
        for child in children:
            found[self.rows(child, fields)] = True
        return np.flatnonzero(found).astype(np.int32)

    def _about(self, node: Node, fields: Sequence[str]) -> int:
        """About how many rows match; exact for words, and for what is worked out anyway because it is scored."""
        match node:
            case Not() | Everything() | Range() | Value():
                return self._index.total
            case And(children=children):
                return min(self._about(child, fields) for child in children)
            case Or(children=children):
                return sum(self._about(child, fields) for child in children)
            case In(fields=inner, child=child):
                return self._about(child, inner)
        return len(self.unit(node, fields).rows)

    def _with_value(self, node: Range | Value) -> Array:
        """Booleans for all rows: which have such a value."""
        found = np.zeros(self._index.total, np.bool_)
        for segment in self._index.segments:
            self.check()
            if FIELDS[node.field].kind == "text":
                rows = np.flatnonzero(segment.having(select((node.field,))))
            elif isinstance(node, Range):
                rows = segment.column(node.field).between(node.low, node.high)
            else:
                rows = segment.column(node.field).fitting(node.pattern)
            found[segment.alive(rows) + segment.row] = True
        return found
