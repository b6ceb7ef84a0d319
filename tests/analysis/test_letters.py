"""The written classes of characters against Python's own tables."""

from __future__ import annotations

import re
import sys
from unicodedata import category, ucd_3_2_0, unidata_version

import pytest

from search.analysis.letters import APOSTROPHES, CJK, EXOTIC, JOINERS, LATIN, MARKS

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))
ACCENTS = "\u0300-\u036f"


def members(characters: str) -> set[str]:
    return set(re.findall(f"[{characters}]", EVERYTHING))


def test_every_old_mark_is_a_mark() -> None:
    missing = {mark for mark in EVERYTHING if ucd_3_2_0.category(mark)[0] == "M"} - members(MARKS)
    assert {mark for mark in missing if category(mark)[0] == "M"} == set()


@pytest.mark.skipif(unidata_version != "14.0.0", reason="the table was drawn from Unicode 14")
def test_marks_are_those_of_unicode_14() -> None:
    assert {mark for mark in EVERYTHING if category(mark)[0] == "M"} <= members(MARKS)


def test_nothing_but_letters_stands_between_marks() -> None:
    others = {mark for mark in members(MARKS) if not mark.isalnum() and category(mark) not in {"Mn", "Mc", "Me", "Cn"}}
    assert len(others) <= (0 if unidata_version == "14.0.0" else 200)  # points assigned since then


def test_the_quick_set_and_the_full_set_agree() -> None:
    """A text without EXOTIC characters has the same words by LATIN as by Python's class of letters."""
    every = members(r"^\W_") | members(MARKS)
    plain = set(EVERYTHING) - members(EXOTIC)
    assert (every & plain) - set(APOSTROPHES) == (members(LATIN) | members(ACCENTS)) & plain
    assert plain.isdisjoint(members(CJK))
    assert not every & set(JOINERS)


def test_pairs_are_made_of_letters() -> None:
    kinds = {category(letter) for letter in members(CJK)}
    assert kinds <= {"Lo", "Lm", "Nl", "Cn"}
