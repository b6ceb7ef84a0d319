"""Words lost with their links: the places are counted; sound sentences have none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.links import _STRANDED, gaps

GAPPED = [
    ("The from 85% of machines were counted by noon.", 1),
    ("Observers from both sides have said .", 1),
    ("He opened the glass doors, entered and .", 1),
    ("The ceremony for of the storm was short.", 1),
    ("The report called on the city to and members of the council.", 1),
    ("(Yes, .)", 1),
    ("The has been closed, and the of the harbour is , she said.", 3),
    ("He pointed to ().", 1),
]
SOUND = [
    "The ferry was late again.",
    "She walked to and from the harbour, for and against the wind.",
    "He asked what for, and of what use it was.",
    "It costs .5 kilos of flour ... and a pinch of salt.",
    "They told her in the morning and gave her of their bread.",
    "The A-level results are out; the in-crowd is happy.",
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
    ]
)


@settings(deadline=None, max_examples=400)
@given(st.lists(WORDS, max_size=12), st.sampled_from([" ", "  ", ""]))
def test_the_shortcut_changes_nothing(words: list[str], space: str) -> None:
    text = space.join(words)
    assert gaps(text) == [match.start() for match in _STRANDED.finditer(text)]
