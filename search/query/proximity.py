"""The places of two expressions come in; those near each other, or those of the left one kept apart, go out.

    flood w/5 dam        either order, positions differ by at most 5 (w/1: side by side); also /5 and near/5
    flood pre/5 dam      flood first; also adj5
    flood w/s dam        in one sentence (/s)
    flood w/p dam        in one paragraph, caption or headline (/p)
    flood NOT w/5 dam    a flood with no dam that near; also NOT pre/5, NOT w/s, NOT w/p

Both sides are span expressions of any kind.  Two places that overlap are no pair, so ``x w/5 x`` needs two places.
A pair yields a *cover*, from the first word of the earlier to the last word of the later; of covers only the smallest
count, those with no other inside.  Covers serve nesting; what is highlighted are the places of the two sides.
For NOT a place of the right side that overlaps is as near as can be (``bank NOT w/3 "bank holiday"`` skips the
holidays); only the very same place is not: nothing is near itself.
"""

from __future__ import annotations

import re
import sys
from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from search.analysis import AnalysedArticle, Span, Zone
from search.query.syntax import Operator
from search.query.tree import OPERAND, PROXIMITY, Fields, Node, Place, SpanNode, merged, zones_of

Unit: TypeAlias = Literal["sentence", "paragraph"]
"""What ``w/s`` and ``w/p`` hold together; a paragraph is any zone (a caption, the headline)."""


class Reach(NamedTuple):
    """How far the later place of a pair may stand: the last word it may begin at, and the last it may end at."""

    begin: int
    end: int


class Pair(SpanNode, frozen=True, kw_only=True):
    """An operator between two span expressions."""

    binding: ClassVar[int] = PROXIMITY
    left: SpanNode
    right: SpanNode

    @property
    def operands(self) -> tuple[Node, ...]:
        """Left and right."""
        return (self.left, self.right)

    @property
    @abstractmethod
    def sign(self) -> str:
        """How nearness is written: ``w/5``."""

    @property
    @abstractmethod
    def in_turn(self) -> bool:
        """True if the left place has to be the earlier one."""

    @abstractmethod
    def reach(self, zone: Zone, earlier: Span) -> Reach:
        """How far from the earlier place the later one may stand."""

    @abstractmethod
    def back(self, zone: Zone, later: Span) -> int:
        """The first word an earlier place near the later one can end at."""

    def close(self, zone: Zone, earlier: Span, later: Span) -> bool:
        """True if the later place begins after the earlier one ends, within reach."""
        reach = self.reach(zone, earlier)
        return earlier.last < later.first <= reach.begin and later.last <= reach.end

    def __str__(self) -> str:
        """Left, operator, right."""
        return f"{self.left.within(OPERAND)} {self.sign} {self.right.within(OPERAND)}"


class ByDistance(Pair, frozen=True, kw_only=True):
    """Near is what lies at most so many positions away."""

    distance: int
    """First position of the later minus last position of the earlier, at most; 1 is side by side."""
    ordered: bool
    """True if the left one comes first (for NOT: if only what comes after counts)."""

    @property
    def sign(self) -> str:
        """``w/5`` or ``pre/5``."""
        return f"{'pre' if self.ordered else 'w'}/{self.distance}"

    @property
    def in_turn(self) -> bool:
        """True for ``pre``."""
        return self.ordered

    def reach(self, zone: Zone, earlier: Span) -> Reach:  # noqa: ARG002 - the same in every zone
        """The distance bounds where the later one begins."""
        return Reach(earlier.last + self.distance, sys.maxsize)

    def back(self, zone: Zone, later: Span) -> int:  # noqa: ARG002 - the same in every zone
        """The distance bounds where the earlier one ends."""
        return later.first - self.distance


class ByUnit(Pair, frozen=True, kw_only=True):
    """Near is what lies in the same sentence or paragraph, whole."""

    unit: Unit

    @property
    def sign(self) -> str:
        """``w/s`` or ``w/p``."""
        return f"w/{self.unit[0]}"

    @property
    def in_turn(self) -> bool:
        """False."""
        return False

    def reach(self, zone: Zone, earlier: Span) -> Reach:
        """As far as the unit goes that holds the whole earlier place; nowhere when that crosses a sentence end."""
        if self.unit == "paragraph":
            return Reach(sys.maxsize, sys.maxsize)
        sentence = zone.sentences[earlier.first]
        if zone.sentences[earlier.last] != sentence:
            return Reach(-1, -1)
        return Reach(sys.maxsize, bisect_right(zone.sentences, sentence) - 1)

    def back(self, zone: Zone, later: Span) -> int:
        """The unit's first word."""
        return 0 if self.unit == "paragraph" else bisect_left(zone.sentences, zone.sentences[later.first])


