"""A text that was UTF-8, read as Windows-1252 with bytes lost, comes in; its damaged stretches, with holes, go out.

The damage.  Windows-1252 has no character for the bytes 81, 8D, 8F, 90 and 9D; many programs drop them, and turn the
no-break space (A0) into a plain one.  So every closing quote loses its last byte and every à becomes Ã and a space.
Where no byte is lost, ftfy knows better; this file is for texts that prove, somewhere, to be so damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search.cleaning.mojibake.evidence import oddity
from search.cleaning.mojibake.pieces import Hole, Pattern, Piece, Run, decoded, fitting, width

_LOSABLE = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_TRAIL = "\x80-\x9f" + bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")
_LEADS = "Â-ô"
CP1252 = re.compile(f"[{_LEADS}]")
"""Every damaged character begins with a first byte of UTF-8, read as one of these letters."""

_PROOF = re.compile(
    f"â€|(?<![A-ZÀ-Ý])[ÂÃ][\xa1-\xbf€†‡‰™]|[ÃÄÅ][{_TRAIL}][^\\W\\d_]|[âï][{_TRAIL}][{_TRAIL}]|[ÐÑ][{_TRAIL}].?[ÐÑ]"
)
"""What no sound text holds: the remains of typographic marks, or letters followed by signs as no language spells."""

_LOSS = re.compile(f"â€(?![{_TRAIL}\ufffd])|[ÂÃÄÅÐÑ](?![{_TRAIL}])|[{_LEADS}][{_TRAIL}]?\ufffd")
"""Where a byte is missing."""


def cp1252_runs(text: str) -> Iterator[Run]:
    """The damaged stretches of a text that proves to have lost bytes, in order.

    A line that gives no proof by itself must have no accents that came through.
    """
    if not (_LOSS.search(text) and _PROOF.search(text)):
        return
    offset = 0
    for line in text.split("\n"):
        if _PROOF.search(line) or (_LOSS.search(line) and not _is_sound(line)):
            yield from _runs(text, offset, offset + len(line))
        offset += len(line) + 1


def _is_sound(line: str) -> bool:
    """True if a line without proof has an accented letter that is no remains, or a Ã, Â inside a word of capitals."""
    return bool(re.search("[À-ÁÅ-ÿ](?![ \xa0])|[A-Z][ÃÂ]|[ÃÂ][A-Z]|[“”‘’]", line))


def _runs(text: str, start: int, end: int) -> Iterator[Run]:
    at = start
    while found := CP1252.search(text, at, end):
        at = found.start()
        read = _character(text, at, end)
        if read is None:
            at += 1
            continue
        piece, after = read
        yield Run(start=at, end=after, pieces=(piece,), strong=True, variant="cp1252")
        at = after


@cache
def _byte(char: str) -> int:
    """The byte Windows-1252 read this character from, or 0."""
    if "\x80" <= char <= "\x9f":
        return ord(char)
    data = char.encode("cp1252", "ignore")
    return data[0] if data else 0


def _character(text: str, at: int, end: int) -> tuple[Piece, int] | None:
    """The character whose remains begin here, and where they end; None if none does."""
    lead = _byte(text[at])
    pattern: Pattern = (lead,)
    here = at + 1
    while len(pattern) < width(lead):
        byte = _byte(text[here]) if here < end else 0
        if 0x80 <= byte <= 0xBF:
            pattern = (*pattern, byte)
        elif _is_no_break_space(text, at, here, end, pattern):
            pattern = (*pattern, 0xA0)
            here -= here >= end
        else:
            pattern = (*pattern, None)
            here -= not (here < end and text[here] == "\ufffd")
        here += 1
    if None in pattern:
        candidates = _candidates(pattern)
        return (Hole(candidates), here) if candidates else None
    char = decoded(pattern)
    if char is None or oddity(char) > 2:
        return None
    collapsed = text[here - 1] == " " and char == "à" and text[here : here + 1].isalpha() and _ends_word(text, at, here)
    return (char + " " if collapsed else char), here


@cache
def _candidates(pattern: Pattern) -> tuple[str, ...]:
    """The plausible characters of these bytes, of which only such as can get lost are missing."""
    return tuple(
        char
        for char, data in fitting(pattern)
        if all(want is not None or got in _LOSABLE for want, got in zip(pattern, data, strict=True))
    )


def _is_no_break_space(text: str, at: int, here: int, end: int, pattern: Pattern) -> bool:
    """True if a plain space is the rest of this character (A0)."""
    if here >= end:
        # The space that was the end of an à is trimmed at the end of a line.
        return text[at] == "Ã" and text[at - 1 : at].islower() and text[here - 1] == "Ã"
    if text[here] != " " or len(pattern) + 1 != width(pattern[0] or 0):
        return False
    if text[at] == "Ã":
        return not text[at - 1 : at].isupper()
    if text[at] == "Å":
        return bool(re.match(f"[a-z{_LEADS}]", text[here + 1 : here + 2]))
    if text[at] == "Ð":
        return text[here + 1 : here + 2] in {"Ð", "Ñ"}
    return text[at] == "Â"


def _ends_word(text: str, at: int, here: int) -> bool:
    """True if an à whose space is followed by a letter was a word's end (the two spaces had become one)."""
    if text[at - 1 : at].isalpha():
        return True
    return not re.match(r"s\b|qu[ei]l", text[here : here + 4])
