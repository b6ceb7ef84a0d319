"""Many words looked up at once are found where each alone is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.lookup import find_all

WORDS = st.lists(st.text("ab\u00e9\u4e2d", min_size=1, max_size=20).map(str.encode), max_size=30)


def looked_up(lexicon: Sequence[bytes], words: Sequence[bytes]) -> list[int]:
    lines = [word + b"\n" for word in lexicon]
    text = np.frombuffer(b"".join(lines), np.uint8)
    at = np.array([0, *accumulate(map(len, lines))], np.uint32)
    return [int(number) for number in find_all(text, at, words)]


@settings(deadline=None, max_examples=300)
@given(WORDS, WORDS)
def test_every_word_has_its_number_and_others_have_none(held: list[bytes], asked: list[bytes]) -> None:
    lexicon = sorted(set(held))
    words = [*asked, *held]
    assert looked_up(lexicon, words) == [lexicon.index(word) if word in lexicon else -1 for word in words]


def test_words_that_begin_alike_are_told_apart() -> None:
    lexicon = [b"election", b"elections", b"electioneer", b"electioneering"]
    lexicon.sort()
    words = [*lexicon, b"elect", b"electio", b"electioneers", b"z", b"a"]
    assert looked_up(lexicon, words) == [0, 1, 2, 3, -1, -1, -1, -1, -1]
