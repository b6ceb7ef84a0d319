"""Nothing comes in; how large the tests are, and a table of what they did, go out.

The same tests run short in every ``make test`` and long in ``make torture``, which sets ``NEWS_TORTURE``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from reliability.sizes import Note, Sizes, sizes

ROWS = pytest.StashKey[list[tuple[str, str, str]]]()


@pytest.fixture(scope="session")
def size() -> Sizes:
    return sizes()


@pytest.fixture
def work() -> Iterator[Path]:
    """A folder in memory where there is one: a fault leaves the same there, and a sync costs nothing."""
    memory = Path("/dev/shm")  # noqa: S108 -- a folder of its own is made in it
    path = Path(tempfile.mkdtemp(prefix="news-", dir=memory if memory.is_dir() else None))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """``note(test, what was done, what came of it)``: a line of the table."""
    rows = request.config.stash.setdefault(ROWS, [])
    return lambda test, done, outcome: rows.append((test, done, outcome))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(ROWS, [])
    if rows and (config.option.verbose >= 0 or "NEWS_TORTURE" in os.environ):
        terminalreporter.section("reliability")
        for test, done, outcome in sorted(rows, key=lambda row: (int(row[0].split()[0][1:]), row)):
            terminalreporter.write_line(f"{test:<4} {done:<72} {outcome}")
