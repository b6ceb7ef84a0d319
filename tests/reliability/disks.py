"""A folder comes in; outcomes of real disks go out: one whose power is cut while it is written, and ones too small.

Both need root and a kernel that mounts: ``mountable`` says whether they can be had.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reliability.jobs import JOBS, attempt
from reliability.world import faults, state, write_sources

from search.archive import Archive

Outcome = dict[str, Any]

CUTS_A_DISK = 20
"""Power cuts before a new image is begun; the archive in it grows with every round."""


def mountable(work: Path) -> bool:
    """True if this process may mount."""
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        return False
    try:
        with mounted("tmpfs", work / "probe", "-t", "tmpfs", "-o", "size=1m"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def mounted(what: str, where: Path, *options: str) -> Iterator[Path]:
    """A file system, for a while."""
    where.mkdir(parents=True, exist_ok=True)
    _run("mount", *options, what, str(where))
    try:
        yield where
    finally:
        _run("umount", str(where))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def cuts(work: Path, engine: str, count: int, rounds: Callable[[Path, int], None]) -> Iterator[Outcome]:
    """Copy a disk's bytes while ``rounds`` writes to it, as a power cut would leave them; judge the copy."""
    dice = random.Random(13)
    for first in range(0, count, CUTS_A_DISK):
        place = work / f"disk{first}"
        place.mkdir()
        image, copy = place / "image", place / "copy"
        with image.open("wb") as file:
            file.truncate(48 << 20)
        _run("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(image))
        write_sources(place / "sources", 0)
        with mounted(str(image), place / "mounted", "-o", "loop") as disk:
            with Archive.create(disk / "archive", engine=engine) as archive:
                archive.add([place / "sources"])
            _run("sync", "-f", str(disk))
            (place / "archive").symlink_to(disk / "archive")
            (place / "saved").write_text("0", encoding="utf-8")
            child = os.fork()
            if not child:
                rounds(place, 0)
            try:
                for _ in range(min(CUTS_A_DISK, count - first)):
                    time.sleep(dice.uniform(0.2, 1.2))
                    os.kill(child, signal.SIGSTOP)
                    saved = int((place / "saved").read_text(encoding="utf-8"))
                    shutil.copyfile(image, copy)
                    os.kill(child, signal.SIGCONT)
                    with mounted(str(copy), place / "after", "-o", "loop") as after:
                        name, wrong = faults(after / "archive", {str(n): state(n) for n in (saved, saved + 1)})
                    yield {"saved": saved, "state": name, "wrong": wrong}
            finally:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        shutil.rmtree(place)


def small(work: Path, engine: str, count: int) -> Iterator[Outcome]:
    """Add to an archive on disks with a little more room each; then again when there is enough."""
    job = JOBS["add"]
    seed = work / "seed"
    seed.mkdir(parents=True)
    job.prepare(seed, engine)
    used = sum(path.stat().st_blocks * 512 for path in seed.rglob("*") if path.is_file()) >> 10
    for number in range(count):
        kilobytes = used + 4 + number * 160 // count
        with mounted("tmpfs", work / "disk", "-t", "tmpfs", "-o", f"size={kilobytes}k") as disk:
            shutil.copytree(seed / "archive", disk / "archive")
            (disk / "sources").symlink_to(seed / "sources")
            said = attempt(job, disk)
            name, wrong = job.judge(disk)
            _run("mount", "-o", "remount,size=64m", str(disk))
            again = attempt(job, disk)
            after, wrong_after = job.judge(disk)
        yield {
            "kilobytes": kilobytes,
            "said": said,
            "state": name,
            "wrong": wrong,
            "again": again,
            "after": after,
            "wrong_after": wrong_after,
        }
