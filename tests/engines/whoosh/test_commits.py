"""Commits: what they show, what they leave, what happens to damaged and foreign ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from search.analysis import AnalysedArticle
from search.engines import Matches, Request, whoosh
from search.engines.whoosh import WhooshEngine, merging
from search.engines.whoosh.arrays import ArrayFile
from search.engines.whoosh.commits import read_commit
from search.errors import ArchiveDamaged, ArchiveError, ArchiveMissing, ArchiveOutdated, OptionError, SearchTimeout
from search.fields import DEFAULT_FIELDS, FACETS
from search.query import parse

Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]

QUERIES = (
    "flood",
    "dam OR bank",
    '"river bank"',
    "ferry w/4 harbour",
    "flood w/s dam",
    "(dam w/3 bank) NOT w/5 river",
    "atleast2(flood) NOT ferry",
    "caps(dam)",
    "allcaps(us)",
    "first9(river)",
    "lead:flood",
    "hlead:(bank OR ferry)",
    "f*",
    "rivre~",
    "date:2020..",
    "*",
    "photographer:*",
    "credit:ferry",
)


def answers(engine: WhooshEngine, commit: str) -> list[Matches]:
    reader = engine.reader(commit)
    return [
        reader.search(Request(tree=parse(query).tree, fields=DEFAULT_FIELDS, limit=None, facets=FACETS))
        for query in QUERIES
    ]


def alike(left: list[Matches], right: list[Matches]) -> bool:
    return all(
        (one.total, one.facets, [(row.version, row.id) for row in one.rows])
        == (other.total, other.facets, [(row.version, row.id) for row in other.rows])
        and [row.score for row in one.rows] == pytest.approx([row.score for row in other.rows], rel=1e-5)
        for one, other in zip(left, right, strict=True)
    )


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(params=[(8, 1_000_000, 16_384), (2, 5, 3)], ids=["as it is", "small pieces"])
def pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    tier, words, documents = request.param
    monkeypatch.setattr(merging, "TIER", tier)
    monkeypatch.setattr(merging, "_WORDS_AT_ONCE", words)
    monkeypatch.setattr(merging, "_DOCUMENTS_AT_ONCE", documents)


@pytest.mark.usefixtures("pieces")
def test_answers_do_not_depend_on_segments_merges_or_the_order_of_adds(tmp_path: Path, build: Builder) -> None:
    deleted = [3, 9, 27, 28, 29]
    one = WhooshEngine(tmp_path / "one", language="english", options={})
    expected = answers(one, build(one, [list(range(60))], deleted))
    assert sum(answer.total > 0 for answer in expected) >= 15
    dice = random.Random(1)
    for attempt in range(4):
        numbers = dice.sample(range(60), 60)
        cuts = sorted(dice.sample(range(1, 60), 11))
        batches = [numbers[start:stop] for start, stop in zip([0, *cuts], [*cuts, 60], strict=True)]
        many = WhooshEngine(tmp_path / f"many{attempt}", language="english", options={})
        commit = build(many, batches, deleted)
        assert alike(answers(many, commit), expected)
        assert many.reader(commit).versions() == set(range(60)) - set(deleted)
        assert not list(many.check(commit))


def test_a_small_buffer_writes_the_same_index(tmp_path: Path, build: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    one = WhooshEngine(tmp_path / "one", language="english", options={})
    expected = answers(one, build(one, [list(range(60))], []))
    monkeypatch.setattr("search.engines.whoosh.engine._BYTES_A_WORD", 1 << 16)
    many = WhooshEngine(tmp_path / "many", language="english", options={"buffer_mb": 2})
    assert alike(answers(many, build(many, [list(range(60))], [])), expected)


def test_a_reader_shows_its_commit_whatever_is_written_meanwhile(
    engine: WhooshEngine, build: Builder, articles: list[AnalysedArticle]
) -> None:
    first = build(engine, [[0, 1, 2]], [])
    reader = engine.reader(first)
    everything = Request(tree=parse("*").tree, fields=DEFAULT_FIELDS, limit=None)
    writer = engine.writer(first)
    writer.add(3, articles[3])
    writer.delete([0, 77])
    second = writer.commit()
    writer.abort()
    assert {row.version for row in reader.search(everything).rows} == {0, 1, 2}
    assert engine.reader(second).versions() == {1, 2, 3}
    assert engine.reader(first).versions() == {0, 1, 2}
    third = engine.writer(second)
    third.delete([1, 2, 3])
    assert engine.reader(third.commit()).count == 0
    assert {row.version for row in reader.search(everything).rows} == {0, 1, 2}
    reader.close()
    with pytest.raises(ArchiveMissing):
        reader.search(everything)


def test_nothing_is_left_of_what_was_not_committed(
    engine: WhooshEngine, build: Builder, articles: list[AnalysedArticle], tmp_path: Path
) -> None:
    base = build(engine, [[0, 1], [2, 3]], [1])
    engine.writer(base).abort()
    before = files(tmp_path / "index")
    writer = engine.writer(base)
    for number in range(4, 20):
        writer.add(number, articles[number])
    writer.delete([2])
    writer.abort()
    assert files(tmp_path / "index") == before
    unnamed = engine.writer(base)
    unnamed.add(5, articles[5])
    unnamed.commit()  # and the store never hears of it
    engine.writer(base).abort()
    assert files(tmp_path / "index") == before
    assert engine.reader(base).versions() == {0, 2, 3}


def test_an_empty_index_answers(engine: WhooshEngine) -> None:
    commit = engine.writer(None).commit()
    reader = engine.reader(commit)
    assert reader.count == 0
    for query in QUERIES:
        assert reader.search(Request(tree=parse(query).tree, fields=DEFAULT_FIELDS, facets=FACETS)).total == 0
    assert reader.words("*", DEFAULT_FIELDS) == []


def test_a_changed_file_is_found_or_refused_and_never_a_crash(
    engine: WhooshEngine, build: Builder, tmp_path: Path
) -> None:
    commit = build(engine, [list(range(20)), list(range(20, 30))], [4])
    dice = random.Random(2)
    names = read_commit(tmp_path / "index", commit, language="english").files()
    needed = [tmp_path / "index" / name for name in sorted(names)]
    assert not list(engine.check(commit))
    for _ in range(60):
        path = dice.choice(needed)
        content = path.read_bytes()
        place = dice.randrange(len(content))
        path.write_bytes(content[:place] + bytes([content[place] ^ (1 << dice.randrange(8))]) + content[place + 1 :])
        assert list(engine.check(commit)), (path.name, place)
        answered(engine, commit)
        path.write_bytes(content)
    assert not list(engine.check(commit))


def answered(engine: WhooshEngine, commit: str) -> list[Matches] | None:
    """Answers, perhaps wrong, or an error of the family; nothing else."""
    try:
        return answers(engine, commit)
    except ArchiveError:
        return None


def test_a_missing_file_and_another_version_are_named(engine: WhooshEngine, build: Builder, tmp_path: Path) -> None:
    commit = build(engine, [[0, 1]], [])
    with pytest.raises(ArchiveDamaged):
        engine.reader("commit-99")
    with pytest.raises(ArchiveOutdated):
        WhooshEngine(tmp_path / "index", language="german", options={}).reader(commit)
    next((tmp_path / "index").glob("*.arrays")).unlink()
    with pytest.raises(ArchiveDamaged):
        engine.reader(commit)


def test_time_runs_out(engine: WhooshEngine, build: Builder) -> None:
    reader = engine.reader(build(engine, [[0, 1]], []))
    with pytest.raises(SearchTimeout):
        reader.search(Request(tree=parse("flood").tree, fields=DEFAULT_FIELDS, deadline=0.0))


@pytest.mark.parametrize("options", [{"cache": 3}, {"cache_mb": 0}, {"buffer_mb": "much"}, {"cache_mb": True}])
def test_options_are_checked(tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        WhooshEngine(tmp_path, language="english", options=options)


def test_a_tiny_cache_changes_no_answer(tmp_path: Path, build: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = WhooshEngine(tmp_path, language="english", options={})
    commit = build(engine, [list(range(60))], [])
    expected = answers(engine, commit)
    monkeypatch.setattr("search.engines.whoosh.engine._MEGABYTE", 100)
    small = WhooshEngine(tmp_path, language="english", options={"cache_mb": 1})
    assert alike(answers(small, commit), expected)


def test_segments_written_elsewhere_are_adopted(
    tmp_path: Path, build: Builder, articles: list[AnalysedArticle]
) -> None:
    one = WhooshEngine(tmp_path / "one", language="english", options={})
    expected = answers(one, build(one, [list(range(60))], []))
    other = WhooshEngine(tmp_path / "other", language="english", options={})
    writer = other.writer(None)
    for share in range(2):
        beside = other.segment_writer(2)
        for number in range(share, 60, 2):
            beside.add(number, articles[number])
        writer.adopt(beside.finish())
        assert beside.finish() == []
    assert alike(answers(other, writer.commit()), expected)


def test_the_manual_names_every_array(engine: WhooshEngine, build: Builder, tmp_path: Path) -> None:
    commit = read_commit(tmp_path / "index", build(engine, [[0, 1, 2]], []), language="english")
    entry = commit.segments[0]
    names = ArrayFile(tmp_path / "index" / entry.file, length=entry.length, crc=entry.crc).names()
    manual = str(whoosh.__doc__)
    for name in names:
        first, _, last = name.rpartition(".")
        if first.startswith("value."):
            assert f".{last}" in manual, name
        elif first in {"docs", "counts", "places"}:
            assert f"NAME.{last}" in manual, name
        elif first in {"id", "headline"}:
            assert first in manual, name
        else:
            assert name in manual or f"zones.{last}, ..." in manual, name


def test_threads_share_a_reader(engine: WhooshEngine, build: Builder) -> None:
    reader = engine.reader(build(engine, [list(range(30)), list(range(30, 60))], [5]))
    requests = [Request(tree=parse(query).tree, fields=DEFAULT_FIELDS, limit=None) for query in QUERIES]
    with ThreadPoolExecutor(4) as pool:
        together = [list(pool.map(reader.search, requests)) for _ in range(5)]
    alone = [reader.search(request) for request in requests]
    assert all(answer == alone for answer in together)
