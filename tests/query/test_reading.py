"""Query text is read as the tables say: the query as understood, the warnings, and an error with its place."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from search.errors import OptionError, QueryError
from search.query import In, Limits, Phrase, Range, Word, parse, parse_pattern

FOLDER = Path(__file__).parent.parent / "cases" / "query" / "reading"
TODAY = date(2024, 8, 1)


def rows(name: str) -> list[list[str]]:
    """The lines of a table, cut at ``=>``."""
    lines = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["cases"].splitlines()
    return [[part.strip() for part in line.split("=> ")] for line in (f"{line} " for line in lines) if line.strip()]


UNDERSTOOD = rows("understood")
MALFORMED = rows("malformed")


@pytest.mark.parametrize("row", UNDERSTOOD, ids=[row[0] for row in UNDERSTOOD])
def test_understood(row: list[str]) -> None:
    text, wanted, *warning = row
    query = parse(text, today=TODAY)
    assert str(query.tree) == wanted
    assert parse(wanted, today=TODAY).tree == query.tree
    if warning:
        assert warning[0] in "; ".join(query.warnings)
    else:
        assert query.warnings == ()


@pytest.mark.parametrize("row", MALFORMED, ids=[row[0] for row in MALFORMED])
def test_malformed(row: list[str]) -> None:
    text, place, message, hint = row
    with pytest.raises(QueryError) as caught:
        parse(text, today=TODAY)
    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert error.hint or not hint
    assert text[error.start : error.end] == place.strip("␣")
    line, carets, _ = error.pointed().split("\n")
    assert line == text
    assert carets == " " * error.start + "^" * (error.end - error.start)


def test_there_are_enough_malformed_queries() -> None:
    assert len(MALFORMED) >= 60


def test_no_hint_leads_into_the_next_error() -> None:
    """A did-you-mean names something that exists."""
    for text in ("captoin:flood", "hedline:flood", "atlest3(flood)"):
        with pytest.raises(QueryError) as caught:
            parse(text)
        meant = caught.value.hint.removeprefix("did you mean ").removesuffix("?")
        parse(f"{meant}:flood" if ":" in text else f"{meant}3(flood)")


def test_of_a_long_query_the_part_around_the_place_is_shown() -> None:
    words = " ".join(f"word{number}" for number in range(99))
    for text in (f"captoin:x {words}", f"{words} captoin:x {words}", f"{words} captoin:x", f"{words} AND"):
        with pytest.raises(QueryError) as caught:
            parse(text)
        line, carets, _ = caught.value.pointed(width=40).split("\n")
        assert len(line) <= 40
        assert line[carets.index("^") : len(carets)] == text[caught.value.start : caught.value.end]
        assert line.removeprefix("...").removesuffix("...") in text


def test_wide_letters_are_pointed_at_where_they_stand() -> None:
    def cells(text: str) -> int:
        return sum(1 + (letter > "\u2e00") for letter in text)

    with pytest.raises(QueryError) as caught:
        parse("東京 captoin:大阪 " + "東京 " * 99)
    line, carets, _ = caught.value.pointed(40, cells).split("\n")
    assert cells(line) <= 40
    assert carets == " " * cells("東京 ") + "^" * len("captoin")


# --- parameters


def test_the_query_keeps_its_text_and_fields() -> None:
    query = parse("Flood", fields=["title", "HEADLINE", "lead"])
    assert query.text == "Flood"
    assert query.fields == ("headline", "lead")
    assert query.tree == Word(form="flood")


@pytest.mark.parametrize("fields", [["captoin"], ["date"], []])
def test_words_are_looked_for_in_text_fields(fields: list[str]) -> None:
    with pytest.raises(OptionError):
        parse("flood", fields=fields)


def test_any_of_the_words() -> None:
    def read(text: str) -> str:
        return str(parse(text, default="or").tree)

    assert read("flood dam") == "flood OR dam"
    assert read("flood dam AND river") == "flood OR (dam AND river)"
    assert read("flood dam -river") == "(flood OR dam) AND NOT river"
    assert read("-flood -dam") == "NOT flood AND NOT dam"
    assert read("flood dam date:2024-07-01") == "(flood OR dam) AND date:2024-07-01"
    assert read("flood caption:* (lang:en OR lang:fr)") == "flood AND caption:* AND (lang:en OR lang:fr)"
    assert read("caption:flood (dam date:2024-07-01)") == "caption:flood OR (dam AND date:2024-07-01)"
    assert read("words:5 lang:en") == "words:5 AND lang:en"
    assert read("flood") == "flood"
    assert read("flood AND dam") == "flood AND dam"
    assert read("flood w/5 dam river") == "(flood w/5 dam) OR river"


def test_today_is_taken_once() -> None:
    tree = parse("date:today").tree
    assert isinstance(tree, Range)
    assert tree.low == tree.high
    assert tree.low is not None
    assert abs(tree.low - date.today().toordinal()) <= 1  # noqa: DTZ011


def test_months_back_end_with_a_short_month() -> None:
    assert str(parse("date:-1m", today=date(2024, 3, 31)).tree) == "date:2024-02-29"
    assert str(parse("date:-1y", today=date(2024, 2, 29)).tree) == "date:2023-02-28"


def test_nodes_know_their_place() -> None:
    text = '  flood  (caption:"river bank" OR x)'
    tree = parse(text).tree
    texts = []
    level = [tree]
    while level:
        node = level.pop()
        level += node.operands
        texts.append((type(node).__name__, text[slice(*node.at)]))
    assert ("In", 'caption:"river bank"') in texts
    assert ("Phrase", '"river bank"') in texts
    assert ("Word", "river") in texts
    assert ("Or", 'caption:"river bank" OR x') in texts
    assert ("And", text.strip()) in texts


# --- limits


def refused(text: str, limits: Limits) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text, limits=limits)
    return caught.value


def test_a_limit_names_what_it_counts() -> None:
    assert "the limit is 9" in refused("0123456789", Limits(length=9)).message
    assert "the limit is 9" in refused("a0123456789", Limits(word=9)).message
    assert "3 words, the limit is 2" in refused('"a b c"', Limits(phrase=2)).message
    assert "not between 1 and 4" in refused("a w/5 b", Limits(number=4)).message
    assert "more than 3 deep" in refused("((((a))))", Limits(depth=3)).message


def test_at_the_limit_all_is_well() -> None:
    assert parse("012345678", limits=Limits(length=9, word=9)).tree == Word(form="012345678")
    assert isinstance(parse('"a b"', limits=Limits(phrase=2)).tree, Phrase)
    assert str(parse("(((a)))", limits=Limits(depth=3)).tree) == "a"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 2000 + "a" + ")" * 2000,
        "NOT " * 1000 + "a",
        "-" * 4000 + "a",
        "a" + " w/1 a" * 600,
        "caption:" * 500 + "a",
        "caps(" * 500 + "a" + ")" * 500,
        "(a OR " * 600 + "a" + ")" * 600,
        "(a w/1 b w/1 c w/1 d w/1 " * 100 + "e" + ")" * 100,
    ],
)
def test_deep_queries_are_an_error_not_a_crash(text: str) -> None:
    assert "deep" in refused(text, Limits(length=10**6)).message


def test_long_queries_are_read_in_no_time() -> None:
    for text in (
        '"' + "a " * 250 + '"',
        "a " * 2000,
        "a* " * 1300,
        "ab-" * 80,
        "a OR " * 800 + "a",
        "*?" * 120,
        "~" * 4000,
    ):
        with suppress(QueryError):
            parse(text)


def test_many_operands_are_one_node() -> None:
    tree = parse("a OR " * 800 + "a").tree
    assert len(tree.operands) == 801


def test_the_fields_of_a_group_end_with_it() -> None:
    tree = parse("date:2024 flood caption:(a b) *").tree
    assert str(tree) == "date:2024-01-01..2024-12-31 AND flood AND caption:(a AND b) AND *"
    assert sum(isinstance(node, In) for node in tree.operands) == 1


# --- the beginning of a word


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("flo", "flo*"),
        (" FLO ", "flo*"),
        ("Élan", "elan*"),
        ("O'Br", "obr*"),
        ("U.S.", "us*"),
        ("f?o*d", "f?o*d"),
        ("*mp", "*mp"),
        ("", "*"),
        ("*", "*"),
        ("=flo", "flo*"),
        ("東京", "東京"),
        ("東", "東*"),
    ],
)
def test_the_beginning_of_a_word(text: str, pattern: str) -> None:
    assert parse_pattern(text) == pattern


@pytest.mark.parametrize("text", ["a b", "pre-elec", '"a', "-a", "caption:a", "date:2024", "a OR b", "flood~", "("])
def test_anything_else_is_no_beginning_of_a_word(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_pattern(text)
    assert caught.value.pointed()
