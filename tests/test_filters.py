"""Options that make no sense are refused with what to do; those that choose articles become conditions."""

from __future__ import annotations

from datetime import date

import pytest

from search.errors import OptionError
from search.filters import check_facets, check_fields, check_numbers, check_recency, filtered, filters
from search.query import And, Everything, Range, Word

TODAY = date(2024, 8, 1)


def chosen(since: str = "", until: str = "", source: str = "", section: str = "") -> dict[str, str]:
    found = filters(since=since, until=until, source=source, section=section, today=TODAY)
    return {name: str(tree) for name, tree in found.items()}


def test_options_that_make_sense_pass() -> None:
    check_fields(("headline", "TITLE", "lead"))
    check_facets(("year", "source"))
    check_numbers(limit=None, offset=0)
    check_recency(None)
    check_recency(0.5)


@pytest.mark.parametrize("fields", [("captoin",), ("headline", "date")])
def test_words_are_in_text_fields(fields: tuple[str, ...]) -> None:
    with pytest.raises(OptionError, match=fields[-1]):
        check_fields(fields)


def test_an_unknown_facet_names_those_there_are() -> None:
    with pytest.raises(OptionError, match="facets are: "):
        check_facets(("colour",))


def test_numbers_are_not_below_zero() -> None:
    with pytest.raises(OptionError, match="offset is below zero: -1"):
        check_numbers(limit=3, offset=-1)


@pytest.mark.parametrize("days", [0, -1, float("nan"), float("inf")])
def test_recency_is_a_time(days: float) -> None:
    with pytest.raises(OptionError, match="recency"):
        check_recency(days)


def test_conditions_are_the_languages_own() -> None:
    assert chosen() == {}
    assert chosen(since="2019", until="2020-02") == {"date": "date:2019-01-01..2020-02-29"}
    assert chosen(since="-1d") == {"date": "date:2024-07-31.."}
    assert chosen(source="Coastal Ledger", section="Local") == {
        "source": 'source:="coastal ledger"',
        "section": "section:=local",
    }
    assert chosen(source='The "Post"')["source"] == 'source:="the post"'


@pytest.mark.parametrize("wrong", [{"since": "soon"}, {"since": "2021", "until": "2019"}, {"source": '"'}])
def test_a_condition_without_a_meaning_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(OptionError, match="makes no sense"):
        chosen(**wrong)


def test_conditions_are_added_to_the_tree() -> None:
    word, days = Word(form="flood"), Range(field="date", low=1, high=None)
    assert filtered(word, ()) == word
    assert filtered(word, (days, Everything())) == And(children=(word, days, Everything()))
