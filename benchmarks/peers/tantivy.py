"""tantivy-py, two threads: every word in a stemmed and an exact field, as this project's index has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy

STEMMED = ("headline", "caption", "body")
HEAP = 512_000_000
THREADS = 2


def _schema(*, exact: bool) -> Any:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in STEMMED:
        schema.add_text_field(name, stored=name == "headline", tokenizer_name="en_stem")
        if exact:
            schema.add_text_field(f"{name}_exact", tokenizer_name="default")
    schema.add_text_field("byline", tokenizer_name="default")
    for name in ("source", "section"):
        schema.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("date", stored=True, indexed=True, fast=True)
    schema.add_integer_field("month", fast=True)
    return schema.build()


def build(articles: Iterable[dict[str, Any]], folder: Path, *, exact: bool = True) -> None:
    """``exact``: unstemmed fields too."""
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(exact=exact), path=str(folder))
    writer = index.writer(HEAP, THREADS)
    for record in articles:
        writer.add_document(_document(record, exact=exact))
    writer.commit()
    writer.wait_merging_threads()


def add(folder: Path, records: list[dict[str, Any]]) -> Iterator[None]:
    """Add one record after the other, a commit and a fresh searcher each."""
    index = tantivy.Index.open(str(folder))
    for record in records:
        writer = index.writer(HEAP, 1)
        writer.add_document(_document(record, exact=True))
        writer.commit()
        index.reload()
        index.searcher()
        yield
        writer.wait_merging_threads()


def _document(record: dict[str, Any], *, exact: bool) -> Any:
    captions = " ".join(f"{caption['text']} {caption['credit']}" for caption in record["captions"])
    texts = {"headline": record["headline"], "caption": captions, "body": "\n".join(record["paragraphs"])}
    unstemmed = {f"{name}_exact": text for name, text in texts.items()} if exact else {}
    day = int(record["date"].replace("-", ""))
    rest = {name: record[name] for name in ("id", "byline", "source", "section")}
    return tantivy.Document(**texts, **unstemmed, **rest, date=day, month=day // 100)


def opened(folder: Path) -> Callable[[dict[str, Any]], int]:
    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()

    def ask(query: dict[str, Any]) -> int:
        asked = _query(index, query)
        mode = query.get("mode")
        if mode == "count":
            return int(searcher.search(asked, 1, count=True).count)
        if mode == "facet":
            field = "month" if query["facet"] == "month" else query["facet"]
            buckets = searcher.aggregate(asked, {"f": {"terms": {"field": field, "size": 400}}})["f"]["buckets"]
            return sum(bucket["doc_count"] for bucket in buckets)
        order = {"order_by_field": "date"} if mode == "sort" else {}
        found = searcher.search(asked, 10, count=True, **order)
        for _, address in found.hits:
            searcher.doc(address)["id"]
        return int(found.count)

    return ask


def _query(index: Any, query: dict[str, Any]) -> Any:
    operation, text = query["op"], query["t"]
    fields = [query["f"]] if operation == "field" else list(STEMMED)
    either = tantivy.Occur.Should
    if operation in {"prefix", "wild"}:
        pattern = f"{text}.*" if operation == "prefix" else text.replace("*", ".*").replace("?", ".")
        parts = [(either, tantivy.Query.regex_query(index.schema, name, pattern)) for name in fields]
        return tantivy.Query.boolean_query(parts)
    if operation == "fuzzy":
        parts = [(either, tantivy.Query.fuzzy_term_query(index.schema, name, text, 1)) for name in fields]
        return tantivy.Query.boolean_query(parts)
    if operation == "drange":
        days = tantivy.Query.range_query(index.schema, "date", tantivy.FieldType.Integer, query["lo"], query["hi"])
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query(
            [(must, index.parse_query(text, fields)), (must, tantivy.Query.const_score_query(days, 0.0))]
        )
    written = {
        "and": lambda: " AND ".join(text),
        "or": lambda: " OR ".join(text),
        "phrase": lambda: '"' + " ".join(text) + '"',
        "not": lambda: f"+{text[0]} -{text[1]}",
    }
    return index.parse_query(written[operation]() if operation in written else text, fields)
