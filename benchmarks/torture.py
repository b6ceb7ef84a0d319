"""Sizes come in; the reliability tests run at them, and the table of what was done to how much goes out.

    python benchmarks/torture.py                      the long sizes (an hour or more)
    python benchmarks/torture.py --kills 200 -k crash   others, and only some tests

The tests are those of ``make test`` (``tests/reliability``), longer; exit code 0 when all promises held.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

LONG: dict[str, float] = {
    "kills": 500,
    "step": 1,
    "cuts": 100,
    "full_disks": 50,
    "seconds": 60,
    "rounds": 20,
    "searches": 5000,
    "copies": 1500,
    "histories": 100,
    "workers": 50,
    "megabytes": 50,
    "queries": 20_000,
    "articles": 5000,
    "broken_files": 1000,
    "strings": 200_000,
}
"""What ``tests/reliability/sizes.py`` explains; kills, cuts, copies and histories are for each of the two engines."""


def main() -> int:
    """Run the tests; their exit code."""
    parser = argparse.ArgumentParser(description="Run the reliability tests at their long sizes.")
    for name, value in LONG.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, metavar="N")
    parser.add_argument("-k", metavar="WORDS", default="", help="only tests whose names have these words")
    chosen = vars(parser.parse_args())
    words = chosen.pop("k")
    command = [sys.executable, "-m", "pytest", "tests/reliability", "-o", "addopts=--import-mode=importlib", "-v"]
    environment = {**os.environ, "NEWS_TORTURE": json.dumps(chosen)}
    return subprocess.run(
        [*command, *(["-k", words] if words else [])], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
