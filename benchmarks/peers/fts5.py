"""SQLite's FTS5, contentless, Porter stemming; columns for sorting and counting in a table beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

TABLES = """
create table article(rowid integer primary key, id text, source text, section text, date int, month int);
create virtual table words using fts5(headline, caption, body, byline, tokenize='porter unicode61', content='');
"""
BATCH = 2_000


def build(articles: Iterable[dict[str, Any]], folder: Path) -> None:
    folder.mkdir(parents=True)
    base = sqlite3.connect(folder / "index.db")
    base.executescript(f"pragma journal_mode=wal; pragma synchronous=normal; {TABLES}")
    rows: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    for number, record in enumerate(articles, 1):
        day = int(record["date"].replace("-", ""))
        rows.append((number, record["id"], record["source"], record["section"], day, day // 100))
        captions = " ".join(f"{caption['text']} {caption['credit']}" for caption in record["captions"])
        texts.append((number, record["headline"], captions, "\n".join(record["paragraphs"]), record["byline"]))
        if len(rows) == BATCH:
            _insert(base, rows, texts)
    _insert(base, rows, texts)
    base.execute("create index day on article(date)")
    base.commit()
    base.close()


def _insert(base: sqlite3.Connection, rows: list[tuple[Any, ...]], texts: list[tuple[Any, ...]]) -> None:
    base.executemany("insert into article values(?,?,?,?,?,?)", rows)
    base.executemany("insert into words(rowid,headline,caption,body,byline) values(?,?,?,?,?)", texts)
    rows.clear()
    texts.clear()


def opened(folder: Path) -> Callable[[dict[str, Any]], int]:
    base = sqlite3.connect(folder / "index.db")
    base.execute("pragma mmap_size=8000000000")

    def ask(query: dict[str, Any]) -> int:
        match = _match(query)
        if match is None:
            raise NotImplementedError(query["op"])
        days = f" and date between {query['lo']} and {query['hi']}" if query["op"] == "drange" else ""
        joined = f"from words join article on article.rowid = words.rowid where words match ?{days}"
        if query.get("mode") == "facet":
            rows = base.execute(f"select {query['facet']}, count(*) {joined} group by 1", (match,))
            return sum(count for _, count in rows)
        count = int(base.execute(f"select count(*) {joined}", (match,)).fetchone()[0])
        if query.get("mode") != "count":
            order = "date desc" if query.get("mode") == "sort" else "rank"
            base.execute(f"select id {joined} order by {order} limit 10", (match,)).fetchall()
        return count

    return ask


def _match(query: dict[str, Any]) -> str | None:
    text = query["t"]
    written = {
        "term": lambda: text,
        "drange": lambda: text,
        "field": lambda: text,
        "and": lambda: f"({' AND '.join(text)})",
        "or": lambda: f"({' OR '.join(text)})",
        "phrase": lambda: '"' + " ".join(text) + '"',
        "prefix": lambda: f"{text}*",
        "not": lambda: f"({text[0]} NOT {text[1]})",
    }
    fields = query["f"] if query["op"] == "field" else "headline caption body"
    return f"{{{fields}}} : {written[query['op']]()}" if query["op"] in written else None
