"""The articles of an index and a query tree come in; every article's score goes out: the formula all engines share.

What is scored is not words but *units*: the largest span expressions of a query that are neither OR nor a field prefix.
So a phrase weighs by how rare the phrase is, and either side of an OR counts for itself; nothing under NOT counts at
all.  For the units u of a query, each looked for in its own fields, and an article d:

    score     = recency * coverage * (words + closeness)
    words     = sum over u of  idf_u * S(w_u)                            S(x) = x * (K1 + 1) / (x + K1)
    w_u       = sum over fields f of  (places of u in zones of f) * weight_f
    weight_f  = BOOSTS[f] / (1 - B + B * words_f(d) / average words_f)
    idf_u     = ln(1 + (N - n + 0.5) / (n + 0.5))         N: live articles, n: those with a place of u
    coverage  = (units with a place in d / units) ** COVERAGE
    closeness = CLOSENESS * sum over u of  min(1, idf_u) * S(c_u)
    c_u       = sum over neighbours of u's places that are v's  of  idf_v * weight_f / distance**2
    recency   = 2 ** (-(newest day of the index - day of d) / half-life)

``words`` is BM25F, as Robertson and Zaragoza give it (The Probabilistic Relevance Framework: BM25 and Beyond, 2009,
sections 3.5 and 3.6): occurrences are summed over the fields first, and saturated then.  ``coverage`` is coordination,
as in Lucene until version 6, softened.  ``closeness`` is that of Büttcher, Clarke and Lushman (Term Proximity Scoring
for Ad-Hoc Retrieval on Very Large Text Collections, 2006), its accumulators weighted by field as BM25F weighs
occurrences.  ``recency`` is the exponential prior of Li and Croft (Time-Based Language Models, 2003); since it has no
memory, the day it is counted from changes no order.

Exactly: all places of all units in one zone stand in order by first word, last word and number of the unit; two next to
each other are neighbours if their units differ and they don't overlap; the distance is from the last word of the one to
the first of the other, and each is a neighbour of the other.  Closeness is looked at in the WINDOW articles with the
highest ``recency * coverage * words``, ties newest first, then by id, and is 0 in all others: so a deep page is never
disturbed by it, and a common word costs little.  A field nobody has words in has the length factor 1.  A unit counts
wherever it has places, whether or not the branch of an OR it stands in matched.  An article without a date is as old as
the oldest.  A query of article expressions alone (dates, everything, NOT) scores 0 throughout.

This is the reference in plain Python; an engine's own computation agrees to 1e-4.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from search.analysis import AnalysedArticle, Span
from search.query.boolean import And, Or
from search.query.scope import In
from search.query.tree import Fields, Node, SpanNode

# Each of these was tried by benchmarks/ranking.py on 23 November 2026; benchmarks/RANKING.md has the figures.
K1 = 1.2
"""How slowly further occurrences stop to count.  The usual value: 0.9 to 1.6 make no difference."""
B = 0.75
"""How much a long field's occurrences count less.  The usual value: less is worse, more makes no difference."""
BOOSTS: dict[str, float] = {"headline": 4.0, "credit": 0.5}
"""What an occurrence in a field counts; 1 in all others.  More for the headline gains little, more for captions loses.
Credits are set by judgement: the stories tried have none."""
COVERAGE = 0.5
"""How much an article loses that has not all of the units: 0 for nothing, 1 for the share it lacks.  From 0.25 to 0.5
makes no difference; the larger keeps more words before fewer, which is what ``--any`` promises."""
CLOSENESS = 0.5
"""How much nearness counts beside frequency; from 0.5 to 1 makes no difference."""
WINDOW = 100
"""How many articles closeness is looked at in; 20 do for the stories tried, 100 are ten pages."""


class Unit(NamedTuple):
    """A span expression that is scored, and the fields it is looked for in."""

    node: SpanNode
    fields: tuple[str, ...]


def units(tree: Node, fields: Fields) -> Iterator[Unit]:
    """What is scored of a tree: reached through AND, OR and fields, in order, each as often as it is written."""
    if isinstance(tree, In):
        yield from units(tree.child, tree.fields)
    elif isinstance(tree, And | Or):
        for child in tree.children:
            yield from units(child, fields)
    elif isinstance(tree, SpanNode):
        yield Unit(tree, tuple(fields))


def boost(field: str) -> float:
    """What an occurrence in zones of this field counts."""
    return BOOSTS.get(field, 1.0)


def rarity(articles: int, holding: int) -> float:
    """``idf``: of so many articles, so many hold the unit."""
    return math.log(1 + (articles - holding + 0.5) / (holding + 0.5))


def saturated(weight: float) -> float:
    """``S``: less than the first for every further occurrence, K1 + 1 in all at the most."""
    return weight * (K1 + 1) / (weight + K1)


