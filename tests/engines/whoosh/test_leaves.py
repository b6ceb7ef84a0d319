"""However a word's lists are decoded, its rows, scores and positions are the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

from search.engines import Matches, Request
from search.engines.whoosh import WhooshEngine, leaves, places
from search.fields import DEFAULT_FIELDS
from search.query import parse

Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]
QUERIES = ("flood", "dam", "us", "ferr*", "*a*", '"river bank"', "flood w/5 dam", "bank dam", "caption:(bank river)")
BATCHES = [list(range(20)), list(range(20, 55)), list(range(55, 60))]


def answers(engine: WhooshEngine, commit: str) -> list[Matches]:
    reader = engine.reader(commit)
    requests = [Request(tree=parse(query).tree, fields=DEFAULT_FIELDS, limit=None) for query in QUERIES]
    return [reader.search(request) for request in requests for _ in range(2)]  # the second time whole lists are read


@pytest.mark.parametrize(("dense", "short"), list(product([1 << 20, 0], [1, 1 << 20])))
def test_every_way_of_decoding_gives_the_same(
    engine: WhooshEngine, build: Builder, monkeypatch: pytest.MonkeyPatch, dense: int, short: int
) -> None:
    commit = build(engine, BATCHES, [3, 21, 22])
    expected = answers(engine, commit)
    monkeypatch.setattr(leaves, "_DENSE", dense)
    monkeypatch.setattr(leaves, "_SHORT", short)
    monkeypatch.setattr(places, "_SHORT", short)
    for before, after in zip(expected, answers(engine, commit), strict=True):
        assert after.total == before.total
        assert [row.id for row in after.rows] == [row.id for row in before.rows]
        assert [row.score for row in after.rows] == [row.score for row in before.rows]
    assert any(answer.total for answer in expected)


def test_positions_in_some_documents_are_those_of_all_in_them(
    engine: WhooshEngine, build: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = engine.reader(build(engine, [list(range(60))], []))._index.segments[0]
    lists = np.arange(len(segment.lists.sizes))
    within = np.arange(segment.documents) % 3 == 1
    for short in (1, 8, 1 << 20):
        monkeypatch.setattr(places, "_SHORT", short)
        positions, cells = places.positions_of(segment, lists, None, lambda: None)
        some, of_some = places.positions_of(segment, lists, within, lambda: None)
        chosen = within[cells % segment.documents]
        assert np.array_equal(positions[chosen], some)
        assert np.array_equal(cells[chosen], of_some)
        assert np.array_equal(np.sort(positions), positions)
        assert np.array_equal(segment.cells(positions), cells)
