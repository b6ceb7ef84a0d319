"""Lines of pages and of stories in six languages: most of the first go, next to none of the second."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import appeals
from search.cleaning import boilerplate as module
from search.cleaning.appeals import THINGS, appeal, words_of
from search.cleaning.boilerplate import boilerplate
from search.cleaning.page_words import OBJECT_WORDS, OBJECTS

CASES = Path(__file__).parent.parent / "cases" / "cleaning"
STORY = "The harbour was closed for most of Monday after a crane fell onto the quay, " * 2 + "the council said."

FORMS: list[dict[str, Any]] = tomllib.loads((CASES / "furniture.toml").read_text(encoding="utf-8"))["form"]
STORIES: list[dict[str, Any]] = tomllib.loads((CASES / "story_lines.toml").read_text(encoding="utf-8"))["form"]
EVERY: list[str] = [line for form in FORMS + STORIES for line in form["lines"] + form["unseen"]]


def goes(line: str) -> bool:
    return boilerplate([STORY, line])[1] != ""


def share(forms: list[dict[str, Any]], kind: str) -> float:
    lines = [line for form in forms for line in form[kind]]
    return 100 * sum(map(goes, lines)) / len(lines)


@pytest.mark.parametrize(("kind", "floor"), [("lines", 97), ("unseen", 92)])
def test_furniture_goes(kind: str, floor: float) -> None:
    """The floors may only rise."""
    assert share(FORMS, kind) >= floor


@pytest.mark.parametrize(("kind", "ceiling"), [("lines", 0.5), ("unseen", 5)])
def test_stories_stay(kind: str, ceiling: float) -> None:
    """The ceilings may only fall."""
    assert share(STORIES, kind) <= ceiling


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form["name"]))
def test_no_form_is_left_out(form: dict[str, Any]) -> None:
    assert share([form], "lines") >= 80


SIGNS = ("@", "“", "said", "reserved", ": ", " | ", "(", "©", "you", "our", "us")
WORDS = [*sorted({word for line in EVERY for word in line.split()}), *SIGNS]
LONG = st.lists(st.sampled_from(WORDS), min_size=12, max_size=45).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(st.lists(LONG | st.sampled_from(EVERY), min_size=1, max_size=4))
def test_passing_over_prose_changes_nothing(lines: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_is_prose", lambda *_, **__: False)
        patch.setattr(module, "_MET", {})
        slow = boilerplate(lines)
    assert boilerplate(lines) == slow


@settings(deadline=None, max_examples=300)
@given(LONG | st.sampled_from(EVERY), st.integers(0, 9))
def test_things_are_found_where_their_first_words_stand(line: str, start: int) -> None:
    low = line.lower()
    assert appeals._objects(low, start) == OBJECTS.findall(low, start)


def test_a_line_that_names_no_thing_asks_nothing() -> None:
    with pytest.MonkeyPatch.context() as patch:
        fast = [appeal(line.lower(), []) for line in EVERY]
        patch.setattr(appeals, "THINGS", type("All", (), {"isdisjoint": lambda *_: False})())
        assert [appeal(line.lower(), []) for line in EVERY] == fast
    assert OBJECT_WORDS <= THINGS


def test_what_could_be_the_headline_stays_above_the_story() -> None:
    assert boilerplate(["Corrections and clarifications", STORY]) == ["", ""]
    assert goes("Corrections and clarifications")


def test_what_was_met_is_remembered_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_MET", 3)
    monkeypatch.setattr(module, "_MET", {})
    lines = [f"{number} comments" for number in range(10)] + ["A story", "3 comments"]
    once = boilerplate(lines)
    assert boilerplate(lines) == once
    assert len(module._MET) <= 3
    assert "a story" not in module._MET


@settings(deadline=None, max_examples=500)
@given(st.text(st.sampled_from("abé’“–_-1 3'\tß") | st.characters(), max_size=40))
def test_words_are_runs_of_letters(text: str) -> None:
    assert words_of(text) == re.findall(r"[^\W\d_]+", text)