def coverage(found: int, asked: int) -> float:
    """The factor of an article with a place of so many of the units asked for."""
    return float((found / asked) ** COVERAGE) if asked else 1.0


def recency(days: float, half_life: float | None) -> float:
    """The factor of an article so many days older than the newest."""
    return 1.0 if half_life is None else float(0.5 ** (days / half_life))


def nearness(
    places: Sequence[Sequence[Span]], rarities: Sequence[float], weight: Callable[[str], float]
) -> list[float]:
    """``c`` of each unit, from the places of all units in one article; ``weight`` gives ``weight_f`` of a field."""
    near = [0.0] * len(places)
    ordered = sorted((span, unit) for unit, spans in enumerate(places) for span in spans)
    for (left, one), (right, other) in pairwise(ordered):
        distance = right.first - left.last
        if one != other and left[:2] == right[:2] and distance > 0:
            near[one] += rarities[other] * weight(left.field) / distance**2
            near[other] += rarities[one] * weight(left.field) / distance**2
    return near


class Place(NamedTuple):
    """How long an article is in a field (words), and all articles on average."""

    words: int
    average: float

    def weight(self, field: str) -> float:
        """``weight_f``: what an occurrence counts."""
        return boost(field) / (1 - B + B * (self.words / self.average if self.average else 1))


class Scored(NamedTuple):
    """A unit with its rarity and, by article, its places."""

    unit: Unit
    rarity: float
    places: Sequence[Sequence[Span]]


class Ranking:
    """Scores over a fixed set of articles: the live ones of an index."""

    def __init__(self, articles: Sequence[AnalysedArticle]) -> None:
        """Takes the length of every field of every article, in words."""
        self._articles = articles
        self._lengths = [_lengths(article) for article in articles]
        self._totals: Counter[str] = Counter()
        for lengths in self._lengths:
            self._totals.update(lengths)
        days = [article.article.day for article in articles if article.article.day]
        self._newest, self._oldest = max(days, default=date.min), min(days, default=date.min)

    def newest_first(self, number: int) -> tuple[int, str]:
        """What ties fall by: the day, newest first, then the id."""
        article = self._articles[number].article
        return -article.day.toordinal() if article.day else 0, article.id

    def scores(self, scored: Sequence[Scored], matching: Sequence[int], half_life: float | None) -> dict[int, float]:
        """The scores of the matching articles."""
        scores = self.first_scores(scored, matching, half_life)
        for number in self.window(scores):
            scores[number] += self._factor(scored, number, half_life) * self._closeness(scored, number)
        return scores

    def first_scores(
        self, scored: Sequence[Scored], matching: Sequence[int], half_life: float | None
    ) -> dict[int, float]:
        """The scores of the matching articles without closeness."""
        return {n: self._factor(scored, n, half_life) * self._words(scored, n) for n in matching}

    def window(self, scores: dict[int, float]) -> list[int]:
        """The articles closeness is looked at in, by their scores without it."""
        return sorted(scores, key=lambda number: (-scores[number], *self.newest_first(number)))[:WINDOW]

    def scored(self, tree: Node, fields: Fields) -> list[Scored]:
        """The units of a tree, looked for in all articles."""
        found = []
        for unit in units(tree, fields):
            places = [unit.node.spans(article, unit.fields) for article in self._articles]
            found.append(Scored(unit, rarity(len(places), sum(map(bool, places))), places))
        return found

    def days_old(self, number: int) -> int:
        """Days from the article's to that of the newest; one without counts as the oldest."""
        return (self._newest - (self._articles[number].article.day or self._oldest)).days

    def place(self, number: int, field: str) -> Place:
        """How long the article is in a field."""
        return Place(self._lengths[number][field], self._totals[field] / len(self._articles))

    def _factor(self, scored: Sequence[Scored], number: int, half_life: float | None) -> float:
        found = sum(bool(each.places[number]) for each in scored)
        return recency(self.days_old(number), half_life) * coverage(found, len(scored))

    def _words(self, scored: Sequence[Scored], number: int) -> float:
        score = 0.0
        for each in scored:
            counts = Counter(span.field for span in each.places[number])
            weight = sum(count * self.place(number, field).weight(field) for field, count in counts.items())
            score += each.rarity * saturated(weight)
        return score

    def _closeness(self, scored: Sequence[Scored], number: int) -> float:
        places, rarities = [each.places[number] for each in scored], [each.rarity for each in scored]
        near = nearness(places, rarities, lambda field: self.place(number, field).weight(field))
        return CLOSENESS * sum(
            min(1, each.rarity) * saturated(weight) for each, weight in zip(scored, near, strict=True)
        )


def _lengths(article: AnalysedArticle) -> Counter[str]:
    lengths: Counter[str] = Counter()
    for zone in article.zones:
        lengths[zone.field] += len(zone.forms)
    return lengths
