"""Random archives and random trees come in; every engine answers as the memory engine, whose answer is the meaning.

An example is an archive, indexed in two commits with a deletion, and twenty trees.  ``NEWS_LONG=1`` runs as many as the
language is promised to be proved by; the default run is a sample of them.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.article import Article, Paragraph
from search.engines import ENGINES, Matches, Reader, Request, engine
from search.fields import DEFAULT_FIELDS, FACETS
from search.query import (
    And,
    AtLeast,
    Case,
    Everything,
    First,
    Fuzzy,
    In,
    Near,
    Node,
    Not,
    NotNear,
    NotSame,
    Or,
    Phrase,
    Range,
    Same,
    SpanNode,
    Value,
    Wildcard,
    Word,
)
from tests.strategies import PRINTED, VOCABULARY, analyser, archives

T = TypeVar("T")

LONG = bool(os.environ.get("NEWS_LONG"))
EXAMPLES = 20_000 if LONG else 500
TREES = 20
OTHERS = [name for name in ENGINES if name != "memory"]
FIELDS = [
    ("caption", "headline"),
    *[DEFAULT_FIELDS] * 3,
    ("paragraph",),
    ("caption",),
    ("headline",),
    ("lead", "credit"),
]
DAYS = st.none() | st.dates(min_value=date(2023, 12, 29), max_value=date(2024, 2, 3)).map(date.toordinal)

PIECES = [printed + gap for form in VOCABULARY for printed in PRINTED[form] for gap in (" ", " ", ". ", "-")]
"""What texts are put together from: a word and what follows it."""


def texts(low: int, high: int) -> st.SearchStrategy[str]:
    """A text of so many words, in one or more sentences."""
    return st.lists(st.sampled_from(PIECES), min_size=low, max_size=high).map(
        lambda pieces: "".join(pieces).strip(" -")
    )


@st.composite
def dense_archives(draw: st.DrawFn) -> list[Article]:
    """The shared strategy's articles (every other part of which may be missing), with texts long enough to be found."""
    return [
        replace(
            article,
            headline=draw(texts(0, 4)),
            captions=tuple(replace(caption, text=draw(texts(1, 6))) for caption in article.captions),
            paragraphs=(
                Paragraph(text=draw(texts(8, 16))),
                *(replace(paragraph, text=draw(texts(3, 12))) for paragraph in article.paragraphs),
            ),
        )
        for article in draw(archives(max_size=5))
    ]


words = st.builds(Word, form=st.sampled_from((*VOCABULARY, "dune", "marsh")), exact=st.booleans())
wildcards = st.builds(
    Wildcard, pattern=st.sampled_from(("flo*", "?lood", "*o*d", "*", "u?", "r*", "*s", "??????", "q*"))
)
fuzzy = st.builds(Fuzzy, form=st.sampled_from(("flood", "rievr", "cafes", "marble")), edits=st.sampled_from((1, 2)))
one_word = words | words | wildcards | fuzzy
frequent = words | wildcards | st.builds(Wildcard, pattern=st.sampled_from(("*", "*o*")))
phrases = st.builds(Phrase, parts=st.lists(frequent | one_word, min_size=2, max_size=3).map(tuple))
scopes = st.sampled_from([*FIELDS, ("hlead",), ("standfirst",), ("byline", "section", "source")])


def mostly(small: st.SearchStrategy[T], large: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """The small ones as often as the large ones: ``|`` alone would draw each alternative inside equally often."""
    return st.booleans().flatmap(lambda simple: small if simple else large)


def spans(depth: int) -> st.SearchStrategy[SpanNode]:
    """Span expressions nested to a depth."""
    if depth == 0:
        return one_word | phrases
    inner = mostly(frequent, spans(depth - 1))
    unit = st.sampled_from(("sentence", "paragraph"))
    distance = st.integers(1, 9)
    return st.one_of(
        one_word,
        phrases,
        st.builds(Or, children=st.lists(spans(depth - 1), min_size=2, max_size=3).map(tuple)),
        st.builds(In, fields=scopes, child=inner),
        st.builds(Near, left=inner, right=inner, distance=distance, ordered=st.booleans()),
        st.builds(Same, left=inner, right=inner, unit=unit),
        st.builds(NotNear, left=inner, right=inner, distance=distance, ordered=st.booleans()),
        st.builds(NotSame, left=inner, right=inner, unit=unit),
        st.builds(AtLeast, count=st.integers(1, 4), child=inner),
        st.builds(First, count=st.integers(1, 20), child=inner),
        st.builds(Case, kind=st.sampled_from(("caps", "allcaps", "nocaps")), child=inner),
    )


def trees(depth: int) -> st.SearchStrategy[Node]:
    """Any tree nested to a depth."""
    leaves = st.one_of(
        st.builds(Range, field=st.sampled_from(("date", "shot", "added")), low=DAYS, high=DAYS),
        st.builds(
            Range, field=st.just("words"), low=st.none() | st.integers(0, 15), high=st.none() | st.integers(0, 25)
        ),
        st.builds(
            Value, field=st.sampled_from(("lang", "url", "id")), pattern=st.sampled_from(("*", "en", "a1", "*F*d"))
        ),
        st.builds(Value, field=st.just("filephoto"), pattern=st.sampled_from(("0", "1", "*"))),
        st.builds(Value, field=st.sampled_from(("caption", "headline", "lead", "credit")), pattern=st.just("*")),
        st.just(Everything()),
    )
    if depth == 0:
        return spans(0) | leaves
    inner = mostly(frequent, trees(depth - 1))
    return st.one_of(
        spans(depth),
        spans(depth),
        leaves,
        st.builds(And, children=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, children=st.lists(trees(depth - 1), min_size=2, max_size=2).map(tuple)),
        st.builds(Not, child=inner),
        st.builds(In, fields=scopes, child=inner),
    )


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
    # The same sample each time, so that the shares asserted below are no matter of luck.
    @settings(
        derandomize=not LONG,
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(archive=dense_archives(), queries=st.lists(trees(4), min_size=TREES, max_size=TREES), data=st.data())
    def check(archive: list[Article], queries: list[Node], data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            readers = {name: indexed(name, Path(folder), archive) for name in ("memory", kind)}
            for tree in queries:
                fields = data.draw(st.sampled_from(FIELDS))
                compare(readers["memory"], readers[kind], tree, fields)
            for reader in readers.values():
                reader.close()

    check()
    roots = {name for name, _ in BITTEN}
    for root in roots - {"Everything"}:
        hits, misses = BITTEN[root, True], BITTEN[root, False]
        assert min(hits, misses) * 5 >= hits + misses, f"{root}: {hits} hits, {misses} misses"


def compare(memory: Reader, other: Reader, tree: Node, fields: tuple[str, ...]) -> None:
    """One request put to both: articles, counts, scores, order, spans and facets."""
    request = Request(tree=tree, fields=fields, limit=None, facets=FACETS)
    wanted, found = memory.search(request), other.search(request)
    scores = {match.version: match.score for match in wanted.rows}
    assert {match.version for match in found.rows} == set(scores), str(tree)
    assert found.total == wanted.total == len(found.rows)
    for match in found.rows:
        assert match.score == pytest.approx(scores[match.version], rel=1e-4, abs=1e-4), str(tree)
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
