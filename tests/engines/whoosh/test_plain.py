"""Plain Whoosh opens the index in a process that never imported us, and finds the same; what it writes is noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from search.engines import Request
from search.engines.whoosh import WhooshEngine
from search.errors import ArchiveOutdated
from search.query import And, Everything, In, Node, Not, Or, Phrase, Wildcard, Word

Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]

PLAIN = """
import json, sys
from whoosh import index, qparser
assert not any(name.partition(".")[0] == "search" for name in sys.modules)
opened = index.open_dir(sys.argv[1])
searcher = opened.searcher()
parser = qparser.QueryParser("paragraph", opened.schema)
asked = json.load(sys.stdin)
found = {query: sorted(hit["id"] for hit in searcher.search(parser.parse(query), limit=None)) for query in asked}
everything = searcher.search(parser.parse("*:*"), limit=None, groupedby="source", sortedby="date")
reader = searcher.reader()
print(json.dumps({
    "found": found,
    "groups": {name: len(rows) for name, rows in everything.groups().items()},
    "stored": [dict(hit) for hit in everything],
    "live": reader.doc_count(),
    "sections": [term.decode() for term in reader.lexicon("section")],
    "frequency": reader.frequency("paragraph", "flood"),
    "suggested": searcher.suggest("paragraph_exact", "ferrry"),
}))
"""

WORDS = ("flood", "dam", "bank", "river", "harbour", "us")


def word(form: str, field: str) -> Node:
    return In(fields=(field,), child=Word(form=form))


def queries() -> dict[str, Node]:
    """Queries that Whoosh can express, and ours of the same meaning."""
    asked: dict[str, Node] = {}
    for one, other in product(WORDS, WORDS):
        asked[f"{one} AND {other}"] = And(children=(word(one, "paragraph"), word(other, "paragraph")))
        asked[f"headline:{one} OR caption:{other}"] = Or(children=(word(one, "headline"), word(other, "caption")))
        asked[f"{one} NOT headline:{other}"] = And(
            children=(word(one, "paragraph"), Not(child=word(other, "headline")))
        )
        for field in ("paragraph", "headline"):
            phrase = Phrase(parts=(Word(form=one), Word(form=other)))
            asked[f'{field}:"{one} {other}"'] = In(fields=(field,), child=phrase)
    for one in WORDS:
        asked[f"paragraph_exact:{one}"] = In(fields=("paragraph",), child=Word(form=one, exact=True))
        asked[f"caption_exact:{one[:2]}*"] = In(fields=("caption",), child=Wildcard(pattern=f"{one[:2]}*"))
        asked[f"source:{one}"] = word(one, "source")
        asked[f"credit:{one}"] = word(one, "credit")
    return asked


def plain(folder: Path, asked: list[str]) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-c", PLAIN, str(folder)], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_plain_whoosh_finds_the_same_articles(engine: WhooshEngine, build: Builder, tmp_path: Path) -> None:
    commit = build(engine, [list(range(25)), list(range(25, 50)), list(range(50, 60))], [4, 30, 31])
    reader = engine.reader(commit)
    asked = queries()
    assert len(asked) >= 200
    answer = plain(tmp_path / "index", list(asked))
    everything = Request(tree=Everything(), fields=("paragraph",), limit=None, sort="date", facets=("source",))
    ours = reader.search(everything)
    for query, tree in asked.items():
        rows = reader.search(Request(tree=tree, fields=("paragraph",), limit=None)).rows
        assert answer["found"][query] == sorted(row.id for row in rows), query
    assert sum(bool(ids) for ids in answer["found"].values()) > len(asked) / 2
    assert answer["live"] == 57
    assert answer["groups"] == ours.facets["source"]
    assert {stored["id"] for stored in answer["stored"]} == {row.id for row in ours.rows}
    assert all(stored["headline"] for stored in answer["stored"])
    assert answer["sections"] == ["news", "sport"]
    assert answer["frequency"] > 0
    assert "ferry" in answer["suggested"]


WRITE = """
import sys
from whoosh import index
writer = index.open_dir(sys.argv[1]).writer()
writer.add_document(id="stranger", headline="a flood of its own")
writer.commit(merge=False)
"""


def test_what_plain_whoosh_writes_is_noticed(engine: WhooshEngine, build: Builder, tmp_path: Path) -> None:
    commit = build(engine, [list(range(5))], [])
    subprocess.run([sys.executable, "-c", WRITE, str(tmp_path / "index")], check=True)
    with pytest.raises(ArchiveOutdated, match="rebuild"):
        engine.reader(commit)
    with pytest.raises(ArchiveOutdated, match="rebuild"):
        engine.writer(commit)
