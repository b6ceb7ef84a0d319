"""Small invented archives for the engine's own tests."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from search.analysis import AnalysedArticle, Analyser
from search.article import Article, Caption, Paragraph, ParagraphKind
from search.engines.whoosh import WhooshEngine

WORDS = ("flood", "floods", "Dam", "dam", "BANK", "bank", "river", "rivers", "harbour", "ferry", "Mr", "us", "US")


def _text(dice: random.Random, most: int) -> str:
    return " ".join(dice.choice(WORDS) + dice.choice(["", "", "", ".", ","]) for _ in range(dice.randint(1, most)))


def _article(dice: random.Random, number: int) -> Article:
    captions = [
        Caption(text=_text(dice, 5), credit=dice.choice(["", "Ferry Agency"]), filephoto=dice.random() < 0.5)
        for _ in range(dice.randint(0, 2))
    ]
    kinds: tuple[ParagraphKind, ...] = ("lead", "body", "body", "subhead", "standfirst", "note")
    return Article(
        id=f"article{number:03d}",
        headline=_text(dice, 4),
        byline=dice.choice(["", "Ann Dam", "Bo River"]),
        captions=tuple(captions),
        paragraphs=tuple(Paragraph(text=_text(dice, 9), kind=dice.choice(kinds)) for _ in range(dice.randint(0, 4))),
        section=dice.choice(["", "News", "Sport"]),
        source=dice.choice(["Mill Echo", "River Post"]),
        published=dice.choice([None, date(2020, 1, 1), date(2021, 5, 6)]),
        language="en",
    )


@pytest.fixture(scope="session")
def articles() -> list[AnalysedArticle]:
    """Sixty analysed articles over a dozen words."""
    dice = random.Random(3)
    analyser = Analyser("english")
    return [analyser.analyse(_article(dice, number)) for number in range(60)]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    """An engine over an empty folder."""
    return WhooshEngine(tmp_path / "index", language="english", options={})


Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]


@pytest.fixture
def build(articles: list[AnalysedArticle]) -> Builder:
    """Index articles by number (their version), a commit for each list, then delete some; the last commit's name."""

    def make(engine: WhooshEngine, batches: list[list[int]], deleted: list[int]) -> str:
        name = None
        for batch in batches:
            writer = engine.writer(name)
            for number in batch:
                writer.add(number, articles[number])
            name = writer.commit()
        writer = engine.writer(name)
        writer.delete(deleted)
        return writer.commit()

    return make
