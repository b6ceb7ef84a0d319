"""A candidate for a gap and the text on both sides come in; how well it fits there, as a number, goes out.

The numbers are log-odds by judgement, a step of 1 being "rather", 3 "hardly ever otherwise".
"""

from __future__ import annotations

import re

from msgspec import Struct

from search.cleaning.mojibake.habits import Habits

QUOTES = frozenset('“”‘’„‚«»‹›"')
_SPACES = frozenset(" \u00a0\u202f\u2009\t")
_OPENING_LEFT = frozenset("([{—–-/«“‘„‚‹¿¡\"'>")
_CLOSING_RIGHT = frozenset(".,;:!?)]}…”’»“‘›—–-/\"'\0*")
_DECADE = re.compile(r"\d0(?:er|s|’s)?(?!\d)")
_YEAR = re.compile(r"\d\d(?!\d)")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")


class Spot(Struct, frozen=True):
    """A place in a line: the text before it (its end) and after it (its beginning; U+0000 is a gap)."""

    before: str
    after: str

    @property
    def left(self) -> str:
        """The character before, or empty at the start of the line."""
        return self.before[-1:]

    @property
    def right(self) -> str:
        """The character after, or empty at the end of the line."""
        return self.after[:1]

    @property
    def space_left(self) -> bool:
        """True after a space and at the start."""
        return not self.left or self.left in _SPACES

    @property
    def space_right(self) -> bool:
        """True before a space and at the end."""
        return not self.right or self.right in _SPACES

    @property
    def ends_right(self) -> bool:
        """True where a word or sentence can end: before space or closing punctuation."""
        return self.space_right or self.right in _CLOSING_RIGHT


def opening(char: str, spot: Spot, habits: Habits) -> float:
    """How well the mark opens a quotation here."""
    score = 2.0 if spot.space_left or spot.left in _OPENING_LEFT else -5.0
    if char == "«" and habits.language == "fr":
        score += 1.0
    elif spot.space_right:
        score -= 4.0
    if spot.right and spot.right in ".,;:!?)":
        score -= 2.0
    usual = habits.openers[char]
    score += 1.0 if usual and usual == max(habits.openers.values()) else 0.0
    if char in "”’" and habits.language not in {"sv", "fi"}:
        score -= 4.0
    if char in "»›" and habits.language not in {"de", "da", "pl", "cs", "sl"}:
        score -= 5.0
    if char in "„‚" and not usual and habits.language in {"en", "es", "pt", "fr", "tr", "it", "sv", "no"}:
        score -= 3.0
    if char in "‘‚":
        score -= 1.0
    if char in "‹›" and not usual:
        score -= 3.0
    return score


def closing(char: str, spot: Spot, habits: Habits) -> float:
    """How well the mark closes the quotation that is open."""
    score = 2.5
    if spot.space_left:
        inner_closed = spot.before[-2:-1] in {"’", "”", "‘"}
        score += 2.0 if inner_closed else -1.0 if char in "»›" else -5.0
    elif habits.is_common(spot.before):
        score -= 1.5
    score += 1.0 if spot.ends_right else -3.0
    if spot.left and spot.left in ".,!?…":
        score += 1.5
    return score


def apostrophe(spot: Spot, habits: Habits) -> float:
    """How well ’ stands for letters left out, or ends a possessive."""
    if spot.left.isalpha() and spot.right.isalpha():
        return 3.0
    if spot.space_left:
        if _DECADE.match(spot.after):
            return 4.0
        return 2.5 if _YEAR.match(spot.after) else -4.0
    if spot.left.isdigit() or not spot.left.isalpha() or not spot.ends_right:
        return -4.0
    if spot.left in "sSxzß":
        if habits.language == "en":
            return 1.0 if re.match(r"\s[\w$“‘]", spot.after) else -0.5
        return 0.5 if re.match(r"\s\w", spot.after) and re.search(r"\b[A-ZÄÖÜ]\w+$", spot.before) else -2.0
    if habits.language == "it" and re.search(r"\b\w{1,3}$", spot.before):
        return 0.5
    return -1.5 if habits.language in {"en", "it"} else -3.0


def dash(char: str, spot: Spot, habits: Habits) -> float:
    """How well a dash stands here by itself."""
    usual = (2.0 if habits.dash_seen else 1.0) if char == habits.dash else 0.0
    if char not in "–—":
        usual = -6.0  # hyphens and bars of Unicode nobody types
    if spot.left.isdigit() and spot.right.isdigit():
        return 3.0 + (1.0 if char == "–" else 0.0)
    if spot.space_left and spot.space_right:
        wire = 1.5 if char == "—" and spot.before.endswith(") ") else 0.0
        return (4.0 if spot.left else 2.0) + usual + wire - 2.0 * habits.tight
    if spot.space_left:
        return -2.0 + usual
    return (-3.0 if spot.space_right else -2.5) + usual


