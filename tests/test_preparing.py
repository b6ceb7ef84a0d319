"""A record becomes an article: what is kept, what is left out and listed, and that no shortcut changes a thing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import Article, Origin, RawArticle, RawCaption, RawParagraph
from search.cleaning import RULES, clean, clean_fields, needs_cleaning
from search.preparing import prepare

ORIGIN = Origin(path="wire.jsonl", record="1", format="jsonl")
FIRST = "The ferry to Port Alder was late on Monday, and nobody on the quay could say why it was."
SECOND = "“We have waited since noon,” said Ann Smith, who had come with three children and a dog."

ODD = st.text(st.sampled_from("aé“”’— \t\n\r\x0b\x0c\x1c\x1f\x85\xa0\u2028\ud800\udc00\xad鈥淪Ã©&#39;amp"), max_size=20)


def record(*texts: str, **given: Any) -> RawArticle:
    return RawArticle(origin=ORIGIN, paragraphs=tuple(RawParagraph(text=text) for text in texts), **given)


def article(raw: RawArticle) -> Article:
    return prepare(raw).article


def test_a_sound_record_comes_through_as_it_is() -> None:
    made = article(record(FIRST, SECOND, headline="Ferry late again", source="Alder Post", published="2024-03-05"))
    assert made.headline == "Ferry late again"
    assert [paragraph.text for paragraph in made.paragraphs] == [FIRST, SECOND]
    assert (made.repairs, made.removals, made.gaps) == ((), (), 0)
    assert made.day == date(2024, 3, 5)
    assert made.origins == (ORIGIN,)


def test_each_field_is_repaired_and_named_as_its_place() -> None:
    raw = RawArticle(
        origin=ORIGIN,
        headline="Mayor&#39;s ferry late",
        authors=("Nicolás Peña".encode().decode("latin-1"),),
        captions=(RawCaption(text="The quay.", credit="Ann\u200b Smith"), RawCaption(text="The mayor鈥檚 ferry.")),
        paragraphs=(RawParagraph(text=FIRST), RawParagraph(text=SECOND.encode().decode("gbk", "ignore"))),
    )
    made = article(raw)
    assert made.headline == "Mayor's ferry late"
    assert made.authors == ("Nicolás Peña",)
    assert [caption.text for caption in made.captions] == ["The quay.", "The mayor’s ferry."]
    assert made.captions[0].photographer == "Ann Smith"
    assert made.paragraphs[1].text == SECOND
    assert {repair.place for repair in made.repairs} == {"headline", "byline", "caption 1", "caption 2", "paragraph 2"}


def test_damage_in_one_field_is_evidence_for_another() -> None:
    weak = "Voyage 脿 Lyon"
    assert clean(weak).text == weak
    (text, _), repairs = clean_fields([("headline", weak), ("paragraph 1", SECOND.encode().decode("gbk", "ignore"))])
    assert text == "Voyage à Lyon"
    assert {repair.place for repair in repairs} == {"headline", "paragraph 1"}


def test_furniture_and_repeats_go_and_are_listed() -> None:
    made = article(record(FIRST, "ADVERTISEMENT", SECOND, FIRST))
    assert [paragraph.text for paragraph in made.paragraphs] == [FIRST, SECOND]
    assert [(removal.place, removal.rule) for removal in made.removals] == [
        ("paragraph 2", "boilerplate"),
        ("paragraph 4", "duplicate"),
    ]


def test_what_this_package_wrote_is_not_sifted_again() -> None:
    made = article(record(FIRST, "Read more", SECOND, FIRST, id="abcdefghjkmn"))
    assert len(made.paragraphs) == 4


def test_gaps_are_counted_and_never_filled() -> None:
    made = article(record("The from 85% of boats came in.", "Observers have said ."))
    assert made.gaps == 2
    assert made.paragraphs[1].text == "Observers have said ."


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024-08-02", date(2024, 8, 2)),
        ("20240802", date(2024, 8, 2)),
        ("2024-08-02T10:00:00Z", datetime(2024, 8, 2, 10, tzinfo=UTC)),
        ("Fri, 02 Aug 2024 10:00:00 +0000", datetime(2024, 8, 2, 10, tzinfo=UTC)),
        ("26-FEB-1987", date(1987, 2, 26)),
        ("2 August 2024", date(2024, 8, 2)),
        ("03/04/2024", None),
        ("", None),
    ],
)
def test_dates(printed: str, day: date | None) -> None:
    made = article(record(FIRST, published=printed))
    assert made.published == day
    assert [removal.rule for removal in made.removals] == (["date"] if printed and day is None else [])


@settings(deadline=None, max_examples=300)
@given(st.lists(ODD | st.sampled_from([FIRST, SECOND]) | st.text(max_size=30), max_size=5))
def test_sound_fields_are_told_by_one_look_at_all(texts: list[str]) -> None:
    joined = "\n".join(texts)
    if not needs_cleaning(joined):
        assert [clean(text).text for text in texts] == texts
        assert not any(rule.edits(text) for rule in RULES for text in [joined, *texts])
        assert clean_fields([("headline", text) for text in texts]) == (texts, ())


@settings(deadline=None, max_examples=200)
@given(st.lists(ODD | st.text(max_size=30), min_size=1, max_size=5))
def test_fields_stay_apart_whatever_they_hold(texts: list[str]) -> None:
    made, repairs = clean_fields([(f"paragraph {number}", text) for number, text in enumerate(texts)])
    assert [text.count("\n") for text in made] == [text.count("\n") for text in texts]
    changed = {f"paragraph {number}" for number, text in enumerate(texts) if made[number] != text}
    assert changed <= {repair.place for repair in repairs}


@settings(deadline=None, max_examples=100)
@given(st.lists(ODD | st.sampled_from([FIRST, SECOND, "ADVERTISEMENT"]), max_size=6))
def test_no_text_is_lost(texts: list[str]) -> None:
    made = article(record(*texts))
    whole = [paragraph.text for paragraph in made.paragraphs] + [removal.text for removal in made.removals]
    assert sorted(text.strip() for text in whole) == sorted(
        text.strip() for text in clean("\n".join(texts)).text.split("\n") if text.strip()
    ) or any("\n" in text for text in texts)
