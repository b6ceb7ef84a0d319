"""What an engine counted for one article comes in; its score, taken apart, goes out.

The formula is that of ``search.engines.ranking``, written out number by number.  An engine answers the questions of
``Facts``; what it then must hold to is that the root's value is the score it gives.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from search.analysis import Span
from search.engines import Explanation, Request
from search.engines.ranking import (
    CLOSENESS,
    COVERAGE,
    K1,
    WINDOW,
    Place,
    Unit,
    boost,
    coverage,
    nearness,
    rarity,
    recency,
    saturated,
    units,
)


class Facts(Protocol):
    """What an engine says of an article."""

    @property
    def articles(self) -> int:
        """Live articles of the index."""

    @property
    def days_old(self) -> int:
        """Days from the article's to that of the newest; one without a date counts as the oldest."""

    @property
    def in_window(self) -> bool:
        """True if closeness is looked at in this article."""

    def holding(self, unit: Unit) -> int:
        """Live articles with a place of the unit."""

    def spans(self, unit: Unit) -> Sequence[Span]:
        """The unit's places in the article."""

    def place(self, field: str) -> Place:
        """How long the article is in a field."""


class _Scored(NamedTuple):
    unit: Unit
    holding: int
    rarity: float
    spans: Sequence[Span]


def explanation(request: Request, facts: Facts) -> Explanation:
    """Why the article has its score."""
    scored = []
    for unit in units(request.tree, request.fields):
        holding = facts.holding(unit)
        scored.append(_Scored(unit, holding, rarity(facts.articles, holding), facts.spans(unit)))
    found = [_unit(each, facts) for each in scored if each.spans]
    if len(scored) < 2:
        parts = found
    else:
        parts = [_coverage(len(found), len(scored)), _sum("words and closeness", [*found, _closeness(scored, facts)])]
    if request.recency is not None:
        parts = [_recency(facts.days_old, request.recency), *(parts or [_given("words", 0.0)])]
    return _product("score", parts) if parts else _given("score", 0.0, "nothing in it is scored")


def _unit(scored: _Scored, facts: Facts) -> Explanation:
    """What one unit adds."""
    held = f"in {scored.holding:,} of {facts.articles:,} articles"
    return _product(_name(scored.unit), [_formula("rarity", scored.rarity, held), _frequency(scored.spans, facts)])


def _name(unit: Unit) -> str:
    """The unit as it is written, with its fields where they are few."""
    return f"{','.join(unit.fields)}:{unit.node}" if len(unit.fields) < 3 else str(unit.node)


def _frequency(spans: Sequence[Span], facts: Facts) -> Explanation:
    """The weighted occurrences, saturated."""
    counts = Counter(span.field for span in spans)
    weight = _sum("occurrences", [_field(field, count, facts) for field, count in counts.items()])
    return _formula("frequency", saturated(weight.value), f"w * {K1 + 1} / (w + {K1}), w: the occurrences", weight)


def _field(field: str, count: int, facts: Facts) -> Explanation:
    """What the occurrences in one field weigh."""
    place = facts.place(field)
    length = _formula(
        "length", place.weight(field) / boost(field), f"{place.words:,} words, on average {place.average:,.1f}"
    )
    return _product(field, [_given("times", count), _given("boost", boost(field)), length])


def _closeness(scored: Sequence[_Scored], facts: Facts) -> Explanation:
    """What it adds that the units stand near each other."""
    if not facts.in_window:
        return _given("closeness", 0.0, f"not among the {WINDOW} best without it")
    near = nearness(
        [each.spans for each in scored],
        [each.rarity for each in scored],
        lambda field: facts.place(field).weight(field),
    )
    return _sum(
        "closeness",
        [
            _formula(
                _name(each.unit),
                CLOSENESS * min(1, each.rarity) * saturated(weight),
                f"{CLOSENESS} * {min(1, each.rarity):.4g} * c * {K1 + 1} / (c + {K1}), c = {weight:.4g}",
            )
            for each, weight in zip(scored, near, strict=True)
            if weight
        ],
    )


def _coverage(found: int, asked: int) -> Explanation:
    return _formula("coverage", coverage(found, asked), f"({found} of {asked}) ** {COVERAGE}")


def _recency(days: int, half_life: float) -> Explanation:
    text = f"{days:,} days older than the newest article, half for every {half_life:g}"
    return _formula("recency", recency(days, half_life), text)


def _sum(name: str, parts: Sequence[Explanation]) -> Explanation:
    return Explanation(name=name, value=sum(part.value for part in parts), rule="sum", parts=tuple(parts))


def _product(name: str, parts: Sequence[Explanation]) -> Explanation:
    return Explanation(name=name, value=math.prod(part.value for part in parts), rule="product", parts=tuple(parts))


def _formula(name: str, value: float, detail: str, *parts: Explanation) -> Explanation:
    return Explanation(name=name, value=value, rule="formula", detail=detail, parts=parts)


def _given(name: str, value: float, detail: str = "") -> Explanation:
    return Explanation(name=name, value=value, detail=detail)
