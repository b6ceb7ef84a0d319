"""A process's number comes in; what it and the processes it started hold in memory goes out.  Linux only."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path


def family(number: int) -> Iterator[int]:
    """A process and all that it started."""
    yield number
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{number}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from family(int(child))


def anonymous(number: int) -> float:
    """Megabytes of a process that are no mapped file; 0 where it has ended."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{number}/status").read_text(encoding="ascii").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
    return 0.0
