"""P7: the index is disposable: after any history of adds, edits and removals a rebuilt index answers the same."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from reliability.sizes import Note, Sizes

from search.archive import Archive
from search.engines import ENGINES

WORDS = ("flood", "floods", "ferry", "harbour", "Harbour", "keeper", "lamp", "storm", "US", "us", "pier", "night")
LONG = ("flood", "ferry", "harbor", "keepre")
SHAPES = (
    "{a}",
    "{a} {b}",
    "{a} OR {b}",
    "{a} NOT {b}",
    '"{a} {b}"',
    "={a}",
    "{a} w/3 {b}",
    "{a} pre/4 {b}",
    "{a} w/s {b}",
    "{a} NOT w/4 {b}",
    "atleast2({a})",
    "caps({a})",
    "first6({a})",
    "{p}*",
    "{long}~",
    "headline:{a}",
    "caption:({a} OR {b})",
    "date:2020-02..",
    "words:8..",
    "-{a}",
)


def text(dice: random.Random, most: int) -> str:
    return " ".join(dice.choice(WORDS) + dice.choice(("", "", ".", ",")) for _ in range(dice.randint(2, most))) + "."


def record(dice: random.Random) -> str:
    captions = [{"text": text(dice, 6), "credit": "Mill Agency"} for _ in range(dice.randint(0, 2))]
    paragraphs = [text(dice, 14) for _ in range(dice.randint(1, 3))]
    day = f"2020-0{dice.randint(1, 4)}-1{dice.randint(0, 9)}"
    wanted = {"headline": text(dice, 5), "captions": captions, "paragraphs": paragraphs, "published": day}
    return json.dumps(wanted)


def live(dice: random.Random, archive: Archive, folder: Path) -> None:
    """One step of a history."""
    kind = dice.choice(("add", "add", "edit", "prune", "remove", "reopen"))
    files = sorted(folder.glob("*.json"))
    if kind == "add" or len(files) < 3:
        for _ in range(dice.randint(1, 6)):
            (folder / f"{dice.randrange(1 << 40)}.json").write_text(record(dice), encoding="utf-8")
        archive.add([folder])
    elif kind == "edit":
        for path in dice.sample(files, 2):
            path.write_text(record(dice), encoding="utf-8")
        archive.add([folder])
    elif kind == "prune":
        dice.choice(files).unlink()
        archive.add([folder], prune=True)
    elif kind == "remove":
        hits = archive.search("*", limit=3).hits
        archive.remove([dice.choice(hits).id] if hits else [])
    else:
        archive.refresh()


def answers(archive: Archive, queries: list[str]) -> list[object]:
    found = [archive.search(query, limit=None, facets=("year",)) for query in queries]
    return [
        (each.query, each.total, each.facets, [(hit.id, round(hit.score, 4), hit.passages) for hit in each.hits])
        for each in found
    ]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_rebuilt_index_answers_as_the_grown_one(work: Path, engine: str, size: Sizes, note: Note) -> None:
    matches = 0
    for number in range(size.histories):
        dice = random.Random(f"{engine} {number}")
        folder = work / f"sources{number}"
        folder.mkdir()
        queries = [
            shape.format(a=dice.choice(WORDS), b=dice.choice(WORDS), p=dice.choice(WORDS)[:2], long=dice.choice(LONG))
            for shape in SHAPES * (5 if size.long else 1)
        ]
        with Archive.create(work / f"archive{number}", engine=engine) as archive:
            for _ in range(12):
                live(dice, archive, folder)
            grown = answers(archive, queries)
            archive.rebuild_index(from_store=True)
            assert answers(archive, queries) == grown, f"history {number}"
            assert archive.check().problems == ()
            matches += sum(archive.search(query, limit=0).total for query in queries)
    assert matches > 20 * size.histories
    note("T11", f"{engine}: {size.histories} histories, grown and rebuilt", f"same answers ({matches:,} matches)")
