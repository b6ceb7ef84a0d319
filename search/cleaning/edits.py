"""The one shape a rule answers in: a text comes in, ordered edits that never touch a line break go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from re import Pattern

from msgspec import Struct

from search.article import Repair

_ENDS = 40
"""How many characters of each end of a long stretch a repair shows."""


class Edit(Struct, frozen=True, kw_only=True):
    """Characters ``start`` to ``end`` (0-based, end excluded) of a text become ``after``."""

    start: int
    end: int
    after: str
    variant: str = ""
    uncertain: bool = False


class Rule(Struct, frozen=True, kw_only=True):
    """One rule: ``edits`` is asked only where ``gate`` finds something; elsewhere it would find nothing to edit."""

    name: str
    meaning: str
    gate: Pattern[str]
    edits: Callable[[str], Sequence[Edit]]
    sign: str = ""
    """The character of printable ASCII that must be there, where the gate looks for one; other gates look at none."""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with these edits made; they must be ordered and must not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += text[at : edit.start], edit.after
        at = edit.end
    return "".join([*pieces, text[at:]])


def difference(before: str, after: str, *, offset: int = 0, variant: str = "") -> list[Edit]:
    """The one edit that makes ``before`` into ``after``, cut to the changed stretch; none where they are equal.

    ``offset`` is where ``before`` starts in the text the edit is for.
    """
    if before == after:
        return []
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    tail = next((i for i in range(shorter - head) if before[-1 - i] != after[-1 - i]), shorter - head)
    return [
        Edit(
            start=offset + head,
            end=offset + len(before) - tail,
            after=after[head : len(after) - tail],
            variant=variant,
        )
    ]


def repairs(rule: str, text: str, edits: Sequence[Edit], place: str) -> Iterator[Repair]:
    """What the edits did: of the certain ones one repair a line and variant, each uncertain one by itself."""
    line, seen = 1, 0
    groups: dict[tuple[int, str], list[Edit]] = {}
    for edit in edits:
        line += text.count("\n", seen, edit.start)
        seen = edit.start
        where = place if place not in {"", "lines"} else f"line {line}"
        if edit.uncertain:
            yield _repair(rule, where, text, [edit])
        else:
            groups.setdefault((line, edit.variant), []).append(edit)
    for (number, _), group in groups.items():
        yield _repair(rule, place if place not in {"", "lines"} else f"line {number}", text, group)


def _repair(rule: str, place: str, text: str, edits: Sequence[Edit]) -> Repair:
    start, end = edits[0].start, edits[-1].end
    shifted = [Edit(start=edit.start - start, end=edit.end - start, after=edit.after) for edit in edits]
    stretch = text[start:end]
    return Repair(
        rule=f"{rule}.{edits[0].variant}" if edits[0].variant else rule,
        place=place,
        before=_ends(stretch),
        after=_ends(apply(stretch, shifted)),
        uncertain=edits[0].uncertain,
    )


def _ends(stretch: str) -> str:
    stretch = stretch.encode("utf-8", "backslashreplace").decode("utf-8")  # surrogates can't be stored
    return stretch if len(stretch) <= 2 * _ENDS else f"{stretch[:_ENDS]} … {stretch[-_ENDS:]}"
