"""The places of an expression in an article come in; those that count as enough, or as early enough, go out.

atleast3(flood)    three places or more, over all searched fields together
first50(flood)     it begins within the first 50 words of the story (headline and captions are not the story)
"""

from __future__ import annotations

from collections.abc import Sequence

from search.analysis import AnalysedArticle, Span
from search.query.syntax import Function
from search.query.tree import Fields, Node, Place, SpanNode, zones_of


class Counted(SpanNode, frozen=True, kw_only=True):
    """A function with a number before its brackets."""

    count: int
    child: SpanNode

    @property
    def operands(self) -> tuple[Node, ...]:
        """Its child."""
        return (self.child,)


class AtLeast(Counted, frozen=True, kw_only=True):
    """The child's places where there are enough that don't overlap, else none."""

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """All of the child's, or none."""
        places = self.child.places(article, fields)
        return places if disjoint([place.span for place in places]) >= self.count else []

    def __str__(self) -> str:
        """Name and number, the child in brackets."""
        return f"atleast{self.count}({self.child})"


class First(Counted, frozen=True, kw_only=True):
    """The child's places that begin within the first words of the story, counted on over its paragraphs."""

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """Those that begin early enough."""
        zones = zones_of(article)
        early = []
        for place in self.child.places(article, fields):
            offset = zones[place.span[:2]].story_offset
            if offset is not None and offset + place.span.first < self.count:
                early.append(place)
        return early

    def __str__(self) -> str:
        """Name and number, the child in brackets."""
        return f"first{self.count}({self.child})"


def disjoint(spans: Sequence[Span]) -> int:
    """How many of the spans (ordered) don't overlap, taken from the left: each that begins after the last one taken."""
    count = 0
    taken: Span | None = None
    for span in spans:
        if taken is None or span[:2] != taken[:2] or span.first > taken.last:
            count += 1
            taken = span
    return count


FUNCTIONS = (
    Function(
        usage="atleastN(...)",
        name="atleast",
        counted=True,
        build=lambda child, count, at: AtLeast(child=child, count=count, at=at),
    ),
    Function(
        usage="firstN(...)",
        name="first",
        counted=True,
        build=lambda child, count, at: First(child=child, count=count, at=at),
    ),
)
