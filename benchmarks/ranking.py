"""News stories with headlines come in; how well each ranking finds a story by words known of it goes out.

    python benchmarks/ranking.py CORPORA [--sample 4000] [--tune [NAME ...]] [--no-stock]

CORPORA is a folder of JSON lines (``*.jsonl.gz``): ``title`` or ``headline``, and ``body`` or ``paragraphs``.
Known-item search: what someone remembers of a story is the query, any of its words (``--any``), and the story should
come first.  The figure is the mean reciprocal rank (MRR) within the first hundred, ties as each engine breaks them.

    body       only the paragraphs are indexed, the headline is the query
    headline   headline and paragraphs but the first are indexed, four rarer words of the first are the query
    caption    as body, one of the inner paragraphs indexed as a caption instead: these stories have none of their own

Compared on the body: this project's engine, plain BM25 (k1 1.2, b 0.75) over the same terms, and Whoosh as it comes
(its stemming analyser, its BM25F).  ``--tune`` tries the constants of ``search.engines.ranking`` one after the other in
the real engine, on the stories with even numbers; everything else is measured on those with odd ones.  Exit code 1 if a
ranking is better than ours.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from search.analysis import Analyser, Zone
from search.article import Article, Caption, Paragraph
from search.engines import Reader, Request
from search.engines.whoosh import WhooshEngine
from search.fields import ZONE_FIELDS
from search.query import Node, Or, Word

DEPTH = 100
"""A story found later than this counts as not found."""
FIELDS = ("headline", "caption", "paragraph")
REMEMBERED = 4
"""How many words of a story's first paragraph someone remembers."""
GRIDS: dict[str, tuple[str, Sequence[Any]]] = {
    "K1": ("body", (0.9, 1.2, 1.6)),
    "B": ("body", (0.5, 0.65, 0.75, 0.9)),
    "COVERAGE": ("body", (0.0, 0.25, 0.5, 0.75, 1.0)),
    "CLOSENESS": ("body", (0.0, 0.25, 0.5, 1.0, 2.0)),
    "WINDOW": ("body", (20, 50, 100, 400)),
    "headline": ("headline", (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)),
    "caption": ("caption", (0.5, 1.0, 1.5, 2.0, 3.0)),
}
"""What is tried of each constant (in small letters: the boost of a field), and the known items it is tried on."""
ANALYSER = Analyser("english")

Ask = Callable[[Sequence[str]], Sequence[str]]
"""Words -> ids of stories, best first."""


@dataclass(frozen=True)
class Story:
    """What a corpus gives of it."""

    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """Words someone knows, and the id of the story meant."""

    words: tuple[str, ...]
    wanted: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--sample", type=int, default=4000, help="queries of each kind (0: all)")
    parser.add_argument("--tune", nargs="*", choices=GRIDS, metavar="NAME", help="try these constants (or all)")
    parser.add_argument("--no-stock", action="store_true", help="leave out Whoosh as it comes, which is slow")
    options = parser.parse_args()
    stories = list(read(options.corpora))
    print(f"{len(stories):,} stories; MRR within {DEPTH}, by {options.sample or 'all'} queries")
    with tempfile.TemporaryDirectory() as folder:
        if options.tune is not None:
            tune(options.tune or list(GRIDS), stories, Path(folder), options.sample)
        reached = compare(stories, Path(folder), options.sample, stock=not options.no_stock)
    sys.exit(not reached)


def compare(stories: Sequence[Story], folder: Path, sample: int, *, stock: bool) -> bool:
    """The rankings side by side, on the stories with odd numbers; True if ours is no worse than any."""
    items = chosen(known("body", stories), 1, sample)
    texts = [article.paragraphs for article in indexed("body", stories)]
    rankings = {"this project": ours(build("body", stories, folder)), "BM25": bm25(texts)}
    if stock:
        rankings["Whoosh as it comes"] = whoosh(texts, folder)
    found = {name: [reciprocal(ask, item) for item in items] for name, ask in rankings.items()}
    mine = found["this project"]
    for name, values in found.items():
        gains = [own - other for own, other in zip(mine, values, strict=True)]
        error = 1.96 * statistics.stdev(gains) / math.sqrt(len(gains))
        print(
            f"{name:20} {statistics.fmean(values):.4f}   ours is better by {statistics.fmean(gains):+.4f} ± {error:.4f}"
        )
    return all(statistics.fmean(mine) >= statistics.fmean(values) for values in found.values())


