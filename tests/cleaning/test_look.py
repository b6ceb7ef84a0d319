"""What one look at a page passes over holds nothing that any rule asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.appeals import _SPOKEN
from search.cleaning.links import gaps
from search.cleaning.look import look
from search.cleaning.page_phrases import has_notice

CASES = Path(__file__).parent.parent / "cases" / "cleaning"
FORMS = tomllib.loads((CASES / "furniture.toml").read_text(encoding="utf-8"))["form"]
LINES: list[str] = [line for form in FORMS for line in form["lines"] + form["unseen"]]
WORDS = """
    The the A a of from and to for is both You our us young (the ( ) () . , ,. ; harbour\tquay İ É “
""".strip().split(" ")
LINE = st.sampled_from(LINES) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@settings(deadline=None, max_examples=500)
@given(st.lists(LINE, max_size=5))
def test_what_is_passed_over_holds_nothing(lines: list[str]) -> None:
    seen = look(lines)
    assert seen.lows == [line.lower() for line in lines]
    for number, low in enumerate(seen.lows):
        assert number in seen.torn or not gaps(lines[number])
        assert number in seen.spoken or not _SPOKEN.search(f" {low}")
        assert number in seen.noticed or not has_notice(f" {low}")


def test_few_lines_are_looked_at_again() -> None:
    seen = look(
        ["The ferry was late.", "All rights reserved.", "Tell us more.", "Of the from 85% of boats.", "It is (so) ."]
    )
    assert (seen.torn, seen.spoken, seen.noticed) == ({3, 4}, {2}, {1})


@pytest.mark.parametrize("lines", [[], [""], ["", ""], ["one\ntwo", "three"], ["\n", ""], ["\n\n"]])
def test_lines_stay_lines(lines: list[str]) -> None:
    assert look(lines).lows == [line.replace("\n", " ") for line in lines]


@settings(deadline=None, max_examples=500)
@given(st.text(st.sampled_from("aZé’É“ΣİßA\u2028\ud800𐐀.") | st.characters(exclude_characters="\n"), max_size=40))
def test_lines_are_lowered_as_python_does(text: str) -> None:
    assert look([text]).lows == [text.lower()]
