"""Random archives and random trees come in; every engine answers as the memory engine, whose answer is the meaning.

An example is an archive, indexed in two commits with a deletion, and twenty trees; 500 of them in the default run,
20,000 with ``NEWS_LONG=1``.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from strategies import analyser
from trees import FIELDS, dense_archives, trees

from search.article import Article
from search.engines import ENGINES, Matches, Reader, Request, engine
from search.fields import FACETS
from search.query import Node

BATCH = 500
BATCHES = 40 if os.environ.get("NEWS_LONG") else 1
TREES = 20
OTHERS = [name for name in ENGINES if name != "memory"]


def indexed(kind: str, folder: Path, archive: Sequence[Article]) -> Reader:
    """The archive in an index of two commits; the first article of the first is deleted by the second."""
    index = engine(kind)(folder / kind, language="english", options={})
    half = len(archive) // 2
    commit = None
    for versions in (range(half), range(half, len(archive))):
        writer = index.writer(commit)
        for version in versions:
            writer.add(version, analyser().analyse(archive[version]))
        if commit and half > 1:
            writer.delete([0])
        commit = writer.commit()
    assert commit is not None
    return index.reader(commit)


BITTEN: Counter[tuple[str, bool]] = Counter()
"""How often a tree with this root matched an article, and did not."""


@pytest.mark.parametrize("kind", OTHERS)
def test_engine_answers_as_memory_does(kind: str) -> None:
    @settings(max_examples=BATCH, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(archive=dense_archives(), queries=st.lists(trees(4), min_size=TREES, max_size=TREES), data=st.data())
    def check(archive: list[Article], queries: list[Node], data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            readers = {name: indexed(name, Path(folder), archive) for name in ("memory", kind)}
            for tree in queries:
                fields = data.draw(st.sampled_from(FIELDS))
                recency = data.draw(st.sampled_from((None, None, 7.0)))
                request = Request(tree=tree, fields=fields, limit=None, facets=FACETS, recency=recency)
                compare(readers["memory"], readers[kind], request)
            for reader in readers.values():
                reader.close()

    # In batches, since Hypothesis remembers all it drew; seeded, so that the shares asserted below are no luck.
    for batch in range(BATCHES):
        seed(batch)(check)()
    roots = {name for name, _ in BITTEN}
    for root in roots - {"Everything"}:
        hits, misses = BITTEN[root, True], BITTEN[root, False]
        assert min(hits, misses) * 5 >= hits + misses, f"{root}: {hits} hits, {misses} misses"


def compare(memory: Reader, other: Reader, request: Request) -> None:
    """One request put to both: articles, counts, scores and how they came about, order, spans and facets."""
    tree, fields = request.tree, request.fields
    wanted, found = memory.search(request), other.search(request)
    scores = {match.version: match.score for match in wanted.rows}
    assert {match.version for match in found.rows} == set(scores), str(tree)
    assert found.total == wanted.total == len(found.rows)
    for match in found.rows:
        assert match.score == pytest.approx(scores[match.version], rel=1e-4, abs=1e-4), str(tree)
    for match in found.rows[:1]:
        explanation = other.explain(request, match.version)
        assert explanation is not None
        assert explanation.value == pytest.approx(match.score, rel=1e-4, abs=1e-4), str(tree)
    assert found.facets == wanted.facets
    in_order(found)
    BITTEN[type(tree).__name__, True] += found.total
    BITTEN[type(tree).__name__, False] += memory.count - found.total
    if tree.is_span:
        for version in memory.versions():
            assert other.spans(tree, fields, version) == memory.spans(tree, fields, version), str(tree)


def in_order(found: Matches) -> None:
    """Falling scores."""
    assert all(one.score >= other.score for one, other in pairwise(found.rows))
