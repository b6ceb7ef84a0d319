"""What a question returns: hits with their passages, photos, counts, suggestions, and the query as understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from search.article import Article, Caption

Mark: TypeAlias = tuple[int, int]
"""Start and end (0-based characters, end excluded) of a matched stretch in a text."""


class Passage(Struct, frozen=True, kw_only=True):
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


class Hit(Struct, frozen=True, kw_only=True):
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


class Photo(Struct, frozen=True, kw_only=True):
    """One caption that matched, as a result of its own."""

    rank: int
    """1-based, over the whole answer (an offset is counted in)."""
    score: float
    """Its article's."""
    article: Article
    number: int
    """Which of the article's captions, 1-based."""
    marks: tuple[Mark, ...]
    """In the caption's text."""
    credit_marks: tuple[Mark, ...] = ()
    """In its credit."""

    @property
    def caption(self) -> Caption:
        """The caption, taken apart."""
        return self.article.captions[self.number - 1]

    @property
    def address(self) -> str:
        """``ID#c2``: what ``news show`` understands."""
        return f"{self.article.id}#c{self.number}"


class Form(NamedTuple):
    """A form of the archive's vocabulary that a word of a query stands for."""

    form: str
    articles: int
    """Live articles that hold it where the word is looked for."""
    occurrences: int
    """How often they do."""


class Clause(Struct, frozen=True, kw_only=True):
    """One part of a query as understood, with what it finds by itself."""

    query: str
    """The part, in query text."""
    depth: int
    """How deep it stands in the query; 0 is the whole."""
    articles: int
    fields: tuple[str, ...]
    """Where it is looked for."""
    forms: tuple[Form, ...] = ()
    """Of a word, wildcard or fuzzy word: what it stands for, the most used first."""
    total_forms: int = 0
    """How many forms that is."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """Another query, and what it would find."""

    query: str
    total: int
    any_word: bool = False
    """True if it is the same query with words side by side meaning OR."""


class Photos(Struct, frozen=True, kw_only=True):
    """The answer to a search for captions."""

    query: str
    """The query as understood."""
    total: int
    """How many captions match: exact."""
    hits: tuple[Photo, ...]
    warnings: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    """As in ``Results``, counted in captions."""
    seconds: float = 0.0


class Results(Struct, frozen=True, kw_only=True):
    """The answer to a query."""

    query: str
    """The query as understood: parsed, with defaults and dates filled in, printed back."""
    total: int
    """How many live articles match: exact."""
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For each facet asked for: values with counts over all matches, most frequent first, ties by value;
    years and months in their order."""
    warnings: tuple[str, ...] = ()
    """What a careful librarian would add: how an ambiguous query was read."""
    suggestions: tuple[Suggestion, ...] = ()
    """Where a word is unknown or nothing was found: queries that find something."""
    clauses: tuple[Clause, ...] = ()
    """Where an explanation was asked for: the query's parts, each before those inside it."""
    seconds: float = 0.0
