"""The evaluation script scores, and holds to floors that only rise; real texts, where at hand, are repaired."""

from __future__ import annotations

import importlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from search.cleaning import clean

BENCHMARKS = Path(__file__).parent.parent.parent / "benchmarks"
DATA = os.environ.get("NEWS_TEST_DATA", "")

needs_data = pytest.mark.skipif(not DATA, reason="NEWS_TEST_DATA names no folder of evaluation texts")


@pytest.fixture
def quality(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("text_quality")


def records(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        pytest.skip(f"{path.name} is not in the folder")
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def write(folder: Path, name: str, *rows: dict[str, object]) -> None:
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_scores_of_a_folder(quality: ModuleType, tmp_path: Path) -> None:
    original = "“Yes,” she said."
    damaged = original.encode().decode("gbk", "ignore")
    lost: dict[str, object] = {
        "kind": "gbk_ignore",
        "original": original,
        "damaged": damaged,
        "affected": [0, 1, 5],
        "lost": [5],
    }
    write(tmp_path, "mojibake.jsonl", lost, {**lost, "original": "“Yes‚ she said."})
    write(tmp_path, "mojibake_clean.jsonl", {"text": "fine"}, {"text": "not &amp; fine"})
    scores = quality.measure(tmp_path)
    assert scores["mojibake gbk_ignore exact"] == pytest.approx(50)
    assert scores["mojibake gbk kept"] == pytest.approx(100)
    assert scores["clean texts changed"] == 1


def test_a_folder_without_sets_is_an_error(quality: ModuleType, tmp_path: Path) -> None:
    assert quality.main(["--data", str(tmp_path)]) == 2


def test_floors_bind_and_only_rise(quality: ModuleType) -> None:
    floors = {"*": {"a": 80.0, quality.CHANGED: 0}, "dev": {"a": 90.0, "b": 50.0}}
    assert quality.floors_for("dev", floors) == {"a": 90.0, "b": 50.0, quality.CHANGED: 0}
    assert quality.floors_for("other", floors) == {"a": 80.0, quality.CHANGED: 0}
    assert quality.undercut({"a": 89.9, quality.CHANGED: 1}, quality.floors_for("dev", floors)) in (
        ["a", quality.CHANGED],
        [quality.CHANGED, "a"],
    )
    assert quality.raised("dev", {"a": 85.0, "b": 61.27}, floors)["dev"] == {"a": 90.0, "b": 61.2}


def test_the_floors_are_no_lower_than_promised(quality: ModuleType) -> None:
    floors = json.loads(quality.FLOORS.read_text(encoding="utf-8"))
    assert floors["*"]["mojibake gbk_ignore exact"] >= 85
    assert floors["*"]["mojibake gbk lost"] >= 93
    assert floors["*"][quality.CHANGED] == 0


@needs_data
def test_sound_texts_of_many_languages_stay(quality: ModuleType) -> None:
    rows = list(records(Path(DATA) / "eval" / "dev" / "mojibake_clean.jsonl"))
    assert quality.count_changed(rows, quality.repaired) == 0


@needs_data
def test_the_seed_is_repaired() -> None:
    for path in (Path(DATA) / "seed").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        cleaned = clean(text).text
        assert re.search("[\u4e00-\u9fa5]", text)
        assert not re.search("[\u4e00-\u9fa5]", cleaned)
        for line in cleaned.split("\n"):
            assert line.count("“") == line.count("”")


@needs_data
def test_a_tenth_of_the_damaged_texts_is_recovered(quality: ModuleType) -> None:
    rows = list(records(Path(DATA) / "eval" / "dev" / "mojibake.jsonl"))[::10]
    scores = quality.score_mojibake(rows, quality.repaired)
    assert scores["mojibake gbk kept"] >= 99.9
    assert scores["mojibake gbk lost"] >= 90
