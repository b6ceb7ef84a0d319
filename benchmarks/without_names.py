"""A folder of labelled dumps comes in; what every score loses when one agency's name is gone from the code goes out.

    python benchmarks/without_names.py --data FOLDER [--names Reuters,AP]

Each name of the agency table, in all its forms, is struck out of every source file of a copy of the package; the copy
is scored.  No score may depend on one name by more than ``MOST`` points: whoever sells photographs next year is in no
table.  Exit status 1 if one does, those aside whose credits the whole world knows.  About two seconds a name.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from search.splitting.names import AGENCIES

ROOT = Path(__file__).parents[1]
MOST = 0.5
"""Points; the bar."""
WORLD = {"AP", "Reuters", "AFP", "Getty Images"}
"""Their bare names, with nothing around them, are a byline or a credit for everybody."""
NOBODY = "Zqxvy"
"""What stands where a name was: patterns and tables stay whole."""
TABLE = "names.py"
FOLDERS = ("splitting", "cleaning")


def forms(agency: str) -> list[str]:
    """Every form in which an agency is printed, the longest first."""
    folded = {form for form, filed in AGENCIES.items() if filed == agency}
    printed = {agency, *map(str.upper, folded), *map(str.title, folded)}
    return sorted(folded | printed, key=len, reverse=True)


def strike(names: Collection[str], folder: Path) -> int:
    """Replace the names in all sources of the folder; how often they stood there."""
    struck = 0
    for path in folder.rglob("*.py"):
        # Small letters are names only in the table: elsewhere "ap" is half of "[ap]m".
        here = [name for name in names if path.name == TABLE or not name.islower()]
        words = "|".join(re.escape(name).replace(r"\ ", r"(?:\ |\\s)") for name in here)
        text, times = re.subn(rf"(?<!\w)(?:{words})(?!\w)", NOBODY, path.read_text(encoding="utf-8"))
        if times:
            path.write_text(text, encoding="utf-8")
            struck += times
    return struck


def scores(data: Path, tree: Path) -> dict[str, float]:
    """The scores of the package that lies in ``tree``."""
    command = [
        sys.executable,
        str(ROOT / "benchmarks/text_quality.py"),
        "--data",
        str(data),
        "--json",
        "--only",
        "dump",
    ]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tree, check=False)
    if not done.stdout:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)["scores"]
    return found


def without(agency: str, data: Path) -> tuple[int, dict[str, float]]:
    """How often the agency's name stood in the code, and the scores without it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        shutil.copytree(ROOT / "search", tree / "search", ignore=shutil.ignore_patterns("__pycache__"))
        struck = sum(strike(forms(agency), tree / "search" / part) for part in FOLDERS) if agency else 0
        return struck, scores(data, tree)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="What each score owes to one agency's name.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds dump_split.jsonl")
    parser.add_argument("--names", default="", help="only these, with commas between")
    options = parser.parse_args(arguments)
    data = options.data.resolve()
    _, whole = without("", data)
    worst = 0.0
    for agency in options.names.split(",") if options.names else sorted(set(AGENCIES.values())):
        struck, left = without(agency, data)
        losses = {name: value - left[name] for name, value in whole.items() if abs(value - left[name]) > 0.005}
        if agency not in WORLD:
            worst = max(worst, *map(abs, losses.values()), 0.0)
        told = ", ".join(f"{name} {-loss:+.2f}" for name, loss in losses.items()) or "nothing"
        print(f"{agency:24} {struck:3} times  {told}", flush=True)
    print(f"largest change {worst:.2f} points, allowed {MOST}")
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
