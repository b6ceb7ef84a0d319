"""A chunk of text without white space comes in; what it says about sentences before and behind it goes out, as bits.

Each bit follows from the rules of ``sentence_rules`` whatever else the text holds, so that most sentence ends are found
by looking at the bits of two neighbours; where the rules need to know more, there is no bit but MAY_END.
"""

from __future__ import annotations

from search.analysis import abbreviations as words
from search.analysis.sentence_rules import OPENING, WIDE, is_initials, opens_inside, word_at

MAY_END = 1
"""A sentence may end behind the chunk; without this bit none does."""
ENDS = 2
"""One does, if the next chunk is a WORD."""
GOES_ON = 4
"""None does, if the next chunk is a WORD."""
IF_STARTER = 8
"""One does, if the next chunk is a STARTER."""
BY_STARTER = 16
"""If the next chunk is CAPITALISED, one does where that is a STARTER, and none where it isn't."""
LETTER = 32
"""As BY_STARTER, if the chunk before is no KIND."""
NUMBER = 64
"""A sentence ends, if the next chunk is a WORD and the sentence did not begin with this one."""
INSIDE = 128
"""A sentence may begin inside the chunk, or the chunk has marks that follow rules of their own."""
WORD = 256
"""The chunk begins with a word that is not in small letters."""
CAPITALISED = 512
"""It does so, and the word begins with a capital, is not in capitals throughout, unless it is one letter, and has no
dash before it."""
STARTER = 1024
"""It begins with a word that opens sentences."""
SMALL = 2048
"""It begins with a word in small letters: no sentence begins with it."""
KIND = 4096
"""A single letter may belong to it: plan B, or a chunk that begins with a digit."""

_MARKS = ".!?…؟।॥۔"
_CLOSING = "\"'”’“‘»«›‹)]}」』"
_LONGEST = 60
"""Longer chunks are left to the rules, which look at some eighty characters."""
_MOST_MARKS = 9
"""``sentence_rules`` looks at so many marks in a row."""


def sentence_bits(chunk: str) -> int:
    """What the chunk says about sentences that end behind it or begin with it.

    >>> sentence_bits("rained.") == MAY_END | ENDS | SMALL
    True
    """
    if chunk.isalpha() and chunk.islower() and chunk.isascii():  # the commonest case
        return KIND | SMALL if chunk in words.KINDS else SMALL
    bits = _beginning(chunk)
    if not chunk.isascii() and (not WIDE.isdisjoint(chunk) or opens_inside(chunk)):
        bits |= INSIDE
    last = chunk[-1]
    if not (last.isalnum() or last == ","):
        marked = chunk.rstrip(_CLOSING)
        word = marked.rstrip(_MARKS)
        if len(word) < len(marked):
            bits |= MAY_END | _ending(chunk, word, marked[len(word) :], chunk[len(marked) :])
        elif last == "»":
            bits |= MAY_END
    return bits


def _beginning(chunk: str) -> int:
    bits = KIND if chunk in words.KINDS or chunk[0].isdigit() or len(chunk) > _LONGEST else 0
    word = chunk if chunk.isalpha() else word_at(chunk)
    if not word or chunk[0] == "»":  # which may still belong to the sentence before
        return bits
    if word[0].islower() and word.islower():
        return bits | SMALL
    if word[0].isupper() and not (word.isupper() and len(word) > 1) and chunk[0] not in "—–-":
        bits |= CAPITALISED
    return bits | WORD | (STARTER if word in words.STARTERS else 0)


def _ending(chunk: str, word: str, marks: str, closing: str) -> int:
    """What the chunk's marks say, which stand between its word and closing quotes."""
    last = word.lstrip(OPENING)
    if not last or len(chunk) > _LONGEST or len(marks) > _MOST_MARKS:
        return 0
    if marks == ".":
        return _ending_at_point(last, closing)
    if marks[0] in "!?؟":
        return IF_STARTER if closing or last.strip(OPENING) in words.EXCLAIMED else ENDS
    return ENDS


def _ending_at_point(last: str, closing: str) -> int:
    """What a full stop between ``last`` and closing quotes says."""
    if last.isdigit():
        return NUMBER if len(last) > 2 else 0  # up to two are a day, or a German ordinal
    if _is_plain(last) and (not last.isupper() or _is_plain(last.title())):
        return ENDS
    if closing or last in words.UNITS or last in {"a.m", "p.m"}:
        return 0
    if last in words.BEFORE_NAMES:
        return 0 if last.isupper() else GOES_ON
    if last in words.BEFORE_CAPITALS or is_initials(last):
        return BY_STARTER
    return LETTER if last.isupper() and len(last) == 1 else 0


def _is_plain(word: str) -> bool:
    """True for a word before a full stop that none of the rules is about."""
    return len(word) > 1 and not (
        word.isdigit() or word in _SPECIAL or word.endswith("str") or is_initials(word) or word in {"a.m", "p.m"}
    )


_SPECIAL = words.BEFORE_NAMES | words.BEFORE_NUMBERS | words.BEFORE_CAPITALS | words.UNITS
