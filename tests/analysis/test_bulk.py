"""Articles by the batch: the arrays are those the analyser gives one article at a time."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from search.analysis import Analyser
from search.analysis import bulk as bulk_module
from search.analysis.bulk import BulkAnalyser, analysed_batch, in_batches
from search.analysis.chunks import CASE_BITS, Chunks, Vocabulary
from search.analysis.word_rules import split_words
from search.article import Article, Caption, Dateline, Paragraph, RawArticle
from search.preparing import prepare
from search.sources import ReadOptions, Rejected, read_file, walk

REUTERS = Path(os.environ.get("NEWS_TEST_DATA", "")) / "corpora" / "reuters-21578.jsonl.gz"
CASES = Path(__file__).parents[1] / "cases" / "analysis" / "sentences.txt"
SAMPLES = Path(__file__).parents[2] / "index_data" / "articles"
ANALYSER = Analyser("none")

_WORDS = """
the rain Mr St U.S a.m p.m m Inc CORP No J I A plan B 5 31 1987 1,000 1,500m 3,107’s 2.5 12.50.25 im Januar ft NATO UKIP
O’Brien's boys' post-war Yahoo said The THE And É é ß Москва москва г e.g Ph.D str 東京 で 新聞。紙 www.tarn.example ªb
\u0301 ﬁne ١٢٣ ² · MM Nos U.S’the a.b's 2.5's Univ
"""
WORDS = (*_WORDS.split(), "x" * 70)
BEFORE = ("", "", "", "", '"', "“", "(", "—", "-", "¿", "«", "»", "’", "$")
BEHIND = (
    "",
    "",
    "",
    "",
    ".",
    ".",
    ".",
    ",",
    "?",
    "!",
    "...",
    "…",
    "?!",
    '."',
    ".”",
    "!”",
    ".)",
    ".’”",
    ";",
    "。",
    "」",
    "» ",
)
SPACE = (" ", " ", " ", " ", "\n", "\u00a0", " . ", " » ", "", "  ", " — ", "\x1e", " " * 90)

TEXT = st.lists(
    st.tuples(st.sampled_from(BEFORE), st.sampled_from(WORDS), st.sampled_from(BEHIND), st.sampled_from(SPACE)),
    max_size=12,
).map(lambda pieces: "".join("".join(piece) for piece in pieces))
ANY_TEXT = TEXT | st.text(max_size=12)

ARTICLE = st.builds(
    Article,
    id=st.just("a1"),
    headline=ANY_TEXT,
    byline=st.sampled_from(["", "Ann Dam"]),
    authors=st.sampled_from([(), ("Bo River",)]),
    dateline=st.sampled_from([None, Dateline(place="TARN", agency="AP")]),
    captions=st.lists(st.builds(Caption, text=ANY_TEXT, credit=st.sampled_from(["", "***", "AP/Ann"])), max_size=2),
    paragraphs=st.lists(
        st.builds(
            Paragraph, text=ANY_TEXT, kind=st.sampled_from(["lead", "body", "body", "subhead", "standfirst", "note"])
        ),
        max_size=3,
    ),
    source=st.sampled_from(["", "Mill Echo"]),
    published=st.sampled_from([None, date(2020, 2, 2)]),
)


def check(articles: Sequence[Article]) -> None:
    """The batch equals its articles analysed one by one."""
    vocabulary = Vocabulary()
    batch = BulkAnalyser(vocabulary).analyse(articles)
    ones = [analysed_batch(ANALYSER.analyse(article), vocabulary) for article in articles]
    for place, one in enumerate(ones):
        one.zones[:, bulk_module.ARTICLE] = place
    assert np.array_equal(np.concatenate([one.zones for one in ones]), batch.zones)
    assert np.array_equal(np.concatenate([one.words for one in ones]), batch.words), str(articles)
    before = np.cumsum([0, *(len(one.words) for one in ones)])
    begins = [one.begins + start for one, start in zip(ones, before, strict=False)]
    assert np.array_equal(np.unique(np.concatenate(begins)), batch.begins), str(articles)
    assert [one.texts[0] for one in ones] == list(batch.texts)
    assert [one.values[0] for one in ones] == list(batch.values)


@settings(deadline=None, max_examples=120)
@given(st.lists(ARTICLE, min_size=1, max_size=3))
def test_a_batch_equals_its_articles_one_by_one(articles: list[Article]) -> None:
    check([replace(article, paragraphs=tuple(article.paragraphs)) for article in articles])


@settings(deadline=None, max_examples=500)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_sentences_of_a_batch_are_those_of_the_rules(texts: list[str]) -> None:
    check([Article(id="a", paragraphs=tuple(Paragraph(text=text) for text in texts))])


@settings(deadline=None, max_examples=2000)
@given(st.text(alphabet="aBSs12.,'’-é漢\u0301/ª", min_size=1, max_size=9))
def test_a_chunk_has_the_words_of_its_text(text: str) -> None:
    vocabulary = Vocabulary()
    chunks = Chunks(vocabulary)
    (chunk,) = chunks.numbers([text])
    found = split_words(text)
    codes = [vocabulary[form] << CASE_BITS | case for form, case in zip(found.forms, found.cases, strict=True)]
    assert chunks.counts[chunk] == len(codes)
    assert chunks.codes.tolist() == codes


def test_texts_that_long_runs_of_these_laws_found() -> None:
    texts = (
        "The Univ. —Nadie went",
        "the. »Mr ",
        "U.S’the ",
        "2's’S 1,500m 1.500’s",
        "Plan B. A 31. It",
        "No. 5" + " " * 99 + "1987. It",
    )
    check([Article(id="a", paragraphs=tuple(Paragraph(text=text) for text in texts))])


def test_the_cases_of_the_sentence_rules() -> None:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    texts = [line.replace("|", " ") for line in lines if line and not line.startswith("#")]
    assert len(texts) > 50
    check([Article(id="a", paragraphs=tuple(Paragraph(text=text) for text in texts))])


def test_the_sample_articles() -> None:
    articles = []
    for file in walk([str(SAMPLES)]):
        if not isinstance(file, Rejected):
            records = [record for record in read_file(file, ReadOptions()) if isinstance(record, RawArticle)]
            articles += [replace(prepare(record).article, id="a") for record in records]
    assert len(articles) > 50
    check(articles)


@pytest.mark.skipif(
    not REUTERS.is_file(), reason="no corpora/reuters-21578.jsonl.gz in the folder NEWS_TEST_DATA names"
)
def test_two_thousand_real_stories() -> None:
    with gzip.open(REUTERS, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 2000)]
    articles = [
        Article(
            id=str(number),
            headline=record.get("title") or "",
            paragraphs=tuple(Paragraph(text=text) for text in str(record.get("body") or "").split("\n")),
        )
        for number, record in enumerate(records)
    ]
    assert sum(len(article.paragraphs) for article in articles) > 2000
    check(articles)


def test_batches_are_bounded_and_keep_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Article(id="long", paragraphs=(Paragraph(text="x" * 900),))
    entries = [(number, long if number % 5 == 4 else Article(id="short")) for number in range(23)]
    monkeypatch.setattr(bulk_module, "_ARTICLES_AT_ONCE", 7)
    monkeypatch.setattr(bulk_module, "_LETTERS_AT_ONCE", 900)
    batches = list(in_batches(iter(entries)))
    assert [entry for batch in batches for entry in batch] == entries
    assert [len(batch) for batch in batches] == [5, 5, 5, 5, 3]
    monkeypatch.setattr(bulk_module, "_LETTERS_AT_ONCE", 9000)
    assert [len(batch) for batch in in_batches(entries)] == [7, 7, 7, 2]
    assert list(in_batches([])) == []


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.analysis.chunks.REMEMBERED", 10)
    vocabulary = Vocabulary()
    analyser = BulkAnalyser(vocabulary)
    articles = [Article(id="a", headline=f"Flood {number} here") for number in range(40)]
    forms = list(vocabulary)
    for article in articles:
        batch = analyser.analyse([article])
        one = analysed_batch(ANALYSER.analyse(article), vocabulary)
        assert np.array_equal(batch.words, one.words)
    assert list(vocabulary)[: len(forms)] == forms
    chunks = Chunks(vocabulary)
    assert chunks.numbers(["y" * 100]) != chunks.numbers(["y" * 100])  # too long to be remembered


@pytest.mark.parametrize(
    "unit", ["a", "U.S. ", "1,000", "漢", ". . ", "? (", "Mr. ", "。」", "“", "1.", "x!  ", "It is. So"]
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Quadratic time would take minutes here; the limit only tells seconds from minutes."""
    start = monotonic()
    text = unit * (200_000 // len(unit))
    BulkAnalyser(Vocabulary()).analyse([Article(id="a", paragraphs=(Paragraph(text=text),))])
    assert monotonic() - start < 10
