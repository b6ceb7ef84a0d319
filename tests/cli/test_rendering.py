"""Formats of output: exact for programs, harmless for terminals and spreadsheets, and as documented."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from search.article import Article, Caption, Paragraph
from search.cli import messages
from search.cli.rendering import FORMATS, PHOTO_FORMATS, FormatName, records, render, render_photos, sheet
from search.cli.rendering.explanations import score_json
from search.cli.rendering.hits import caption_notes
from search.cli.rendering.hits import text as hits_text
from search.cli.rendering.web import article_page, part_page
from search.cli.terminal import HOSTILE, cells, printable
from search.engines import Explanation
from search.errors import QueryError
from search.hits import Clause, Form, Hit, Passage, Photo, Photos, Results, Suggestion

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
    return Results(
        query="gull*",
        total=4,
        hits=(hit,),
        facets={"source": (("Coastal Ledger", 4),)},
        suggestions=(Suggestion(query="gulls", total=3),),
        clauses=(
            Clause(
                query="gull*", depth=0, articles=4, fields=("caption",), forms=(Form("gulls", 4, 9),), total_forms=1
            ),
        ),
        seconds=0.01,
    )


def photos(text: str = "Gulls on the quay", headline: str = "Gulls") -> Photos:
    article = results(text, headline).hits[0].article
    marks = ((0, 5),) if len(text) >= 5 else ()
    photo = Photo(rank=1, score=1.5, article=article, number=1, marks=marks, credit_marks=((0, 3),))
    return Photos(query="gull*", total=2, hits=(photo,), seconds=0.01)


class Reader(HTMLParser):
    """What a browser would make of a page: its tags, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= {"id", "lang", "class", "charset"}
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANY_TEXT)
@settings(deadline=None, max_examples=300)
def test_json_is_exact_and_harmless(text: str) -> None:
    printed = render(results(text), "json")
    assert not HOSTILE.search(printed)
    passages = json.loads(printed)["hits"][0]["passages"]
    assert passages[1]["text"] == text
    assert passages[1]["caption"].get("text", "") == text
    facet, line, rest = render(results(text), "jsonl").split("\n")
    assert json.loads(facet) == {
        "schema": "news-archive-search/facet/1",
        "facet": "source",
        "values": [{"value": "Coastal Ledger", "count": 4}],
    }
    assert not rest
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


@given(ANY_TEXT)
@settings(deadline=None, max_examples=100)
def test_a_sheet_without_hits_is_that_of_the_counts(value: str) -> None:
    counts = replace(results(), hits=(), facets={"source": ((value, 4),), "year": (("2019", 3), ("2020", 1))})
    printed = render(counts, "csv")
    assert not HOSTILE.search(printed)
    header, source, *years = csv.reader(io.StringIO(printed))
    assert tuple(header) == sheet.FACET_COLUMNS
    assert source == ["source", printable(sheet.cell(value)), "4"]
    assert years == [["year", "2019", "3"], ["year", "2020", "1"]]


@given(ANY_TEXT | st.sampled_from(["<script>x</script>", "a & b", '"><img src=x>', "</article>"]))
@settings(deadline=None, max_examples=300)
def test_html_is_escaped_and_keeps_the_text(text: str) -> None:
    article = results(text, headline=text, source=text).hits[0].article
    marks = {("caption", 1): ((0, 1),) if text else (), ("headline", 1): ()}
    pages = (
        render(results(text, headline=text, source=text), "html"),
        render_photos(photos(text, headline=text), "html"),
        article_page(article, marks),
        part_page(article, "c", 1, marks),
        part_page(article, "p", 1, {}),
        part_page(article, "h", 1, marks),
    )
    for page in pages:
        assert not HOSTILE.search(page)
        read = Reader(page)
        assert read.tags <= {
            "html", "head", "meta", "title", "body", "article", "h1", "h2", "p", "b", "mark", "figure", "figcaption",
            "cite", "small", "table", "caption", "tr", "td",
        }  # fmt: skip
        assert printable(text) in read.text


@given(ANY_TEXT)
@settings(deadline=None, max_examples=200)
def test_photos_are_exact_and_harmless(text: str) -> None:
    found = photos(text, headline=text)
    for name in PHOTO_FORMATS:
        assert not HOSTILE.search(render_photos(found, name))
    assert json.loads(render_photos(found, "json"))["hits"][0]["text"] == text
    (line,) = render_photos(found, "jsonl").splitlines()
    assert json.loads(line)["headline"] == text
    header, row = csv.reader(io.StringIO(render_photos(found, "csv")))
    assert tuple(header) == sheet.PHOTO_COLUMNS
    assert len(row) == len(header)
    assert not any(cell.startswith(sheet.FORMULA) for cell in row)


def test_a_photo_shows_what_is_known_of_it() -> None:
    assert render_photos(photos(), "text") == (
        "2 captions; 1 to 1; more: --offset 1\n\n"
        "1. *Gulls* on the quay\n"
        "  Photo: *Lea* Brandt/Reuters\n"
        "  photographer: Lea Brandt\n"
        "  taken 2021-05-02\n"
        "  Gulls | Coastal Ledger | no date | id abc#c1\n"
    )


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
    assert isinstance(render(Results(query="x", total=0, hits=()), name), str)
    assert isinstance(render_photos(Photos(query="x", total=0, hits=()), name), str)


def test_the_table_of_formats_is_the_type_the_option_has() -> None:
    for table in (FORMATS, PHOTO_FORMATS):
        assert set(table) - {"raw csv"} == set(get_args(FormatName))


def test_every_key_of_the_json_is_documented() -> None:
    documented = set(re.findall(r'"(\w+)"', records.__doc__ or ""))
    answer = json.loads(render(results(), "json"))
    hit = answer["hits"][0]
    used = {*answer, *hit, *hit["passages"][1], *hit["passages"][1]["caption"], *answer["facets"]["source"][0]}
    clause = answer["clauses"][0]
    used |= {*clause, *clause["forms"][0], *answer["suggestions"][0]}
    photographs = json.loads(render_photos(photos(), "json"))
    used |= {*photographs, *photographs["hits"][0], *json.loads(score_json("abc", Explanation(name="x", value=1)))}
    assert used <= documented
    assert answer["schema"] == "news-archive-search/results/1"
    assert answer["schema"] in (records.__doc__ or "")


@pytest.mark.parametrize(
    ("credit", "shown"),
    [("Lea Brandt/Reuters", "Photo: Lea Brandt/Reuters"), ("Picture: Lea Brandt", "Picture: Lea Brandt"), ("", "")],
)
def test_a_credit_has_one_label(credit: str, shown: str) -> None:
    assert caption_notes(Caption(text="Gulls", credit=credit)) == shown


def test_a_long_query_is_pointed_into_within_the_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "東京 " * 30 + "captoin:x" + " 大阪" * 30
    messages.fail(QueryError("unknown field captoin", text=text, start=90, end=97))
    line, carets, _ = capsys.readouterr().err.splitlines()
    assert cells(line) <= 40
    assert carets == " " * cells(line.partition("captoin")[0]) + "^" * len("captoin")
