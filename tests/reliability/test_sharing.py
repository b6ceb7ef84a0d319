"""P4, P12, P13: one writer, any number of readers, threads and backups meanwhile; each sees one whole state."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from reliability.experiments import finished, started
from reliability.sizes import Note, Sizes
from reliability.world import STORIES, read_state, state, write_sources

from search.archive import Archive
from search.engines import ENGINES
from search.errors import ArchiveLocked


@pytest.fixture(params=sorted(ENGINES))
def archive(request: pytest.FixtureRequest, work: Path) -> Iterator[Archive]:
    write_sources(work / "sources", 0)
    with Archive.create(work / "archive", engine=request.param) as made:
        made.add([work / "sources"])
        yield made


def test_readers_and_backups_while_a_writer_adds_and_rebuilds(
    archive: Archive, work: Path, size: Sizes, note: Note
) -> None:
    writer = started("writer", work=work, seconds=size.seconds)
    readers = [started("reader", work=work, seconds=size.seconds) for _ in range(2)]
    kept: list[Path] = []
    end = time.monotonic() + size.seconds
    while time.monotonic() < end:
        kept.append(work / f"{len(kept)}.backup")
        archive.backup(kept[-1])
        time.sleep(min(2, size.seconds / 4))
    rounds = finished(writer)
    reads = [outcome for reader in readers for outcome in finished(reader)]
    assert rounds
    assert all(outcome["articles"] == STORIES + outcome["round"] for outcome in rounds)
    assert all(outcome["reads"] for outcome in reads)
    done = f"{archive.engine}: {size.seconds:g} s, {len(rounds)} writes, {sum(each['reads'] for each in reads)} reads"
    note("T7", done, "0 errors, 0 partial states")
    numbers = []
    for path in kept:
        with Archive.restore(path, path.with_suffix(".restored")) as restored:
            numbers.append(len(restored) - STORIES)
            assert read_state(restored) == state(numbers[-1])
            assert restored.check().problems == ()
    assert numbers == sorted(numbers)
    note("T27", f"{archive.engine}: {len(kept)} backups during that, restored", "each one whole state")


def test_many_processes_add_at_once(archive: Archive, work: Path, size: Sizes, note: Note) -> None:
    for number in range(size.rounds):
        adders = [started("adder", work=work, name=f"run{number}by{each}", articles=5) for each in range(8)]
        found = [outcome for adder in adders for outcome in finished(adder)]
        assert [outcome["added"] for outcome in found] == [5] * 8
        archive.refresh()
        assert len(archive) == STORIES + 40 * (number + 1)
    assert archive.check().problems == ()
    note("T8", f"{archive.engine}: {size.rounds} rounds of 8 processes that add at once", "totals exact")


def test_a_dead_writer_holds_no_lock(archive: Archive, work: Path) -> None:
    writer = started("writer", work=work, seconds=60)
    assert writer.stdout is not None
    writer.stdout.readline()
    writer.kill()
    writer.communicate()
    archive.refresh()
    began = time.monotonic()
    try:
        archive.rebuild_index(from_store=True)
    except ArchiveLocked as error:
        pytest.fail(str(error))
    assert time.monotonic() - began < 5
    assert read_state(archive) == state(len(archive) - STORIES)


def test_threads_share_one_archive(archive: Archive, size: Sizes, note: Note) -> None:
    queries = (
        "ferry",
        '"left the pier"',
        "keeper w/5 edition",
        "fer*",
        "=pier NOT zebra",
        "headline:story w/s harbour",
    )
    right = {query: _answer(archive, query) for query in queries}
    wrong: list[object] = []

    def ask(start: int) -> None:
        for number in range(start, size.searches, 8):
            query = queries[number % len(queries)]
            try:
                given: object = _answer(archive, query)
            except Exception as error:  # noqa: BLE001 -- any error is a wrong answer
                given = error
            if given != right[query]:
                wrong.append((query, given))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        threads = [threading.Thread(target=ask, args=(start,)) for start in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
    note("T9", f"{archive.engine}: {size.searches} searches by 8 threads on one archive", "0 other answers")


def _answer(archive: Archive, query: str) -> object:
    results = archive.search(query)
    return results.total, [(hit.id, hit.score, hit.passages) for hit in results.hits]
