"""Archives and peers come in; tables of indexing and query times, each beside this project's, go out.

    python benchmarks/engine.py ARCHIVE.jsonl --articles 20000 --queries FOLDER --peer tantivy=PYTHON --peer fts5

ARCHIVE is a file of articles as ``benchmarks/peers`` describes them, FOLDER holds ``queries.py`` with a list ``Q``.  A
peer is a module of ``benchmarks/peers``, run by this Python or by the one named behind ``=``, in processes of its own.
Queries are measured in processor time, building by the clock; what else is in a figure, ``README.md`` beside this file
says.  Machines are noisy: only ratios within one run mean anything.
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
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from memory import anonymous

ROUNDS = 9
WARMING = 2
"""Rounds before those that count: this project's engine keeps what is asked for a second time."""
HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--queries", type=Path, required=True, help="folder that holds queries.py")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME[=PYTHON]")
    parser.add_argument("--work", type=Path, default=Path("bench-work"), help="folder for the indexes")
    parser.add_argument("--keep", action="store_true", help="use indexes already in the work folder")
    parser.add_argument("--step", choices=["build", "warm", "first"], help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(step(options)))
    else:
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Run every peer, this project first, and print each beside it."""
    measured: dict[str, dict[str, dict[str, float]]] = {}
    for peer in ["news", *options.peer]:
        name, _, python = peer.partition("=")
        measured[name] = run(options, name, python or sys.executable)
    print(f"{options.articles:,} articles; in brackets: this project's figure as a multiple of the peer's\n")
    for kind, ours in measured["news"].items():
        rows = [[name, *(beside(figures[kind], ours, one) for one in ours)] for name, figures in measured.items()]
        print(f"| {kind} | {' | '.join(ours)} |\n|{'---|' * (len(ours) + 1)}")
        print("\n".join(f"| {' | '.join(row)} |" for row in rows), end="\n\n")


def beside(theirs: dict[str, float], ours: dict[str, float], name: str) -> str:
    return f"{theirs[name]:,.3g} ({ours[name] / theirs[name]:.2f})" if theirs.get(name) else "-"


def run(options: argparse.Namespace, name: str, python: str) -> dict[str, dict[str, float]]:
    """The figures of one peer, from processes of its own."""
    folder = options.work / f"{name}-{options.articles}"
    kept = folder / "figures.json"
    figures = json.loads(kept.read_text()) if options.keep and kept.is_file() else {}
    if "build" not in figures:
        figures["build"] = process(options, name, python, "build")
    figures["warm"] = process(options, name, python, "warm")
    figures["first"] = first_touch(options, name, python)
    kept.write_text(json.dumps(figures))
    return figures


def first_touch(options: argparse.Namespace, name: str, python: str) -> dict[str, float]:
    """What the first query of a process takes: each query in a process of its own."""
    sys.path.append(str(options.queries))
    each = [process(options, name, python, "first", number) for number in range(len(import_module("queries").Q))]
    asked = [one["open"] + one["query"] for one in each if one]
    return {
        "imports ms": statistics.median(one["imports"] for one in each if one),
        "open ms": statistics.median(one["open"] for one in each if one),
        "open and first query p50 ms": at(asked, 0.5),
        "p95 ms": at(asked, 0.95),
    }


def process(options: argparse.Namespace, name: str, python: str, one: str, number: int = 0) -> dict[str, float]:
    command = [python, str(HERE / "engine.py"), str(options.archive), "--articles", str(options.articles)]
    command += ["--queries", str(options.queries), "--work", str(options.work), "--peer", name, "--step", one]
    # As the command sets it: NumPy's threads for linear algebra, which nothing here uses, spin while they wait.
    path = {"PYTHONPATH": f"{HERE.parent}", "OPENBLAS_NUM_THREADS": "1"}
    command += ["--number", str(number)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | path)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def step(options: argparse.Namespace) -> dict[str, float]:
    """One step of a peer, in a process of its own."""
    name = options.peer[0]
    folder = options.work / f"{name}-{options.articles}"
    # The script's own folder is searched first, and has modules called as the libraries are.
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    sys.path.append(str(options.queries))
    peer = import_module(f"benchmarks.peers.{name}")
    if options.step == "build":
        return built(peer, options, folder)
    queries = import_module("queries").Q
    return warm(peer, folder, queries) if options.step == "warm" else first(peer, folder, queries[options.number])


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
        "MB, largest process": memory(),
    }


def warm(peer: Any, folder: Path, queries: list[dict[str, Any]]) -> dict[str, float]:
    """Milliseconds a query that was asked twice before."""
    ask, clock = peer.opened(folder), clock_of(peer)
    medians, every = [], []
    for query in queries:
        try:
            for _ in range(getattr(peer, "WARMING", WARMING)):
                ask(query)
        except NotImplementedError:
            continue
        times = [timed(ask, query, clock) for _ in range(ROUNDS)]
        medians.append(statistics.median(times))
        every += times
    return {
        "p50 ms": at(medians, 0.5),
        "p95 ms": at(medians, 0.95),
        "p99 ms": at(every, 0.99),
        "MB": memory(),
        "MB, anonymous": anonymous(os.getpid()),
    }


def first(peer: Any, folder: Path, query: dict[str, Any]) -> dict[str, float]:
    """Milliseconds of a query never asked before, and of what comes before it; nothing where the peer has no such."""
    if hasattr(peer, "prepare"):
        peer.prepare()
    clock = clock_of(peer)
    begin = clock()
    ask = peer.opened(folder)
    opened = clock()
    try:
        ask(query)
    except NotImplementedError:
        return {}
    end = clock()
    return {"imports": begin * 1e3, "open": (opened - begin) * 1e3, "query": (end - opened) * 1e3}


def clock_of(peer: Any) -> Callable[[], float]:
    """Processor time in seconds: of this process, unless the peer works in another."""
    clock: Callable[[], float] = getattr(peer, "clock", time.process_time)
    return clock


def timed(ask: Any, query: dict[str, Any], clock: Callable[[], float]) -> float:
    start = clock()
    ask(query)
    return (clock() - start) * 1e3


def at(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def memory() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


if __name__ == "__main__":
    main()
