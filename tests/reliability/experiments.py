"""An experiment of the lab comes in; its outcomes go out, from a process of its own with a time limit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent


def outcomes(experiment: str, *, timeout: float = 3600, **settings: object) -> list[dict[str, Any]]:
    """Run ``reliability.lab``; every outcome it printed.  Fails when the lab itself does."""
    command = [sys.executable, "-m", "reliability.lab", experiment, json.dumps(settings, default=str)]
    places = [str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-4000:]
    return [json.loads(line) for line in done.stdout.splitlines()]
