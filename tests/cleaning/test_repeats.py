"""Repeats: exact, damaged, in chains; and what is no repeat although it looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.repeats import repeats

LEAD = "HOLM (AP) — The ferry to Port Alder wasn’t late on Monday, the harbour master’s office said."
DAMAGED = "HOLM (AP) ? The ferry to Port Alder wasn?t late on Monday, the harbour master?s office said."


def test_exact_copies_point_to_the_first() -> None:
    lines = ["Boats leave Holm.", LEAD, "Boats leave Holm.", LEAD, "Boats leave Holm."]
    assert repeats(lines, [False] * 5) == [None, None, 0, 1, 0]


def test_the_clean_copy_is_kept_whatever_the_order() -> None:
    assert repeats([DAMAGED, "Other words stand here.", LEAD], [True, False, False]) == [2, None, None]
    assert repeats([LEAD, "Other words stand here.", DAMAGED], [False, False, True]) == [None, None, 0]


def test_chains_end_at_the_kept_line() -> None:
    assert repeats([DAMAGED, DAMAGED, LEAD, DAMAGED], [True, True, False, True]) == [2, 2, None, 2]


def test_letters_swallowed_by_damage_still_repeat() -> None:
    swallowed = DAMAGED.replace("Monday", "Mon?ay")
    assert repeats([LEAD, swallowed], [False, True]) == [None, 0]


def test_undamaged_lines_must_agree_in_every_letter_and_digit() -> None:
    one = "Cases reported in the northern district of the country in 2023: 20 (second highest)"
    other = "Cases reported in the northern district of the country in 2023: 12 (second highest)"
    assert repeats([one, other], [False, False]) == [None, None]
    assert repeats([one, other], [False, True]) == [None, None]


def test_a_caption_without_the_full_stop_is_not_the_sentence() -> None:
    assert repeats(["Only nine have been matched", "Only nine have been matched."], [False, False]) == [None, None]


def test_short_lines_and_empty_ones_may_recur() -> None:
    assert repeats(["“No.”", "", "“No.”", ""], [False] * 4) == [None] * 4


def test_other_scripts_repeat_too() -> None:
    assert repeats(["港口因暴风雨关闭渡轮停航一整天", "x", "港口因暴风雨关闭渡轮停航一整天"], [False] * 3) == [
        None,
        None,
        0,
    ]
    assert repeats(["港口因暴风雨关闭渡轮停航一整天", "港口因暴风雨关闭渡轮停航两整天"], [False] * 2) == [None, None]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(st.sampled_from([LEAD, DAMAGED, "Boats leave Holm.", "", "x"]) | st.text(), st.booleans()),
        max_size=10,
    )
)
def test_laws(rows: list[tuple[str, bool]]) -> None:
    lines, repaired = [line for line, _ in rows], [flag for _, flag in rows]
    found = repeats(lines, repaired)
    assert len(found) == len(lines)
    for index, target in enumerate(found):
        if target is not None:
            assert target != index
            assert found[target] is None
            assert repaired[index] or not repaired[target] or target < index


def test_time_is_linear() -> None:
    start = time.process_time()
    lines = [f"The ferry to Port Alder was late again, report {number} of the day." for number in range(100_000)]
    repeats(lines, [True] * len(lines))
    repeats([LEAD] * 100_000, [False] * 100_000)
    repeats(["a" * 10_000_000, "漢" * 10_000_000], [True, False])
    assert time.process_time() - start < 20


@settings(deadline=None, max_examples=500)
@given(
    st.lists(
        st.sampled_from(
            [LEAD, LEAD.upper(), f" {LEAD}", LEAD[:-1], LEAD[:50], "港口因暴风雨关闭渡轮", "- " * 30 + LEAD]
        )
        | st.text(st.sampled_from("aab .?\n港é-"), max_size=60)
        | st.text(),
        max_size=8,
    )
)
def test_looking_at_openings_first_misses_nothing(lines: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.cleaning.repeats._could_repeat", lambda lines: range(len(lines)))
        slow = repeats(lines, [False] * len(lines))
    assert repeats(lines, [False] * len(lines)) == slow
