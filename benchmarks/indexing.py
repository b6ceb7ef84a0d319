"""Archives and peers come in; a table of how fast each engine writes its index, each beside this project's, goes out.

    python benchmarks/indexing.py ARCHIVE.jsonl --articles 100000 --peer tantivy=PYTHON --peer tantivy_stemmed=PYTHON

ARCHIVE is a file of articles as ``benchmarks/peers`` describes them; a peer is a module of ``benchmarks/peers``, run by
this Python or by the one named behind ``=``.  Every round builds each index once, in turn, in its own processes: from
raw lines of JSON to the synced, merged index, analysis included, no cleaning and no store.  Then twenty articles are
added to it one by one, each until a fresh reader holds it.  The best of the rounds count; machines are noisy, so only
ratios within one run mean anything, and of a busy machine only those of processor time.  The index of ``tantivy`` holds
what this project's does: every word, unstemmed and stemmed; that of ``tantivy_stemmed`` only stems.

Lucene is timed by hand: it needs Java and a jar, and no driver for it is kept here.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from importlib import import_module
from itertools import islice
from pathlib import Path

from memory import anonymous, family

HERE = Path(__file__).resolve().parent
ADDED = 20
PAUSE = 0.05
"""Seconds between two looks at memory."""
RATES = {"articles/s"}
"""Figures of which more is better."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME[=PYTHON]")
    parser.add_argument("--work", type=Path, default=Path("bench-work"), help="folder for the indexes")
    parser.add_argument("--step", choices=["add"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(added(options)))
    else:
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Build every index as often as asked for, this project's first in each round, and print the best figures."""
    measured: dict[str, list[dict[str, float]]] = {}
    for _ in range(options.rounds):
        for peer in ["news", *options.peer]:
            name, _, python = peer.partition("=")
            measured.setdefault(name, []).append(run(options, name, python or sys.executable))
    best = {name: {column: at_best(column, rounds) for column in rounds[0]} for name, rounds in measured.items()}
    print(f"{options.articles:,} articles, best of {options.rounds}; in brackets: this project's figure as a multiple")
    columns = list(best["news"])
    print("".join(f"{text:>22}" for text in ["", *columns]))
    for name, figures in best.items():
        cells = [f"{figures[c]:,.4g} ({best['news'][c] / figures[c]:.2f})" if c in figures else "-" for c in columns]
        print("".join(f"{text:>22}" for text in [name, *cells]))


def at_best(column: str, rounds: list[dict[str, float]]) -> float:
    return (max if column in RATES else min)(figures[column] for figures in rounds)


def run(options: argparse.Namespace, name: str, python: str) -> dict[str, float]:
    """One peer, from processes of its own."""
    shared = [str(options.archive), "--articles", str(options.articles), "--work", str(options.work), "--peer", name]
    build = [python, str(HERE / "engine.py"), *shared, "--queries", "-", "--step", "build"]
    figures = answered(build)
    if name in {"news", "tantivy"}:
        adding = answered([python, str(HERE / "indexing.py"), *shared, "--step", "add"])
        figures |= {column: figure for column, figure in adding.items() if column not in figures}
    return figures


def answered(command: list[str]) -> dict[str, float]:
    """What the command prints last, and the most anonymous memory it and its children had together."""
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    megabytes = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        while process.poll() is None:
            megabytes = max(megabytes, sum(map(anonymous, family(process.pid))))
            time.sleep(PAUSE)
        assert process.stdout is not None  # noqa: S101 -- a pipe was asked for
        printed = process.stdout.read()
    if process.returncode:
        raise SystemExit(process.returncode)
    figures: dict[str, float] = json.loads(printed.splitlines()[-1])
    return figures | {"anonymous MB, all": megabytes}


def added(options: argparse.Namespace) -> dict[str, float]:
    """Milliseconds until one more article is found, as a median, by the clock and by the processor."""
    name = options.peer[0]
    # The script's own folder is searched first, and has modules called as the libraries are.
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    with options.archive.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, ADDED)]
    seconds, used = [], []
    adding = import_module(f"benchmarks.peers.{name}").add(options.work / f"{name}-{options.articles}", records)
    for _ in records:
        start, worked = time.perf_counter(), time.process_time()
        next(adding)
        seconds.append(time.perf_counter() - start)
        used.append(time.process_time() - worked)
    return {"one added, ms": statistics.median(seconds) * 1e3, "its cpu ms": statistics.median(used) * 1e3}


if __name__ == "__main__":
    main()
