"""Scores are the same whether a word's positions are kept, or read anew for the articles that need them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engines.small import asked

from search.engines.whoosh import WhooshEngine

QUERIES = (
    "flood dam",
    "flood OR dam OR harbour",
    '"us dam" OR ferry OR (bank w/3 river)',
    "lead:flood OR headline:bank*",
)
Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]


@pytest.mark.parametrize("query", QUERIES)
def test_scores_do_not_depend_on_what_is_kept(engine: WhooshEngine, build: Builder, query: str) -> None:
    name = build(engine, [list(range(25)), list(range(25, 31)), list(range(31, 60))], [3, 26, 40])
    keeping, forgetting = engine.reader(name), engine.reader(name)
    forgetting._index._cache.budget = 0
    for limit in (None, 3):
        first = keeping.search(asked(query, limit=limit))
        assert first.total > 3
        for reader in (keeping, keeping, forgetting, forgetting):
            assert reader.search(asked(query, limit=limit)) == first


def test_an_archive_in_one_segment_or_many_is_ranked_alike(
    engine: WhooshEngine, build: Builder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = WhooshEngine(tmp_path_factory.mktemp("one"), language="english", options={})
    many = engine.reader(build(engine, [list(range(start, start + 10)) for start in range(0, 60, 10)], [5]))
    one = other.reader(build(other, [list(range(60))], [5]))
    for query in QUERIES:
        wanted, found = one.search(asked(query)).rows, many.search(asked(query)).rows
        assert [match.id for match in found] == [match.id for match in wanted]
        assert [match.score for match in found] == pytest.approx([match.score for match in wanted], rel=1e-5)
