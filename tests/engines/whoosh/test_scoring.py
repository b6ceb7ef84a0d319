"""Scores are the same whether a word's positions are kept, or read anew for the articles that need them."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from engines.small import asked

from search.engines import Request, Sort
from search.engines.whoosh import WhooshEngine
from search.fields import DEFAULT_FIELDS
from search.query import parse

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


@pytest.mark.parametrize("query", [*QUERIES, "flood", "flood -dam", "headline:(flood OR bank)", "flood date:2021"])
def test_scores_do_not_depend_on_the_order_asked_for(engine: WhooshEngine, build: Builder, query: str) -> None:
    name = build(engine, [list(range(25)), list(range(25, 31)), list(range(31, 60))], [3, 26, 40])
    wanted = {match.id: match.score for match in engine.reader(name).search(asked(query, limit=None)).rows}
    sorts: tuple[Sort, ...] = ("date", "-date")
    for sort in sorts:
        reader = engine.reader(name)
        for limit in (4, None):  # what is asked for a second time may be worked out another way
            rows = reader.search(Request(tree=parse(query).tree, fields=DEFAULT_FIELDS, sort=sort, limit=limit)).rows
            assert rows
            assert {match.id: match.score for match in rows}.items() <= wanted.items()


def test_what_is_kept_does_not_keep_files_open(engine: WhooshEngine, build: Builder) -> None:
    reader = engine.reader(build(engine, [list(range(60))], []))
    for query in (*QUERIES, "flood -dam", "flood date:2021", "flood w/3 dam"):
        for limit in (0, 4, None):
            reader.search(asked(query, limit=limit))
    segment = weakref.ref(reader._index.segments[0])
    gc.disable()  # what refers to itself by a detour would wait for the collector
    try:
        reader.close()
        assert segment() is None
    finally:
        gc.enable()


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
