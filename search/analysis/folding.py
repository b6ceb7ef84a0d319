"""One printed word comes in; the form it is indexed and searched by, and how it is capitalised, go out."""

from __future__ import annotations

import re
import sys
from functools import cache

from search.analysis.letters import APOSTROPHES, CJK, JOINERS, PLAIN

HAS_CAPITAL = 1
"""Bit of ``Zone.cases``: the word as printed has at least one capital."""
ALL_CAPITALS = 2
"""Bit of ``Zone.cases``: every letter of the word as printed is a capital (also true of a word without letters)."""

POSSESSIVES = tuple(apostrophe + s for apostrophe in APOSTROPHES for s in "sS")
"""Endings that are no part of a word."""

REMEMBERED = 200_000
"""Printed words a memory holds before it starts anew; a million news articles print some 600,000 different ones,
nearly all of them rare."""

LONGEST = 80
"""Longer words are not remembered: what runs on like that is no word, and may be as long as the file."""

_NO_APOSTROPHES = str.maketrans("", "", APOSTROPHES + JOINERS)


def fold(word: str) -> str:
    """The form of one printed word: small letters without accents, apostrophes, possessive 's and inner points.

    Folding a form changes nothing.

    >>> [fold(word) for word in ("Łódź's", "O’Brien", "U.S.", "1,000", "Straße")]
    ['lodz', 'obrien', 'us', '1000', 'strasse']
    """
    if word.isascii() and word.isalnum():  # nearly always
        return word.lower()
    while (folded := _fold_once(word)) != word:
        word = folded
    return word


def _fold_once(word: str) -> str:
    if word.endswith(POSSESSIVES):
        word = word[:-2]
    if "." in word and all(map(_is_initial, pieces := word.removesuffix(".").split("."))):
        word = "".join(pieces)
    elif word[:1].isdigit() and (grouped := _grouped().fullmatch(word)):
        head, groups, rest = grouped.groups()
        word = head + groups.replace(",", "").replace(".", "") + rest
    if word.isascii():
        return word.lower().replace("'", "")
    return _unaccented(word.translate(_NO_APOSTROPHES))


@cache
def _grouped() -> re.Pattern[str]:
    """A number in groups of three: its first group, the others, what follows."""
    return re.compile(r"([1-9][0-9]{0,2})((?:,[0-9]{3})+|(?:\.[0-9]{3})+)(?![0-9])(.*)", re.DOTALL)


def _is_initial(piece: str) -> bool:
    """True for one letter, with or without marks."""
    return piece[:1].isalnum() and not piece[0].isdecimal() and not any(map(str.isalnum, piece[1:]))


def _unaccented(word: str) -> str:
    from unicodedata import normalize  # noqa: PLC0415 - a query of plain ASCII does without the tables

    letters = normalize("NFD", word).replace("И\u0306", "й").replace("и\u0306", "й")
    return normalize("NFC", "".join(map(_letter, letters)))


@cache  # bounded by the number of characters there are
def _letter(letter: str) -> str:
    """One character of a decomposed word, folded; empty for an accent.

    Compatibility forms (ligatures, full width, superscripts) are taken apart only into letters and digits: ½ stays,
    since 1⁄2 is two words.
    """
    from unicodedata import normalize  # noqa: PLC0415 - see _unaccented

    if _is_accent(letter):
        return ""
    if (small := letter.casefold()) in PLAIN:
        return PLAIN[small]
    if _cjk().match(letter) and not "\uff66" <= letter <= "\uff9d":
        return letter
    parts = "".join(part for part in normalize("NFKD", small) if not _is_accent(part)).casefold()
    keep = not parts.isalnum() or (_cjk().search(parts) and not _cjk().match(letter))
    return small if keep else parts


def _is_accent(letter: str) -> bool:
    """True for a mark that ornaments a letter.

    By Unicode's canonical combining class: 1 overlays, 10-36 the points of Hebrew, Arabic and Syriac, 200 and more
    whatever stands above or below.  Vowel signs, viramas and voicing marks (0, 7-9, 84-132) make another word.
    """
    from unicodedata import category, combining  # noqa: PLC0415 - see _unaccented

    order = combining(letter)
    selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return order == 1 or 10 <= order <= 36 or order >= 200 or selector or category(letter) == "Me"


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{CJK}]")


def case(printed: str) -> int:
    """HAS_CAPITAL and ALL_CAPITALS of a word as printed; a possessive 's does not count.

    >>> [case(word) for word in ("said", "iPhone", "NATO's", "1987")]
    [0, 1, 3, 2]
    """
    if printed.endswith(POSSESSIVES):
        printed = printed[:-2]
    letters = [letter for letter in printed if letter.isalpha() and letter not in APOSTROPHES]
    some = any(letter.isupper() or letter.istitle() for letter in letters)
    every = all(map(str.isupper, letters))
    return HAS_CAPITAL * some | ALL_CAPITALS * every


class Forms(dict[str, str]):
    """printed word -> form, remembered; equal forms are one object, so that comparing and counting them is cheap."""

    def __missing__(self, printed: str) -> str:
        """Fold a word not met lately."""
        if len(self) >= REMEMBERED:
            self.clear()
        form = sys.intern(fold(printed))
        if len(printed) <= LONGEST:
            self[printed] = form
        return form


class Cases(dict[str, int]):
    """printed word -> HAS_CAPITAL and ALL_CAPITALS, remembered."""

    def __missing__(self, printed: str) -> int:
        """Judge a word not met lately."""
        if len(self) >= REMEMBERED:
            self.clear()
        bits = case(printed)
        if len(printed) <= LONGEST:
            self[printed] = bits
        return bits
