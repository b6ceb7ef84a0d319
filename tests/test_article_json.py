"""An article's JSON: nothing is lost on the way out and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from search.article import Article, Caption, Dateline, Origin, Paragraph, Removal, Repair
from search.article_json import SCHEMA, completed, content, from_json, read, tail, text_digest, to_json

FULL = Article(
    id="a1b2",
    headline="Harbour wall gives way",
    byline="Ines Okafor and Tomás Reyes",
    authors=("Ines Okafor", "Tomás Reyes"),
    dateline=Dateline(place="PORT ELGIN", agency="AP", day="Jan. 5", printed="PORT ELGIN, Jan. 5 (AP) —"),
    captions=(Caption(text="FILE - The wall", credit="AP Photo/Lea Brandt", filephoto=True, shot=date(2023, 12, 1)),),
    paragraphs=(Paragraph(text="The wall fell.", kind="lead"), Paragraph(text="Nobody was hurt.")),
    section="Harbour",
    source="Coastal Ledger",
    url="https://example.org/wall",
    published=datetime(2024, 1, 5, 9, 30, tzinfo=timezone(timedelta(hours=2))),
    language="en",
    added=datetime(2024, 1, 6, tzinfo=UTC),
    origins=(Origin(path="/news/wall.txt", format="text", encoding="utf-8", sha256="00"),),
    repairs=(Repair(rule="mojibake.gbk", place="line 2", before="鈥", after="—", uncertain=True),),
    removals=(Removal(rule="boilerplate", place="line 9", text="ADVERTISEMENT", reason="ad marker"),),
    gaps=1,
)


@pytest.mark.parametrize("article", [FULL, Article(id="x"), Article(id="y", published=date(1999, 12, 31))])
def test_out_and_back_is_the_same(article: Article) -> None:
    assert from_json(json.loads(json.dumps(to_json(article)))) == article


@pytest.mark.parametrize("article", [FULL, Article(id="x"), Article(id='"y"', published=date(1999, 12, 31))])
def test_what_is_stored_is_read_as_it_was(article: Article) -> None:
    stored = completed(tail(article), article.id, article.added)
    assert read(stored) == replace(article, origins=())
    assert from_json(json.loads(stored)) == replace(article, origins=())
    assert json.loads(stored) == {key: value for key, value in to_json(article).items() if key != "origins"}


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.integers(0, 9))
def test_any_text_is_read_as_it_was(text: str, gaps: int) -> None:
    article = Article(id="x", headline=text, paragraphs=(Paragraph(text=text, kind="note"),), source=text, gaps=gaps)
    assert read(completed(tail(article), "x", None)) == article


def test_what_an_earlier_version_left_out_is_empty() -> None:
    earlier = f'{{"schema": "{SCHEMA}", "id": "x", "repairs": [{{"rule": "invisible", "place": "line 1"}}]}}'
    assert read(earlier).repairs == (Repair(rule="invisible", place="line 1", before="", after=""),)


def test_another_schema_is_not_read() -> None:
    with pytest.raises(ValueError, match="article/9"):
        read('{"schema": "news-archive-search/article/9", "id": "x"}')


def test_empty_parts_come_back() -> None:
    article = Article(
        id="x",
        captions=(Caption(text=""),),
        paragraphs=(Paragraph(text=""),),
        origins=(Origin(path=""),),
        repairs=(Repair(rule="invisible", place="line 1", before="\x07", after=""),),
        removals=(Removal(rule="", place="", text="", reason=""),),
    )
    assert from_json(to_json(article)) == article


def test_empty_values_are_left_out() -> None:
    assert to_json(Article(id="x", headline="H")) == {"schema": SCHEMA, "id": "x", "headline": "H"}


def test_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="article/9"):
        from_json({"schema": "news-archive-search/article/9", "id": "x"})


def test_content_ignores_history_and_sees_text() -> None:
    moved = from_json({**to_json(FULL), "id": "z", "origins": [], "added": "2025-01-01T00:00:00+00:00"})
    assert content(moved) == content(FULL)
    assert content(from_json({**to_json(FULL), "section": "News"})) != content(FULL)


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab \t\n\r\u00a0\u00ad\u2003\u2028\u3000é漢", max_size=12))
def test_text_digest_folds_white_space_of_every_kind(text: str) -> None:
    folded = " ".join(text.split())
    assert text_digest(Article(id="x", headline=text)) == text_digest(Article(id="x", headline=folded))


def test_text_digest_sees_words_only() -> None:
    assert text_digest(from_json({**to_json(FULL), "source": "Other", "published": "2020-01-01"})) == text_digest(FULL)
    assert text_digest(from_json({**to_json(FULL), "headline": "Harbour wall  gives way"})) == text_digest(FULL)
    assert text_digest(from_json({**to_json(FULL), "headline": "Harbour wall holds"})) != text_digest(FULL)
