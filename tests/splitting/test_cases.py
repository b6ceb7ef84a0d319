"""The golden cases of tests/cases/splitting: credits, datelines, bylines and whole dumps, each with its parts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from search.cleaning.boilerplate import boilerplate
from search.cleaning.repeats import repeats
from search.splitting import Parts, split_lines
from search.splitting import byline as bylines
from search.splitting.caption import make_caption
from search.splitting.dateline import dateline

CASES = Path(__file__).parents[1] / "cases" / "splitting"


def cases(name: str) -> list[Any]:
    """The cases of one file, each under the name pytest shows."""
    loaded = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case.get("name") or case["line"][-60:]) for case in loaded]


def split(lines: list[str]) -> Parts:
    """What the ingest line does with clean lines."""
    dropped = boilerplate(lines)
    for index, target in enumerate(repeats(lines, [False] * len(lines))):
        if target is not None and not dropped[index]:
            dropped[index] = f"duplicate of line {target + 1}"
    return split_lines(lines, dropped)


@pytest.mark.parametrize("case", [*cases("credits"), *cases("brackets")])
def test_credit(case: dict[str, Any]) -> None:
    made = make_caption(case["line"])
    assert (made.text, made.credit) == (case.get("text", ""), case.get("credit", ""))
    assert (made.photographer, made.agency) == (case.get("photographer", ""), case.get("agency", ""))
    assert made.filephoto == case.get("filephoto", False)
    assert (made.shot.isoformat() if made.shot else "") == case.get("shot", "")
    assert "place" not in case or made.place == case["place"]


@pytest.mark.parametrize("case", cases("credit_forms"))
def test_credit_form(case: dict[str, Any]) -> None:
    made = make_caption(case["line"])
    assert (made.text, made.credit) == (case.get("text", ""), case.get("credit", ""))


@pytest.mark.parametrize("case", cases("datelines"))
def test_dateline(case: dict[str, Any]) -> None:
    found = dateline(case["line"])
    if "place" not in case:
        assert found is None
        return
    assert found is not None
    assert (found.place, found.agency, found.day) == (case["place"], case.get("agency", ""), case.get("day", ""))
    assert case["line"].startswith(found.printed)
    assert "printed" not in case or found.printed == case["printed"]


@pytest.mark.parametrize("case", cases("bylines"))
def test_byline(case: dict[str, Any]) -> None:
    line = case["line"]
    assert (bylines.is_labelled(line) or bylines.is_bare(line)) == bool(case["byline"])
    if case["byline"]:
        assert bylines.strip_label(line) == case["byline"]
        assert bylines.authors(case["byline"]) == tuple(case["authors"])


@pytest.mark.parametrize("case", [*cases("dumps"), *cases("publishers")])
def test_dump(case: dict[str, Any]) -> None:
    rows = [row.partition(" | ")[::2] for row in case["page"].strip().split("\n")]
    lines = [text for _, text in rows]
    parts = split(lines)
    assert [(label or "", line) for label, line in zip(parts.labels, lines, strict=True)] == rows
    told = [text for label, text in rows if label in ("paragraph", "dateline_lead")]
    assert [paragraph.text for paragraph in parts.paragraphs] == told
    assert parts.headline == next((text for label, text in rows if label == "headline"), "")
    assert "byline" not in case or parts.byline == case["byline"]
    assert "place" not in case or (parts.dateline is not None and parts.dateline.place == case["place"])
    if "captions" in case:
        assert [[caption.text, caption.credit] for caption in parts.captions] == case["captions"]


@pytest.mark.parametrize("case", cases("publishers"))
def test_captions_are_captions_wherever_they_stand(case: dict[str, Any]) -> None:
    """All at the top, as extractors put them, or all at the end, as archives do: no label changes."""
    rows = [row.partition(" | ")[::2] for row in case["page"].strip().split("\n")]
    captions = [row for row in rows if row[0] == "caption"]
    others = [row for row in rows if row[0] != "caption"]
    for moved in (captions + others, others + captions):
        labels = split([text for _, text in moved]).labels
        assert [(label, text) for label, (_, text) in zip(labels, moved, strict=True)] == moved
