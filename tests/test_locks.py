"""Locks: one writer, named; readers keep a commit; nothing outlives its process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from search.errors import ArchiveLocked
from search.locks import Pin, released, writing

HOLD = """
import sys
from pathlib import Path
from search.locks import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(ArchiveLocked, match=f"process {os.getpid()}"), writing(tmp_path):
        pass
    with writing(tmp_path):
        pass


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ArchiveLocked, match=f"process {process.pid}"), writing(tmp_path):
            pass
        process.kill()
        process.wait()
    with writing(tmp_path):
        pass


def test_a_pinned_commit_is_not_released(tmp_path: Path) -> None:
    pin = Pin(tmp_path, 1)
    with released(tmp_path, [1, 2]) as free:
        assert free == [2]
    pin.release()
    with released(tmp_path, [1, 2]) as free:
        assert free == [1, 2]
    assert list((tmp_path / "readers").iterdir()) == []


def test_releasing_twice_is_harmless(tmp_path: Path) -> None:
    pin = Pin(tmp_path, 1)
    pin.release()
    pin.release()