def ellipsis(spot: Spot, habits: Habits) -> float:
    """How well … stands here."""
    seen = min(habits.marks["…"], 4) / 2
    if spot.left in "([" and spot.left and spot.right and spot.right in ")]":
        return 6.0
    if spot.left and spot.left in QUOTES and spot.before[-2:-1] in {"", " ", "("}:
        return 4.0
    if spot.left and spot.left in ".,;:!?":
        return -4.0
    if spot.space_left:
        broken_off = re.search(r"(?:[^\W\d_]{3,}\.|[?!])\s?$", spot.before) and re.match(r"\s[A-Z“]", spot.after)
        return (6.5 if broken_off else 0.5 + 3 * seen + 2.0 * habits.tight) if spot.space_right else -1.0
    if spot.right and spot.right in ".,;:":
        return -1.5
    return -0.5 + seen if spot.ends_right else -1.5


def other(char: str, spot: Spot, habits: Habits) -> float:
    """How well any other sign or letter stands here."""
    if char.isalpha() and char not in "ªº":
        return _letter(char, spot, habits)
    digit_left, digit_right = spot.left.isdigit(), spot.right.isdigit()
    if char in "\u00a0\u202f":
        if digit_left and _THOUSANDS.match(spot.after):
            return 3.5 if habits.language != "en" else 0.0
        tight = bool(spot.right) and spot.right in ";:!?»%€"
        return 3.5 if tight and habits.language == "fr" else -2.0 if char == "\u202f" else 0.0
    fits = {
        "¡": 2.0 if habits.language == "es" and spot.right.isalpha() else -3.0,
        "¿": 2.5 if habits.language == "es" and spot.right and not spot.space_right else -3.0,
        "€": 3.0,
        "₂": 4.0 if spot.before.endswith(("CO", "H", "O")) else 0.0,
        "™": 2.5,
        "№": 4.0 if habits.language in {"ru", "uk"} else 1.0 if re.match(r"\s?\d", spot.after) else -1.0,
        "×": 0.0 if spot.space_left and spot.space_right else -4.0,
        "−": 3.0,
        "°": 2.0 if digit_left or spot.left in {"n", "N"} else -3.0,
        "º": 1.5 if digit_left and habits.language in {"es", "pt"} else -3.0,
        "£": 2.0 if digit_right else -3.0,
        "©": 1.0 if spot.space_left and spot.space_right else -3.0,
        "®": 0.5 if spot.left.isalpha() else -3.0,
        "½": 0.5 if digit_left else -2.0,
        "·": 0.0 if spot.space_left and spot.space_right else -3.0,
        "•": 2.5 if not spot.left and spot.space_right else 0.0 if spot.space_left and spot.space_right else -4.0,
        "\u2011": 1.0 if spot.left.isalpha() and digit_right else -4.0,
        "′": -1.0 if digit_left else -6.0,
        "″": -1.0 if digit_left else -6.0,
        "‰": 0.0 if digit_left else -6.0,
        "→": 2.0,
        "►": 1.0,
        "■": 1.0,
        "●": 1.0,
        "✓": 1.0,
        "★": 1.0,
        "♦": 1.0,
    }
    return fits.get(char, -3.0)


_ALONE = {
    "fr": "àÀ",
    "pt": "éÉàÀ",
    "it": "èÈ",
    "es": "áóé",
    "cs": "úÚ",
    "pl": "",
    "sv": "åöÅÖ",
    "no": "åÅ",
    "da": "åÅø",
}
"""Accented letters that are words, the likelier first."""


def _letter(char: str, spot: Spot, habits: Habits) -> float:
    """How well a letter stands here: known to the language, of the word's case, where alone a word."""
    start = re.search(r"[^\W\d_]*$", spot.before)
    prefix = start[0] if start else ""
    rank = habits.rank(char)
    score = -rank / 4.0 if rank < 99 else -3.0
    if prefix:
        score += 1.0 if char.islower() or (prefix.isupper() and len(prefix) > 1) else -3.0
    elif not spot.right.isalpha():
        alone = _ALONE.get(habits.language, "").find(char)
        score += 2.0 - alone / 2 if alone >= 0 else -1.5
        opens = spot.left == "" or spot.left in "“„«‘" or bool(re.search(r"[.!?]\s$", spot.before))
        score += 1.5 if opens == char.isupper() else -1.5
    if spot.left == "’" and habits.language == "tr":
        score += _harmony(char, spot.before)
    return score


def _harmony(char: str, before: str) -> float:
    """Turkish: the vowel of an ending follows the last vowel of the name (front or back, rounded or not)."""
    vowels = re.findall(r"[aıoueiöü]", before.lower())
    if not vowels or char not in "ıiuü":
        return 0.0
    expected = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}[vowels[-1]]
    return 3.0 if char == expected else -3.0
