"""The query tree: every node is frozen, comparable, prints itself back as query text, and knows its own meaning.

Two sorts of expression.  A *span expression* (word, phrase, OR of spans, wildcard, fuzzy, proximity, caps and its like,
atleast, first) has places in an article: ``spans``.  An *article expression* (AND, NOT, ranges) only matches or not.
``matches`` and ``spans`` are the definition of the language; the memory engine is nothing but them, every other engine is
proved equal to them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from search.analysis import AnalysedArticle, Span

Fields: TypeAlias = Sequence[str]
"""The searched fields a node is judged over: names of text fields, views included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(ABC):
    """One node of a query tree."""

    at: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)
    """Where it stood in the query text (start, end), for error messages; no part of its meaning."""

    @abstractmethod
    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:
        """True if the article satisfies the node, its words looked for in ``fields``."""

    @abstractmethod
    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """The places to highlight: those that made the article match, ordered, without repeats; never a word of a NOT.

        Covers of a proximity mark its operands, not the words between.
        """

    @abstractmethod
    def __str__(self) -> str:
        """Query text that parses to an equal tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanNode(Node):
    """A node that has places in an article."""

    @abstractmethod
    def spans(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Its places in the article, ordered by (zone order, first, last), without repeats."""

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:
        """True if it has a place at all."""
        return bool(self.spans(article, fields))
