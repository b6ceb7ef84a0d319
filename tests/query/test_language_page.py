"""Every example of the language page finds the articles the page says, and every operator has one."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

import pytest

from search.analysis import AnalysedArticle, Analyser
from search.article import Article, Caption, Paragraph
from search.query import FUNCTIONS, OPERATORS, language_page, parse

EXAMPLE = re.compile(r"^ {4}(\S.*?) +-> (none|[0-9](?: [0-9])*)(?:  |$)", re.MULTILINE)
LINE = re.compile(r"^(?: {4}([0-9]) | {6})(headline|date|caption|credit|paragraph) +(.+)$", re.MULTILINE)
EXAMPLES = EXAMPLE.findall(language_page())


class Parts(NamedTuple):
    headline: list[str]
    date: list[str]
    caption: list[str]
    credit: list[str]
    paragraph: list[str]


@cache
def articles() -> dict[str, AnalysedArticle]:
    """The articles the page begins with."""
    found: dict[str, Parts] = {}
    for number, field, text in LINE.findall(language_page()):
        name = number or list(found)[-1]
        getattr(found.setdefault(name, Parts([], [], [], [], [])), field).append(text)
    return {name: Analyser("english").analyse(article(name, parts)) for name, parts in found.items()}


def article(name: str, parts: Parts) -> Article:
    photos = zip(parts.caption, parts.credit, strict=True)
    return Article(
        id=name,
        headline=parts.headline[0],
        published=date.fromisoformat(parts.date[0]) if parts.date else None,
        captions=tuple(Caption(text=text, credit=credit) for text, credit in photos),
        paragraphs=tuple(
            Paragraph(text=text, kind="body" if number else "lead") for number, text in enumerate(parts.paragraph)
        ),
    )


def test_the_page_has_articles_and_examples() -> None:
    assert list(articles()) == ["1", "2", "3"]
    assert len(EXAMPLES) == len(re.findall(r" -> ", language_page())) >= 50


@pytest.mark.parametrize(("query", "numbers"), EXAMPLES, ids=[query for query, _ in EXAMPLES])
def test_example(query: str, numbers: str) -> None:
    understood = parse(query)
    found = {name for name, each in articles().items() if understood.tree.matches(each, understood.fields)}
    assert found == set(numbers.split()) - {"none"}


def test_every_operator_has_an_example() -> None:
    queries = " ".join(query for query, _ in EXAMPLES)
    words = queries.lower().split()
    for operator in OPERATORS:
        assert any(operator.pattern.fullmatch(word) for word in words), operator.usage
    for name in FUNCTIONS:
        assert re.search(rf"\b{name}[0-9]*\(", queries)
