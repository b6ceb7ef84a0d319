"""Every engine gives what the written cases say: which articles match, and where.

A case file holds a small archive and lines of ``query => article place...; article ...``; ``-`` for nothing.  A place
is ``p1:3-5``: paragraph 1, words 3 to 5; h, c and p stand for headline, caption and paragraph.  Without places only
the articles are compared (an article expression has none).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from search.analysis import Analyser, Span
from search.article import Article, Caption, Dateline, Paragraph
from search.engines import ENGINES, Reader, Request, engine
from search.query import SpanNode, parse

FOLDER = Path(__file__).parent.parent / "cases" / "query"
FILES = sorted(FOLDER.glob("*.toml"))
TODAY = date(2024, 8, 1)
SHORT = {"h": "headline", "c": "caption", "p": "paragraph"}


class Case(NamedTuple):
    file: str
    query: str
    articles: dict[str, list[Span]]


def cases(path: Path) -> Iterator[Case]:
    for line in load(path.stem)["cases"].strip().splitlines():
        query, expected = line.rsplit(" => ", 1)
        found = [] if expected.strip() == "-" else [part.split() for part in expected.split(";")]
        yield Case(path.stem, query.strip(), {name: [span(place) for place in places] for name, *places in found})


def span(place: str) -> Span:
    zone, _, words = place.partition(":")
    name = zone.rstrip("0123456789")
    first, _, last = words.partition("-")
    return Span(SHORT.get(name, name), int(zone[len(name) :] or 1), int(first), int(last or first))


@cache
def load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def build(name: str, record: dict[str, Any]) -> Article:
    """An article as a case file writes it: plain strings, or tables where more is said."""
    captions = [{"text": given} if isinstance(given, str) else given for given in record.pop("captions", [])]
    paragraphs = [{"text": given} if isinstance(given, str) else given for given in record.pop("paragraphs", [])]
    published, added, dateline = (record.pop(key, None) for key in ("published", "added", "dateline"))
    return Article(
        id=name,
        captions=tuple(Caption(**given | {"shot": moment(given.get("shot"))}) for given in captions),
        paragraphs=tuple(
            Paragraph(**({"kind": "body" if number else "lead"} | given)) for number, given in enumerate(paragraphs)
        ),
        published=moment(published),
        added=added and datetime.fromisoformat(added),
        dateline=Dateline(place=dateline) if dateline else None,
        **record | {"authors": tuple(record.get("authors", ()))},
    )


def moment(text: str | None) -> Any:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Reader]]:
    """A reader for every engine and file, opened when first asked for."""

    class Readers(dict[tuple[str, str], Reader]):
        def __missing__(self, key: tuple[str, str]) -> Reader:
            kind, name = key
            archive = load(name)
            analyser = Analyser(archive.get("language", "english"))
            index = engine(kind)(tmp_path_factory.mktemp(name), language=analyser.language, options={})
            writer = index.writer(None)
            for version, (article, record) in enumerate(archive["articles"].items()):
                writer.add(version, analyser.analyse(build(article, dict(record))))
            reader = self[key] = index.reader(writer.commit())
            return reader

    opened = Readers()
    yield opened
    for reader in opened.values():
        reader.close()


ALL = [case for path in FILES for case in cases(path)]


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize("case", ALL, ids=[f"{case.file}-{case.query}" for case in ALL])
def test_case(kind: str, case: Case, readers: dict[tuple[str, str], Reader]) -> None:
    reader = readers[kind, case.file]
    query = parse(case.query, today=TODAY)
    matches = reader.search(Request(tree=query.tree, fields=query.fields, limit=None))
    assert {match.id for match in matches.rows} == set(case.articles)
    assert matches.total == len(matches.rows) == len(case.articles)
    names = list(load(case.file)["articles"])
    for name, places in case.articles.items():
        if places:
            assert isinstance(query.tree, SpanNode)
            assert query.tree.is_span
            found = reader.spans(query.tree, query.fields, names.index(name))
            assert sorted(found) == sorted(places)
    for name in set(names) - set(case.articles):
        if query.tree.is_span:
            assert reader.spans(query.tree, query.fields, names.index(name)) == []


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 300