def tune(names: Sequence[str], stories: Sequence[Story], folder: Path, sample: int) -> None:
    """Every constant by itself, the others as they are, on the stories with even numbers."""
    opened = {kind: build(kind, stories, folder) for kind in sorted({GRIDS[name][0] for name in names})}
    items = {kind: chosen(known(kind, stories), 0, sample) for kind in opened}
    for name in names:
        kind, values = GRIDS[name]
        before = constant(name)
        for value in values:
            set_constant(name, value)
            # A reader of its own: readers remember scores.
            ask = ours(opened[kind])
            mean = statistics.fmean(reciprocal(ask, item) for item in items[kind])
            print(f"{kind:10} {name:10} {value:<6} {mean:.4f}{'   as it is' if value == before else ''}", flush=True)
        set_constant(name, before)


# ---------------------------------------------------------------- constants, in the engine itself


MODULES = ("ranking", "whoosh.units", "whoosh.leaves", "whoosh.scoring", "whoosh.reader")


def constant(name: str) -> Any:
    ranking = import_module("search.engines.ranking")
    return ranking.boost(name) if name in FIELDS else getattr(ranking, name)


def set_constant(name: str, value: Any) -> None:
    """Give a constant another value, wherever it was imported to."""
    modules = [import_module(f"search.engines.{module}") for module in MODULES]
    if name in FIELDS:
        modules[0].BOOSTS[name] = value
        import_module("search.engines.whoosh.units").BOOSTS[ZONE_FIELDS.index(name)] = value
        return
    for module in modules:
        if hasattr(module, name):
            setattr(module, name, value)


# ---------------------------------------------------------------- stories and what is known of them


