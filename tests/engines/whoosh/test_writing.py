"""Writers: articles by the batch or one by one, in pieces of any size, and what a failure leaves."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from search.analysis import AnalysedArticle
from search.engines import Match, Request
from search.engines.whoosh import WhooshEngine, building, merging, packed, writer
from search.engines.whoosh.arrays import ArrayFile
from search.engines.whoosh.commits import read_commit
from search.fields import DEFAULT_FIELDS, FACETS
from search.query import parse

Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]

QUERIES = ("flood", '"river bank"', "flood w/s dam", "caps(dam)", "first9(river)", "lead:flood", "words:..9", "f*", "*")


def answers(engine: WhooshEngine, commit: str) -> list[tuple[int, object, list[Match]]]:
    reader = engine.reader(commit)
    found = [
        reader.search(Request(tree=parse(query).tree, fields=DEFAULT_FIELDS, limit=None, facets=FACETS))
        for query in QUERIES
    ]
    return [(answer.total, answer.facets, list(answer.rows)) for answer in found]


def segments(folder: Path, commit: str) -> int:
    return len(read_commit(folder, commit, language="english").segments)


def engine_at(folder: Path) -> WhooshEngine:
    return WhooshEngine(folder, language="english", options={})


def test_articles_by_the_batch_make_the_same_index(
    tmp_path: Path, build: Builder, articles: list[AnalysedArticle]
) -> None:
    one = engine_at(tmp_path / "one")
    expected = answers(one, build(one, [list(range(60))], []))
    other = engine_at(tmp_path / "other")
    target = other.writer(None)
    target.add_articles((number, articles[number].article) for number in range(20))
    for number in range(20, 25):
        target.add(number, articles[number])
    target.add_articles([])
    target.add_articles([(number, articles[number].article) for number in range(25, 60)])
    commit = target.commit()
    assert segments(tmp_path / "other", commit) == 1
    assert answers(other, commit) == expected
    assert not list(other.check(commit))


@pytest.mark.parametrize("pieces", [1, 7, 300])
def test_the_size_of_pieces_changes_nothing(
    tmp_path: Path, build: Builder, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = engine_at(tmp_path / "one")
    expected = answers(one, build(one, [list(range(60))], []))
    monkeypatch.setattr(building, "_AT_ONCE", pieces)
    other = engine_at(tmp_path / "other")
    assert answers(other, build(other, [list(range(60))], [])) == expected


@pytest.mark.parametrize("tier", [2, 8])
def test_a_segment_writer_merges_its_own_segments(
    tmp_path: Path, articles: list[AnalysedArticle], tier: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "TIER", tier)
    monkeypatch.setattr(writer, "_FORMS_KEPT", 5)
    beside = writer.SegmentWriter(tmp_path, language="english", settings=writer.Settings(buffer_words=1))
    for number, article in enumerate(articles[:8]):
        beside.add(number, article)
    entries = beside.finish()
    assert [entry.documents for entry in entries] == [8]
    assert [path.name for path in tmp_path.glob("*.arrays")] == [entries[0].file]


@pytest.mark.parametrize("long", [1, 1000])
def test_segments_made_one_are_the_segment_of_all_their_articles(
    tmp_path: Path, articles: list[AnalysedArticle], long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_LONG", long)
    entries = []
    for numbers in (range(60), range(17), range(17, 18), range(18, 60)):
        beside = writer.SegmentWriter(tmp_path, language="english", settings=writer.Settings())
        beside.add_articles((number, articles[number].article) for number in numbers)
        entries += beside.finish()
    ends = entries[0], writer.merge_segments(tmp_path, entries[1:])
    one, joined = (ArrayFile(tmp_path / each.file, length=each.length, crc=each.crc) for each in ends)
    assert set(one.names()) == set(joined.names())
    for name in one.names():
        assert one[name].dtype == joined[name].dtype, name
        assert one[name].tolist() == joined[name].tolist(), name


def test_a_commit_adds_few_segments(engine: WhooshEngine, articles: list[AnalysedArticle], tmp_path: Path) -> None:
    target = engine.writer(None)
    for number in range(writer._MOST_NEW + 1):
        beside = engine.segment_writer(1)
        beside.add(number, articles[number])
        target.adopt(beside.finish())
    commit = target.commit()
    assert segments(tmp_path / "index", commit) == 1
    assert engine.reader(commit).versions() == set(range(writer._MOST_NEW + 1))


@pytest.mark.parametrize("limit", ["_MOST_FORMS", "_FORMS_KEPT"])
def test_forms_are_forgotten_and_nothing_else(
    tmp_path: Path, build: Builder, articles: list[AnalysedArticle], limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = engine_at(tmp_path / "one")
    expected = answers(one, build(one, [list(range(60))], []))
    monkeypatch.setattr(writer, limit, 3)
    other = engine_at(tmp_path / "other")
    target = other.writer(None)
    for number in range(0, 60, 20):
        target.add_articles([(place, articles[place].article) for place in range(number, number + 20)])
    commit = target.commit()
    assert segments(tmp_path / "other", commit) == 1
    found = answers(other, commit)
    assert [(total, facets) for total, facets, _ in found] == [(total, facets) for total, facets, _ in expected]
    assert [[row.version for row in rows] for _, _, rows in found] == [
        [row.version for row in rows] for _, _, rows in expected
    ]


def test_a_writer_that_fails_leaves_no_file_open(
    engine: WhooshEngine, build: Builder, articles: list[AnalysedArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = build(engine, [[0, 1], [2]], [])

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    for place in ("search.engines.whoosh.building.put_stems", "search.engines.whoosh.columns.put_numbers"):
        with monkeypatch.context() as patch:
            target = engine.writer(commit)
            target.add(3, articles[3])
            patch.setattr(place, fail)
            with pytest.raises(OSError, match="full"):
                target.commit()
            target.abort()
    gc.collect()  # an open file would be a warning here, and so an error
    assert engine.reader(commit).versions() == {0, 1, 2}
