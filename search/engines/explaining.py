"""What an engine counted for one article comes in; its score, taken apart, goes out.

The formula is that of ``search.engines.ranking``, written out number by number.  An engine answers the questions of
``Facts``; what it then must hold to is that the root's value is the score it gives.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from search.analysis import Span
from search.engines import Explanation
from search.engines.ranking import K1, B, Unit, boost, units
from search.query import Fields, Node


class Facts(Protocol):
    """What an engine says of an article."""

    @property
    def articles(self) -> int:
        """Live articles of the index."""

    def holding(self, unit: Unit) -> int:
        """Live articles with a place of the unit."""

    def spans(self, unit: Unit) -> Sequence[Span]:
        """The unit's places in the article."""

    def length(self, field: str) -> tuple[int, float]:
        """Words of the article in this field, and of all live articles on average."""


def explanation(tree: Node, fields: Fields, facts: Facts) -> Explanation:
    """Why the article has its score."""
    scored = [(unit, facts.spans(unit)) for unit in units(tree, fields)]
    return _sum("words", [_unit(unit, spans, facts) for unit, spans in scored])


def _unit(unit: Unit, spans: Sequence[Span], facts: Facts) -> Explanation:
    """What one unit adds."""
    name = f"{','.join(unit.fields)}:{unit.node}" if len(unit.fields) < 3 else str(unit.node)
    return _product(name, [_rarity(facts.articles, facts.holding(unit)), _frequency(spans, facts)])


def _rarity(articles: int, holding: int) -> Explanation:
    value = math.log(1 + (articles - holding + 0.5) / (holding + 0.5))
    return _formula("rarity", value, f"in {holding:,} of {articles:,} articles", [])


def _frequency(spans: Sequence[Span], facts: Facts) -> Explanation:
    """The weighted occurrences, saturated."""
    counts = Counter(span.field for span in spans)
    weight = _sum("occurrences", [_field(field, count, facts) for field, count in counts.items()])
    value = weight.value * (K1 + 1) / (weight.value + K1)
    return _formula("frequency", value, f"w * {K1 + 1} / (w + {K1}), w being the occurrences", [weight])


def _field(field: str, count: int, facts: Facts) -> Explanation:
    """What the occurrences in one field weigh."""
    words, average = facts.length(field)
    factor = 1 - B + B * (words / average if average else 1)
    length = _formula("length", 1 / factor, f"{words:,} words, on average {average:,.1f}", [])
    return _product(field, [_given("times", count), _given("boost", boost(field)), length])


def _sum(name: str, parts: Sequence[Explanation]) -> Explanation:
    return Explanation(name=name, value=sum(part.value for part in parts), rule="sum", parts=tuple(parts))


def _product(name: str, parts: Sequence[Explanation]) -> Explanation:
    return Explanation(name=name, value=math.prod(part.value for part in parts), rule="product", parts=tuple(parts))


def _formula(name: str, value: float, detail: str, parts: Sequence[Explanation]) -> Explanation:
    return Explanation(name=name, value=value, rule="formula", detail=detail, parts=tuple(parts))


def _given(name: str, value: float) -> Explanation:
    return Explanation(name=name, value=value)
