"""What a search returns: hits with their passages, counts, and the query as understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from search.article import Article, Caption

Mark: TypeAlias = tuple[int, int]
"""Start and end (0-based characters, end excluded) of a matched stretch in a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an article that shows why it matched."""

    place: str
    """``headline``, ``caption``, ``credit``, ``paragraph``, ``byline`` … : the zone's field."""
    number: int
    """Which one of its kind, 1-based; 1 where there is only one."""
    text: str
    marks: tuple[Mark, ...]
    """Ordered, disjoint, inside ``text``."""
    offset: int = 0
    """Where ``text`` begins in the whole zone, in characters."""
    whole: bool = True
    """False where ``text`` is only part of the zone."""
    caption: Caption | None = None
    """The caption itself, for a passage of a caption or its credit."""

    @property
    def label(self) -> str:
        """Where it is, for people: ``caption 2``."""
        return self.place if self.place in {"headline", "byline", "dateline"} else f"{self.place} {self.number}"

    @property
    def address(self) -> str:
        """Where it is, for programs: ``c2``, ``p7``, ``h``; joined to an id as ``ID#c2``."""
        letter = {"headline": "h", "caption": "c", "credit": "c", "paragraph": "p"}.get(self.place, self.place)
        return letter if letter == "h" else f"{letter}{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that matched."""

    rank: int
    """1-based, over the whole answer (an offset is counted in)."""
    score: float
    article: Article
    passages: tuple[Passage, ...]
    more: int = 0
    """Passages that matched and are not shown."""

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a query."""

    query: str
    """The query as understood: parsed, with defaults and dates filled in, printed back."""
    total: int
    """How many live articles match: exact."""
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For each facet asked for: values with counts over all matches, most frequent first, ties by value."""
    warnings: tuple[str, ...] = ()
    """What a careful librarian would add: how an ambiguous query was read."""
    seconds: float = 0.0
