"""Formats of output: exact for programs, harmless for terminals and spreadsheets, and as documented."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import Article, Caption, Paragraph
from search.cli.rendering import FORMATS, FormatName, records, render, sheet
from search.cli.rendering.hits import text as hits_text
from search.cli.terminal import HOSTILE
from search.hits import Hit, Passage, Results

ANY_TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('=+-@\t\r\n"\x1b\x9b\u202e')))


def results(text: str = "Gulls on the quay", headline: str = "Gulls", source: str = "Coastal Ledger") -> Results:
    caption = Caption(text=text, credit="Lea Brandt/Reuters", photographer="Lea Brandt", shot=date(2021, 5, 2))
    article = Article(
        id="abc", headline=headline, source=source, captions=(caption,), paragraphs=(Paragraph(text=text),), url="u"
    )
    marks = ((0, 5),) if len(text) >= 5 else ()
    passages = (
        Passage(place="headline", number=1, text=headline, marks=()),
        Passage(place="caption", number=1, text=text, marks=marks, caption=caption),
        Passage(place="credit", number=1, text=caption.credit, marks=((0, 3),), caption=caption),
        Passage(place="paragraph", number=1, text=text, marks=marks, offset=7, whole=False),
    )
    hit = Hit(rank=1, score=1.5, article=article, passages=passages, more=2)
    return Results(query="gull*", total=4, hits=(hit,), facets={"source": (("Coastal Ledger", 4),)}, seconds=0.01)


@given(ANY_TEXT)
@settings(deadline=None, max_examples=300)
def test_json_is_exact_and_harmless(text: str) -> None:
    printed = render(results(text), "json")
    assert not HOSTILE.search(printed)
    passages = json.loads(printed)["hits"][0]["passages"]
    assert passages[1]["text"] == text
    assert passages[1]["caption"].get("text", "") == text
    line = render(results(text), "jsonl")
    assert line.count("\n") == 1
    assert json.loads(line)["passages"][1]["text"] == text


@given(ANY_TEXT)
@settings(deadline=None, max_examples=300)
def test_no_cell_of_a_sheet_is_a_formula(text: str) -> None:
    printed = render(results(text, headline=text, source=text), "csv")
    assert not HOSTILE.search(printed)
    rows = list(csv.reader(io.StringIO(printed)))
    assert len(rows) == 2
    assert tuple(rows[0]) == sheet.COLUMNS
    assert len(rows[1]) == len(sheet.COLUMNS)
    assert not any(cell.startswith(sheet.FORMULA) for cell in rows[1])


def test_raw_csv_leaves_cells_alone() -> None:
    risky = results(headline="=1+1")
    assert "'=1+1" in render(risky, "csv")
    assert "'=1+1" not in sheet.raw_csv_text(risky)


@given(ANY_TEXT)
@settings(deadline=None, max_examples=200)
def test_text_holds_nothing_that_steers_a_terminal(text: str) -> None:
    assert not HOSTILE.search(hits_text(results(text, headline=text, source=text)))


def test_text_shows_a_caption_as_a_caption_with_its_credit() -> None:
    shown = hits_text(results())
    assert "  caption 1: *Gulls* on the quay\n" in shown
    assert "  credit 1: *Lea* Brandt/Reuters\n" in shown
    assert "taken 2021-05-02" in shown
    assert "  paragraph 1: ... *Gulls* on the quay ..." in shown
    assert "... and 2 more places" in shown


def test_a_credit_alone_brings_its_caption() -> None:
    hit = results().hits[0]
    only = Hit(rank=1, score=1.0, article=hit.article, passages=(hit.passages[2],))
    shown = hits_text(Results(query="lea", total=1, hits=(only,)))
    assert "credit 1: *Lea* Brandt/Reuters\n    caption 1: Gulls on the quay\n" in shown


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_nothing(name: FormatName) -> None:
    empty = Results(query="x", total=0, hits=())
    assert isinstance(render(empty, name), str)


def test_the_table_of_formats_is_the_type_the_option_has() -> None:
    assert tuple(FORMATS) == get_args(FormatName)


def test_every_key_of_the_json_is_documented() -> None:
    documented = set(re.findall(r'"(\w+)"', records.__doc__ or ""))
    answer = json.loads(render(results(), "json"))
    hit = answer["hits"][0]
    used = {*answer, *hit, *hit["passages"][1], *hit["passages"][1]["caption"], *answer["facets"]["source"][0]}
    assert used <= documented
    assert answer["schema"] == "news-archive-search/results/1"
    assert answer["schema"] in (records.__doc__ or "")
