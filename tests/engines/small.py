"""Small articles to index, and short ways to ask an engine about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from search.analysis import AnalysedArticle, Analyser
from search.article import Article, Paragraph
from search.engines import Engine, Reader, Request, Sort
from search.fields import DEFAULT_FIELDS
from search.query import parse

ANALYSER = Analyser("english")


def article(name: str, text: str, headline: str = "", day: str = "", **more: Any) -> AnalysedArticle:
    return ANALYSER.analyse(
        Article(
            id=name,
            headline=headline,
            paragraphs=(Paragraph(text=text),),
            published=date.fromisoformat(day) if day else None,
            **more,
        )
    )


def commit(index: Engine, articles: Sequence[AnalysedArticle], base: str | None = None, start: int = 1) -> str:
    writer = index.writer(base)
    for version, analysed in enumerate(articles, start):
        writer.add(version, analysed)
    return writer.commit()


def asked(query: str, *, any_word: bool = False, **more: Any) -> Request:
    tree = parse(query, default="or" if any_word else "and").tree
    return Request(tree=tree, fields=DEFAULT_FIELDS, **{"limit": None} | more)


def ids(reader: Reader, query: str, sort: Sort = "relevance", limit: int | None = None, offset: int = 0) -> str:
    rows = reader.search(asked(query, limit=limit, offset=offset, sort=sort)).rows
    return " ".join(match.id for match in rows)


def scores(reader: Reader, query: str, **more: Any) -> dict[str, float]:
    return {match.id: match.score for match in reader.search(asked(query, **more)).rows}
