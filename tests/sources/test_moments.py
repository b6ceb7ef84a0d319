"""Every printed form of ``tests/cases/dates/printed.tsv`` is read as it says there."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from search.sources.moments import moment
from search.sources.months import MONTHS

LINES = (Path(__file__).parent.parent / "cases" / "dates" / "printed.tsv").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("printed", "wanted"), CASES)
def test_printed_times(printed: str, wanted: str) -> None:
    found = moment(printed)
    assert (found.isoformat() if found else "") == wanted


@settings(deadline=None, max_examples=200)
@given(some.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2099, 1, 1), timezones=some.none()))  # noqa: DTZ001 - the strategy wants it without zone
def test_iso_is_read_as_written(time: datetime) -> None:
    assert moment(time.isoformat()) == time


@settings(deadline=None, max_examples=200)
@given(some.dates(min_value=date(1600, 1, 1), max_value=date(2099, 1, 1)), some.sampled_from(sorted(MONTHS)))
def test_every_name_of_a_month(day: date, name: str) -> None:
    wanted = date(day.year, MONTHS[name], min(day.day, 28))
    assert moment(f"{wanted.day}. {name} {wanted.year}") == wanted


@settings(deadline=None, max_examples=300)
@given(some.text(max_size=250))
def test_any_text_is_a_time_or_none(text: str) -> None:
    moment(text)
