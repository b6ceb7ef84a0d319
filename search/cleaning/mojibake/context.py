"""A text and its damaged runs come in; the edits that restore them, the lost bytes chosen by context, go out.

Every gap of a line is filled at once: a state is the quotations open so far, the best way to each state is kept,
and what stays open at the end of the line costs (Viterbi's algorithm).  So a gap is a closing quote where a
quotation needs one, and an apostrophe, a dash or an ellipsis where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.cleaning.edits import Edit
from search.cleaning.mojibake.habits import Habits, habits
from search.cleaning.mojibake.marks import QUOTES, Spot, apostrophe, closing, dash, ellipsis, opening, other
from search.cleaning.mojibake.pieces import Hole, Run

_GAP = "\0"
_BEAM = 12
_DOUBT = 1.5
"""A choice whose best rival is less than this behind is marked as uncertain."""
_EVENT = re.compile('[\0“”‘’„‚«»‹›–—"]')
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class _State:
    """The best way to have these quotations open: its score, and the characters chosen (newest first, linked)."""

    score: float
    open: tuple[str, ...] = ()
    chosen: tuple[str, bool, object] | None = None


def filled(text: str, runs: Sequence[Run]) -> list[Edit]:
    """The edits that put the original in place of every run."""
    gapped, holes = _gapped(text, runs)
    lines = gapped.split("\n")
    choices = _chosen(lines, holes, habits(gapped))
    if any(uncertain for _, uncertain in choices):
        certain = iter(_GAP if uncertain else char for char, uncertain in choices)
        clearer = re.sub(_GAP, lambda _: next(certain), gapped)
        choices = _chosen(lines, holes, habits(clearer))
    remaining = iter(choices)
    return [edit for run in runs for edit in _edits(run, remaining)]


def _chosen(lines: Sequence[str], holes: Sequence[Hole], manner: Habits) -> list[tuple[str, bool]]:
    """A character for each gap of a text, and whether it is uncertain."""
    choices: list[tuple[str, bool]] = []
    for number, line in enumerate(lines):
        count = line.count(_GAP)
        if count:
            mine = holes[len(choices) : len(choices) + count]
            reopens = number + 1 < len(lines) and lines[number + 1][:1] in QUOTES
            choices += _choose(line, mine, manner, reopens=reopens)
    return choices


def _gapped(text: str, runs: Sequence[Run]) -> tuple[str, list[Hole]]:
    """The text with its runs restored but for U+0000 where a character is to be chosen, and the holes in order."""
    parts: list[str] = []
    holes: list[Hole] = []
    at = 0
    for run in runs:
        parts.append(text[at : run.start].replace(_GAP, " "))
        for piece in run.pieces:
            parts.append(_GAP if isinstance(piece, Hole) else piece)
            if isinstance(piece, Hole):
                holes.append(piece)
        at = run.end
    parts.append(text[at:].replace(_GAP, " "))
    return "".join(parts), holes


def _edits(run: Run, choices: Iterator[tuple[str, bool]]) -> Iterator[Edit]:
    made = [next(choices) if isinstance(piece, Hole) else (piece, False) for piece in run.pieces]
    yield Edit(
        start=run.start,
        end=run.end,
        after="".join(char for char, _ in made),
        variant=run.variant,
        uncertain=any(uncertain for _, uncertain in made),
    )


def _choose(line: str, holes: Sequence[Hole], manner: Habits, *, reopens: bool) -> list[tuple[str, bool]]:
    """A character for each gap of a line, and whether it is uncertain."""
    states = [_State(0.0), *(_State(-4.0, (mark,)) for mark in _carried(line, manner))]
    remaining = iter(holes)
    previous = -2
    for match in _EVENT.finditer(line):
        at = match.start()
        candidates = next(remaining).candidates if match[0] == _GAP else ()
        near = at - previous if previous >= 0 and line[previous] == _GAP else 0
        states = _after(states, line, at, candidates, manner, near=near)
        previous = at
    best = max(states, key=lambda state: state.score - _left_open(state.open, reopens=reopens))
    found: list[tuple[str, bool]] = []
    link: object = best.chosen
    while isinstance(link, tuple):
        found.append((link[0], link[1]))
        link = link[2]
    return found[::-1]


def _carried(line: str, manner: Habits) -> Iterator[str]:
    """The quotation a line may be inside of from its start: the usual one, opened in a paragraph before."""
    if line[:1] not in QUOTES:
        usual = manner.openers.most_common(1)
        yield usual[0][0] if usual else "„" if manner.language in {"de", "pl", "cs"} else "“"


def _left_open(marks: tuple[str, ...], *, reopens: bool) -> float:
    """What it costs to leave these open at the end of a paragraph; little if the next one opens with a quote again."""
    cost = 0.0
    for mark in marks:
        cost += 1.0 if mark in "–—" else 3.0
    return cost - 2.5 if reopens and marks and marks[0] in QUOTES else cost


def _after(
    states: list[_State], line: str, at: int, candidates: tuple[str, ...], manner: Habits, *, near: int
) -> list[_State]:
    """The states after the mark or gap at this place; ``near``: how far back the last gap is, 0 if there is none."""
    best: dict[tuple[str, ...], _State] = {}
    for state in states:
        before = line[max(0, at - 24) : at]
        if state.chosen and 0 < near <= len(before):
            before = before[: len(before) - near] + state.chosen[0] + before[len(before) - near + 1 :]
        spot = Spot(before, line[at + 1 : at + 12])
        ways = [
            (score, marks, char)
            for char in candidates or (line[at],)
            for score, marks in _ways(char, spot, state.open, manner)
        ]
        tops: dict[str, float] = {}
        for score, _, char in ways:
            tops[char] = max(score, tops.get(char, score))
        for score, marks, char in ways:
            total = state.score + score
            if marks not in best or total > best[marks].score:
                rival = max((top for name, top in tops.items() if name != char), default=-99.0)
                chosen = (char, score - rival < _DOUBT, state.chosen) if candidates else state.chosen
                best[marks] = _State(total, marks, chosen)
    return sorted(best.values(), key=lambda state: -state.score)[:_BEAM]


def _ways(char: str, spot: Spot, marks: tuple[str, ...], manner: Habits) -> Iterator[tuple[float, tuple[str, ...]]]:
    """What the character can be doing here: a score, and what is open afterwards."""
    if char in QUOTES:
        closer = manner.closer
        if closer(char) and len(marks) < _DEEPEST and not (marks and marks[-1] == char):
            yield opening(char, spot, manner), (*marks, char)
        if marks and closer(marks[-1]) == char:
            yield closing(char, spot, manner), marks[:-1]
        elif marks and marks[-1] == '"' and char == "”":
            yield closing(char, spot, manner) - 1.0, marks[:-1]
        elif len(marks) > 1 and closer(marks[-2]) == char:
            yield closing(char, spot, manner) - 3.0, marks[:-2]
        elif char != "’" or not spot.left.isalpha():
            ending = not spot.right and spot.left in set(".!?")
            yield closing(char, spot, manner) - 6.0 + 2.5 * ending - 2.0 * (char != manner.main), marks
        if char == "’":
            yield apostrophe(spot, manner), marks
    elif char in "–—―‒":
        yield dash(char, spot, manner), marks
        if marks and marks[-1] == char and not spot.space_left and spot.ends_right:
            yield 3.0, marks[:-1]
        if spot.space_left and spot.right.isalnum() and char not in marks:
            yield (2.0 if spot.left else 0.5), (*marks, char)
    elif char == "…":
        yield ellipsis(spot, manner), marks
    else:
        yield other(char, spot, manner), marks
