"""The table of Nexis' terms and connectors (Lexis, Nexis Uni): hlead(atleast3(caps(Apple)) w/p launch!).

From the public help pages; they disagree on whether ``aft`` and ``bef`` count the day itself: read here as not.
"""

from __future__ import annotations

from search.query.boolean import And, Not, Or
from search.query.case import CAPITALS, Case
from search.query.counting import AtLeast
from search.query.dialects.days import DATE, day
from search.query.dialects.grammar import Dialect, Form, Found, chained
from search.query.proximity import Near, NotNear, NotSame, Same, Unit
from search.query.ranges import Range
from search.query.scope import In
from search.query.tree import Node

_SEGMENTS = {
    "headline": "headline",
    "highlight": "standfirst",
    "hlead": "hlead",
    "lead": "lead",
    "body": "paragraph",
    "byline": "byline",
    "dateline": "dateline",
    "graphic": "caption",
    "section": "section",
    "publication": "source",
    "pub": "source",
    "source": "source",
}
"""Its segments, with our fields."""

_PARAGRAPH = "w/N and pre/N reach over one paragraph, caption or headline here; Nexis lets them reach over a segment"


def _and(_: Found, left: Node, right: Node) -> Node:
    return chained(And, left, right)


def _or(_: Found, left: Node, right: Node) -> Node:
    return chained(Or, left, right)


def _and_not(_: Found, left: Node, right: Node) -> Node:
    return chained(And, left, Not(child=right, at=right.at))


def _near(found: Found, left: Node, right: Node) -> Node:
    kind = NotNear if found.match["apart"] else Near
    ordered = found.match["sign"].lower() in {"pre", "onear"}
    return kind(
        left=found.span(left),
        right=found.span(right),
        distance=found.number("n"),
        ordered=ordered,
        at=(left.at[0], right.at[1]),
    )


def _same(found: Found, left: Node, right: Node) -> Node:
    kind = NotSame if found.match["apart"] else Same
    unit: Unit = "sentence" if found.match["unit"].lower().startswith("s") else "paragraph"
    return kind(left=found.span(left), right=found.span(right), unit=unit, at=(left.at[0], right.at[1]))


def _in(found: Found, child: Node) -> Node:
    return In(fields=(_SEGMENTS[found.match[1].lower()],), child=child, at=found.at)


def _case(found: Found, child: Node) -> Node:
    kind = next(kind for kind in CAPITALS if kind == found.match[1].lower())
    return Case(kind=kind, child=found.span(child), at=found.at)


def _at_least(found: Found, child: Node) -> Node:
    return AtLeast(count=found.number(), child=found.span(child), at=found.at)


def _unknown(found: Found, *_: Node) -> Node:
    raise found.error(f"{found.match.group().strip('( ')} has no counterpart here", "use our own language for this")


def _ends(found: Found, group: str) -> tuple[int, int]:
    try:
        return day(found.match[group], month_first=True)
    except ValueError as error:
        message = f"{found.match[group]} is no date"
        raise found.query.error(message, *found.match.span(group), str(error)) from None


def _date(found: Found) -> Node:
    sign = found.match["sign"].lower()
    first, last = _ends(found, "day")
    if sign in _AFTER:
        return Range(field="date", low=last + 1, high=None, at=found.at)
    if sign in _BEFORE:
        return Range(field="date", low=None, high=first - 1, at=found.at)
    low, high = (None if sign in {"<=", "leq"} else first), (None if sign in {">=", "geq"} else last)
    return Range(field="date", low=low, high=high, at=found.at)


def _between(found: Found) -> Node:
    first, last = _ends(found, "from"), _ends(found, "to")
    low = first[1] + 1 if found.match["low"].lower() in _AFTER else first[0]
    high = last[0] - 1 if found.match["high"].lower() in _BEFORE else last[1]
    if low > high:
        raise found.error("no day lies between the two", "begin with the earlier one")
    return Range(field="date", low=low, high=high, at=found.at)


def _length(found: Found) -> Node:
    sign, count = found.match["sign"], found.number("n")
    low = {">": count + 1, "<": None, "<=": None}.get(sign, count)
    high = {"<": count - 1, ">": None, ">=": None}.get(sign, count)
    return Range(field="words", low=low, high=high, at=found.at)


