"""A round's number comes in; the sources of that round, and what an archive must hold after it, go out.

Each round changes a third of the stories and brings a new one, so that every run adds, updates and leaves alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

from search.archive import Archive

State: TypeAlias = dict[str, str]
"""Headline -> first paragraph, of every article."""

STORIES = 7
"""In round 0."""


def state(number: int) -> State:
    """What the archive holds after this round."""
    return {f"Story {story} of the harbour": _text(story, number) for story in range(STORIES + number)}


def _text(story: int, number: int) -> str:
    revised = max((n for n in range(number + 1) if (story + n) % 3 == 0), default=0)
    return f"The ferry number {story} left the pier, said the keeper in edition {revised} of the paper."


def write_sources(folder: Path, number: int) -> None:
    """The sources of this round, in place of those of the round before."""
    folder.mkdir(parents=True, exist_ok=True)
    records = [json.dumps({"headline": headline, "body": text}) for headline, text in state(number).items()]
    (folder / "first.jsonl").write_text("\n".join(records[:3]) + "\n", encoding="utf-8")
    for place, record in enumerate(records[3:], 3):
        (folder / f"story{place:04d}.json").write_text(record, encoding="utf-8")


def read_state(archive: Archive) -> State:
    """What the archive holds, as its index and its store together answer."""
    found = archive.search("*", limit=None, passages=0)
    assert found.total == len(found.hits) == len(archive), (found.total, len(found.hits), len(archive))
    held = {hit.article.headline: hit.article.paragraphs[0].text for hit in found.hits}
    assert len(held) == found.total, "an article is there twice"
    return held


def faults(folder: Path, allowed: dict[str, State]) -> tuple[str, list[str]]:
    """Which of the states a newly opened archive is in, and everything that is wrong with it."""
    with Archive.open(folder) as archive:
        wrong = [f"{problem.place}: {problem.message}" for problem in archive.check().problems]
        held = read_state(archive)
        for name, wanted in allowed.items():
            if wanted == held:
                found = archive.search("ferry AND keeper", limit=0).total
                return name, wrong if found == len(held) else [*wrong, f"{found} of {len(held)} are found"]
    return "neither", [*wrong, f"{len(held)} articles in no state that was ever written"]
