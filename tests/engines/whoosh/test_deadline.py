"""A deadline ends a search between any two of its steps, and what was kept by then does no harm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from search.engines import Matches, Reader, Request
from search.engines.whoosh import WhooshEngine, lists, matching
from search.errors import SearchTimeout
from search.fields import DEFAULT_FIELDS
from search.query import parse

Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]
PARTS = 3
QUERIES = (
    "flood",
    "r*",
    "rivre~",
    '"river bank"',
    "(dam OR ferry) w/9 bank",
    "flood NOT w/3 river",
    "atleast2(river) OR caps(us)",
    "lead:flood bank -ferry",
    "source:mill* section:*",
)


class Clock:
    """Goes on by one whenever it is looked at."""

    def __init__(self) -> None:
        self.looks = 0

    def monotonic(self) -> float:
        self.looks += 1
        return self.looks


def answer(reader: Reader, query: str, deadline: float) -> Matches:
    request = Request(tree=parse(query).tree, fields=DEFAULT_FIELDS, facets=("source",), deadline=deadline)
    return reader.search(request)


@pytest.mark.parametrize("query", QUERIES)
def test_time_may_be_up_at_any_step(
    engine: WhooshEngine, build: Builder, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    commit = build(engine, [list(range(part, 60, PARTS)) for part in range(PARTS)], [7])
    clock = Clock()
    monkeypatch.setattr(matching, "time", clock)
    expected = answer(engine.reader(commit), query, deadline=10**9)
    steps = clock.looks
    assert steps > PARTS, "looked at in every segment"
    for step in range(steps):
        clock.looks = 0
        reader = engine.reader(commit)
        with pytest.raises(SearchTimeout):
            answer(reader, query, deadline=step)
        assert answer(reader, query, deadline=10**9) == expected


@pytest.mark.parametrize("query", ["*r*", "*a*", "*a* w/5 *i*"])
def test_many_lists_are_decoded_in_pieces(
    engine: WhooshEngine, build: Builder, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    commit = build(engine, [list(range(60))], [])
    clock = Clock()
    monkeypatch.setattr(matching, "time", clock)
    expected = answer(engine.reader(commit), query, deadline=10**9)
    looks = clock.looks
    monkeypatch.setattr(lists, "_PIECE", 8)
    assert answer(engine.reader(commit), query, deadline=10**9) == expected
    assert clock.looks - looks > looks


def test_pieces_are_the_whole(engine: WhooshEngine, build: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = engine.reader(build(engine, [list(range(60))], []))
    monkeypatch.setattr(lists, "_PIECE", 8)
    held = reader._index.segments[0].lists
    numbers = np.arange(len(held.sizes))
    pieces = list(held.pieces(numbers))
    assert np.concatenate(pieces).tolist() == numbers.tolist()
    assert all(held.sizes[piece[1:]].sum() <= 8 + held.sizes[piece].max() for piece in pieces)
    assert list(held.pieces(numbers[:0])) == []