_AFTER, _BEFORE = {"aft", "after", ">"}, {"bef", "before", "<"}


def _dates(low: str, high: str) -> str:
    """The pattern of two ends; the whole and each day may stand in brackets."""
    first = rf"(?P<low>{low})\s*(?P<b>\()?\s*(?P<from>{DATE})(?(b)\s*\))"
    second = rf"(?P<high>{high})\s*(?P<c>\()?\s*(?P<to>{DATE})(?(c)\s*\))"
    return rf"date\s*(?P<a>\()?\s*{first}\s+and\s+{second}(?(a)\s*\))"


def _dated(sign: str) -> str:
    """The same of one end."""
    return rf"date\s*(?P<a>\()?\s*(?P<sign>{sign})\s*(?P<b>\()?\s*(?P<day>{DATE})(?(b)\s*\))(?(a)\s*\))"


_EXCLUSIVE = "aft and bef (> and <) are read without the day, month or year itself"

DIALECT = Dialect(
    name="nexis",
    lookalikes={"not": "and not", "near": "w/5", "adj": "pre/1", "same": "w/p", "within": "w/5"},
    fields=", ".join(f"{name}(...)" for name in _SEGMENTS),
    order="OR first, then w/N (small N first), w/s, w/p, AND, and AND NOT last",
    wildcards={"!": "*", "*": "?"},
    sign_warnings={"*": "* is read as exactly one letter; at the end of a word Nexis also allows none"},
    forms=(
        Form(role="operator", pattern=r"(?:and|but)\s+not\b|and-not\b", build=_and_not, binding=1),
        Form(role="operator", pattern=r"and\b|&", build=_and, binding=2),
        Form(role="operator", pattern=r"or\b", build=_or, binding=9),
        Form(
            role="operator",
            pattern=r"(?P<apart>not\s+)?(?P<sign>w|pre|near|onear|)/(?P<n>\d+)",
            build=_near,
            binding=lambda found: 7 - min(int(found.match["n"]), 10**6) / 10**6,
            warning=_PARAGRAPH,
        ),
        Form(
            role="operator",
            pattern=r"(?P<apart>not\s+)?(?:w|near|)/(?P<unit>s|sent)",
            build=_same,
            binding=5,
        ),
        Form(role="operator", pattern=r"(?P<apart>not\s+)?(?:w|near|)/(?P<unit>p|para)", build=_same, binding=4),
        Form(
            role="operator",
            pattern=r"(?:w|near|)/seg",
            build=_and,
            binding=3,
            warning="w/seg is read as AND: both in the fields searched, not in one segment",
        ),
        Form(role="operator", pattern=r"not\s+(?:w|near|)/seg", build=_unknown, binding=3),
        Form(role="prefix", pattern=r"(?:atleast|atl)(\d+)\s*\(", build=_at_least),
        Form(role="prefix", pattern=rf"({'|'.join(CAPITALS)})\s*\(", build=_case),
        Form(role="prefix", pattern=rf"({'|'.join(_SEGMENTS)})\s*\(", build=_in),
        Form(role="prefix", pattern=r"(?:singular|plural|terms?|subject|company|cite|language)\s*\(", build=_unknown),
        Form(
            role="operand",
            pattern=_dates(r"aft(?:er)?\b", r"bef(?:ore)?\b"),
            build=_between,
            warning=_EXCLUSIVE,
        ),
        Form(role="operand", pattern=_dates(r"geq\b", r"leq\b"), build=_between),
        Form(
            role="operand",
            pattern=_dated(r">(?!=)|<(?!=)|aft(?:er)?\b|bef(?:ore)?\b"),
            build=_date,
            warning=_EXCLUSIVE,
        ),
        Form(role="operand", pattern=_dated(r"=|>=|<=|is\b|geq\b|leq\b"), build=_date),
        Form(
            role="operand",
            pattern=r"length\s*(?P<a>\()?\s*(?P<sign>>=|<=|>|<|=)\s*(?P<n>\d+)(?(a)\s*\))",
            build=_length,
        ),
    ),
)
