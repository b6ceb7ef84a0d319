"""Texts written for this project, damaged in every known way, come back as they were."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean

CASES = Path(__file__).parent.parent / "cases" / "cleaning"


def originals() -> list[dict[str, Any]]:
    return tomllib.loads((CASES / "originals.toml").read_text(encoding="utf-8"))["text"]  # type: ignore[no-any-return]


def sloppy(text: str) -> str:
    """Windows-1252 as browsers read it: the five bytes it lacks come through as control characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def lossy(text: str) -> str:
    """Windows-1252 without those five bytes, and with a plain space for the no-break space."""
    return "".join(" " if byte == 0xA0 else bytes([byte]).decode("cp1252", "ignore") for byte in text.encode())


DAMAGE: dict[str, Callable[[str], str]] = {
    "gbk_ignore": lambda text: text.encode().decode("gbk", "ignore"),
    "gbk_replace": lambda text: text.encode().decode("gbk", "replace"),
    "gbk_question": lambda text: text.encode().decode("gbk", "replace").replace("\ufffd", "?"),
    "gb18030_ignore": lambda text: text.encode().decode("gb18030", "ignore"),
    "cp1252": sloppy,
    "cp1252_lossy": lossy,
    "latin-1": lambda text: text.encode().decode("latin-1"),
    "macroman": lambda text: text.encode().decode("mac_roman"),
    "twice": lambda text: sloppy(sloppy(text)),
    "entities": lambda text: "".join(f"&#{ord(char)};" if char > "\x7f" else char for char in text),
}


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("case", originals(), ids=lambda case: str(case["about"])[:24])
def test_damage_is_undone(case: dict[str, Any], kind: str) -> None:
    if kind in case.get("beyond", ()):
        pytest.skip("the bytes lost leave no way to know")
    original = case["text"].strip("\n")
    damaged = DAMAGE[kind](original)
    assert damaged != original
    assert clean(damaged).text == original


REVERSIBLE = ("cp1252", "latin-1", "twice", "entities")
LINES = [
    line
    for case in originals()
    if not case.get("beyond")
    for line in case["text"].strip("\n").split("\n")
    if line.strip()
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), st.sampled_from(REVERSIBLE))
def test_every_reversible_damage_is_undone_whatever_stands_together(lines: list[str], kind: str) -> None:
    text = "\n".join(lines)
    assert clean(DAMAGE[kind](text)).text == text


@pytest.mark.parametrize("kind", DAMAGE)
def test_some_lines(kind: str) -> None:
    lines = originals()[-1]["text"].strip("\n").split("\n")
    for damaged in range(len(lines)):
        mixed = [DAMAGE[kind](line) if number == damaged else line for number, line in enumerate(lines)]
        cleaned = clean("\n".join(mixed))
        assert cleaned.text.split("\n") == lines
        assert {repair.place for repair in cleaned.repairs} == {f"line {damaged + 1}"}


def test_weak_evidence_is_marked() -> None:
    cleaned = clean(
        "He paused 鈥 the 鈥渃aptain鈥 of the club 鈥 and left us wondering what he鈥檇 meant by 鈥渉ome鈥 then 鈥"
    )
    assert any(repair.uncertain for repair in cleaned.repairs)
    assert not all(repair.uncertain for repair in cleaned.repairs)


def test_a_place_is_named() -> None:
    assert {repair.place for repair in clean("the mayor鈥檚 plan", place="caption 2").repairs} == {"caption 2"}
    assert {repair.place for repair in clean("x\nthe mayor鈥檚 plan", place="lines").repairs} == {"line 2"}
