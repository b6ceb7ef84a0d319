"""Nothing comes in; the records of an analysed article go out: Span, Zone, AnalysedArticle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search.article import Article
from search.fields import FIELDS


class Span(NamedTuple):
    """A stretch of words: the zone (field and 1-based number) and its first and last word (0-based, both included)."""

    field: str
    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A text no phrase or proximity reaches out of: the headline, one caption, one credit, one paragraph, ...

    The five tuples run in parallel, one entry a word.
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
    forms: tuple[str, ...] = ()
    """Folded, unstemmed."""
    starts: tuple[int, ...] = ()
    """0-based character where the word begins in ``text``."""
    ends: tuple[int, ...] = ()
    """Character after its last."""
    sentences: tuple[int, ...] = ()
    """0-based number of the sentence in the zone; never falls."""
    cases: tuple[int, ...] = ()
    """HAS_CAPITAL and ALL_CAPITALS, judged on the word as printed."""

    def selected_by(self, selector: str) -> bool:
        """True if ``selector`` covers this zone: a field name, ``paragraph/KIND``, or ``lead``."""
        if selector == "lead":
            return self.lead
        field, _, kind = selector.partition("/")
        return self.field == field and (not kind or self.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedArticle:
    """An article as the query tree judges it and as an engine is fed."""

    article: Article
    zones: tuple[Zone, ...]
    """In the order of ``search.fields.ZONE_FIELDS``, then by number; empty zones are left out."""
    values: Mapping[str, tuple[int | str, ...]]
    """Of every keyword, date, number and flag field: its values.  Dates are proleptic Gregorian ordinals
    (``date.toordinal``), flags 0 or 1, keywords case-folded."""
    stem: Callable[[str], str]
    """form -> stem, the archive's own."""

    def select(self, fields: Iterable[str]) -> Iterator[Zone]:
        """The zones of these fields (views are resolved), each once, in the order of ``zones``."""
        selectors = _selectors(tuple(fields))
        return (zone for zone in self.zones if any(map(zone.selected_by, selectors)))


@lru_cache(maxsize=1024)
def _selectors(fields: tuple[str, ...]) -> tuple[str, ...]:
    """What selects the zones of these fields."""
    return tuple(dict.fromkeys(selector for name in fields for selector in FIELDS[name].zones or (name,)))
