"""Captions judged one by one, and the broader question an engine is asked for them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import analyser
from trees import FIELDS, dense_archives, trees

from search.article import Article, Caption, Paragraph
from search.query import Node, broadened, caption_views, parse
from search.query.captions import CAPTION_FIELDS

ARTICLE = Article(
    id="a",
    headline="Regatta",
    captions=(
        Caption(text="The mayor waves.", credit="Lena Park", photographer="Lena Park", shot=date(2024, 3, 2)),
        Caption(text="Balloons and the mayor.", credit="AP", agency="AP", filephoto=True),
        Caption(text="Balloons."),
    ),
    paragraphs=(Paragraph(text="Balloons rose."),),
    published=date(2024, 3, 3),
)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("mayor", [1, 2]),
        ("mayor balloon", [2]),
        ("mayor -balloon", [1]),
        ("-mayor", [3]),
        ("mayor park", [1]),
        ("credit:park", [1]),
        ("photographer:park balloon", []),
        ("filephoto:no", [1, 3]),
        ("shot:2024", [1]),
        ("-shot:*", [2, 3]),
        ("credit:*", [1, 2]),
        ("balloon headline:regatta", [2, 3]),
        ("balloon -headline:regatta", []),
        ("date:2024-03 mayor w/5 balloon", [2]),
        ("atleast2(mayor)", []),
        ("body:rose mayor", [1, 2]),
        ("agency:ap OR shot:2024", [1, 2]),
        ("NOT (mayor balloon)", [1, 3]),
        ("rose", []),
    ],
)
def test_captions_one_by_one(query: str, numbers: list[int]) -> None:
    tree = parse(query).tree
    article = analyser().analyse(ARTICLE)
    assert [number for number, view in caption_views(article) if tree.matches(view, CAPTION_FIELDS)] == numbers
    if numbers:
        assert broadened(tree).matches(article, CAPTION_FIELDS)


def test_only_a_not_of_captions_is_broadened() -> None:
    def read(query: str) -> str:
        return str(broadened(parse(query).tree))

    assert read("mayor -balloon") == "mayor AND *"
    assert read("mayor -date:2024") == "mayor AND NOT date:2024-01-01..2024-12-31"
    assert read("mayor -headline:balloon") == "mayor AND NOT headline:balloon"
    assert read("caption:(mayor -balloon)") == "caption:(mayor AND *)"
    assert read("mayor NOT w/5 balloon") == "mayor NOT w/5 balloon"
    assert read("mayor -filephoto:yes") == "mayor AND *"


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(dense_archives(), trees(3), st.sampled_from([CAPTION_FIELDS, *FIELDS]))
def test_no_article_with_such_a_caption_is_missed(archive: list[Article], tree: Node, fields: tuple[str, ...]) -> None:
    article = analyser().analyse(archive[0])
    if any(tree.matches(view, fields) for _, view in caption_views(article)):
        assert broadened(tree, fields).matches(article, fields)
