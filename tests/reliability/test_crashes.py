"""P1, P2, P3: whatever ends a run, and wherever, the archive is in its old state or its new one and goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reliability.experiments import outcomes
from reliability.jobs import JOBS
from reliability.sizes import Note, Sizes

from search.engines import ENGINES

WHOLE = {"old", "new", "absent"}


def points(work: Path, engine: str, fault: str, step: int) -> dict[str, list[dict[str, Any]]]:
    """What came of the fault at every step-th operation of each job, and that the job was finished afterwards."""
    by_job: dict[str, list[dict[str, Any]]] = {job: [] for job in JOBS}
    for point in outcomes("points", work=work, engine=engine, fault=fault, step=step):
        assert point["state"] in WHOLE, point
        assert (point["wrong"], point["again"], point["after"], point["wrong_after"]) == ([], "", "new", []), point
        by_job[point["job"]].append(point)
    for job, found in by_job.items():
        assert found[-1]["through"], f"{job}: the last attempt gets through"
        assert len(found) > 3, job
    return by_job


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_kill_at_any_operation_on_a_file(work: Path, engine: str, size: Sizes, note: Note) -> None:
    for job, found in points(work, engine, "kill", size.step).items():
        assert all(point["status"] == -9 for point in found[:-1])
        note("T2", f"{engine}, {job}: {len(found) - 1} kills, at every {size.step}. file operation", "0 lost")


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_ctrl_c_at_any_operation_on_a_file(work: Path, engine: str, size: Sizes, note: Note) -> None:
    for job, found in points(work, engine, "interrupt", size.step).items():
        assert {point["said"] for point in found} <= {"interrupted", "through"}, found
        note("T5", f"{engine}, {job}: {len(found) - 1} interrupts, and on in the same process", "0 lost")


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_disk_that_is_full_from_any_operation_on(work: Path, engine: str, size: Sizes, note: Note) -> None:
    for job, found in points(work, engine, "full", size.step).items():
        for point in found[:-1]:
            told = "the disk is full" in point["said"] and "\n" not in point["said"]
            assert told or (point["said"] == "no error" and point["state"] == "new"), point
        note("T6", f"{engine}, {job}: no space from {len(found) - 1} operations on", "0 lost, told")


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_kills_at_random_times(work: Path, engine: str, size: Sizes, note: Note) -> None:
    found = outcomes("kills", work=work, engine=engine, count=size.kills, seed=11)
    assert [kill for kill in found if kill["state"] == "neither" or kill["wrong"]] == []
    assert len(found) == size.kills
    rounds = sum(int(kill["state"]) != before for kill, before in zip(found[1:], _states(found), strict=False))
    note("T1", f"{engine}: {size.kills} kills during add and rebuild", f"0 lost, 0 unopenable; {rounds} states met")


def _states(found: list[dict[str, Any]]) -> list[int]:
    return [int(kill["state"]) for kill in found]
