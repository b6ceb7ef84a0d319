"""A text and its damaged runs come in; the edits that restore them, the lost bytes chosen by context, go out.

Every gap of a line is filled at once: a state is the quotations open so far, the best way to each state is kept,
and what stays open at the end of the line costs (Viterbi's algorithm).  So a gap is a closing quote where a
quotation needs one, and an apostrophe, a dash or an ellipsis where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from msgspec import Struct

from search.cleaning.edits import Edit
from search.cleaning.mojibake.habits import Habits, habits
from search.cleaning.mojibake.marks import QUOTES, Spot, apostrophe, closing, dash, ellipsis, opening, other
from search.cleaning.mojibake.pieces import Hole, Run

_GAP = "\0"
_BEAM = 6
_PARAGRAPHS = 2
"""A quotation may run on through so many lines without any mark."""
_NEAR = 4
"""Gaps nearer than this see what was chosen for one another."""
_HOPELESS = 7.0
"""A candidate this far behind is not thought about further."""
_DOUBT = 1.5
"""A choice whose best rival is less than this behind is marked as uncertain."""
_REMEMBERED = 5_000
"""Places whose candidates have been judged; the same words around a gap are judged once."""
_EVENT = re.compile('[\0“”‘’„‚«»‹›–—"]')
_DEEPEST = 3
_DASHES = frozenset("–—―‒")
_INNER = frozenset("‘‚‹")
_MARKS = QUOTES | _DASHES | {"…"}


_Fitting: TypeAlias = "Callable[[tuple[str, ...], Spot], _Options]"
_Way: TypeAlias = tuple[str, float, float, tuple[str, ...]]


class _State(Struct, frozen=True):
    """The best way to have these quotations open: its score, and the characters chosen (newest first, linked)."""

    score: float
    open: tuple[str, ...] = ()
    """Of each open quotation, the mark that opened it and those that can close it."""
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
    carried, age = "", 0
    fits = lru_cache(_REMEMBERED)(partial(_fits, manner=manner))
    for number, line in enumerate(lines):
        if not _EVENT.search(line):
            age += bool(line)
            continue
        mine = holes[len(choices) : len(choices) + line.count(_GAP)]
        reopens = number + 1 < len(lines) and lines[number + 1][:1] in QUOTES
        inside = carried if age <= _PARAGRAPHS and line[:1] not in QUOTES else ""
        made, carried = _choose(line, mine, fits, pair=manner.pair, inside=inside, reopens=reopens)
        choices += made
        age = 0
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


def _choose(
    line: str, holes: Sequence[Hole], fits: _Fitting, *, pair: str, inside: str, reopens: bool
) -> tuple[list[tuple[str, bool]], str]:
    """A character for each gap of a line, whether it is uncertain, and the quotation open at the end.

    ``inside`` is the quotation open at the end of a line before, ``pair`` the usual marks.
    """
    states = [_State(0.0)]
    if line[:1] not in QUOTES:
        states.append(_State(-1.5, (inside,)) if inside else _State(-4.0, (pair,)))
    remaining = iter(holes)
    previous = -_NEAR
    for match in _EVENT.finditer(line):
        at = match.start()
        gap = match[0] == _GAP
        candidates = next(remaining).candidates if gap else (match[0],)
        near = at - previous if at - previous < _NEAR else 0
        states = _after(states, candidates, fits, _around(line, at), near=near, gap=gap)
        if gap:
            previous = at
    best = max(states, key=lambda state: state.score - _left_open(state.open, reopens=reopens))
    found: list[tuple[str, bool]] = []
    link: object = best.chosen
    while isinstance(link, tuple):
        found.append((link[0], link[1]))
        link = link[2]
    quotation = next((mark for mark in best.open if mark[0] in QUOTES and mark[0] != '"'), "")
    return found[::-1], quotation


def _around(line: str, at: int) -> Spot:
    return Spot(line[max(0, at - 24) : at], line[at + 1 : at + 12])


def _left_open(marks: tuple[str, ...], *, reopens: bool) -> float:
    """What it costs to leave these open at the end of a paragraph; little if the next one opens with a quote again."""
    cost = 0.0
    for mark in marks:
        cost += 1.0 if mark[0] in "–—" else 3.0
    return cost - 2.5 if reopens and marks and marks[0][0] in QUOTES else cost


def _after(
    states: list[_State], candidates: tuple[str, ...], fits: _Fitting, spot: Spot, *, near: int, gap: bool
) -> list[_State]:
    """The states after the mark or gap at this place; ``near``: how far back the last gap is, 0 if not near."""
    best: dict[tuple[str, ...], tuple[float, str, float, _State]] = {}
    for state in states:
        seen = spot
        if near and state.chosen:
            seen = Spot(
                spot.before[: len(spot.before) - near] + state.chosen[0] + spot.before[len(spot.before) - near + 1 :],
                spot.after,
            )
        for char, worth, lead, marks in fits(candidates, seen).ways(state.open):
            total = state.score + worth
            if marks not in best or total > best[marks][0]:
                best[marks] = (total, char, lead, state)
    found = sorted(best.items(), key=lambda item: -item[1][0])[:_BEAM]
    return [
        _State(total, marks, (char, lead < _DOUBT, state.chosen) if gap else state.chosen)
        for marks, (total, char, lead, state) in found
    ]


class _Fit(Struct, frozen=True):
    """How well a character fits a place by itself, as an opening and as a closing mark, and what would close it."""

    char: str
    alone: float
    opening: float = -99.0
    closing: float = -99.0
    closed_by: str = ""
    inner: bool = False
    """True for a mark that usually stands inside a quotation."""

    @property
    def best(self) -> float:
        """How well it fits in its best part."""
        return max(self.alone, self.opening, self.closing)


def _ways(fit: _Fit, marks: tuple[str, ...]) -> list[tuple[str, float, tuple[str, ...]]]:
    """What the character can be doing here: the character, a score, and what is open afterwards."""
    char = fit.char
    ways = [(char, fit.alone, marks)]
    if fit.closed_by and len(marks) < _DEEPEST and not (marks and marks[-1][0] == char):
        ways.append((char, fit.opening - (fit.inner and not marks), (*marks, char + fit.closed_by)))
    if marks and char in marks[-1][1:]:
        ways.append((char, fit.closing, marks[:-1]))
    elif len(marks) > 1 and char in marks[-2][1:]:
        ways.append((char, fit.closing - 3.0, marks[:-2]))
    return ways


class _Options:
    """The candidates for one place, and what each can be doing there."""

    __slots__ = ("_fits", "_ways")

    def __init__(self, fits: Sequence[_Fit]) -> None:
        self._fits = fits
        self._ways: dict[tuple[str, ...], list[_Way]] = {}

    def ways(self, marks: tuple[str, ...]) -> list[_Way]:
        """Where these quotations are open: each character, its score, its lead, and what is open afterwards.

        The lead of the best character is over the best other one; that of any other is negative.
        """
        if marks not in self._ways:
            ways = [way for fit in self._fits for way in _ways(fit, marks)]
            top, score, _ = max(ways, key=lambda way: way[1])
            rival = max([worth for char, worth, _ in ways if char != top], default=-99.0)
            self._ways[marks] = [
                (char, worth, worth - (rival if char == top else score), after) for char, worth, after in ways
            ]
        return self._ways[marks]


def _fits(candidates: tuple[str, ...], spot: Spot, manner: Habits) -> _Options:
    """The candidates worth a thought at this place: all marks, and of letters and other signs the best two."""
    usual = manner.pair
    fits = [_fit(char, spot, manner, usual) for char in candidates if char in _MARKS]
    others = sorted(
        (_Fit(char, other(char, spot, manner)) for char in candidates if char not in _MARKS), key=lambda fit: -fit.alone
    )
    fits += others[:2]
    hopeless = max(fit.best for fit in fits) - _HOPELESS
    return _Options([fit for fit in fits if fit.best >= hopeless])


def _fit(char: str, spot: Spot, manner: Habits, usual: str) -> _Fit:
    if char == "…":
        return _Fit(char, ellipsis(spot, manner))
    if char in _DASHES:
        opens = spot.space_left and spot.right.isalnum()
        closes = not spot.space_left and spot.ends_right
        return _Fit(
            char,
            dash(char, spot, manner),
            (2.0 if spot.left else 0.5) if opens else -99.0,
            3.0 if closes else -99.0,
            char,
        )
    close = closing(char, spot, manner)
    ends_line = not spot.right and spot.left in set(".!?")
    stray = close - (3.5 if ends_line else 6.0) - 2.0 * (char not in usual[1:])
    alone = max(stray, apostrophe(spot, manner)) if char == "’" else stray
    closed_by = '"”' if char == '"' else manner.closer(char)
    return _Fit(char, alone, opening(char, spot, manner), close, closed_by, char in _INNER and char != usual[0])
