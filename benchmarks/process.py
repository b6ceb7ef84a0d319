"""An archive and the indexes of peers come in; what a whole process takes to answer one word goes out.

    python benchmarks/process.py --archive FOLDER [--whoosh INDEX] [--fts5 INDEX] --word market

FOLDER is an archive of this project, INDEX what ``engine.py`` left in its work folder.  Every command answers with
the ten best articles; each runs nine times, and the table gives the medians by the clock and in processor time.
Everything is in a figure: the interpreter, imports, opening, searching, fetching, highlighting (ours alone), printing.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 9
WHOOSH = """
import sys
from whoosh import index, qparser
source = index.open_dir(sys.argv[1])
fields = [name for name in ("headline", "caption", "body") if name in source.schema]
with source.searcher() as searcher:
    for hit in searcher.search(qparser.MultifieldParser(fields, source.schema).parse(sys.argv[2]), limit=10):
        print(hit["id"], hit["headline"])
"""
FTS5 = """
select article.id from words join article on article.rowid = words.rowid where words match '{}' order by rank limit 10;
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--whoosh", metavar="INDEX")
    parser.add_argument("--fts5", type=Path, metavar="INDEX")
    parser.add_argument("--word", default="market")
    options = parser.parse_args()
    news = [str(Path(sys.executable).parent / "news"), "search", options.word, "--archive", str(options.archive)]
    commands = {"news search": news, "python, doing nothing": [sys.executable, "-c", "pass"]}
    if options.whoosh:
        commands["stock Whoosh, a minimal script"] = [sys.executable, "-c", WHOOSH, options.whoosh, options.word]
    shell = shutil.which("sqlite3")
    if options.fts5 and shell:
        commands["the sqlite3 shell on FTS5"] = [shell, str(options.fts5 / "index.db"), FTS5.format(options.word)]
    print("| process | ms | processor ms | news search, times this |\n|---|---|---|---|")
    figures = {name: run(command) for name, command in commands.items()}
    for name, (wall, cpu) in figures.items():
        print(f"| {name} | {wall:.0f} | {cpu:.0f} | {figures['news search'][1] / cpu:.2f} |")


def run(command: list[str]) -> tuple[float, float]:
    """Milliseconds by the clock, and in processor time."""
    walls, cpus = [], []
    for _ in range(ROUNDS):
        start, before = time.perf_counter(), children()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        walls.append((time.perf_counter() - start) * 1e3)
        cpus.append((children() - before) * 1e3)
    return statistics.median(walls), statistics.median(cpus)


def children() -> float:
    """Seconds of processor time of all processes that were run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
