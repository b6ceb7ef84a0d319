"""Verdicts on the parts of a query come in; the verdict on AND, OR, NOT or everything goes out.

    flood insurance     both, anywhere in the searched fields (AND may be written)
    flood OR storm      at least one
    NOT flood, -flood   every article without it
    *                   every article

AND and NOT are judged over all searched fields together, so they have no places and can't stand inside a span operator.
"""

from __future__ import annotations

from typing import ClassVar

from search.analysis import AnalysedArticle, Span
from search.query.tree import AND, NOT, OPERAND, OR, Fields, Node, Place, SpanNode, in_order, merged


class And(Node, frozen=True, kw_only=True):
    """All of its children."""

    binding: ClassVar[int] = AND
    children: tuple[Node, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        """Its children."""
        return self.children

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:
        """True if every child matches."""
        return all(child.matches(article, fields) for child in self.children)

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Those of all children, when all match; a child with marks does."""
        found: list[Span] = []
        for child in self.children:
            marks = child.marks(article, fields)
            if not marks and not child.matches(article, fields):
                return []
            found += marks
        return in_order(found)

    def __str__(self) -> str:
        """The children with AND between them."""
        return " AND ".join(_operand(child) for child in self.children)


class Or(SpanNode, frozen=True, kw_only=True):
    """At least one of its children; a span expression when all of them are."""

    binding: ClassVar[int] = OR
    children: tuple[Node, ...]

    @property
    def is_span(self) -> bool:
        """True if every child has places."""
        return all(child.is_span for child in self.children)

    @property
    def operands(self) -> tuple[Node, ...]:
        """Its children."""
        return self.children

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """Those of all children; asked only where every child is a span expression."""
        return merged(
            place for child in self.children if isinstance(child, SpanNode) for place in child.places(article, fields)
        )

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:
        """True if some child matches."""
        return any(child.matches(article, fields) for child in self.children)

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Those of the children that match (the others have none)."""
        return in_order(mark for child in self.children for mark in child.marks(article, fields))

    def __str__(self) -> str:
        """The children with OR between them."""
        return " OR ".join(_operand(child) for child in self.children)


class Not(Node, frozen=True, kw_only=True):
    """Every article its child does not match."""

    binding: ClassVar[int] = NOT
    child: Node

    @property
    def operands(self) -> tuple[Node, ...]:
        """Its child."""
        return (self.child,)

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:
        """True if the child does not match."""
        return not self.child.matches(article, fields)

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:  # noqa: ARG002 - never a word of a NOT
        """None."""
        return []

    def __str__(self) -> str:
        """NOT and the child."""
        return f"NOT {self.child.within(OPERAND)}"


class Everything(Node, frozen=True, kw_only=True):
    """Every article."""

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:  # noqa: ARG002 - whatever it holds
        """True."""
        return True

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:  # noqa: ARG002 - no word made it match
        """None."""
        return []

    def __str__(self) -> str:
        """A star."""
        return "*"


def _operand(child: Node) -> str:
    """A child of AND or OR: what is neither one operand nor a NOT stands in brackets, so that nobody has to guess."""
    return str(child) if child.binding == NOT else child.within(OPERAND)
