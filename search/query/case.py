"""The places of an expression in an article come in; those printed in the capitals asked for go out.

    caps(apple)       every word has a capital: Apple, APPLE, iPhone
    allcaps(us)       all letters are capitals: US, U.S.
    nocaps(turkey)    no capital at all

Judged on the text as printed, over every word of a place (of a cover too); inflections are included as the child says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from search.analysis import ALL_CAPITALS, HAS_CAPITAL, AnalysedArticle
from search.query.syntax import Function
from search.query.tree import Fields, Node, Place, SpanNode, zones_of

Capitals: TypeAlias = Literal["caps", "allcaps", "nocaps"]
"""How a place has to be printed; also the name of the function."""

CAPITALS: dict[Capitals, Callable[[int], bool]] = {
    "caps": lambda case: bool(case & HAS_CAPITAL),
    "allcaps": lambda case: bool(case & ALL_CAPITALS),
    "nocaps": lambda case: not case & HAS_CAPITAL,
}
"""What each asks of the case bits of every word."""


class Case(SpanNode, frozen=True, kw_only=True):
    """The child's places where every word is printed as asked."""

    kind: Capitals
    child: SpanNode

    @property
    def operands(self) -> tuple[Node, ...]:
        """Its child."""
        return (self.child,)

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """Those of the child that pass."""
        zones = zones_of(article)
        passes = CAPITALS[self.kind]
        return [
            place
            for place in self.child.places(article, fields)
            if all(map(passes, zones[place.span[:2]].cases[place.span.first : place.span.last + 1]))
        ]

    def __str__(self) -> str:
        """The name, the child in brackets."""
        return f"{self.kind}({self.child})"


FUNCTIONS = tuple(
    Function(
        usage=f"{kind}(...)",
        name=kind,
        counted=False,
        build=lambda child, _, at, kind=kind: Case(kind=kind, child=child, at=at),  # type: ignore[misc]
    )
    for kind in CAPITALS
)
