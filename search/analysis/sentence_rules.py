"""A text comes in; the characters where its sentences begin go out.

Only full stops, exclamation and question marks followed by white space are looked at (Chinese and Japanese ones need
none), and each is judged by the word before it and the word after it; the sets of words are in ``abbreviations``.
The rules serve all languages at once, since an archive mixes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from search.analysis import abbreviations as words

_REACH = 80  # characters looked at before a stop, so that long texts without sentences take linear time
_CLOSING = "\"'”’“‘»«›‹)\\]}"
_WIDE = "。！？｡"
WIDE = frozenset(_WIDE)
"""Marks that need no white space behind them."""
OPENING = "\"'“”‘’„«»‹›¿¡(\\[{—–\\-"


@cache
def _stop() -> re.Pattern[str]:
    """The marks (a few, so that rows of dots take linear time), closing quotes and brackets, white space."""
    return re.compile(
        rf"(?P<marks>[.!?…؟।॥۔{_WIDE}]{{1,9}}+(?: [.…]){{0,9}}+)(?P<closing>[{_CLOSING}」』]*+(?:\s+»)?+)"
        rf"(?:\s+|(?<=[{_WIDE}」』”]))(?=\S)"
    )


@cache
def _next() -> re.Pattern[str]:
    """What follows: opening quotes, then a word with its full stop, if it is a word."""
    return re.compile(rf"[{OPENING}\s]*(?P<word>\w[\w-]*\.?)?")


def word_at(text: str, start: int = 0) -> str:
    """The word behind opening quotes and white space, with its full stop; empty where there is none."""
    found = _next().match(text, start)
    return (found and found["word"]) or ""


def opens_inside(chunk: str) -> bool:
    """True if a sentence may begin in the middle of a text without white space."""
    return _stop().search(chunk) is not None


def sentence_starts(text: str) -> list[int]:
    """0-based characters where sentences begin, the first among them; empty for a text without any.

    >>> sentence_starts("It rained. Mr. Oyelaran stayed.")
    [0, 11]
    """
    begin = len(text) - len(text.lstrip())
    if begin == len(text):
        return []
    starts = [begin]
    for stop in _stop().finditer(text, begin):
        if _ends(text, starts[-1], stop):
            starts.append(stop.end())
    return starts


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence, without the white space after it."""
    for start, end in pairwise([*sentence_starts(text), len(text)]):
        yield start, start + len(text[start:end].rstrip())


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    """True if the sentence that began at ``begin`` ends at ``stop``."""
    if stop["marks"][-1] in _WIDE:
        # A Japanese quotation goes on with its particle.
        carries_on = stop["closing"][-1:] in set("」』") and text[stop.end()] in "とってなのがはをに"
        return not carries_on and text[stop.end()] not in "、，,"
    following = _next().match(text, stop.end())
    if following is None or not (word := following["word"]):
        return text[stop.end()] not in ",;:)]&/%"
    if word[0].islower() and word.islower():
        return False
    before = " ".join(text[max(begin, stop.start() - _REACH) : stop.start()].split())
    if stop["marks"] == ".":
        inside = ")" in stop["closing"] or text[stop.end()] in "—–-"
        return _ends_at_point(before, word, inside=inside)
    if stop["marks"][0] in "!?؟":
        return _ends_at_cry(before, word, stop["closing"], text[following.end() : following.end() + 60])
    return True


def _ends_at_cry(before: str, word: str, closing: str, rest: str) -> bool:
    """True unless the exclamation or question mark is part of a name, or of a quotation that someone speaks."""
    if word in words.STARTERS:
        return True
    if not closing:
        return before.rpartition(" ")[2].strip(OPENING) not in words.EXCLAIMED
    return not any(verb.rstrip(",.:") in words.SPEAKING for verb in rest.split()[:3])


def _ends_at_point(before: str, word: str, *, inside: bool) -> bool:
    """A single full stop between the sentence so far and a word.

    ``inside``: a bracket closes after it or a dash follows, so that an abbreviation does not end the sentence.
    """
    rest, _, last = before.rpartition(" ")
    last = last.lstrip(OPENING)
    if last.isupper() and word.isupper() and len(word) > 1 and last not in words.BEFORE_CAPITALS:
        last, word = last.title(), word.title()  # ST. BRANNOC, but not U.S. NAVY or EE. UU.
    if last.isdigit():
        return _ends_at_number(rest, last, word)
    if last in words.UNITS and rest[-1:].isdigit():
        return not word[0].isdigit()
    if last in words.BEFORE_NAMES or (word[0].isdigit() and (last in words.BEFORE_NUMBERS or last.endswith("str"))):
        return False
    if last in {"a.m", "p.m"} or (last == "m" and rest.endswith((" a.", " p."))):
        return word.rstrip(".") not in words.DAYS_AND_ZONES
    if last in words.BEFORE_CAPITALS or is_initials(last):
        return not inside and word in words.STARTERS
    if len(last) == 1 and (last.isupper() or last.islower()):
        previous = rest.rpartition(" ")[2]
        belongs = previous in words.KINDS or previous[:1].isdigit()
        return belongs or word in words.STARTERS
    return True


def _ends_at_number(rest: str, number: str, word: str) -> bool:
    """A full stop after a number: of a list, of a German ordinal, or of the sentence."""
    if not rest.strip():
        return False
    earlier, _, previous = rest.rpartition(" ")
    ordinal = word.rstrip(".") in words.ORDINAL_AFTER or (
        previous in words.ORDINAL_BEFORE and not earlier.endswith("I")
    )
    return not (len(number) <= 2 and ordinal)


def is_initials(word: str) -> bool:
    """True for U.S, Ph.D, J.K: pieces of one or two letters."""
    pieces = word.split(".")
    return len(pieces) > 1 and all(piece.isalpha() and len(piece) <= 2 for piece in pieces)
