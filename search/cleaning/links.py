"""A text comes in; the places where words are missing because links were dropped go out, counted, never filled.

A dump made by leaving out link elements reads "The from 85% of machines" or "observers have said ."  What is looked
for is a seam: two words, or a word and a stop, that English does not set side by side, so something between is gone.
Hardly a line has one: `look` says which of a page's lines to read closely.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
"""What begins like a gap and is none."""


_ENDS = ("the", "an", "its", "their", "our", "your", "my")
"""Words no clause ends with: "was shown at the." """


def _seam() -> str:
    """The seams as an expression that decides by the first letter first."""
    after: dict[str, list[str]] = {}
    for firsts, seconds in _SEAMS:
        for first in firsts.split():
            after.setdefault(first, []).extend(seconds.split())
    branches: dict[str, list[str]] = {}
    for first, followers in after.items():
        stop = r"|[.,;:)](?!\S)" if first in _ENDS else ""
        branches.setdefault(first[0], []).append(rf"{first[1:]}(?:[ ](?:{'|'.join(followers)})(?!\S){stop})")
    return "|".join(f"[{letter.upper()}{letter}](?:{'|'.join(rest)})" for letter, rest in branches.items())


_GAP = re.compile(
    rf"""
    [\s(,](?:
      (?<=[^\W\d_][ ])[.,](?=\s|$|[)”"])(?![ ]\.)                       # a word, a space, the stop: "have said ."
    | (?<=,)[ ]?\.(?=\s|$|[)”"])                                        # "Yes, ."
    | (?<=\()[ ]?\)                                                     # an empty pair of brackets
    | (?P<start>(?<=\n)[,;.][ ](?=[^\W\d_]))                            # ", who had come first, was late"
    | (?P<seam>(?<!,)(?:{_seam()}))
    )""",
    re.VERBOSE,
)
"""A gap, with what stands before it where it begins with a word or a line."""


def seams() -> Iterable[str]:
    """What every gap holds, in small letters, where spaces stand for all white space and for opening brackets."""
    yield from (" .", " ,", " ;", " )", ",.")
    for firsts, seconds in _SEAMS:
        for first in firsts.split():
            yield from (f" {first} {second} " for second in seconds.split())
            yield from (f" {first}{stop}" for stop in (".,;:)" if first in _ENDS else ""))


def gaps(text: str) -> list[int]:
    """Offsets (0-based, in characters) in ``text``, cleaned lines, where words seem to be missing, in order.

    The forms are those English takes when a noun phrase or a verb's object is cut out; a text that never lost a link
    has next to none of them.

    >>> gaps("The from 85% of machines arrived, and observers have said .")
    [0, 57]
    >>> gaps("Nothing is missing here.")
    []
    """
    text = f"\n{text}"
    found: list[int] = []
    gap = _GAP.search(text)
    while gap:
        at, end = gap.start(gap.lastgroup or 0), gap.end()
        if _SOUND.match(text, at):
            end = at + (not gap.lastgroup)
        else:
            found.append(at - 1)
        gap = _GAP.search(text, end)
    return found


def count_gaps(texts: Sequence[str], torn: Collection[str]) -> int:
    """How many gaps the paragraphs of an article have together, where no others than ``torn`` may have any.

    >>> count_gaps(["The from 85% of machines arrived.", "Nobody came."], {"The from 85% of machines arrived."})
    1
    """
    return sum(texts.count(text) * len(gaps(text)) for text in set(torn))
