"""The query tree's ground: an analysed article and the searched fields come in, places and verdicts go out.

Every node is frozen, comparable, prints itself back as query text, and knows its own meaning.

Two sorts of expression.  A *span expression* (word, phrase, OR of spans, wildcard, fuzzy, proximity, caps and its like,
atleast, first) has places in an article: ``spans``.  An *article expression* (AND, NOT, ranges) only matches or not.
``matches`` and ``spans`` are the definition of the language; the memory engine is nothing but them, every other engine
is proved equal to them.
"""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple, Self, TypeAlias

from msgspec import Struct, StructMeta
from msgspec.structs import replace

from search.analysis import AnalysedArticle, Span, Zone
from search.fields import ZONE_FIELDS

Fields: TypeAlias = Sequence[str]
"""The searched fields a node is judged over: names of text fields, views included."""

OR, AND, NOT, PROXIMITY, OPERAND = range(5)
"""How tightly a node's printed text holds together; a looser one inside a tighter one is printed in brackets."""

_ZONE_ORDER = {name: number for number, name in enumerate(ZONE_FIELDS)}


class Place(NamedTuple):
    """One place of a span expression, with the smaller places inside it that are worth highlighting."""

    span: Span
    marks: tuple[Span, ...]


def in_order(spans: Iterable[Span]) -> list[Span]:
    """The spans without repeats, by zone (as ``ZONE_FIELDS`` has them, then by number), first and last word."""
    return sorted(set(spans), key=lambda span: (_ZONE_ORDER[span.field], *span[1:]))


def merged(places: Iterable[Place]) -> list[Place]:
    """The places in order, those of one span made one that has the marks of all."""
    marks: dict[Span, tuple[Span, ...]] = {}
    for place in places:
        marks[place.span] = (*marks.get(place.span, ()), *place.marks)
    return [Place(span, marks[span]) for span in in_order(marks)]


class _NodeMeta(StructMeta, ABCMeta):
    """A record's class that may have abstract methods."""


class Node(Struct, metaclass=_NodeMeta, frozen=True, kw_only=True):
    """One node of a query tree; equal to another of the same meaning, wherever the two stood."""

    binding: ClassVar[int] = OPERAND
    """How tightly its printed text holds together."""

    at: tuple[int, int] = (0, 0)
    """Where it stood in the query text (start, end), for error messages; no part of its meaning."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and type(self) is type(other) and self._meaning() == other._meaning()

    def __hash__(self) -> int:
        return hash((type(self), self._meaning()))

    def _meaning(self) -> tuple[object, ...]:
        """All its fields but for its place."""
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name != "at")

    @property
    def is_span(self) -> bool:
        """True for a span expression."""
        return False

    @property
    def operands(self) -> tuple[Node, ...]:
        """The nodes directly inside it."""
        return ()

    def walk(self) -> Iterator[Node]:
        """The node and all nodes inside it, in the order written, each before what it holds."""
        pending: list[Node] = [self]
        while pending:
            node = pending.pop()
            yield node
            pending += reversed(node.operands)

    def rebuilt(self, change: Callable[[Node], Node]) -> Self:
        """The same node, each node directly inside it replaced by what ``change`` makes of it."""
        changed: dict[str, Any] = {}
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Node):
                changed[name] = change(value)
            elif isinstance(value, tuple) and any(isinstance(each, Node) for each in value):
                changed[name] = tuple(map(change, value))
        return replace(self, **changed) if changed else self

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

    def within(self, binding: int) -> str:
        """Its query text as part of something that holds together as tightly as ``binding``."""
        return str(self) if self.binding >= binding else f"({self})"


class SpanNode(Node, frozen=True, kw_only=True):
    """A node that has places in an article."""

    @property
    def is_span(self) -> bool:
        """True."""
        return True

    @abstractmethod
    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """Its places in the article, ordered by (zone order, first, last), no two with the same span."""

    def spans(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Its places in the article, ordered by (zone order, first, last), without repeats."""
        return [place.span for place in self.places(article, fields)]

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:
        """True if it has a place at all."""
        return bool(self.places(article, fields))

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """What its places mark."""
        return in_order(mark for place in self.places(article, fields) for mark in place.marks)


def is_span(node: Node) -> bool:
    """True if the node is a span expression; Or and In are when what they hold is."""
    return node.is_span


def zones_of(article: AnalysedArticle) -> dict[tuple[str, int], Zone]:
    """The article's zones by what a span names them by."""
    return {(zone.field, zone.number): zone for zone in article.zones}
