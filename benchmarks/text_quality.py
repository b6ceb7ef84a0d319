"""A folder of labelled texts comes in; how well cleaning and splitting do on them goes out, and 1 if below a floor.

    python benchmarks/text_quality.py --data FOLDER [--json] [--update] [--only dump]

The folder holds any of ``mojibake.jsonl``, ``mojibake_clean.jsonl`` and ``dump_split.jsonl``; what ``html_quality``
says of ``html_pages.jsonl`` is printed below.  ``floors.json`` says what may not be undercut: under ``*`` on any
folder, under a folder's name on that one.  ``--update`` raises the floors of the folder to what was reached, and never
lowers one.  ``--only`` takes the measures that begin so.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import ftfy
from html_quality import report as html_report
from text_scores import Record, count_changed, score_dumps, score_mojibake

from search.article import Origin, RawArticle
from search.cleaning import boilerplate, clean
from search.preparing import Prepared, prepare

FLOORS = Path(__file__).with_name("floors.json")
CHANGED = "clean texts changed"
THROUGHPUT = "throughput, times ftfy"
AT_FIRST = "throughput, nothing remembered"
"""The same where no name, agency or line of furniture was met on a page before, as on the first page of an archive."""
FIXED = {THROUGHPUT, AT_FIRST, CHANGED}
"""Measures whose floors --update leaves alone: two depend on the machine's mood, the other is a ceiling."""

_ORIGIN = Origin(path="-", format="text")


def split(text: str) -> Prepared:
    return prepare(RawArticle(origin=_ORIGIN, text=text))


def repaired(text: str) -> str:
    return clean(text).text


def read(path: Path) -> list[Record]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


ROUNDS = 6


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor time of one round."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def throughput(texts: Sequence[str]) -> dict[str, float]:
    """Articles a second of cleaning and splitting, over those of ``ftfy.fix_text`` on the same texts.

    They take turns, and the best round of each counts, so that a machine that is busy for a while does none good.
    """
    theirs, ours, at_first = math.inf, math.inf, math.inf
    for _ in range(ROUNDS):
        theirs = min(theirs, seconds(ftfy.fix_text, texts))
        ours = min(ours, seconds(split, texts), seconds(split, texts))
        forget()
        at_first = min(at_first, seconds(split, texts))
    return {THROUGHPUT: theirs / ours, AT_FIRST: theirs / at_first}


def forget() -> None:
    """Drop what cleaning and splitting remember of the texts they have met."""
    boilerplate._MET.clear()  # noqa: SLF001 -- nobody else has cause to
    for name, module in list(sys.modules.items()):
        if name.startswith(("search.cleaning", "search.splitting")):
            for kept in vars(module).values():
                if hasattr(kept, "cache_parameters") and kept.cache_parameters()["maxsize"]:
                    kept.cache_clear()


def measure(folder: Path, only: str = "") -> dict[str, float]:
    scores: dict[str, float] = {}
    if "mojibake".startswith(only) and (records := read(folder / "mojibake.jsonl")):
        scores |= score_mojibake(records, repaired)
    if CHANGED.startswith(only) and (records := read(folder / "mojibake_clean.jsonl")):
        scores[CHANGED] = count_changed(records, repaired)
    if not (records := read(folder / "dump_split.jsonl")):
        return scores
    if "dump".startswith(only):
        scores |= score_dumps(records, split, "dump")
        scores |= score_dumps(records, split, "dump_mixed")
    if THROUGHPUT.startswith(only):
        scores |= throughput([record["dump"] for record in records])
    return scores


def floors_for(folder: str, floors: dict[str, dict[str, float]]) -> dict[str, float]:
    """What holds on this folder: its own floors, and those of any folder."""
    common, own = floors.get("*", {}), floors.get(folder, {})
    return {name: max(common.get(name, -math.inf), own.get(name, -math.inf)) for name in {*common, *own}}


def is_below(name: str, value: float, floor: float) -> bool:
    return value > floor if name == CHANGED else value < floor


def undercut(scores: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The measures that were taken and are worse than their floors."""
    return [name for name, floor in floors.items() if name in scores and is_below(name, scores[name], floor)]


def raised(folder: str, scores: dict[str, float], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The floors with those of this folder raised to its scores, cut to one decimal."""
    own = dict(floors.get(folder, {}))
    for name, value in scores.items():
        if name not in FIXED:
            own[name] = max(own.get(name, 0.0), math.floor(10 * value) / 10)
    return {**floors, folder: dict(sorted(own.items()))}


def table(scores: dict[str, float], floors: dict[str, float], below: Iterable[str]) -> str:
    width = max(map(len, scores), default=0)
    lines = [f"{'measure':{width}}  reached    floor"]
    for name, value in scores.items():
        floor = f"{floors[name]:7.1f}" if name in floors else "      -"
        lines.append(f"{name:{width}}  {value:7.2f}  {floor}{'  BELOW' if name in below else ''}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Scores cleaning and splitting on labelled texts.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument("--update", action="store_true", help="raise the floors of this folder to what is reached")
    parser.add_argument("--only", default="", help="mojibake, clean, dump or throughput")
    options = parser.parse_args(arguments)
    scores = measure(options.data, options.only)
    if not scores:
        print(f"no sets in {options.data}", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    name = options.data.resolve().name
    if options.update:
        floors = raised(name, scores, floors)
        FLOORS.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    mine = floors_for(name, floors)
    below = undercut(scores, mine)
    report = {"scores": scores, "floors": mine, "below": below}
    print(json.dumps(report, indent=2) if options.json else table(scores, mine, below))
    if not (options.json or options.only) and (options.data / "html_pages.jsonl").exists():
        print(f"\nweb pages\n{html_report(options.data)}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
