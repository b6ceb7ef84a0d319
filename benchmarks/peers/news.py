"""This project's whoosh engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from search.article import Article, Caption, Paragraph
from search.engines import Request
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.commits import SegmentEntry, commit_numbers
from search.fields import DEFAULT_FIELDS
from search.query import And, Fuzzy, Node, Not, Or, Phrase, Range, Wildcard, Word

PROCESSES = 2
STRETCH = 100


def build(articles: Any, folder: Path) -> None:
    engine = WhooshEngine(folder, language="english", options={})
    writer = engine.writer(None)
    with get_context("fork").Pool(PROCESSES) as pool:
        for entries in pool.imap_unordered(_share, [(articles, folder, share) for share in range(PROCESSES)]):
            writer.adopt(entries)
        pool.close()
        pool.join()
    writer.commit()


def _share(work: tuple[Any, Path, int]) -> list[SegmentEntry]:
    """Index one share of the articles: every PROCESSES-th stretch of lines."""
    articles, folder, share = work
    writer = WhooshEngine(folder, language="english", options={}).segment_writer(PROCESSES)
    lines = enumerate(articles.lines())
    own = ((number, line) for number, line in lines if number // STRETCH % PROCESSES == share)
    writer.add_articles((number, _article(json.loads(line))) for number, line in own)
    return writer.finish()


def add(folder: Path, records: list[dict[str, Any]]) -> Iterator[None]:
    """Add one record after the other, a commit and a fresh reader each."""
    engine = WhooshEngine(folder, language="english", options={})
    name = _newest(folder)
    for number, record in enumerate(records):
        writer = engine.writer(name)
        writer.add_articles([(1_000_000_000 + number, _article(record))])
        name = writer.commit()
        engine.reader(name).close()
        yield


def _newest(folder: Path) -> str:
    return f"commit-{commit_numbers(folder)[-1]}"


def prepare() -> None:
    """Import what a search imports."""
    import search.engines.whoosh.reader  # noqa: F401, PLC0415 - counted with the imports


def opened(folder: Path) -> Callable[[dict[str, Any]], int]:
    reader = WhooshEngine(folder, language="english", options={}).reader(_newest(folder))

    def ask(query: dict[str, Any]) -> int:
        mode = query.get("mode")
        answer = reader.search(
            Request(
                tree=tree_of(query),
                fields=(query["f"],) if query["op"] == "field" else DEFAULT_FIELDS,
                limit=0 if mode in {"count", "facet"} else 10,
                sort="-date" if mode == "sort" else "relevance",
                facets=(query["facet"],) if mode == "facet" else (),
            )
        )
        return answer.total

    return ask


def _article(record: dict[str, Any]) -> Article:
    return Article(
        id=record["id"],
        headline=record["headline"],
        byline=record["byline"],
        captions=tuple(Caption(text=caption["text"], credit=caption["credit"]) for caption in record["captions"]),
        paragraphs=tuple(Paragraph(text=text) for text in record["paragraphs"]),
        section=record["section"],
        source=record["source"],
        published=date.fromisoformat(record["date"]),
        language="en",
    )


def tree_of(query: dict[str, Any]) -> Node:
    operation, text = query["op"], query["t"]
    words = tuple(Word(form=word) for word in ([text] if isinstance(text, str) else text))
    trees: dict[str, Callable[[], Node]] = {
        "term": lambda: words[0],
        "field": lambda: words[0],
        "and": lambda: And(children=words),
        "or": lambda: Or(children=words),
        "phrase": lambda: Phrase(parts=words),
        "prefix": lambda: Wildcard(pattern=f"{text}*"),
        "wild": lambda: Wildcard(pattern=text),
        "fuzzy": lambda: Fuzzy(form=text, edits=1),
        "not": lambda: And(children=(words[0], Not(child=words[1]))),
        "drange": lambda: And(children=(words[0], Range(field="date", low=_day(query["lo"]), high=_day(query["hi"])))),
    }
    return trees[operation]()


def _day(number: int) -> int:
    return date(number // 10_000, number // 100 % 100, number % 100).toordinal()
