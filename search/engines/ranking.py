"""The articles of an index and a query tree come in; every article's score goes out: the formula all engines share.

BM25F, as Robertson and Zaragoza give it (The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.5 and
3.6): occurrences are summed over the fields first, weighted by boost and field length, and saturated then.  What is
counted is not words but *units*: the largest span expressions of a query that are neither OR nor a field prefix.  So a
phrase weighs by how rare the phrase is, and either side of an OR counts for itself; nothing under NOT counts at all.

For unit u looked for in the fields F, article d:

    wtf   = sum over fields f of  BOOSTS[f] * (places of u in zones of f) / (1 - B + B * words_f(d) / average words_f)
    idf   = ln(1 + (N - n + 0.5) / (n + 0.5))       N: live articles, n: those with a place of u
    score = sum over units of  idf * wtf * (K1 + 1) / (wtf + K1)

A field nobody has words in has the length factor 1.  A unit counts wherever it has places, whether or not the branch of
an OR it stands in matched.  A query of article expressions alone (dates, everything, NOT) scores 0 throughout.

This is the reference in plain Python; an engine's own computation agrees to 1e-4.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.analysis import AnalysedArticle, Span
from search.query.boolean import And, Or
from search.query.scope import In
from search.query.tree import Fields, Node, SpanNode

K1 = 1.2
"""How slowly further occurrences stop to count.  The usual value, not yet tuned by a run of ours."""
B = 0.75
"""How much a long field's occurrences count less.  The usual value, not yet tuned by a run of ours."""
BOOSTS: dict[str, float] = {"headline": 3.0, "caption": 1.5, "credit": 0.5}
"""What an occurrence in a field counts; 1 in all others.  Set by judgement, not yet by a run."""


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


class Ranking:
    """Scores over a fixed set of articles: the live ones of an index."""

    def __init__(self, articles: Sequence[AnalysedArticle]) -> None:
        """Takes the length of every field of every article, in words."""
        self._articles = articles
        self._lengths = [_lengths(article) for article in articles]
        self._totals: Counter[str] = Counter()
        for lengths in self._lengths:
            self._totals.update(lengths)

    def scores(self, tree: Node, fields: Fields) -> list[float]:
        """The score of every article, in their order."""
        scores = [0.0] * len(self._articles)
        for unit in units(tree, fields):
            weights = [self._weight(number, unit) for number in range(len(self._articles))]
            holding = sum(weight > 0 for weight in weights)
            idf = math.log(1 + (len(weights) - holding + 0.5) / (holding + 0.5))
            scores = [
                score + idf * weight * (K1 + 1) / (weight + K1) for score, weight in zip(scores, weights, strict=True)
            ]
        return scores

    def facts(self, number: int) -> ArticleFacts:
        """What was counted for one article, for ``search.engines.explaining``."""
        return ArticleFacts(self._articles, number, self._lengths[number], self._totals)

    def _weight(self, number: int, unit: Unit) -> float:
        """``wtf`` of the unit in one article."""
        places = Counter(span.field for span in unit.node.spans(self._articles[number], unit.fields))
        return sum(boost(field) * count / self._length_factor(number, field) for field, count in places.items())

    def _length_factor(self, number: int, field: str) -> float:
        average = self._totals[field] / len(self._articles)
        return 1 - B + B * (self._lengths[number][field] / average if average else 1)


class ArticleFacts:
    """What was counted for one article."""

    def __init__(
        self, every: Sequence[AnalysedArticle], number: int, lengths: Counter[str], totals: Counter[str]
    ) -> None:
        self.articles = len(every)
        self._every = every
        self._number = number
        self._lengths = lengths
        self._totals = totals

    def holding(self, unit: Unit) -> int:
        """Articles with a place of the unit."""
        return sum(bool(unit.node.spans(article, unit.fields)) for article in self._every)

    def spans(self, unit: Unit) -> Sequence[Span]:
        """The unit's places in the article."""
        return unit.node.spans(self._every[self._number], unit.fields)

    def length(self, field: str) -> tuple[int, float]:
        """Words of the article in this field, and of all articles on average."""
        return self._lengths[field], self._totals[field] / self.articles


def _lengths(article: AnalysedArticle) -> Counter[str]:
    lengths: Counter[str] = Counter()
    for zone in article.zones:
        lengths[zone.field] += len(zone.forms)
    return lengths
