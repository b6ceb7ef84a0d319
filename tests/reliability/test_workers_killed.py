"""P5: a worker process that is killed while it reads costs at most the record it was at, and that one is listed."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
from contextlib import suppress
from pathlib import Path

from reliability.sizes import Note, Sizes

from search.archive import Archive
from search.sources import ReadOptions


def _children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            found += map(int, (task / "children").read_text("ascii").split())
    return found


def _kill_one(after: float, ended: threading.Event, dice: random.Random) -> int:
    """SIGKILL for one child, some seconds after the first of them is there; how many were killed."""
    while not _children():
        if ended.wait(0.002):
            return 0
    if not ended.wait(after) and (there := _children()):
        with suppress(ProcessLookupError):
            os.kill(dice.choice(there), signal.SIGKILL)
            return 1
    return 0


def test_a_worker_killed_at_any_time(work: Path, size: Sizes, note: Note) -> None:
    path = work / "a.jsonl"
    rows = [{"headline": f"Story {n}", "body": f"The ferry number {n} left the pier. " * 9} for n in range(1500)]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    dice = random.Random(20)
    killed = tried = given_up = 0
    while killed < size.workers:
        tried += 1
        assert tried < 20 + 5 * size.workers, "the workers end too soon to be killed"
        ended, hits = threading.Event(), list[int]()
        killer = threading.Thread(target=lambda done=ended, to=hits: to.append(_kill_one(dice.random(), done, dice)))
        killer.start()
        with Archive.create(work / f"archive{tried}") as archive:
            report = archive.add([path], options=ReadOptions(processes=2))
            ended.set()
            killer.join()
            killed += sum(hits)
            listed = Path(report.rejects).read_text("utf-8").splitlines() if report.rejects else []
            bad = [json.loads(line) for line in listed]
            assert (report.seen, report.added) == (len(rows), len(rows) - len(bad))
            assert len(bad) <= sum(hits), bad
            assert all(entry["record"] and "signal 9" in entry["reason"] for entry in bad), bad
            assert archive.search("ferry", limit=0).total == report.added
            given_up += len(bad)
    note(
        "T20",
        f"{killed} worker processes killed during a load of {len(rows)} records",
        f"totals exact; {given_up} listed",
    )
