"""Where sentences begin: the list of traps, and laws."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import sentence_starts, sentences

CASES = Path(__file__).parents[1] / "cases" / "analysis" / "sentences.txt"


def read_cases(path: Path) -> list[tuple[str, list[int]]]:
    """(text, where its sentences begin) for every line of a case file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line.strip() and not line.startswith("#")]


def _case(line: str) -> tuple[str, list[int]]:
    text, starts = "", [0]
    for number, piece in enumerate(line.replace(" | ", " |").split("|")):
        if number:
            starts.append(len(text) + len(piece) - len(piece.lstrip()))
        text += piece
    return text, starts


def shown(text: str, starts: list[int]) -> str:
    edges = [*starts, len(text)]
    return "|".join(text[first:last] for first, last in pairwise(edges))


def test_traps() -> None:
    cases = read_cases(CASES)
    wrong = [
        f"{shown(text, starts)}\n   read {shown(text, sentence_starts(text))}"
        for text, starts in cases
        if sentence_starts(text) != starts
    ]
    assert len(cases) >= 200
    assert len(wrong) <= 0.02 * len(cases), "\n".join(wrong)


PROSE = st.text(alphabet="aB .!?…\"'”»)(\n1。」é", max_size=60)


@settings(deadline=None)
@given(PROSE)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert [text[start:end] for start, end in sentences(text) if not text[start:end].strip()] == []
    assert "".join(text[start:end] for start, end in sentences(text)).split() == text.split() or len(starts) > 1
    assert all(before <= after for (_, before), (after, _) in pairwise(sentences(text)))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_sentences_unless_blank(text: str) -> None:
    assert bool(sentence_starts(text)) == bool(text.strip())
