from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import BadRecord, Origin, RawArticle
from search.errors import OptionError
from search.sources import ReadOptions, records
from search.sources.languages import language_code
from search.sources.markup import fragment, plain
from search.sources.paragraphs import paragraphs_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["title", "body", "text", "authors", "captions", "images", "date", "source", "url", "language"])


def article(record: dict[str, Any], **mapping: str) -> RawArticle:
    found = records.article(record, Origin(path="x"), ReadOptions(mapping=mapping))
    assert isinstance(found, RawArticle)
    return found


@given(st.dictionaries(KEYS | st.text(max_size=5), JSON, max_size=6))
@settings(deadline=None, max_examples=200)
def test_any_object_is_an_article_or_a_reason(record: dict[str, Any]) -> None:
    found = records.article(record, Origin(path="x"), ReadOptions())
    assert isinstance(found, BadRecord) or (found.headline or found.paragraphs or found.captions or found.standfirst)


@given(st.lists(st.dictionaries(KEYS | st.sampled_from(["id", "URL", "Id"]), JSON, max_size=5), max_size=4))
@settings(deadline=None, max_examples=100)
def test_what_is_remembered_of_one_record_does_not_touch_the_next(found: list[dict[str, Any]]) -> None:
    remembered = records.Names({"headline": "title"})
    for record in [*found, *found]:
        fresh = records.Names({"headline": "title"})
        assert repr(remembered.values(record)) == repr(fresh.values(record))
        assert remembered.record_id(record) == fresh.record_id(record)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One stands here.\nTwo stands here.", ["One stands here.", "Two stands here."]),
        (
            "  A line that was\nbroken at a width.\n    The next begins\nindented.",
            ["A line that was broken at a width.", "The next begins indented."],
        ),
        ("One.\r\n \r\nTwo.", ["One.", "Two."]),
        ("", []),
    ],
)
def test_bodies_in_one_string(body: str, wanted: list[str]) -> None:
    assert paragraphs_of(body) == wanted


@given(st.text(st.sampled_from("ab. \n\t"), max_size=60))
def test_no_word_of_a_body_is_lost(body: str) -> None:
    assert " ".join(paragraphs_of(body)).split() == body.split()


@given(st.text(st.sampled_from("<>/pbr&; !-abc\n"), max_size=60))
def test_any_markup_is_read(text: str) -> None:
    fragment(text)
    plain(text)


def test_a_summary_that_repeats_the_story_is_none() -> None:
    record = {"title": "a", "text": "It rained all day. Then it stopped.", "description": "It rained all day…"}
    assert article(record).standfirst == ""
    assert article(record | {"description": "A wet day"}).standfirst == "A wet day"


def test_an_address_is_no_name_and_a_name_no_address() -> None:
    found = article({"title": "a", "source": "https://ledger.example/a", "sitename": "Coastal Ledger"})
    assert (found.source, found.url) == ("Coastal Ledger", "https://ledger.example/a")


def test_maps_reach_inside_and_count_before_known_names() -> None:
    record = {"title": "no", "meta": {"heads": ["no", "yes"]}}
    assert article(record, headline="meta.heads.1").headline == "yes"
    with pytest.raises(OptionError, match="no field"):
        article(record, colour="title")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1700000000, "2023-11-14T22:13:20+00:00"),
        (1700000000000, "2023-11-14T22:13:20+00:00"),
        (1999, "1999"),
        (1e300, ""),
    ],
)
def test_numbers_as_times(value: float, wanted: str) -> None:
    assert records.when(value) == wanted


@pytest.mark.parametrize(
    ("named", "wanted"),
    [("en-GB", "en"), ("DE", "de"), ("English", "en"), ("FRENCH; FRANÇAIS", "fr"), ("deu", "de"), ("", ""), ("??", "")],
)
def test_languages(named: str, wanted: str) -> None:
    assert language_code(named) == wanted
