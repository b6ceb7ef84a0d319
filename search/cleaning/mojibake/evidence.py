"""Chinese characters, and the text they would be as damaged UTF-8, come in; how sure that it is damage goes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from search.cleaning.mojibake.pieces import Piece

CJK_RANGES = (
    "\u1100-\u11ff\u2e80-\u312f\u3130-\ua4cf\uac00-\ud7ff\ue000-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
CJK = re.compile(f"[{CJK_RANGES}]")
"""Chinese, Japanese and Korean characters, their punctuation and full-width forms, and private ones."""

_LETTER = re.compile("[A-Za-z]")
_NEAR = 40
_MENTIONED = re.compile(r"(?i)(?:^|[^\w])(?:an?|the|this|that|character|letter|symbol|sign|glyph) $")
"""Before a character that is spoken of; no dash follows an article."""
_INVISIBLE = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_COMBINING = re.compile("[\u0300-\u0328]")


@cache
def oddity(char: str) -> float:
    """How unlikely a character is in a newspaper, as a cost."""
    if char in _INVISIBLE:
        return 0.0
    if _COMBINING.match(char):
        return 1.0
    if "\u0460" <= char <= "\u048f" or "\u0492" <= char <= "\u04ff":
        return 2.0
    category = unicodedata.category(char)
    if char <= "\u04ff" or "\u1e00" <= char <= "\u203a":
        return 0.0 if category[0] in "LPSNZ" else 20.0
    return 20.0 if category[0] == "C" or category == "Mn" else 2.0


def is_likely(before: str, pieces: Iterable[Piece]) -> bool:
    """True if newspapers print such text after ``before``: no odd characters, accents only on plain letters."""
    last = before
    for char in "".join(piece if isinstance(piece, str) else "?" for piece in pieces):
        if oddity(char) >= 20.0 or (_COMBINING.match(char) and not _LETTER.match(last)):
            return False
        last = char
    return True


def is_strong(text: str, start: int, end: int, pieces: Iterable[Piece]) -> bool:
    """True if characters ``start`` to ``end`` are damage beyond doubt, by themselves and the letters around."""
    whole = "".join(piece for piece in pieces if isinstance(piece, str))
    if any(oddity(char) > 1.0 for char in whole):
        return len(set(text[start:end])) > 3 and _of_one_script(whole)
    near = _LETTER.search(text, max(0, start - _NEAR), start) or _LETTER.search(text, end, end + _NEAR)
    if text[start] == "鈥":
        return near is not None and not _is_mentioned(text, start, end)
    if _LETTER.search(whole):
        return near is not None
    beside = _LETTER.match(text[start - 1 : start]) or _LETTER.match(text[end : end + 1])
    if beside and any(char.isalpha() or _COMBINING.match(char) for char in whole):
        return True
    return len(set(text[start:end])) > 3 and _of_one_script(whole)


def _of_one_script(whole: str) -> bool:
    """True for letters of one script, neither Latin (no word is all accents) nor Chinese; chance does not make them."""
    scripts = {unicodedata.name(char, "?").split()[0] for char in whole}
    return whole.isalpha() and len(scripts) == 1 and not scripts & {"LATIN", "CJK", "?"}


def _is_mentioned(text: str, start: int, end: int) -> bool:
    """True if a single character, by itself or in quotes or brackets, is what the sentence is about."""
    if len(CJK.findall(text, start, end)) > 1:
        return False
    before = text[max(0, start - 12) : start]
    if before[-1:] in set("(‘“\"'«") and text[start + 1 : start + 2] in set(")’”\"'»"):
        return before != ""
    return _MENTIONED.search(before) is not None
