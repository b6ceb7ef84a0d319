"""The archive end to end: what goes in comes out, states are whole, counts add up; on every engine there is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.archive import Archive
from search.article_json import to_json
from search.engines import ENGINES
from search.errors import (
    ArchiveDamaged,
    ArchiveExists,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveOutdated,
    ArticleMissing,
    OptionError,
    QueryError,
    RecordRejected,
    SourceMissing,
)
from search.report import Report
from search.sources import ReadOptions

PIER = """\
FILE - Waves hit the old pier in Port Elgin, Canada, Jan. 3, 2023. (AP Photo/Lea Brandt, File)
Fire closes pier in Port Elgin
By Ines Okafor
PORT ELGIN (AP) — A fire closed the old pier on Monday, the harbour master said.
Nobody was hurt. The ferry terminal stays open.
ADVERTISEMENT
“We will rebuild,” said Mayor Tomás Reyes.
"""
FLOOD = """\
River floods lower town
By Tom Adeyemi
The river rose by two metres overnight and flooded the lower town.
Schools stay closed until Friday, and the harbour bridge is shut.
"""


@pytest.fixture(params=sorted(ENGINES))
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", engine=request.param) as made:
        yield made


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "pier.txt").write_text(PIER, encoding="utf-8")
    (folder / "flood.txt").write_text(FLOOD, encoding="utf-8")
    return folder


def headlines(archive: Archive, query: str, **options: object) -> list[str]:
    return [hit.article.headline for hit in archive.search(query, **options).hits]  # type: ignore[arg-type]


def adds_up(report: Report) -> bool:
    return report.seen == (report.added + report.updated + report.unchanged + report.duplicates + report.rejected)


def test_what_goes_in_is_found(archive: Archive, news: Path) -> None:
    report = archive.add([news])
    assert (report.seen, report.added, report.articles) == (2, 2, 2)
    assert headlines(archive, "ferry terminal") == ["Fire closes pier in Port Elgin"]
    assert headlines(archive, "caption:waves") == ["Fire closes pier in Port Elgin"]
    assert headlines(archive, "harbour bridge") == ["River floods lower town"]
    assert archive.search("advertisement").total == 0
    assert len(archive) == 2


def test_a_caption_hit_is_shown_as_a_caption(archive: Archive, news: Path) -> None:
    archive.add([news])
    (hit,) = archive.search("caption:waves").hits
    (passage,) = hit.passages
    assert (passage.place, passage.number, passage.label, passage.address) == ("caption", 1, "caption 1", "c1")
    assert passage.caption is not None
    assert (passage.caption.photographer, passage.caption.agency, passage.caption.filephoto) == (
        "Lea Brandt",
        "AP",
        True,
    )
    assert [passage.text[start:end] for start, end in passage.marks] == ["Waves"]


def test_adding_again_changes_nothing(archive: Archive, news: Path) -> None:
    archive.add([news])
    index = archive.index_path
    report = archive.add([news])
    assert (report.seen, report.unchanged, report.articles) == (2, 2, 2)
    assert archive.index_path == index


def test_a_correction_keeps_the_id(archive: Archive, news: Path) -> None:
    archive.add([news])
    (before,) = archive.search("flooded").hits
    (news / "flood.txt").write_text(FLOOD.replace("two metres", "three metres"), encoding="utf-8")
    report = archive.add([news])
    assert (report.updated, report.unchanged) == (1, 1)
    assert archive.search('"two metres"').total == 0
    (after,) = archive.search('"three metres"').hits
    assert after.id == before.id
    assert after.article.added == before.article.added


def test_the_same_text_twice_is_one_article_with_two_origins(archive: Archive, news: Path) -> None:
    (news / "again.txt").write_text(FLOOD, encoding="utf-8")
    report = archive.add([news])
    assert (report.added, report.duplicates, report.articles) == (2, 1, 2)
    assert adds_up(report)
    (hit,) = archive.search("flooded").hits
    assert sorted(Path(origin.path).name for origin in hit.article.origins) == ["again.txt", "flood.txt"]


def test_a_corrected_copy_becomes_an_article_of_its_own(archive: Archive, news: Path) -> None:
    (news / "again.txt").write_text(FLOOD, encoding="utf-8")
    archive.add([news])
    (news / "flood.txt").write_text(FLOOD.replace("two", "three"), encoding="utf-8")
    archive.add([news])
    assert archive.search('"two metres"').total == 1
    assert archive.search('"three metres"').total == 1
    assert len(archive) == 3
    assert archive.add([news]).unchanged == 3


def test_an_article_whose_source_is_gone_stays_until_pruned(archive: Archive, news: Path) -> None:
    archive.add([news])
    (news / "flood.txt").unlink()
    assert archive.add([news]).gone == 1
    assert archive.search("flooded").total == 1
    report = archive.add([news], prune=True)
    assert (report.pruned, report.articles) == (1, 1)
    assert archive.search("flooded").total == 0


def test_removing_leaves_the_source_alone(archive: Archive, news: Path) -> None:
    archive.add([news])
    (hit,) = archive.search("flooded").hits
    assert archive.remove([hit.id, "nosuchid"]) == [hit.id]
    assert archive.search("flooded").total == 0
    assert (news / "flood.txt").exists()
    with pytest.raises(ArticleMissing, match=hit.id):
        archive.get(hit.id)


def test_a_rebuild_makes_a_new_generation_that_answers_the_same(archive: Archive, news: Path) -> None:
    archive.add([news])
    old = archive.index_path
    before = [(hit.id, round(hit.score, 6)) for hit in archive.search("harbour").hits]
    report = archive.rebuild_index(from_store=True)
    assert archive.index_path != old
    assert old is not None
    assert [(hit.id, round(hit.score, 6)) for hit in archive.search("harbour").hits] == before
    assert report.articles == 2
    archive.rebuild_index()  # the remembered sources
    assert [(hit.id, round(hit.score, 6)) for hit in archive.search("harbour").hits] == before


def test_a_reader_keeps_the_state_it_opened(archive: Archive, news: Path) -> None:
    archive.add([news])
    with Archive.open(archive.path) as reader:
        (news / "flood.txt").write_text(FLOOD.replace("two metres", "three metres"), encoding="utf-8")
        archive.add([news])
        archive.rebuild_index(from_store=True)
        (hit,) = reader.search('"two metres"').hits
        assert [p.text[s:e] for p in hit.passages for s, e in p.marks] == ["two metres"]
        assert reader.refresh()
        assert reader.search('"two metres"').total == 0
        assert reader.search('"three metres"').total == 1
    archive.rebuild_index(from_store=True)
    assert archive.index_path is not None
    assert [path.name for path in (archive.path / "index").iterdir()] == [archive.index_path.name]


def test_bad_records_are_listed_and_the_rest_goes_in(archive: Archive, tmp_path: Path) -> None:
    lines = tmp_path / "wire.jsonl"
    lines.write_text(
        '{"title": "Ferry late", "body": "The ferry was late."}\n{broken\n{"title": ""}\n', encoding="utf-8"
    )
    report = archive.add([lines])
    assert (report.seen, report.added, report.rejected) == (3, 1, 2)
    assert adds_up(report)
    rejects = [json.loads(line) for line in Path(report.rejects).read_text(encoding="utf-8").splitlines()]
    assert [reject["record"] for reject in rejects] == ["2", "3"]
    assert all(reject["reason"] and reject["path"].endswith("wire.jsonl") for reject in rejects)


def test_strict_keeps_nothing_of_the_run(archive: Archive, tmp_path: Path) -> None:
    lines = tmp_path / "wire.jsonl"
    lines.write_text('{"title": "Ferry late", "body": "The ferry was late."}\n{broken\n', encoding="utf-8")
    with pytest.raises(RecordRejected, match="record 2"):
        archive.add([lines], strict=True)
    assert len(archive) == 0
    assert archive.add([lines]).added == 1


def test_our_own_record_comes_back_unchanged(archive: Archive, news: Path, tmp_path: Path) -> None:
    archive.add([news])
    record = tmp_path / "own.json"
    for hit in archive.search("*").hits:
        record.write_text(json.dumps(to_json(hit.article)), encoding="utf-8")
        report = archive.add([record])
        assert (report.seen, report.unchanged) == (1, 1), hit.article.headline
    assert len(archive) == 2


def test_filters_are_part_of_the_query(archive: Archive, tmp_path: Path) -> None:
    records = [
        {"title": "Ferry late", "body": "The ferry was late.", "date": "2023-05-01", "source": "Coastal Ledger"},
        {"title": "Ferry early", "body": "The ferry was early.", "date": "2024-05-01", "source": "Hill Courier"},
        {"title": "Ferry lost", "body": "The ferry was lost.", "source": "Coastal Ledger"},
    ]
    lines = tmp_path / "wire.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    archive.add([lines], options=ReadOptions(defaults={"section": "Harbour"}))
    assert headlines(archive, "ferry", since="2024") == ["Ferry early"]
    assert headlines(archive, "ferry", until="2023-05-01") == ["Ferry late"]
    assert sorted(headlines(archive, "ferry", source="Coastal Ledger")) == ["Ferry late", "Ferry lost"]
    assert archive.search("ferry", section="harbour").total == 3
    assert headlines(archive, "ferry", sort="date") == ["Ferry late", "Ferry early", "Ferry lost"]
    assert headlines(archive, "ferry", sort="-date") == ["Ferry early", "Ferry late", "Ferry lost"]
    facets = archive.search("ferry", facets=["source", "year"], limit=0).facets
    assert facets == {"source": (("Coastal Ledger", 2), ("Hill Courier", 1)), "year": (("2023", 1), ("2024", 1))}
    with pytest.raises(OptionError, match="range of days"):
        archive.search("ferry", since="yesteryear")


def test_options_that_make_no_sense_are_told(archive: Archive) -> None:
    with pytest.raises(OptionError, match="limit is below zero"):
        archive.search("x", limit=-1)
    with pytest.raises(OptionError, match="facets are"):
        archive.search("x", facets=["colour"])
    with pytest.raises(OptionError, match="news fields"):
        archive.search("x", fields=["date"])
    with pytest.raises(QueryError):
        archive.search("captoin:x")


def test_an_empty_archive_answers(archive: Archive) -> None:
    results = archive.search("anything")
    assert (results.total, results.hits) == (0, ())
    assert archive.index_path is None
    assert archive.terms("a") == []
    with pytest.raises(SourceMissing, match="no sources are known"):
        archive.rebuild_index()


def test_threads_share_one_archive(archive: Archive, news: Path) -> None:
    archive.add([news])
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(20):
            found = headlines(archive, "harbour AND (flooded OR bridge)")
            if found != ["River floods lower town"]:
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_places_are_checked(tmp_path: Path, archive: Archive) -> None:
    with pytest.raises(ArchiveMissing, match="rebuild-index"):
        Archive.open(tmp_path / "nowhere")
    with pytest.raises(ArchiveExists):
        Archive.create(archive.path)
    with pytest.raises(SourceMissing):
        archive.add([tmp_path / "no-such-folder"])
    with pytest.raises(OptionError, match="engines are"):
        Archive.create(tmp_path / "other", engine="steam")
    with pytest.raises(OptionError):
        Archive.create(tmp_path / "other", language="klingon")


def test_a_damaged_or_foreign_manifest_is_told(archive: Archive) -> None:
    manifest = archive.path / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(ArchiveDamaged, match="manifest"):
        Archive.open(archive.path)
    manifest.write_text(text.replace('"format": ', '"format": 99'), encoding="utf-8")
    with pytest.raises(ArchiveOutdated, match="99"):
        Archive.open(archive.path)


def test_an_index_of_another_analysis_says_rebuild(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([news])
    monkeypatch.setattr("search.snapshot.ANALYSIS_VERSION", 99)
    with Archive.open(archive.path) as stale:
        with pytest.raises(ArchiveOutdated, match="rebuild-index --from-store"):
            stale.search("ferry")
        with pytest.raises(ArchiveOutdated, match="rebuild-index --from-store"):
            stale.add([news])
        stale.rebuild_index(from_store=True)
        assert stale.search("ferry").total == 1


def test_a_lost_index_is_told_and_made_again(archive: Archive, news: Path) -> None:
    archive.add([news])
    assert archive.index_path is not None
    shutil.rmtree(archive.index_path)
    with Archive.open(archive.path) as lost:
        with pytest.raises(ArchiveDamaged, match="rebuild"):
            lost.search("ferry")
        lost.rebuild_index(from_store=True)
        assert lost.search("ferry").total == 1


KILLED = """
import os, sys, threading, time
from search.archive import Archive
archive = Archive.open(sys.argv[1])
threading.Timer(float(sys.argv[3]), lambda: os._exit(9)).start()
print("started", flush=True)
while True:
    archive.rebuild_index([sys.argv[2]])
