"""What reaches a terminal: nothing that steers it, marks that hold over line ends, lines that fit."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cli.terminal import HOSTILE, Screen, cells, in_one_line, page, printable, screen, wrapped
from search.hits import Mark

ANSI = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(min_codepoint=0, max_codepoint=0x9F),
        st.sampled_from("\u202e\u2066\u2028\x9b\x1b[]m;\U000e0041\ufff9"),
        st.characters(categories=["Cs"]),
    ),
    max_size=60,
)
WORDS = st.lists(st.text("abc de fgh漢字é", min_size=1, max_size=30), max_size=12).map(" ".join)


@given(HOSTILE_TEXT)
@settings(deadline=None, max_examples=400)
def test_printable_leaves_nothing_that_steers_a_terminal(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not HOSTILE.search(shown)
    assert printable(shown) == shown
    assert not set(in_one_line(text)) & {"\n", "\t", "\r"}


@pytest.mark.parametrize(
    "sequence", ["\x1b[2J", "\x1b]0;t\x07", "\x9b31m", "\x1bP1$r\x1b\\", "a\u202eb", "a\rb", "a\x08b", "\x7f", "\x85"]
)
def test_known_attacks_are_made_visible(sequence: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printable(sequence))


def test_ordinary_text_of_all_scripts_is_left_alone() -> None:
    text = "Łódź\tمرحبا 漢字\n👩‍👩‍👧 naïve e\u0301"
    assert printable(text) == text


@given(WORDS, st.integers(20, 60))
@settings(deadline=None, max_examples=300)
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


@given(WORDS, st.data(), st.booleans(), st.sampled_from([None, 24, 40]))
@settings(deadline=None, max_examples=300)
def test_marks_survive_wrapping(text: str, data: st.DataObject, colour: bool, width: int | None) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks: list[Mark] = list(zip(edges[::2], edges[1::2], strict=False))
    block = Screen(width=width, colour=colour).block("caption 2:", text, marks, indent=2)
    bare = ANSI.sub("", block) if colour else block.replace("*", "")
    assert "".join(bare.split()) == "".join(f"caption 2:{text}".split())
    if width:
        assert all(cells(ANSI.sub("", line)) <= width for line in block.split("\n"))
    if colour:
        lit = "".join(re.findall(r"\x1b\[1;33m(.*?)\x1b\[0m", block))
        assert "".join(lit.split()) == "".join("".join(text[start:end] for start, end in marks).split())
        for line in block.split("\n"):
            assert line.count("\x1b[0m") == len(re.findall(r"\x1b\[(?:1;33|[12])m", line))


def test_a_mark_in_hostile_text_stays_in_its_place() -> None:
    assert Screen().marked("red \x1b[31m alert", [(10, 15)]) == "red ␛[31m *alert*"


@pytest.mark.parametrize(
    ("environment", "colour"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_colour_is_for_terminals_that_want_it(
    environment: dict[str, str], colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert not screen().colour  # pytest's stdout is no terminal
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert screen().colour is colour


def test_a_pipe_gets_whole_lines_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert screen().width is None
    monkeypatch.setenv("COLUMNS", "40")
    assert screen().width == 40
    monkeypatch.setenv("COLUMNS", "3")
    assert screen().width == 20


def test_a_long_text_on_a_terminal_goes_through_the_pager(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("LINES", "5")
    monkeypatch.setenv("PAGER", "sed s/^/paged:/")
    page("one\n" * 9)
    page("short\n")
    out = capfd.readouterr().out
    assert out.count("paged:one") == 9
    assert "paged:short" not in out
    assert "short" in out


@pytest.mark.parametrize("pager", ["", "cat", "/no/such/pager", "head -1"])
def test_a_pager_that_is_missing_or_leaves_early_is_no_failure(
    pager: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("PAGER", pager)
    page("line\n" * 50_000)
    assert "line" in capfd.readouterr().out
