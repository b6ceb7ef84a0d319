"""An experiment of the lab comes in; its outcomes go out, from a process of its own with a time limit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent


def started(experiment: str, **settings: object) -> subprocess.Popen[str]:
    """Run ``reliability.lab`` in the background."""
    return subprocess.Popen(
        [sys.executable, "-m", "reliability.lab", experiment, json.dumps(settings, default=str)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=_environment(),
    )


def finished(process: subprocess.Popen[str], timeout: float = 600) -> list[dict[str, Any]]:
    """Every outcome of a background experiment, when it has ended."""
    said, wrong = process.communicate(timeout=timeout)
    assert process.returncode == 0, wrong[-4000:]
    return [json.loads(line) for line in said.splitlines()]


def _environment() -> dict[str, str]:
    places = [str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}


def outcomes(experiment: str, *, timeout: float = 3600, **settings: object) -> list[dict[str, Any]]:
    """Run ``reliability.lab``; every outcome it printed.  Fails when the lab itself does."""
    return finished(started(experiment, **settings), timeout)
