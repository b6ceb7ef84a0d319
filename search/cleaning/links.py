"""A text comes in; the places where words are missing because links were dropped go out, counted, never filled.

A dump made by leaving out link elements reads "The from 85% of machines" or "observers have said ."  What is looked
for is a seam: two words, or a word and a stop, that English does not set side by side, so something between is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEAMS = (
    (
        "the a an its their our your my",  # "The from 85%"
        "of from into with by at for and or that which who was were is are has have had said could would than he she",
    ),
    ("he she they", "of from into with by for at on to"),  # "This year he of leaders across the region"
    ("of from by into between", "said was were has have"),
    ("of from with between", "with of"),
    ("between", "and or from for in on"),
    ("both", "and"),
    ("to", "and"),  # "called on the council to and members"
    ("has have had", "for"),  # "the council has for help"
    ("for of from with at into on", "of but"),  # "for of the storm"
)
"""Words, and those that never follow one of them.

Chosen on 34 million letters of Reuters and BBC news: each pair stands there at most three times, or `_SOUND` tells the
sound ones apart."""
_SOUND = re.compile(
    r"""
      to[ ]and[ ](?:from|fro|including|through|will|put)\b          # "to and from"
    | ha(?:s|ve|d)[ ]for[ ](?:\W*\d|(?:the|an?|its|their|his|her|my|our|your|this|that|these|them|us|you|me|him|it|some
      |many|several|most|more|over|almost|nearly|about|at|both|all|so|too|two|three|four|five|six|seven|eight|nine|ten
      |now|once|long|sale|years|months|weeks|days|decades|centuries|generations|ages)\b)
    | (?:for|of|from|with|at|into|on)[ ](?:of|but)[ ](?!(?:the|its|their|an?|his)\b)
    | its[ ](?:is|was)\b                                            # a common slip for "it is"
    | between[ ]and[ ](?:among|beyond)\b
    | A[ ](?:and|or|for[ ](?!its|the|their|his|her))\b              # "A and P", "A for effort"
    | (?<![.!?][ ])(?<!^)A[ ]                                       # "Group A with Wales"
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What begins like a seam and is none."""


_ENDS = ("the", "an", "its", "their", "our", "your", "my")
"""Words no clause ends with: "was shown at the." """


def _followers() -> dict[str, str]:
    """For each first word of a seam what may not come next, as an expression."""
    after: dict[str, list[str]] = {}
    for firsts, seconds in _SEAMS:
        for first in firsts.split():
            after.setdefault(first, []).extend(seconds.split())
    return {
        first: rf"(?:[ ](?:{'|'.join(seconds)})(?!\S)" + (r"|[.,;:)](?!\S)" if first in _ENDS else "") + ")"
        for first, seconds in after.items()
    }


def _tree(words: Iterable[str]) -> str:
    """An expression for the words that decides letter by letter, each time among letters that differ."""
    after: dict[str, list[str]] = {}
    for word in words:
        after.setdefault(word[:1], []).append(word[1:])
    done = "" in after
    branches = [re.escape(letter) + _tree(rest) for letter, rest in after.items() if letter]
    return "" if done else branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _written_out() -> Iterable[str]:
    """Every seam, small, as `gaps` sees it behind a space: stops with a space before them, brackets with nothing in."""
    yield from ".,;)"
    for firsts, seconds in _SEAMS:
        for first in firsts.split():
            yield from (f"{first} {second} " for second in seconds.split())
            yield from (first + stop for stop in (".,;:)" if first in _ENDS else ""))


_CANDIDATE = re.compile(f" (?={_tree(_written_out())})".encode())
"""What may be a gap, when capitals are small and other white space and opening brackets are spaces: one pass finds
nearly all, for it has to look closely only behind spaces."""
_COMMA_STOP = b",."
"""The one that needs no space before it."""
_SMALL = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\t\n\v\f\r(", b"abcdefghijklmnopqrstuvwxyz      ")
_CONFIRMED = re.compile(
    rf"""
      (?<=[^\W\d_])[ ][.,](?=\s|$|[)”"])(?![ ]\.)                       # a word, a space, the stop: "have said ."
    | ,[ ]?\.(?=\s|$|[)”"])                                             # "Yes, ."
    | \([ ]?\)                                                          # an empty pair of brackets
    | ^[,;.][ ](?=[^\W\d_])                                             # ", who had come first, was late"
    | (?<![^\s(])(?:{"|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}{rest}" for w, rest in _followers().items())})
    """,
    re.VERBOSE | re.MULTILINE,
)


def gaps(text: str) -> list[int]:
    """Offsets (0-based, in characters) in ``text``, cleaned lines, where words seem to be missing, in order.

    The forms are those English takes when a noun phrase or a verb's object is cut out; a text that never lost a link
    has next to none of them.

    >>> gaps("The from 85% of machines arrived, and observers have said .")
    [0, 57]
    >>> gaps("Nothing is missing here.")
    []
    """
    data = b"\n%b " % text.encode("ascii", "replace")  # one byte a character: offsets are one more than in the text
    candidates: list[int] = []
    for match in _CANDIDATE.finditer(data.translate(_SMALL)):
        candidates += match.start() - 2, match.start() - 1, match.start()
    if _COMMA_STOP in data:
        candidates = sorted({*candidates, *(match.start() - 1 for match in re.finditer(_COMMA_STOP, data))})
    found: list[int] = []
    end = 0  # of the gap before; no candidate can stand before the text
    for at in candidates:
        if at >= end and (gap := _CONFIRMED.match(text, at)) and not _SOUND.match(text, at):
            found.append(at)
            end = gap.end()
    return found


def count_gaps(texts: Iterable[str]) -> int:
    """How many gaps the paragraphs of an article have together.

    >>> count_gaps(["The from 85% of machines arrived.", "Observers have said ."])
    2
    """
    return len(gaps("\n".join(texts)))
