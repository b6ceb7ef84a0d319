"""Words lost with their links: the places are counted; sound sentences have none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.links import count_gaps, gaps

GAPPED = [
    ("The from 85% of machines were counted by noon.", 1),
    ("Observers from both sides have said .", 1),
    ("He opened the glass doors, entered and .", 1),
    ("The ceremony for of the storm was short.", 1),
    ("The report called on the city to and members of the council.", 1),
    ("(Yes, .)", 1),
    ("The has been closed, and the of the harbour is , she said.", 3),
    ("He pointed to ().", 1),
    ("A for its restoration was launched in the spring.", 1),
    ("The council has for help with the clearing of the beach.", 1),
    ("This year he of leaders across the island.", 1),
    ("The bell is on show at the.", 1),
    ("The strait between and the mainland is narrow.", 1),
    ("Both and the mayor were there; both and were late.", 2),
    (", who came second, was late again.", 1),
]
SOUND = [
    "The ferry was late again.",
    "She walked to and from the harbour, for and against the wind.",
    "He asked what for, and of what use it was.",
    "It costs .5 kilos of flour ... and a pinch of salt.",
    "They told her in the morning and gave her of their bread.",
    "The A-level results are out; the in-crowd is happy.",
    "His in-laws and the in-crowd read the for-sale signs from A to Z.",
    "Shares of Class A and Class B fell, as did those rated A by the agency; Group A with three wins.",
    "The Who and the WHO are no more one and the same than the Of in a title.",
    "It has for years been the plan, and they have for now to wait; had for 12 days.",
    "A for effort, a voice to die for and a crowd to be looked at and counted.",
    "They walked to and from work. “Its is the better plan,” she wrote.",
    "The score was 3 . . . then 4, and he paused … and went on.",
    "the harbour, the ferry and the town (the oldest of its kind) and (a) the rest",
    "« Bonjour ! » dit-il ; et puis : rien.",
    "",
]


@pytest.mark.parametrize(("text", "count"), GAPPED)
def test_gaps(text: str, count: int) -> None:
    found = gaps(text)
    assert len(found) == count
    assert found == sorted(found)


@pytest.mark.parametrize("text", SOUND)
def test_sound(text: str) -> None:
    assert gaps(text) == []


WORDS = st.sampled_from(
    [
        "the",
        "The",
        "of",
        "from",
        "and",
        "to",
        ".",
        ",",
        "(",
        ")",
        "()",
        "harbour",
        "A",
        "for",
        "is",
        "\n",
        "\u00a0",
        "İ",
        "“",
        "A",
        "both",
    ]
)


TEXTS = st.builds(
    lambda words, space: space.join(words), st.lists(WORDS, max_size=12), st.sampled_from([" ", "  ", ""])
)


@settings(deadline=None, max_examples=400)
@given(TEXTS, TEXTS)
def test_lines_are_looked_at_one_by_one(one: str, other: str) -> None:
    assert gaps(f"{one}\n{other}") == gaps(one) + [len(one) + 1 + at for at in gaps(other)]


def test_gaps_are_counted_in_what_was_kept() -> None:
    torn = ["The of it .", "He pointed to ().", "He pointed to ()."]
    assert count_gaps(["The of it .", "Nothing is missing.", "The of it ."], torn) == 4
    assert count_gaps([], torn) == 0
