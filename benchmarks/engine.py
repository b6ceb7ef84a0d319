"""Archives and peers come in; a table of indexing and query times, each beside this project's, goes out.

    python benchmarks/engine.py ARCHIVE.jsonl --articles 20000 --queries FOLDER --peer tantivy=PYTHON --peer fts5

ARCHIVE is a file of articles as ``benchmarks/peers`` describes them, FOLDER holds ``queries.py`` with a list ``Q``.  A
peer is a module of ``benchmarks/peers``, run by this Python or by the one named behind ``=``, in processes of its own:
one that builds, one that opens the closed index, asks every query once (first touch) and then nine times (warm).
Indexing counts from raw lines of JSON to the synced, merged index, analysis included.  Machines are noisy: only ratios
within one run mean anything.  Memory is the most resident memory of one process; mapped files are in it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

ROUNDS = 9
HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--queries", type=Path, required=True, help="folder that holds queries.py")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME[=PYTHON]")
    parser.add_argument("--work", type=Path, default=Path("bench-work"), help="folder for the indexes")
    parser.add_argument("--keep", action="store_true", help="use indexes already in the work folder")
    parser.add_argument("--step", choices=["build", "query"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step(options)
    else:
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Run every peer, this project first, and print each beside it."""
    measured: dict[str, dict[str, float]] = {}
    for peer in ["news", *options.peer]:
        name, _, python = peer.partition("=")
        measured[name] = run(options, name, python or sys.executable)
    ours = measured["news"]
    columns = list(ours)
    print(f"{options.articles:,} articles; in brackets: this project's figure as a multiple of the peer's")
    print("".join(f"{text:>22}" for text in ["", *columns]))
    for name, figures in measured.items():
        cells = [f"{figures[column]:,.3g} ({ours[column] / figures[column]:.2f})" for column in columns]
        print("".join(f"{text:>22}" for text in [name, *cells]))


def run(options: argparse.Namespace, name: str, python: str) -> dict[str, float]:
    """The figures of one peer, from processes of its own."""
    figures: dict[str, float] = {}
    folder = options.work / f"{name}-{options.articles}"
    kept = options.keep and (folder / "figures.json").is_file()
    if kept:
        figures = json.loads((folder / "figures.json").read_text())
    for one in ["query"] if kept else ["build", "query"]:
        command = [python, str(HERE / "engine.py"), str(options.archive), "--articles", str(options.articles)]
        command += ["--queries", str(options.queries), "--work", str(options.work), "--peer", name, "--step", one]
        path = {"PYTHONPATH": f"{HERE.parent}"}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | path)
        figures |= json.loads(done.stdout.splitlines()[-1])
        (folder / "figures.json").write_text(json.dumps(figures))
    return figures


def step(options: argparse.Namespace) -> None:
    """Build or query, in a process of its own; the figures as JSON."""
    name = options.peer[0]
    folder = options.work / f"{name}-{options.articles}"
    # The script's own folder is searched first, and has modules called as the libraries are.
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    peer = import_module(f"benchmarks.peers.{name}")
    figures = built(peer, options, folder) if options.step == "build" else queried(peer, options, folder)
    print(json.dumps(figures))


def built(peer: Any, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Articles a second, processor time an article, bytes an article, memory."""
    shutil.rmtree(folder, ignore_errors=True)
    options.work.mkdir(parents=True, exist_ok=True)
    archive = import_module("benchmarks.peers").Archive(options.archive, options.articles)
    start = time.perf_counter()
    peer.build(archive, folder)
    seconds = time.perf_counter() - start
    cpu = sum(os.times()[:4])
    return {
        "articles/s": options.articles / seconds,
        "cpu us/article": cpu / options.articles * 1e6,
        "bytes/article": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / options.articles,
        "MB, indexing": memory(),
    }


def queried(peer: Any, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Milliseconds a query: first touch and warm."""
    sys.path.append(str(options.queries))
    ask = peer.opened(folder)
    first, medians, all_times = [], [], []
    for query in import_module("queries").Q:
        try:
            first.append(timed(ask, query))
        except NotImplementedError:
            continue
        times = [timed(ask, query) for _ in range(ROUNDS)]
        medians.append(statistics.median(times))
        all_times += times
    return {
        "first p50 ms": at(first, 0.5),
        "first p95 ms": at(first, 0.95),
        "warm p50 ms": at(medians, 0.5),
        "warm p95 ms": at(medians, 0.95),
        "warm p99 ms": at(all_times, 0.99),
        "MB, searching": memory(),
    }


def timed(ask: Any, query: dict[str, Any]) -> float:
    start = time.perf_counter()
    ask(query)
    return (time.perf_counter() - start) * 1e3


def at(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def memory() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


if __name__ == "__main__":
    main()
