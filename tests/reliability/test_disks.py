"""P1: on real disks: the power is cut while they are written (long runs only), or there is not enough room."""

from __future__ import annotations

from pathlib import Path

import pytest
from reliability.disks import mountable
from reliability.experiments import outcomes
from reliability.sizes import Note, Sizes

from search.engines import ENGINES


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_power_cuts_of_a_disk(work: Path, engine: str, size: Sizes, note: Note) -> None:
    if not size.cuts:
        pytest.skip("takes minutes: make torture")
    if not mountable(work):
        pytest.skip("needs the right to mount a disk image")
    found = outcomes("cuts", work=work, engine=engine, count=size.cuts)
    assert [cut for cut in found if cut["state"] == "neither" or cut["wrong"]] == []
    assert len(found) == size.cuts
    rounds = len({cut["saved"] for cut in found})
    note("T3", f"{engine}: {size.cuts} power cuts of an ext4 image ({rounds} states)", "0 lost, 0 unopenable")


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_disks_that_are_too_small(work: Path, engine: str, size: Sizes, note: Note) -> None:
    if not mountable(work):
        pytest.skip("needs the right to mount a disk in memory")
    found = outcomes("small", work=work, engine=engine, count=size.full_disks)
    for disk in found:
        assert disk["state"] in {"old", "new"}, disk
        assert (disk["wrong"], disk["again"], disk["after"], disk["wrong_after"]) == ([], "", "new", []), disk
        assert "the disk is full" in disk["said"] or (not disk["said"] and disk["state"] == "new"), disk
    told = sum(bool(disk["said"]) for disk in found)
    assert told, "none was too small"
    note("T6", f"{engine}: {len(found)} disks, {told} too small", "told, old state intact, resumed")