def read(folder: Path) -> Iterator[Story]:
    """All stories that have a headline and a text."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                headline = record.get("headline") or record.get("title") or ""
                # A wire's paragraphs begin with four spaces.
                body = record.get("paragraphs") or re.split(r"\n(?= {4})", record.get("body") or "")
                paragraphs = tuple(" ".join(text.split()) for text in body if text.strip())
                if headline and paragraphs:
                    yield Story(headline, paragraphs)


def indexed(kind: str, stories: Sequence[Story]) -> Iterator[Article]:
    """What is indexed of each story."""
    for number, story in enumerate(stories):
        texts = list(story.paragraphs)
        caption: tuple[Caption, ...] = ()
        headline = ""
        if kind == "headline":
            headline, texts = story.headline, texts[1:]
        if kind == "caption" and len(texts) > 2:
            caption = (Caption(text=texts.pop(random.Random(number).randrange(1, len(texts)))),)
        paragraphs = tuple(Paragraph(text=text) for text in texts)
        yield Article(id=name(number), headline=headline, captions=caption, paragraphs=paragraphs)


def known(kind: str, stories: Sequence[Story]) -> list[Item | None]:
    """What someone knows of each story; None where it is not enough."""
    if kind != "headline":
        return [Item(forms(story.headline), name(number)) for number, story in enumerate(stories)]
    leads = [forms(story.paragraphs[0]) for story in stories]
    held = Counter(form for lead in leads for form in lead)
    items: list[Item | None] = []
    for number, (story, lead) in enumerate(zip(stories, leads, strict=True)):
        rarer = [form for form in lead if held[form] * 20 < len(stories)]
        enough = len(rarer) >= REMEMBERED and len(story.paragraphs) > 1
        words = tuple(random.Random(number).sample(rarer, REMEMBERED)) if enough else ()
        items.append(Item(words, name(number)) if enough else None)
    return items


def chosen(items: Sequence[Item | None], half: int, sample: int) -> list[Item]:
    """The items of the stories with even (0) or odd (1) numbers, or some of them, drawn once and for all."""
    found = [item for number, item in enumerate(items) if item is not None and number % 2 == half and item.words]
    return random.Random(1).sample(found, sample) if 0 < sample < len(found) else found


def forms(text: str) -> tuple[str, ...]:
    """The different words of a text, as a query holds them."""
    return tuple(dict.fromkeys(Zone(field="headline", number=1, text=text).forms))


def name(number: int) -> str:
    return f"{number:06}"


def reciprocal(ask: Ask, item: Item) -> float:
    found = ask(item.words)
    return 1 / (found.index(item.wanted) + 1) if item.wanted in found else 0.0


# ---------------------------------------------------------------- the rankings


def build(kind: str, stories: Sequence[Story], folder: Path) -> Callable[[], Reader]:
    """An index of the stories; opens it."""
    engine = WhooshEngine(folder / f"ours-{kind}", language="english", options={})
    writer = engine.writer(None)
    for version, article in enumerate(indexed(kind, stories)):
        writer.add(version, ANALYSER.analyse(article))
    commit = writer.commit()
    return lambda: engine.reader(commit)


def ours(opened: Callable[[], Reader]) -> Ask:
    reader = opened()

    def ask(words: Sequence[str]) -> Sequence[str]:
        children = tuple(Word(form=word) for word in words)
        tree: Node = Or(children=children) if len(children) > 1 else children[0]
        return [match.id for match in reader.search(Request(tree=tree, fields=FIELDS, limit=DEPTH)).rows]

    return ask


def bm25(texts: Sequence[Sequence[Paragraph]], k1: float = 1.2, b: float = 0.75) -> Ask:
    """Robertson's formula as it is printed everywhere, over the stems this project's analyser gives."""
    counts = [Counter(ANALYSER.stem(form) for each in text for form in all_forms(each.text)) for text in texts]
    lengths = np.array([sum(count.values()) for count in counts])
    norm = k1 * (1 - b + b * lengths / lengths.mean())
    postings: Mapping[str, list[tuple[int, int]]] = defaultdict(list)
    for number, count in enumerate(counts):
        for stem, times in count.items():
            postings[stem].append((number, times))
    arrays = {stem: np.array(pairs).T for stem, pairs in postings.items()}

    def ask(words: Sequence[str]) -> Sequence[str]:
        scores = np.zeros(len(texts))
        for stem in map(ANALYSER.stem, words):
            if stem in arrays:
                numbers, times = arrays[stem]
                rarity = math.log(1 + (len(texts) - len(numbers) + 0.5) / (len(numbers) + 0.5))
                scores[numbers] += rarity * times * (k1 + 1) / (times + norm[numbers])
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [name(number) for number in best[scores[best] > 0].tolist()]

    return ask


def all_forms(text: str) -> tuple[str, ...]:
    return Zone(field="paragraph", number=1, text=text).forms


def whoosh(texts: Sequence[Sequence[Paragraph]], folder: Path) -> Ask:
    """Its own analyser, its own weighting, nothing set."""
    analysis, fields, index, query = (
        import_module(f"whoosh.{part}") for part in ("analysis", "fields", "index", "query")
    )
    schema = fields.Schema(id=fields.ID(stored=True), body=fields.TEXT(analyzer=analysis.StemmingAnalyzer()))
    (folder / "whoosh").mkdir()
    made = index.create_in(str(folder / "whoosh"), schema)
    writer = made.writer(limitmb=256)
    for number, text in enumerate(texts):
        writer.add_document(id=name(number), body="\n".join(each.text for each in text))
    writer.commit()
    searcher = made.searcher()

    def ask(words: Sequence[str]) -> Sequence[str]:
        terms = [term for word in words for term in schema["body"].process_text(word, mode="query")]
        tree = query.Or([query.Term("body", term) for term in terms])
        return [hit["id"] for hit in searcher.search(tree, limit=DEPTH)]

    return ask


if __name__ == "__main__":
    main()
