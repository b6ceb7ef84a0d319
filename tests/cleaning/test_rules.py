"""Each rule repairs its cases and leaves sound texts alone; the gates are exact."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from search.cleaning import RULES, clean

CASES = Path(__file__).parent.parent / "cases" / "cleaning"


def load(name: str, key: str) -> list[Any]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))[key]  # type: ignore[no-any-return]


@pytest.mark.parametrize("case", load("repairs.toml", "case"), ids=lambda case: ascii(case["before"])[:32])
def test_repairs(case: dict[str, str]) -> None:
    cleaned = clean(case["before"])
    assert cleaned.text == case["after"]
    assert case["rule"] in {repair.rule.partition(".")[0] for repair in cleaned.repairs}


@pytest.mark.parametrize(
    "text", load("sound.toml", "texts") + load("sound.toml", "alone"), ids=lambda text: ascii(text)[:32]
)
def test_sound_texts_stay(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.repairs == ()


@pytest.mark.parametrize("text", load("sound.toml", "texts"), ids=lambda text: ascii(text)[:32])
def test_sound_texts_stay_beside_damage(text: str) -> None:
    damaged = "The mayor鈥檚 鈥渉istoric鈥 plan\n"
    assert clean(damaged + text).text == f"The mayor’s “historic” plan\n{text}"


def test_surrogates() -> None:
    assert clean("a\ud83d\ude00b \ud800 c").text == "a😀b \ufffd c"
    for repair in clean("x \ud800 y").repairs:
        assert repair.before.encode("utf-8")


def test_every_rule_has_a_gate_that_a_case_opens() -> None:
    cases = [case["before"] for case in load("repairs.toml", "case")]
    for rule in RULES:
        assert any(rule.gate.search(text) for text in cases), rule.name
