"""The language of a text: sure where it can be, and nothing where it can't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.article import Article, Caption, Paragraph
from search.language import detected, language_of

TEXTS: dict[str, str] = json.loads((Path(__file__).parent / "cases" / "languages.json").read_text("utf-8"))


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Ferry late", "12.5 13.7 44 1,000 " * 20, "x" * 3000])
def test_nothing_is_said_where_nothing_is_sure(text: str) -> None:
    assert language_of(text) in {"", "en"}  # the library calls rows of figures English
    assert language_of(text[:100]) == ""


def test_an_article_without_paragraphs_is_known_by_its_captions() -> None:
    article = Article(id="a", headline="Fähre", captions=(Caption(text=TEXTS["de"]),))
    assert detected(article) == "de"
    assert detected(Article(id="b", headline="Ferry", paragraphs=(Paragraph(text=TEXTS["en"]),))) == "en"


def test_a_story_behind_a_list_of_names_is_heard() -> None:
    names = "Brand; Okafor, Lindqvist, Moreau (capt), Abara; Tanaka. " * 14
    assert len(names) > 700
    assert language_of(names + TEXTS["en"]) == "en"


def test_a_few_words_of_a_language_in_a_long_text_say_nothing() -> None:
    text = "kapal besar berangkat di pelabuhan dari kota kemarin pagi " * 10 + "de om ook "
    assert language_of(text * 6) != "nl"
