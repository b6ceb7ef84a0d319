"""Texts of an article come in; the records of an analysed article go out: Span, Zone, AnalysedArticle."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from search.analysis.sentence_rules import sentence_starts
from search.analysis.word_rules import Printed, cases, forms, printed_words
from search.article import Article
from search.fields import FIELDS

PROSE = frozenset({"caption", "paragraph"})
"""Fields whose zones have sentences; the other zones are one sentence each."""


class Span(NamedTuple):
    """A stretch of words: the zone (field and 1-based number) and its first and last word (0-based, both included)."""

    field: str
    number: int
    first: int
    last: int


class Zone(Struct, frozen=True, kw_only=True, dict=True):
    """A text no phrase or proximity reaches out of: the headline, one caption, one credit, one paragraph, ...

    Its words are five tuples that run in parallel, one entry a word.  Each is made when it is first asked for: most
    texts a search looks through are asked for nothing but their forms.
    """

    field: str
    number: int
    """1-based among the article's zones of this field; a caption's credit, photographer, agency and place share it."""
    text: str
    kind: str = ""
    """The paragraph's kind, empty elsewhere."""
    lead: bool = False
    """True for the first two paragraphs whose kind is lead or body."""
    story_offset: int | None = None
    """How many words of the story (paragraphs of kind lead and body) stand before this zone; None outside the story."""
    seen: Printed | None = None
    """Those of its words that matter, where the others are left out; between two of them one without letters stands for
    all that do."""

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Folded, unstemmed."""
        return forms(self._printed.words)

    @cached_property
    def cases(self) -> tuple[int, ...]:
        """HAS_CAPITAL and ALL_CAPITALS, judged on the word as printed."""
        return cases(self._printed.words)

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """0-based number of the sentence in the zone; never falls."""
        if self.field not in PROSE:
            return (0,) * len(self.starts)
        edges = [0, *(bisect_left(self.starts, edge) for edge in sentence_starts(self.text)[1:]), len(self.starts)]
        return tuple(number for number, (first, last) in enumerate(pairwise(edges)) for _ in range(first, last))

    @property
    def starts(self) -> tuple[int, ...]:
        """0-based character where the word begins in ``text``."""
        return self._printed.starts

    @property
    def ends(self) -> tuple[int, ...]:
        """Character after its last."""
        return self._printed.ends

    @cached_property
    def _printed(self) -> Printed:
        return self.seen or printed_words(self.text)

    def selected_by(self, selector: str) -> bool:
        """True if ``selector`` covers this zone: a field name, ``paragraph/KIND``, or ``lead``."""
        if selector == "lead":
            return self.lead
        field, _, kind = selector.partition("/")
        return self.field == field and (not kind or self.kind == kind)


class AnalysedArticle(Struct, frozen=True, kw_only=True):
    """An article as the query tree judges it and as an engine is fed."""

    article: Article
    zones: tuple[Zone, ...]
    """In the order of ``search.fields.ZONE_FIELDS``, then by number; empty zones are left out."""
    values: Mapping[str, tuple[int | str, ...]]
    """Of every keyword, date, number and flag field: its values.  Dates are proleptic Gregorian ordinals
    (``date.toordinal``), flags 0 or 1, keywords case-folded."""
    stem: Callable[[str], str]
    """form -> stem, the archive's own."""
    meanings: Mapping[object, frozenset[str]] = field(default_factory=dict)
    """Nodes of a tree that stand for single words -> the forms of the archive each of them means, where that is known
    already; the others judge every form themselves."""

    def select(self, fields: Iterable[str]) -> Iterator[Zone]:
        """The zones of these fields (views are resolved), each once, in the order of ``zones``."""
        selectors = _selectors(tuple(fields))
        return (zone for zone in self.zones if zone.field in selectors or any(map(zone.selected_by, selectors)))


@lru_cache(maxsize=1024)
def _selectors(fields: tuple[str, ...]) -> Mapping[str, None]:
    """What selects the zones of these fields."""
    return dict.fromkeys(selector for name in fields for selector in FIELDS[name].zones or (name,))