class Together(Pair, frozen=True, kw_only=True):
    """The smallest covers of two places within reach of each other."""

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """The covers, each marking what its two places mark."""
        zones = zones_of(article)
        rights = _by_zone(self.right.places(article, fields))
        found: list[Place] = []
        for key, left in _by_zone(self.left.places(article, fields)).items():
            right = rights.get(key, [])
            covers = list(self._covers(zones[key], left, right))
            if not self.in_turn:
                covers += self._covers(zones[key], right, left)
            found += smallest(covers)
        return merged(found)

    def _covers(self, zone: Zone, earlier: Sequence[Place], later: Sequence[Place]) -> Iterator[Place]:
        """For each earlier place, the cover with the later one within reach that ends first."""
        firsts = [place.span.first for place in later]
        for one in earlier:
            begin, end = self.reach(zone, one.span)
            end += 1
            best: list[Place] = []
            for number in range(bisect_right(firsts, one.span.last), len(later)):
                other = later[number]
                if other.span.first > min(begin, end):
                    break  # what begins behind the best one's end can't end sooner
                if other.span.last < end:
                    best, end = [other], other.span.last
                elif other.span.last == end and best:
                    best.append(other)
            if best:
                marks = (mark for other in best for mark in other.marks)
                yield Place(one.span._replace(last=end), (*one.marks, *marks))


class Apart(Pair, frozen=True, kw_only=True):
    """The places of the left side with none of the right side within reach."""

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """The left side's places, as they are."""
        zones = zones_of(article)
        rights = _by_zone(self.right.places(article, fields))
        found: list[Place] = []
        for key, left in _by_zone(self.left.places(article, fields)).items():
            found += self._alone(zones[key], left, [place.span for place in rights.get(key, [])])
        return found

    def _alone(self, zone: Zone, left: Sequence[Place], right: Sequence[Span]) -> Iterator[Place]:
        """The places of one zone that no place of the right side meets."""
        firsts = [span.first for span in right]
        longest = max((span.last - span.first for span in right), default=0)
        for place in left:
            span = place.span
            low = bisect_left(firsts, min(self.back(zone, span), span.first) - longest)
            high = bisect_right(firsts, max(min(self.reach(zone, span)), span.last))
            if not any(self._meets(zone, span, right[number]) for number in range(low, high)):
                yield place

    def _meets(self, zone: Zone, left: Span, right: Span) -> bool:
        if left == right:
            return False
        overlap = left.first <= right.last and right.first <= left.last
        return overlap or self.close(zone, left, right) or (not self.in_turn and self.close(zone, right, left))

    def __str__(self) -> str:
        """Left, NOT, operator, right."""
        return f"{self.left.within(OPERAND)} NOT {self.sign} {self.right.within(OPERAND)}"


class Near(ByDistance, Together, frozen=True, kw_only=True):
    """Two places at most so many positions apart."""


class Same(ByUnit, Together, frozen=True, kw_only=True):
    """Two places in one sentence or one paragraph."""


class NotNear(ByDistance, Apart, frozen=True, kw_only=True):
    """Places of the left side with none of the right side at most so many positions away."""


class NotSame(ByUnit, Apart, frozen=True, kw_only=True):
    """Places of the left side with none of the right side in the same sentence or paragraph."""


def smallest(covers: Sequence[Place]) -> list[Place]:
    """The covers of one zone that have no other, smaller one inside them; equal ones all stay."""
    kept: list[Place] = []
    nearest = sys.maxsize
    # From the right: every cover met before begins no further left, so it lies inside this one if it ends no later.
    for cover in sorted(covers, key=lambda place: (-place.span.first, place.span.last)):
        if cover.span.last < nearest or (kept and kept[-1].span == cover.span):
            kept.append(cover)
            nearest = cover.span.last
    return kept


def _by_zone(places: Sequence[Place]) -> dict[tuple[str, int], list[Place]]:
    """The places by their zone, in order."""
    return {key: list(group) for key, group in groupby(places, key=lambda place: place.span[:2])}


OPERATORS = (
    Operator(
        usage="w/N",
        pattern=re.compile(r"(?:w/|near/|/|near)(\d+)"),
        build=lambda left, right, n, at: Near(left=left, right=right, distance=n, ordered=False, at=at),
        apart=lambda left, right, n, at: NotNear(left=left, right=right, distance=n, ordered=False, at=at),
    ),
    Operator(
        usage="pre/N",
        pattern=re.compile(r"(?:pre/|adj/|pre|adj)(\d+)"),
        build=lambda left, right, n, at: Near(left=left, right=right, distance=n, ordered=True, at=at),
        apart=lambda left, right, n, at: NotNear(left=left, right=right, distance=n, ordered=True, at=at),
    ),
    Operator(
        usage="w/s",
        pattern=re.compile(r"(?:w|near)?/(?:s|sent|sentence)"),
        build=lambda left, right, _, at: Same(left=left, right=right, unit="sentence", at=at),
        apart=lambda left, right, _, at: NotSame(left=left, right=right, unit="sentence", at=at),
    ),
    Operator(
        usage="w/p",
        pattern=re.compile(r"(?:w|near)?/(?:p|para|paragraph)"),
        build=lambda left, right, _, at: Same(left=left, right=right, unit="paragraph", at=at),
        apart=lambda left, right, _, at: NotSame(left=left, right=right, unit="paragraph", at=at),
    ),
)
