"""The work folder of ``engine.py`` comes in; how time, memory and size grow with the archive goes out, as Markdown.

    python benchmarks/scaling.py bench-work "when and where this ran" > benchmarks/scaling.md

Every size that was measured there is a column of the table.  What ten million articles would take is worked out from
the two largest sizes: a figure that grew by the factor g while the archive grew by the factor n goes on growing as the
archive's size to the power log g / log n.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

GOAL = 10_000_000
FARTHEST = 10
"""Times the largest size measured: farther off nothing is worked out."""
ROWS = (
    ("build", "cpu us/article", "indexing, processor us an article"),
    ("build", "bytes/article", "index, bytes an article"),
    ("build", "MB, largest process", "indexing, MB of the largest process"),
    ("warm", "p50 ms", "query, p50 ms"),
    ("warm", "p95 ms", "query, p95 ms"),
    ("warm", "p99 ms", "query, p99 ms"),
    ("warm", "MB, anonymous", "searching, MB without mapped files"),
    ("first", "open and first query p50 ms", "first query of a process, opening included, p50 ms"),
    ("first", "p95 ms", "the same, p95 ms"),
)


def main() -> None:
    figures: dict[str, dict[int, dict[str, dict[str, float]]]] = {}
    for path in Path(sys.argv[1]).glob("*/figures.json"):
        name, _, size = path.parent.name.rpartition("-")
        figures.setdefault(name, {})[int(size)] = json.loads(path.read_text())
    print("# How the engine grows\n")
    print("Made by `scaling.py`, as `make scaling` runs it; `README.md` beside this file says what is in a figure.")
    print("".join(f"\n{note}\n" for note in sys.argv[2:]), end="")
    for name in sorted(figures, key=lambda name: (name != "news", name)):
        print(f"\n## {'This project' if name == 'news' else name}\n")
        print("\n".join(table(figures[name])))


def table(by_size: dict[int, dict[str, dict[str, float]]]) -> list[str]:
    """A row a figure, a column a size, and what the goal would take."""
    sizes = sorted(by_size)
    lines = [
        f"| | {' | '.join(f'{size:,}' for size in sizes)} | {GOAL:,}, worked out |",
        f"|{'---|' * (len(sizes) + 2)}",
    ]
    for kind, key, title in ROWS:
        values = [by_size[size].get(kind, {}).get(key) for size in sizes]
        cells = ["-" if value is None else f"{value:,.3g}" for value in values]
        lines.append(f"| {title} | {' | '.join(cells)} | {worked_out(sizes, values)} |")
    return lines


def worked_out(sizes: list[int], values: list[float | None]) -> str:
    """The figure at the goal, and the power of the size it grows by."""
    known = [(size, value) for size, value in zip(sizes, values, strict=True) if value]
    if len(known) < 2:
        return "-"
    (smaller, before), (larger, after) = known[-2:]
    if larger < GOAL / FARTHEST:
        return "-"
    power = math.log(after / before) / math.log(larger / smaller)
    return f"{after * (GOAL / larger) ** power:,.3g} (power {power:.2f})"


if __name__ == "__main__":
    main()
