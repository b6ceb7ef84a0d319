"""Queries of other databases become ours as the tables say, with a warning wherever the meaning differs."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import OptionError, QueryError
from search.query import Limits, parse
from search.query.dialects import DIALECTS, read

FOLDER = Path(__file__).parent.parent / "cases" / "query" / "dialects"
TODAY = date(2024, 8, 1)


def rows(name: str) -> list[list[str]]:
    lines = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["cases"].strip().splitlines()
    return [[name, *(part.strip() for part in line.split(" => "))] for line in lines]


ROWS = [row for name in DIALECTS for row in rows(name)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_row(row: list[str]) -> None:
    dialect, text, wanted, *warning = row
    if wanted.startswith("!"):
        with pytest.raises(QueryError) as caught:
            read(text, dialect, today=TODAY)
        assert wanted[1:] in caught.value.message
        assert caught.value.hint or "not between" in wanted
        assert 0 <= caught.value.start < len(text)
        return
    query = read(text, dialect, today=TODAY)
    assert str(query.tree) == wanted
    assert str(parse(wanted).tree) == wanted
    if warning:
        assert warning[0] in "; ".join(query.warnings)
    else:
        assert query.warnings == ()


def test_an_unknown_dialect_is_an_option_error() -> None:
    with pytest.raises(OptionError):
        read("oil", "lexis")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_limits_hold(dialect: str) -> None:
    for text in ("(" * 100 + "a" + ")" * 100, "a same " * 200 + "a", "a w/5 " * 200 + "a", "a" * 300, "x" * 5000):
        with pytest.raises(QueryError):
            read(text, dialect, limits=Limits())


PIECES = [
    *(
        "oil",
        "gas",
        " ",
        " ",
        "(",
        ")",
        '"',
        "and",
        "or",
        "not",
        "and not",
        "w/5",
        "near5",
        "same",
        "/f5/",
        "/s",
        "!",
        "*",
        "$2",
    ),
    *(
        "hlead(",
        "caps(",
        "atleast3(",
        "atleast3 ",
        "hlp=",
        "hd=",
        "ns=",
        "date",
        "aft",
        "from",
        "to",
        "20240701",
        "1/2/2024",
    ),
    *("date -7", "wc>5", "length > 5", "=", "~", "^2", "漢字", "“", "/", "&", "w/seg", "?", "$", "0", "99999999999999"),
]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_any_text_is_answered(dialect: str) -> None:
    @settings(deadline=None, max_examples=300)
    @given(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=12).map(" ".join))
    def check(text: str) -> None:
        try:
            printed = str(read(text, dialect, today=TODAY).tree)
        except QueryError as error:
            place = (error.start, error.end)
        else:
            assert str(parse(printed, today=TODAY).tree) == printed
            return
        assert 0 <= place[0] < place[1] <= len(text) + 1

    check()
