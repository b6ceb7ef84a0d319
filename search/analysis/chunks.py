"""A chunk of text without white space comes in; its words, and what it says about sentences, go out, remembered.

No word reaches over white space, so that a text is the chunks ``str.split`` cuts it into, and a chunk met before needs
no second look: of a million articles' words all but a few in a hundred stand in chunks that are known.
"""

from __future__ import annotations

import re
from array import array

from search.analysis.folding import ALL_CAPITALS, HAS_CAPITAL
from search.analysis.sentence_bits import sentence_bits
from search.analysis.word_rules import split_words

CASE_BITS = 2
"""A word's code is its form's number, and HAS_CAPITAL and ALL_CAPITALS in so many bits below."""

REMEMBERED = 400_000
"""Chunks remembered before the memory starts anew: some 60 MB; every chunk of 40,000 news articles."""
LONGEST = 60
"""Longer chunks are not remembered: no language that writes spaces has them twice."""
_SEPARATORS = re.compile(r"[-–—/:;!?()\[\]<>\"“”$%&+*=….,]")
"""Characters that part words whatever stands around them."""
_EDGES = ".,:;!?\"'’‘“”()[]$%-–—…"
"""Characters that are no part of the word between them, if that is letters and digits of ASCII alone."""


class Vocabulary(dict[str, int]):
    """form -> number, in order of first sight."""

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        return number


class Chunks(dict[str, int]):
    """chunk -> number; what is known of each chunk stands in ``counts``, ``bits`` and ``codes``, by its number."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._number = vocabulary.__getitem__
        self.counts = array("I")
        """How many words."""
        self.bits = array("H")
        """What it says about sentences: see ``sentence_bits``."""
        self.codes = array("I")
        """The words of all chunks, chunk after chunk."""

    def __missing__(self, chunk: str) -> int:
        """Look at a chunk not met lately."""
        number = len(self.counts)
        core = chunk.strip(_EDGES)
        if core.isalnum() and core.isascii():  # four in five
            self.codes.append(self._number(core.lower()) << CASE_BITS | _case(core))
            self.counts.append(1)
        else:
            codes = self._codes(chunk, core)
            self.codes.extend(codes)
            self.counts.append(len(codes))
        self.bits.append(sentence_bits(chunk))
        if len(chunk) <= LONGEST:
            self[chunk] = number
        return number

    def _codes(self, chunk: str, core: str) -> list[int]:
        words = _plain_words(core)
        if words is not None:
            return [self._number(word.lower()) << CASE_BITS | _case(word) for word in words]
        found = split_words(chunk)
        return [self._number(form) << CASE_BITS | case for form, case in zip(found.forms, found.cases, strict=True)]

    def trim(self) -> bool:
        """Start anew if too much is remembered; True if so: numbers given before mean nothing then."""
        full = len(self.codes) + len(self.counts) > 2 * REMEMBERED
        if full:
            self.clear()
            del self.counts[:], self.codes[:], self.bits[:]
        return full


def _plain_words(core: str) -> list[str] | None:
    """The words of a chunk, if they are letters and digits of ASCII and no rule joins them but that of an apostrophe.

    Apostrophes and possessives are left out.  None for all other chunks.
    """
    words = _SEPARATORS.sub(" ", core).split()
    if ("." in core or "," in core) and any(
        not word.isalnum() or len(word) == 1 or word[:3].isdigit() for word in words[1:]
    ):
        return None  # initials, or a number in groups of three
    for place, word in enumerate(words):
        if not word.isalnum():
            left, _, right = word.replace("’", "'").partition("'")
            if not (left.isalnum() and right.isalnum()):
                return None
            words[place] = left if right in {"s", "S"} else left + right
    return words if "".join(words).isascii() else None


def _case(word: str) -> int:
    """As ``folding.case``, for letters and digits of ASCII."""
    if word.islower():
        return 0
    if word.isupper():
        return HAS_CAPITAL | ALL_CAPITALS
    return ALL_CAPITALS if word.isdecimal() else HAS_CAPITAL
