"""A query and the fields to look in come in; the query judged over those fields goes out.

    caption:flood                 in a caption
    caption:(flood rescue)        both in captions, perhaps different ones
    caption:(flood w/p rescue)    both in one caption
    headline,lead:flood           in either field

A field inside another replaces it.
"""

from __future__ import annotations

from search.analysis import AnalysedArticle, Span
from search.query.tree import OPERAND, Fields, Node, Place, SpanNode


class In(SpanNode, frozen=True, kw_only=True):
    """Its child, looked for in these fields instead; a span expression when the child is."""

    fields: tuple[str, ...]
    """Names of text fields, views included, aliases resolved."""
    child: Node

    @property
    def is_span(self) -> bool:
        """True if the child has places."""
        return self.child.is_span

    @property
    def operands(self) -> tuple[Node, ...]:
        """Its child."""
        return (self.child,)

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:  # noqa: ARG002 - replaced
        """The child's in these fields; asked only where the child is a span expression."""
        return self.child.places(article, self.fields) if isinstance(self.child, SpanNode) else []

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:  # noqa: ARG002 - replaced
        """True if the child matches over these fields."""
        return self.child.matches(article, self.fields)

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:  # noqa: ARG002 - replaced
        """The child's in these fields."""
        return self.child.marks(article, self.fields)

    def __str__(self) -> str:
        """The fields, a colon, and the child."""
        return f"{','.join(self.fields)}:{self.child.within(OPERAND)}"
