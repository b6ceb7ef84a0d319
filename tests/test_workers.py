"""Worker processes: the same archive with any number of them; a record that stalls or kills one costs itself alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import workers, writing
from search.archive import Archive
from search.report import Report
from search.sources import Limits, ReadOptions
from search.workers import pool

TRAPS = (
    "import sys; sys.path[:] = sys.argv[1:]; import os, time, search.refining as refining\n"
    "def trapped(raw, prepare=refining.prepare):\n"
    "    text = raw.headline + raw.text\n"
    "    if 'zzstall' in text: time.sleep(600)\n"
    "    if 'zzdie' in text: os.kill(os.getpid(), 9)\n"
    "    if 'zzhog' in text: bytes(1 << 40)\n"
    "    if 'zzslow' in text: time.sleep(0.05)\n"
    "    return prepare(raw)\n"
    "refining.prepare = trapped\n"
    "from search.workers.child import main; main()"
)
"""A worker that does what the headline of a record says."""


def line(number: int, headline: str = "") -> str:
    body = f"The ferry number {number} left the pier, and the keeper of the lamp was there with his dog."
    return json.dumps({"headline": headline or f"Story {number}", "body": body})


def write_lines(path: Path, count: int, odd: dict[int, str] | None = None) -> Path:
    rows = [line(number, (odd or {}).get(number, "")) for number in range(count)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def report_of(report: Report) -> tuple[int, ...]:
    return report.seen, report.added, report.updated, report.unchanged, report.duplicates, report.rejected


def rejects(report: Report) -> list[dict[str, str]]:
    return [json.loads(row) for row in Path(report.rejects).read_text("utf-8").splitlines()] if report.rejects else []


def children(pid: int) -> list[int]:
    """Processes a process has started; Linux says so."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text("ascii").split())
    return found