"""


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_a_kill_leaves_one_whole_state(archive: Archive, news: Path, delay: float) -> None:
    archive.add([news])
    (news / "third.txt").write_text("Third story\nThe third story tells of a ferry.\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", KILLED, str(archive.path), str(news), str(delay)], check=False, capture_output=True
    )
    with Archive.open(archive.path) as after:
        assert after.search("flooded").total == 1
        assert len(after) in {2, 3}
        report = after.add([news])
        assert adds_up(report)
        assert len(after) == 3
        assert after.search("third").total == 1


def test_a_second_writer_gets_one_sentence(archive: Archive, news: Path) -> None:
    archive.add([news])
    code = f"""
import sys
from pathlib import Path
from search.locks import writing
with writing(Path({str(archive.path)!r})):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(ArchiveLocked, match=str(process.pid)):
            archive.add([news])
        assert archive.search("flooded").total == 1
        process.kill()
    archive.add([news])


def test_progress_is_told(archive: Archive, tmp_path: Path) -> None:
    lines = tmp_path / "wire.jsonl"
    lines.write_text(
        "".join(json.dumps({"title": f"Story {n}", "body": f"Text number {n} of many."}) + "\n" for n in range(120)),
        encoding="utf-8",
    )
    told: list[tuple[str, int, int]] = []
    archive.rebuild_index([lines], progress=lambda *step: told.append(step))
    assert ("reading", 50, 0) in told
    assert told[-1] == ("indexing", 120, 120)


def test_a_read_only_archive_is_searched_and_says_why_it_cannot_be_written(archive: Archive, news: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    archive.add([news])
    archive.path.chmod(0o500)
    try:
        with Archive.open(archive.path) as reader:
            assert reader.search("flooded").total == 1
    finally:
        archive.path.chmod(0o700)


def test_interrupting_leaves_the_old_state(archive: Archive, news: Path) -> None:
    archive.add([news])
    (news / "third.txt").write_text("Third story\nThe third story tells of a ferry.\n", encoding="utf-8")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.add([news], progress=stop)
    assert archive.search("third").total == 0
    assert len(archive) == 2
    started = time.monotonic()
    assert archive.add([news]).added == 1
    assert time.monotonic() - started < 30
