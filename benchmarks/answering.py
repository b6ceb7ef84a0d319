"""An archive comes in; what a whole answer takes beyond what its engine takes goes out.

    python benchmarks/answering.py ARCHIVE --queries FOLDER

FOLDER holds ``queries.py`` with the fixed set; those for ten hits by relevance are asked of ``Archive.search``, which
parses the query, has the engine search, fetches the articles from the store, and finds and marks their passages.  The
engine's part is timed inside those very calls.  Warm, in processor time: the third to the seventh asking of each query,
and their median.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from peers.news import tree_of

from search import Archive
from search.engines.whoosh.reader import WhooshReader
from search.fields import DEFAULT_FIELDS

WARMING, ROUNDS = 2, 5


class Timed:
    """Stands for a method of the engine, and adds up its processor time."""

    def __init__(self, method: Any) -> None:
        self.method = method
        self.seconds = 0.0

    def __get__(self, reader: Any, _: object = None) -> Any:
        def timed(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return self.method(reader, *arguments, **named)
            finally:
                self.seconds += time.process_time() - start

        return timed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--queries", type=Path, required=True)
    options = parser.parse_args()
    sys.path.append(str(options.queries))
    from queries import Q  # noqa: PLC0415 -- found where the option says

    engine = Timed(WhooshReader.search)
    WhooshReader.search = engine  # type: ignore[assignment,method-assign]
    with Archive.open(options.archive) as archive:
        asked = [(str(tree_of(query)), query) for query in Q if "mode" not in query]
        times = [measure(archive, text, query, engine) for text, query in asked]
    print("| warm | p50 ms | p95 ms |\n|---|---|---|")
    for name, column in zip(("whole answer", "of which engine"), zip(*times, strict=True), strict=True):
        print(f"| {name} | {at(column, 0.5):.2f} | {at(column, 0.95):.2f} |")
    whole, engines = zip(*times, strict=True)
    print(f"\nbeyond the engine, p50: {at(whole, 0.5) - at(engines, 0.5):.2f} ms")


def measure(archive: Archive, text: str, query: dict[str, Any], engine: Timed) -> tuple[float, float]:
    """Milliseconds of a whole answer, and of the engine in it."""
    fields = (query["f"],) if query["op"] == "field" else DEFAULT_FIELDS
    wholes, parts = [], []
    for _ in range(WARMING + ROUNDS):
        engine.seconds = 0.0
        start = time.process_time()
        archive.search(text, fields=fields)
        wholes.append((time.process_time() - start) * 1e3)
        parts.append(engine.seconds * 1e3)
    return statistics.median(wholes[WARMING:]), statistics.median(parts[WARMING:])


def at(values: Any, share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
