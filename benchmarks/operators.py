"""An index comes in; what each operator of the language takes, beside the phrase of the same words, goes out.

    python benchmarks/operators.py bench-work/news-20000

Warm queries, best of five, in processor time; every operator is asked with the same pairs of words.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from search.engines import Reader, Request
from search.engines.whoosh import WhooshEngine
from search.fields import DEFAULT_FIELDS
from search.query import parse

ROUNDS = 5
PAIRS = (
    ("prime", "minister"),
    ("interest", "rates"),
    ("world", "cup"),
    ("stock", "exchange"),
    ("oil", "prices"),
    ("crude", "oil"),
    ("chief", "executive"),
    ("foreign", "exchange"),
)
OPERATORS = (
    '"{0} {1}"',
    "{0} w/5 {1}",
    "{0} pre/5 {1}",
    "{0} w/s {1}",
    "{0} w/p {1}",
    "{0} NOT w/5 {1}",
    "atleast2({0} w/5 {1})",
    "caps({0} w/5 {1})",
    "first50({0} w/5 {1})",
    "{0} {1}",
)


def main() -> None:
    folder = Path(sys.argv[1])
    name = max(folder.glob("commit-*.json"), key=lambda path: int(path.stem.partition("-")[2])).stem
    reader = WhooshEngine(folder, language="english", options={}).reader(name)
    times = {one: sorted(milliseconds(reader, one.format(*pair)) for pair in PAIRS) for one in OPERATORS}
    phrase = times[OPERATORS[0]]
    print("| operator | p50 ms | p95 ms | p95, times the phrase's |\n|---|---|---|---|")
    for one, values in times.items():
        middle, worst = values[len(values) // 2], values[-1]
        print(f"| `{one.format('a', 'b')}` | {middle:.2f} | {worst:.2f} | {worst / phrase[-1]:.2f} |")


def milliseconds(reader: Reader, query: str) -> float:
    """The least of some rounds."""
    request = Request(tree=parse(query).tree, fields=DEFAULT_FIELDS)
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        reader.search(request)
        least = min(least, time.process_time() - start)
    return least * 1e3


if __name__ == "__main__":
    main()
