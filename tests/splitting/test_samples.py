"""The sample articles: what the ingest line takes each line for, against what a reader took it for."""

from __future__ import annotations

import pytest
from test_samples import ARTICLES, LABELS, text_of

from search.article import Origin, RawArticle
from search.preparing import prepare

KINDS = {
    "headline": "H", "byline": "B", "dateline_lead": "D", "caption": "C", "paragraph": "PFSN", "boilerplate": "XT",
    "duplicate": "R",
}  # fmt: skip
"""Label -> the letters of labels.txt that it is right for."""
FLOOR = 99.4
"""Per cent of the lines; may only rise."""


def wrong(name: str) -> list[str]:
    """The lines taken for something else than by the reader; a full stop is open to dispute."""
    text = text_of(ARTICLES / name)
    prepared = prepare(RawArticle(origin=Origin(path="-", format="text"), text=text))
    labels = [label for label in prepared.labels if label]
    lines = [line for line in text.splitlines() if line.strip()]
    rows = zip(LABELS[name], labels, lines, strict=True)
    return [f"{letter} {label}: {line}" for letter, label, line in rows if letter not in "." + KINDS[label]]


def test_the_samples_are_read_as_a_reader_reads_them() -> None:
    lines = sum(map(len, LABELS.values()))
    missed = [f"{name}: {line}" for name in LABELS for line in wrong(name)]
    assert 100 * (lines - len(missed)) / lines >= FLOOR, "\n".join(missed)


@pytest.mark.parametrize("name", ["languages/nihongo.txt", "languages/zhongwen.txt", "languages/turkce.txt"])
def test_a_sample_is_read_without_fault(name: str) -> None:
    assert wrong(name) == []
