"""What one record becomes: dates read or listed, damage mended, repeats and page furniture set aside with reasons."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from search.article import Origin, RawArticle, RawCaption, RawParagraph
from search.preparing import prepare

ORIGIN = Origin(path="/news/x")

DATES = [
    ("2024-05-06", date(2024, 5, 6)),
    ("20240506", date(2024, 5, 6)),
    ("2024/05/06", date(2024, 5, 6)),
    ("2024-05-06T10:30:00+02:00", datetime(2024, 5, 6, 10, 30, tzinfo=timezone(timedelta(hours=2)))),
    ("Mon, 06 May 2024 10:30:00 +0200", datetime(2024, 5, 6, 10, 30, tzinfo=timezone(timedelta(hours=2)))),
    ("26-FEB-1987 15:01:01.79", datetime(1987, 2, 26, 15, 1, 1)),  # noqa: DTZ001 - no zone is printed
    ("April 3, 2024", date(2024, 4, 3)),
    ("3. Mai 2024", date(2024, 5, 3)),
    ("13/04/2024", date(2024, 4, 13)),
]


@pytest.mark.parametrize(("printed", "meant"), DATES)
def test_dates_are_read(printed: str, meant: date) -> None:
    article = prepare(RawArticle(origin=ORIGIN, headline="H", published=printed)).article
    assert article.published == meant
    assert article.removals == ()


@pytest.mark.parametrize("printed", ["03/04/2024", "yesterday", "2024-13-45", "0001-01-01T00:00:00+14:00x", "May"])
def test_a_date_that_cannot_be_trusted_is_listed(printed: str) -> None:
    article = prepare(RawArticle(origin=ORIGIN, headline="H", published=printed)).article
    assert article.published is None
    assert [(removal.rule, removal.text) for removal in article.removals] == [("date", printed)]


STAMPED = (
    "Storm hits the coast\n{}\nThe storm hit the coast at noon and closed the harbour for hours, said its master.\n"
)


@pytest.mark.parametrize(
    ("stamp", "meant"),
    [
        ("Posted: Dec 9, 2021 / 05:20 PM CST", "2021-12-09T17:20:00-06:00"),
        ("Published 10:00 GMT, 3 September 2021", "2021-09-03T10:00:00+00:00"),
        ("Published on 23/05/2021", "2021-05-23"),
        ("Published on 03/05/2021", ""),
        ("Updated 20 minutes ago", ""),
    ],
)
def test_a_stamp_printed_in_a_dump_gives_its_time_with_the_zone(stamp: str, meant: str) -> None:
    published = prepare(RawArticle(origin=ORIGIN, text=STAMPED.format(stamp))).article.published
    assert (published.isoformat() if published else "") == meant


def test_of_a_place_kept_apart_and_a_printed_dateline_the_fuller_counts() -> None:
    def dateline(kept: str, printed: str) -> str:
        text = f"{printed} — The storm hit the coast at noon and closed the harbour for hours."
        made = prepare(RawArticle(origin=ORIGIN, headline="H", dateline=kept, paragraphs=(RawParagraph(text=text),)))
        assert made.article.dateline
        return f"{made.article.dateline.place}/{made.article.dateline.agency}"

    assert dateline("Sundwick", "SUNDWICK (AP)") == "SUNDWICK/AP"
    assert dateline("Norhaven", "SUNDWICK (AP)") == "Norhaven/"
    assert dateline("NORHAVEN (Reuters)", "NORHAVEN (AP)") == "NORHAVEN/Reuters"


def test_a_record_is_mended_field_by_field() -> None:
    raw = RawArticle(
        origin=ORIGIN,
        headline="The mayorâ€™s plan",
        captions=(RawCaption(text="A cafÃ© on the quay", credit="JosÃ© Prado/Reuters"),),
        paragraphs=(RawParagraph(text="It is â€œgoodâ€\x9d."), RawParagraph(text="Nothing else.")),
    )
    article = prepare(raw).article
    assert article.headline == "The mayor’s plan"
    assert (article.captions[0].text, article.captions[0].photographer) == ("A café on the quay", "José Prado")
    assert article.paragraphs[0].text == "It is “good”."
    assert {repair.place for repair in article.repairs} == {"headline", "caption 1", "paragraph 1"}


def test_a_record_loses_repeats_and_furniture_with_reasons() -> None:
    lead = "The harbour wall gave way in the night and the lower town was flooded."
    raw = RawArticle(
        origin=ORIGIN,
        headline="Wall gives way",
        paragraphs=tuple(RawParagraph(text=text) for text in (lead, "ADVERTISEMENT", lead, "Nobody was hurt.")),
    )
    article = prepare(raw).article
    assert [paragraph.text for paragraph in article.paragraphs] == [lead, "Nobody was hurt."]
    assert [(removal.place, removal.reason.partition(":")[0]) for removal in article.removals] == [
        ("paragraph 2", "boilerplate"),
        ("paragraph 3", "duplicate of paragraph 1"),
    ]


def test_a_dump_is_labelled_line_by_line() -> None:
    text = (
        "Wall gives way\nBy Ines Okafor\nPORT ELGIN (AP) 鈥 The wall gave way, the mayor said.\n\n"
        "ADVERTISEMENT\n鈥淲e will rebuild,鈥 she said.\n"
    )
    prepared = prepare(RawArticle(origin=ORIGIN, text=text))
    assert prepared.labels == ("headline", "byline", "dateline_lead", None, "boilerplate", "paragraph", None)
    assert [p.text for p in prepared.article.paragraphs] == [
        "PORT ELGIN (AP) — The wall gave way, the mayor said.",
        "“We will rebuild,” she said.",
    ]
    assert prepared.article.dateline is not None
    assert prepared.article.dateline.place == "PORT ELGIN"
