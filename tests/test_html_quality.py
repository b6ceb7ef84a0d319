"""The benchmark of pages counts as it says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rapidfuzz")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def quality() -> Any:
    spec = importlib.util.spec_from_file_location("html_quality", ROOT / "benchmarks" / "html_quality.py")
    assert spec is not None
    assert spec.loader is not None
    sys.path.insert(0, str(ROOT))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT))
    return module


PAGE = {
    "id": "1",
    "lang": "en",
    "title": "Ferries stay",
    "authors": ["Jo Vance"],
    "date": "2024-05-06 10:00:00",
    "paragraphs": ["One.", "Two."],
    "subheads": ["Head"],
    "summary": [],
    "captions": [{"text": "The quay."}, {"text": "The mole."}],
    "captions_checked": True,
}


def test_scores(quality: Any) -> None:
    mine = {
        "title": "Ferries stay",
        "authors": ["Jo Vance", "Ann Other"],
        "date": "2024-05-06",
        "paragraphs": ["One.", "Head", "Three."],
        "captions": [{"text": "The quay"}],
    }
    found = quality.scores([PAGE], {"1": mine})
    assert found["English headline"] == found["English date"] == 100
    assert found["English authors"] == 0
    assert found["English paragraphs F1"] == 50  # of two wanted and two given, one is right; the sub-head counts not
    assert (found["English caption recall"], found["English caption precision"]) == (50, 100)


def test_a_page_nobody_could_read_counts_as_wrong(quality: Any) -> None:
    assert quality.scores([PAGE], {})["English headline"] == 0


def test_the_table_names_what_is_behind(quality: Any) -> None:
    table = quality.table({"news": {"English headline": 90.0}, "other": {"English headline": 95.0}})
    assert "behind a peer, BELOW" in table