@pytest.fixture
def trapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_PROGRAM", TRAPS)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as made:
        yield made


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Files of many kinds, with records that are broken, twice there, or of the same name."""
    folder = tmp_path / "sources"
    folder.mkdir()
    rows = [line(number) for number in range(60)]
    rows[7], rows[9], rows[20] = '{"broken', rows[8], rows[2]
    (folder / "b.jsonl").write_text("\n".join(rows), encoding="utf-8")
    for number in range(30):
        text = f"Evening {number}\nThe {number}. lamp was lit at the harbour, and people came to see it.\n"
        (folder / f"a{number}.txt").write_text(text, encoding="utf-8")
    (folder / "copy.txt").write_text((folder / "a3.txt").read_text("utf-8"), encoding="utf-8")
    (folder / "empty.txt").touch()
    with zipfile.ZipFile(folder / "c.zip", "w") as packed:
        packed.writestr("one.txt", "One\nThe first story of the packed ones is about a harbour.\n")
        packed.writestr("two.jsonl", "\n".join(rows[30:34]))
    return folder


def held(archive: Archive) -> list[Any]:
    """Everything an archive holds, in the order it came in."""
    ids = [article.id for _, article in archive._store.articles(1)]
    found = [archive.get(article_id) for article_id in ids]
    return [(a.id, a.headline, a.paragraphs, a.language, a.origins) for a in found]


def test_any_number_of_processes_makes_the_same_archive(tmp_path: Path, mixed: Path) -> None:
    made = []
    for count in (0, 1, 2, 3):
        with Archive.create(tmp_path / f"archive{count}") as archive:
            report = archive.add([mixed], options=ReadOptions(processes=count))
            assert report.rejected == 2
            assert report.duplicates == 7
            made.append((report_of(report), rejects(report), held(archive), archive.search("harbour", limit=0).total))
    assert all(each == made[0] for each in made[1:])


def test_adding_again_changes_nothing_and_changes_are_seen(archive: Archive, mixed: Path) -> None:
    first = archive.add([mixed], options=ReadOptions(processes=2))
    again = archive.add([mixed], options=ReadOptions(processes=2))
    assert (again.unchanged, again.added, again.updated) == (first.added + first.duplicates, 0, 0)
    (mixed / "a5.txt").write_text(
        "Evening 5\nThe fifth lamp stayed dark, and nobody came to see it.\n", encoding="utf-8"
    )
    (mixed / "new.txt").write_text("News\nSomething else went on in the town on that day.\n", encoding="utf-8")
    last = archive.add([mixed], options=ReadOptions(processes=2))
    assert (last.updated, last.added, last.rejected) == (1, 1, first.rejected)
    assert archive.search("dark AND fifth").total == 1


def test_large_files_are_shared_out(archive: Archive, tmp_path: Path) -> None:
    rows = [json.loads(line(number)) | {"note": "x" * 1500} for number in range(1500)]
    rows[77]["headline"] = "Ferry odd"
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert path.stat().st_size > 1 << 21
    report = archive.add([path])
    assert report_of(report) == (1500, 1500, 0, 0, 0, 0)
    assert archive.search('headline:"Ferry odd"').hits[0].article.origins[0].record == "78"
    assert archive.check().problems == ()


@pytest.mark.usefixtures("trapped")
@pytest.mark.parametrize(
    ("word", "said"),
    [("zzstall", "limit seconds = 1;"), ("zzdie", "was ended (signal 9)"), ("zzhog", "MemoryError")],
)
def test_a_record_that_stalls_or_kills_costs_itself_alone(
    archive: Archive, tmp_path: Path, word: str, said: str
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    write_lines(folder / "a.jsonl", 40, {17: f"{word} 1"})
    (folder / "b.txt").write_text(f"{word} 2\nThe keeper of the lamp went home, and it was late.\n", encoding="utf-8")
    write_lines(folder / "c.jsonl", 3)
    report = archive.add([folder], options=ReadOptions(processes=2, limits=Limits(seconds=1)))
    assert (report.seen, report.rejected, report.added + report.duplicates) == (44, 2, 42)
    found = rejects(report)
    assert [(Path(bad["path"]).name, bad["record"]) for bad in found] == [("a.jsonl", "18"), ("b.txt", "")]
    assert all(said in bad["reason"] for bad in found), found
    assert archive.add([folder], options=ReadOptions(processes=0)).added == 2


@pytest.mark.usefixtures("trapped")
def test_workers_killed_while_they_read(archive: Archive, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", 300, dict.fromkeys(range(0, 300, 10), "zzslow"))
    killed: list[int] = []
    ended = threading.Event()

    def kill() -> None:
        while not ended.wait(0.4) and len(killed) < 4:
            for pid in children(os.getpid())[:1]:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    report = archive.add([path], options=ReadOptions(processes=2))
    ended.set()
    killer.join()
    assert killed
    assert (report.seen, report.added + report.duplicates) == (300, 300 - report.rejected)
    assert report.rejected < len(killed)  # one that was being read when its worker was killed, and again
    assert all("was ended (signal 9)" in bad["reason"] and bad["record"] for bad in rejects(report))
    assert archive.check().problems == ()


@pytest.mark.usefixtures("trapped")
def test_no_worker_outlives_an_interrupt(archive: Archive, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", 200, dict.fromkeys(range(100, 200), "zzstall"))
    before = set(children(os.getpid()))

    def interrupt() -> None:
        deadline = time.monotonic() + 20
        while not set(children(os.getpid())) - before and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        archive.add([path], options=ReadOptions(processes=2))
    assert set(children(os.getpid())) == before
    assert len(archive) == 0
    assert archive.add([write_lines(tmp_path / "b.jsonl", 5)]).added == 5


def test_no_worker_outlives_its_parent(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", 50, dict.fromkeys(range(50), "zzstall"))
    code = (
        "import sys; from search.archive import Archive; from search.workers import pool; "
        "from search.sources import ReadOptions, Limits; pool._PROGRAM = sys.argv[3]; "
        "Archive.create(sys.argv[1]).add([sys.argv[2]], "
        "options=ReadOptions(processes=2, limits=Limits(seconds=2)))"
    )
    there = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(workers.__file__).parents[2]), *sys.path])}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "archive"), str(path), TRAPS], env=there
    ) as parent:
        deadline = time.monotonic() + 30
        while not (found := children(parent.pid)) and time.monotonic() < deadline:
            time.sleep(0.05)
        parent.kill()
    assert found
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in found) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in found if Path(f"/proc/{pid}").exists()] == []
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.add([write_lines(tmp_path / "b.jsonl", 5)]).added == 5


def test_an_error_in_the_sources_ends_the_run(archive: Archive, tmp_path: Path) -> None:
    from search.errors import OptionError  # noqa: PLC0415 -- only here

    path = write_lines(tmp_path / "a.jsonl", 5)
    with pytest.raises(OptionError):
        archive.add([path], options=ReadOptions(processes=2, format="nonsense"))
    assert len(archive) == 0


def test_an_index_built_by_processes_answers_alike(tmp_path: Path, mixed: Path) -> None:
    answers = []
    for count in (0, 2):
        with Archive.create(tmp_path / f"archive{count}") as archive:
            archive.rebuild_index([mixed], options=ReadOptions(processes=count))
            archive.rebuild_index(from_store=True, options=None)
            found = archive.search("lamp w/5 harbour", limit=None).hits
            answers.append([(hit.id, round(hit.score, 6)) for hit in found])
    assert answers[0]
    assert answers[1] == answers[0]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_many_segments_are_made_few_by_the_processes(
    archive: Archive, tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_FEW", 1)
    monkeypatch.setattr(writing, "_STRETCH", 4)
    archive.add([write_lines(tmp_path / "a.jsonl", 60)], options=ReadOptions(processes=count))
    assert archive.index_path is not None
    assert len(list(archive.index_path.glob("*.arrays"))) == min(count, 3)
    assert archive.search("ferry w/2 17").total == 1
    assert archive.search("ferry", limit=0).total == 60
    assert archive.check().problems == ()


@given(total=st.integers(0, 5_000_000), workers=st.integers(1, 64))
@settings(deadline=None, max_examples=200)
def test_stretches_are_as_many_for_every_worker(total: int, workers: int) -> None:
    size = writing._stretch(total, workers)
    assert 1 <= size <= writing._STRETCH
    rounds = -(-total // (writing._STRETCH * workers))  # the fewest there can be
    assert -(-total // size) <= rounds * workers
