"""Labelled web pages come in; what this project and its peers read off them goes out as a table, beside the bars.

    python benchmarks/html_quality.py --data FOLDER

``make html-peers`` makes the peers' environment; without it, this project's column stands alone.  Text is compared
without regard to the style of quotes and dashes.  A headline is right as metadata or as print has it.  Paragraphs are
scored as F1 over all pages of a group; a headline, a sub-head or a summary among them counts neither way.  Captions
count for precision where they were checked by hand.  A standfirst is asked for where the page has a summary.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.text_scores import caption_key, key

ROOT = Path(__file__).resolve().parent.parent
PEERS_PYTHON = ROOT / ".venv" / "html-peers" / "bin" / "python"
PEERS = ("trafilatura", "newspaper")
BARS = {
    "English headline": 97.0,
    "English date": 97.0,
    "English authors": 92.0,
    "English paragraphs F1": 95.0,
    "English caption recall": 90.0,
    "English caption precision": 90.0,
    "other headline": 95.0,
    "other paragraphs F1": 93.0,
}
"""What is promised, in per cent."""


def readings(name: str, folder: Path, python: str = sys.executable) -> dict[str, dict[str, Any]]:
    """What a reader makes of every page, by the page's id; the reader runs in a process of its own."""
    command = [python, "-W", "ignore", "-m", "benchmarks.peers.html_run", name, str(folder.resolve())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {found["id"]: found for found in map(json.loads, done.stdout.splitlines())}


def scores(pages: Iterable[Mapping[str, Any]], found: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Per cent by measure, for English pages and for those in other languages."""
    counts: dict[str, Counter[str]] = {"English": Counter(), "other": Counter()}
    for page in pages:
        counts["English" if page["lang"] == "en" else "other"].update(_counts(page, found.get(page["id"], {})))
    return {f"{group} {name}": value for group, tally in counts.items() for name, value in _shares(tally).items()}


def _counts(page: Mapping[str, Any], mine: Mapping[str, Any]) -> Counter[str]:
    titles = {key(page["title"]), key(page.get("headline_printed") or page["title"])}
    names = {key(name).casefold() for name in mine.get("authors") or ()}
    wanted = Counter(map(key, page.get("paragraphs_fixed") or page["paragraphs"]))
    optional = titles | set(map(key, page["subheads"])) | set(map(key, page["summary"]))
    given = Counter(text for text in map(key, mine.get("paragraphs") or ()) if text not in optional or text in wanted)
    tally = Counter(
        pages=1,
        headline=key(mine.get("title")) in titles,
        date=str(mine.get("date") or "")[:10] == (page["date"] or "")[:10],
        authors=names == {key(name).casefold() for name in page["authors"]},
        wanted=wanted.total(),
        given=given.total(),
        right=(wanted & given).total(),
    )
    if page["summary"]:
        tally.update(summaries=1, standfirst=key(mine.get("standfirst")) == key(" ".join(page["summary"])))
    if page["captions"] or page.get("captions_checked"):
        known = {caption_key(caption["text"]) for caption in page["captions"]}
        told = {caption_key(caption["text"]) for caption in mine.get("captions") or ()}
        tally.update(captions=len(known), found=len(known & told))
        if page.get("captions_checked"):
            tally.update(checked=1, told=len(told), true=len(known & told))
    return tally


def _shares(tally: Counter[str]) -> dict[str, float]:
    shares = {name: _share(tally[name], tally["pages"]) for name in ("headline", "date", "authors")}
    shares["paragraphs F1"] = _share(2 * tally["right"], tally["wanted"] + tally["given"])
    shares["paragraphs recall"] = _share(tally["right"], tally["wanted"])
    shares["paragraphs precision"] = _share(tally["right"], tally["given"])
    shares["standfirst"] = _share(tally["standfirst"], tally["summaries"])
    shares["caption recall"] = _share(tally["found"], tally["captions"])
    if tally["checked"]:
        shares["caption precision"] = _share(tally["true"], tally["told"])
    return shares


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def speed(found: Mapping[str, Mapping[str, Any]]) -> float:
    """Pages a second of one core."""
    return len(found) / sum(reading["seconds"] for reading in found.values())


def table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """All readers' figures side by side; a row where a peer is ahead, or a bar is missed, says so."""
    width = 28
    lines = [f"{'measure':{width}}" + "".join(f"{name:>13}" for name in columns) + f"{'bar':>7}"]
    ours = next(iter(columns.values()))
    for measure in ours:
        values = [column.get(measure, 0.0) for column in columns.values()]
        bar = BARS.get(measure)
        notes = ["behind a peer"] if max(values) > values[0] else []
        notes += ["BELOW"] if bar is not None and values[0] < bar else []
        figures = "".join(f"{value:13.1f}" for value in values)
        lines.append(
            f"{measure:{width}}{figures}{'' if bar is None else f'{bar:7.0f}':>7}  {', '.join(notes)}".rstrip()
        )
    return "\n".join(lines)


def report(folder: Path) -> str:
    """The table for a folder; without the peers' environment, this project's column alone."""
    peers = str(PEERS_PYTHON) if PEERS_PYTHON.exists() else ""
    pages = [json.loads(line) for line in (folder / "html_pages.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {"news": readings("news", folder)}
    found |= {name: readings(name, folder, peers) for name in PEERS if peers}
    columns = {name: {**scores(pages, read), "pages/s, one core": speed(read)} for name, read in found.items()}
    note = "" if peers else "\n(trafilatura and newspaper4k beside it: make html-peers)"
    return table(columns) + note


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Scores what is read off labelled web pages.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds html_pages.jsonl")
    options = parser.parse_args(arguments)
    if not (options.data / "html_pages.jsonl").exists():
        print(f"no html_pages.jsonl in {options.data}", file=sys.stderr)
        return 2
    print(report(options.data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
