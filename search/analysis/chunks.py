"""A chunk of text without white space comes in; its words, and what it says about sentences, go out, remembered.

No word reaches over white space, so that a text is the chunks ``str.split`` cuts it into, and a chunk met before needs
no second look: of a million articles' words all but a few in a hundred stand in chunks that are known.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from search.analysis.folding import ALL_CAPITALS, HAS_CAPITAL, fold
from search.analysis.sentence_bits import sentence_bits
from search.analysis.word_rules import printed_words, split_words

Array: TypeAlias = npt.NDArray[Any]

_Words: TypeAlias = tuple[Sequence[str], Array, Array]
"""Of each word its form, its case (u4) and where it begins (i8)."""

CASE_BITS = 2
"""A word's code is its form's number, and HAS_CAPITAL and ALL_CAPITALS in so many bits below."""

REMEMBERED = 400_000
"""Chunks remembered before the memory starts anew: some 60 MB; every chunk of 40,000 news articles."""
LONGEST = 60
"""Longer chunks are not remembered: no language that writes spaces has them twice."""


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
        self.firsts = array("I")
        """Its first word's place in ``codes``."""
        self.bits = array("H")
        """What it says about sentences: see ``sentence_bits``."""
        self.codes = array("I")
        """The words of all chunks, chunk after chunk."""

    def numbers(self, chunks: Sequence[str]) -> list[int]:
        """The numbers of chunks, met before or not."""
        new = [chunk for chunk in dict.fromkeys(chunks) if chunk not in self]
        plain, others = [chunk for chunk in new if chunk.isascii()], [chunk for chunk in new if not chunk.isascii()]
        self.update(zip([*plain, *others], count(len(self.counts))))
        self._look_at(plain, _ascii_words)
        self._look_at(others, _words)
        found = list(map(self.__getitem__, chunks))
        for chunk in [chunk for chunk in new if len(chunk) > LONGEST]:
            del self[chunk]
        return found

    def _look_at(self, chunks: Sequence[str], words: Callable[[str], _Words]) -> None:
        """Find out about chunks not met lately, all at once; they get the next numbers."""
        forms, cases, starts = words(" ".join(chunks))
        numbers = np.fromiter(map(self._number, forms), np.uint32, len(forms))
        places = np.searchsorted(starts, np.cumsum([0, *(len(chunk) + 1 for chunk in chunks)])).astype(np.uint32)
        self.firsts.frombytes((places[:-1] + np.uint32(len(self.codes))).tobytes())
        self.counts.frombytes(np.diff(places).tobytes())
        self.codes.frombytes((numbers << CASE_BITS | cases).tobytes())
        self.bits.extend(map(sentence_bits, chunks))

    def trim(self) -> bool:
        """Start anew if too much is remembered; True if so: numbers given before mean nothing then."""
        full = len(self.codes) + len(self.counts) > 2 * REMEMBERED
        if full:
            self.clear()
            del self.counts[:], self.firsts[:], self.codes[:], self.bits[:]
        return full


def _words(text: str) -> _Words:
    found = split_words(text)
    return found.forms, np.array(found.cases, np.uint32), np.array(found.starts, np.int64)


def _ascii_words(text: str) -> _Words:
    """As ``_words``, for texts of ASCII alone: most words are their own forms, and capitals are counted for all."""
    small, starts, ends = printed_words(text.lower())
    letters = np.frombuffer(text.encode(), np.uint8)
    first, after = np.array(starts, np.int64), np.array(ends, np.int64)
    capitals = _counted(letters, "A", "Z")
    others = _counted(letters, "a", "z")
    cases = np.where(capitals[after] > capitals[first], HAS_CAPITAL, 0)
    cases |= np.where(others[after] > others[first], 0, ALL_CAPITALS)
    return [word if word.isalnum() else fold(word) for word in small], cases.astype(np.uint32), first


def _counted(letters: Array, low: str, high: str) -> Array:
    """Before each place, and at the end, how many letters were from one to the other."""
    counted: Array = np.cumsum((letters >= ord(low)) & (letters <= ord(high)), dtype=np.int64)
    return np.concatenate([[0], counted])
