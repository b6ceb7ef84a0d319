"""Whoosh as it comes: its own writer, its own searcher."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, qparser, query, sorting
from whoosh.analysis import StemmingAnalyzer

SEARCHED = ("headline", "caption", "body")
BUFFER_MB = 512


def _schema() -> Any:
    stems = StemmingAnalyzer(cachesize=-1)
    return fields.Schema(
        id=fields.ID(stored=True),
        headline=fields.TEXT(analyzer=stems, stored=True),
        caption=fields.TEXT(analyzer=stems),
        body=fields.TEXT(analyzer=stems),
        byline=fields.TEXT(),
        source=fields.ID(stored=True, sortable=True),
        section=fields.ID(stored=True, sortable=True),
        date=fields.NUMERIC(int, stored=True, sortable=True),
        month=fields.NUMERIC(int, sortable=True),
    )


def build(articles: Iterable[dict[str, Any]], folder: Path) -> None:
    folder.mkdir(parents=True)
    writer = index.create_in(str(folder), _schema()).writer(limitmb=BUFFER_MB)
    for record in articles:
        day = int(record["date"].replace("-", ""))
        writer.add_document(
            **{name: record[name] for name in ("id", "headline", "byline", "source", "section")},
            caption=" ".join(f"{caption['text']} {caption['credit']}" for caption in record["captions"]),
            body="\n".join(record["paragraphs"]),
            date=day,
            month=day // 100,
        )
    writer.commit()


def opened(folder: Path) -> Callable[[dict[str, Any]], int]:
    source = index.open_dir(str(folder))
    searcher = source.searcher()
    parser = qparser.MultifieldParser(list(SEARCHED), source.schema)
    parser.add_plugin(qparser.FuzzyTermPlugin())

    def ask(asked: dict[str, Any]) -> int:
        parsed = parser.parse(_written(asked))
        if asked["op"] == "drange":
            days = query.ConstantScoreQuery(query.NumericRange("date", asked["lo"], asked["hi"]))
            parsed = query.And([parsed, days])
        mode = asked.get("mode")
        if mode == "facet":
            found = searcher.search(parsed, limit=1, groupedby=asked["facet"], maptype=sorting.Count)
            return sum(found.groups().values())
        if mode == "count":
            return sum(1 for _ in searcher.docs_for_query(parsed))
        found = searcher.search(parsed, limit=10, **({"sortedby": "date", "reverse": True} if mode == "sort" else {}))
        for hit in found:
            hit["id"]
        return len(found)

    return ask


def _written(asked: dict[str, Any]) -> str:
    text = asked["t"]
    written: dict[str, Callable[[], str]] = {
        "and": lambda: " AND ".join(text),
        "or": lambda: " OR ".join(text),
        "phrase": lambda: '"' + " ".join(text) + '"',
        "prefix": lambda: f"{text}*",
        "fuzzy": lambda: f"{text}~1",
        "field": lambda: f"{asked['f']}:{text}",
        "not": lambda: f"{text[0]} AND NOT {text[1]}",
    }
    return written.get(asked["op"], lambda: str(text))()
