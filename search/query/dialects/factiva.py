"""The table of Factiva's search language: hlp=apple and atleast3 launch* and wc>500.

From the public help pages; they disagree on the largest N of nearN: any is taken.
"""

from __future__ import annotations

from datetime import date

from search.analysis import query_words
from search.query.boolean import And, Not, Or
from search.query.counting import AtLeast, First
from search.query.dialects.days import DATE, day
from search.query.dialects.grammar import Dialect, Form, Found, chained
from search.query.proximity import Near, Same
from search.query.ranges import Range, Value
from search.query.scope import In
from search.query.tree import Node, SpanNode
from search.query.words import Wildcard, Word

_FIELDS = {
    "hd": ("headline",),
    "hl": ("headline", "section"),
    "lp": ("lead",),
    "hlp": ("hlead",),
    "td": ("paragraph",),
    "art": ("caption",),
    "cr": ("credit",),
    "by": ("byline",),
    "se": ("section",),
    "sn": ("source",),
}
"""Its fields, with ours."""

_PARAGRAPH = "operators for nearness reach over one paragraph, caption or headline here; Factiva's over a whole article"
_EXCLUSIVE = "after and before are read without the day, month or year itself, as Factiva does"


def _not(_: Found, left: Node, right: Node) -> Node:
    return chained(And, left, Not(child=right, at=right.at))


def _near(found: Found, left: Node, right: Node, *, ordered: bool) -> Node:
    distance = found.number() if found.match[1] else 1
    at = (left.at[0], right.at[1])
    return Near(left=found.span(left), right=found.span(right), distance=distance, ordered=ordered, at=at)


def _same(found: Found, left: Node, right: Node) -> Node:
    return Same(left=found.span(left), right=found.span(right), unit="paragraph", at=(left.at[0], right.at[1]))


def _first(found: Found, child: Node) -> Node:
    return First(count=found.number(), child=found.span(child), at=(child.at[0], found.at[1]))


def _at_least(found: Found, child: Node) -> Node:
    return AtLeast(count=found.number(), child=found.span(child), at=(found.at[0], child.at[1]))


def _in(found: Found, child: Node) -> Node:
    return In(fields=_FIELDS[found.match[1].lower()], child=child, at=(found.at[0], child.at[1]))


def _unknown(found: Found, *_: Node) -> Node:
    name = found.match.group().strip("(= ")
    raise found.error(f"{name} has no counterpart here", "Factiva's codes mean nothing to this archive: use words")


def _ending(found: Found) -> SpanNode:
    """``colo$2``: up to so many letters more."""
    words = [word.form for word in query_words(found.match[1])]
    count = found.number(2)
    if len(words) != 1 or count > 9:
        raise found.error("$ stands behind one word, with a number up to 9", f"write {found.match[1]}*")
    longer = [Wildcard(pattern=words[0] + "?" * more, at=found.at) for more in range(1, count + 1)]
    return Or(children=(Word(form=words[0], exact=True, at=found.at), *longer), at=found.at)


def _words(found: Found) -> Node:
    sign, count = found.match[1], found.number(2)
    low = {">": count + 1, "=": count}.get(sign)
    high = {"<": count - 1, "=": count}.get(sign)
    return Range(field="words", low=low, high=high, at=found.at)


def _language(found: Found) -> Node:
    codes = found.match[1].lower().strip("() ").split(" or ")
    languages = [Value(field="lang", pattern=code.strip(), at=found.at) for code in codes]
    return languages[0] if len(languages) == 1 else Or(children=tuple(languages), at=found.at)


def _ends(found: Found, group: str) -> tuple[int, int]:
    try:
        return day(found.match[group], month_first=None)
    except ValueError as error:
        message = f"{found.match[group]} is no clear date"
        raise found.query.error(message, *found.match.span(group), str(error)) from None


def _from_to(found: Found) -> Node:
    low, high = _ends(found, "from")[0], _ends(found, "to")[1]
    if low > high:
        raise found.error("the range ends before it begins", "begin with the earlier day")
    return Range(field="date", low=low, high=high, at=found.at)


def _after_before(found: Found) -> Node:
    first, last = _ends(found, "day")
    if found.match["sign"].lower().startswith("aft"):
        return Range(field="date", low=last + 1, high=None, at=found.at)
    return Range(field="date", low=None, high=first - 1, at=found.at)


def _on(found: Found) -> Node:
    low, high = _ends(found, "day")
    return Range(field="date", low=low, high=high, at=found.at)


def _last_days(found: Found) -> Node:
    today = (found.today or date.today()).toordinal()  # noqa: DTZ011 - the reader's own day is meant
    return Range(field="date", low=today - found.number(), high=None, at=found.at)


DIALECT = Dialect(
    name="factiva",
    lookalikes={"near": "near5", "within": "near5", "xor": "or"},
    brackets="()[]",
    fields=", ".join(f"{name}=" for name in _FIELDS),
    order="same, adj, near first, then atleast and field=, then NOT, AND, and OR last",
    forms=(
        Form(role="operator", pattern=r"(?:and\s+)?not\b", build=_not, binding=3),
        Form(role="operator", pattern=r"and\b", build=lambda _, left, right: chained(And, left, right), binding=2),
        Form(role="operator", pattern=r"or\b", build=lambda _, left, right: chained(Or, left, right), binding=1),
        Form(role="operator", pattern=r"same\b", build=_same, binding=5),
        Form(
            role="operator",
            pattern=r"(?:adj|w/)(\d*)",
            build=lambda found, left, right: _near(found, left, right, ordered=True),
            binding=5,
            warning=_PARAGRAPH,
        ),
        Form(
            role="operator",
            pattern=r"(?:near|/n)(\d+)/?",
            build=lambda found, left, right: _near(found, left, right, ordered=False),
            binding=5,
            warning=_PARAGRAPH,
        ),
        Form(role="postfix", pattern=r"/f(\d+)/?", build=_first, binding=5),
        Form(role="prefix", pattern=r"atleast(\d+)\b", build=_at_least, binding=4),
        Form(
            role="prefix",
            pattern=r"(hlp)\s*=",
            build=_in,
            binding=4,
            warning="hlp= is read as hlead: (headline, standfirst, lead); Factiva adds section, column and corrections",
        ),
        Form(role="prefix", pattern=rf"({'|'.join(_FIELDS)})\s*=", build=_in, binding=4),
        Form(role="operand", pattern=r"la\s*=\s*(\w+|\(\s*\w+(?: +or +\w+)*\s*\))", build=_language),
        Form(role="operand", pattern=r"wc\s*([<>=])\s*(\d+)", build=_words),
        Form(role="prefix", pattern=r"[a-z]{2,4}\s*=", build=_unknown, binding=4),
        Form(role="operand", pattern=rf"date\s+from\s+(?P<from>{DATE})\s+to\s+(?P<to>{DATE})", build=_from_to),
        Form(
            role="operand",
            pattern=rf"date\s+(?P<sign>aft(?:er)?|bef(?:ore)?)\s+(?P<day>{DATE})",
            build=_after_before,
            warning=_EXCLUSIVE,
        ),
        Form(
            role="operand",
            pattern=r"date\s+-(\d+)",
            build=_last_days,
            warning="days are counted back from today here; Factiva counts in Greenwich time",
        ),
        Form(role="operand", pattern=rf"date\s+(?:on\s+)?(?P<day>{DATE})", build=_on),
        Form(role="operand", pattern=r'([^\s()"$/]+)\$(\d+)', build=_ending),
    ),
)
