"""Every example of the language page finds the articles the page says, and every operator has one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import pytest

from search.analysis import AnalysedArticle, Analyser
from search.archive import Archive
from search.article import Article, Caption, Paragraph
from search.article_json import to_json
from search.engines import ENGINES
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


@pytest.fixture(scope="module", params=sorted(ENGINES))
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The page's articles in an archive."""
    folder = tmp_path_factory.mktemp(request.param)
    lines = [json.dumps(to_json(analysed.article)) for analysed in articles().values()]
    (folder / "page.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with Archive.create(folder / "archive", engine=request.param) as made:
        made.add([folder / "page.jsonl"])
        yield made


@pytest.mark.parametrize(("query", "numbers"), EXAMPLES, ids=[query for query, _ in EXAMPLES])
def test_an_archive_finds_the_same(query: str, numbers: str, archive: Archive) -> None:
    assert {hit.id for hit in archive.search(query).hits} == set(numbers.split()) - {"none"}


def test_every_operator_has_an_example() -> None:
    queries = " ".join(query for query, _ in EXAMPLES)
    words = queries.lower().split()
    for operator in OPERATORS:
        assert any(operator.pattern.fullmatch(word) for word in words), operator.usage
    for name in FUNCTIONS:
        assert re.search(rf"\b{name}[0-9]*\(", queries)
