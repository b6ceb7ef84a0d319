"""Nothing comes in; Hypothesis strategies for articles out of a handful of words go out, so that operators bite.

The vocabulary holds what tells operators apart: an inflection (flood, floods), a neighbour by a letter (blood), a word
with an accent, and one that means something else in capitals (us, US, U.S.).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import get_args

from hypothesis import strategies as st

from search.analysis import AnalysedArticle, Analyser
from search.article import Article, Caption, Dateline, Paragraph, ParagraphKind

VOCABULARY: tuple[str, ...] = ("flood", "floods", "blood", "river", "cafe", "us")
"""Every form the texts hold, but for those of names."""

PRINTED: dict[str, tuple[str, ...]] = {
    "flood": ("flood", "Flood", "FLOOD", "flood's"),
    "floods": ("floods", "Floods"),
    "blood": ("blood", "BLOOD"),
    "river": ("river", "River", "RIVER’S"),
    "cafe": ("café", "Cafe"),
    "us": ("us", "US", "U.S.", "Us"),
}
"""How each form is printed."""

SEPARATORS = (" ", " ", " ", " ", ", ", ". ", "? ", "-", " — ")
NAMES = ("Ana Prado", "Tallis Merrin", "Flood River")
AGENCIES = ("AP", "Reuters", "US")
SOURCES = ("Coastal Ledger", "Tarn Post")
DAYS = st.dates(min_value=date(2023, 12, 30), max_value=date(2024, 2, 2))


@st.composite
def texts(draw: st.DrawFn, min_words: int = 0, max_words: int = 9) -> str:
    """A text of the vocabulary's words, in one or more sentences."""
    words = draw(st.lists(st.sampled_from(VOCABULARY), min_size=min_words, max_size=max_words))
    printed = [draw(st.sampled_from(PRINTED[word])) for word in words]
    gaps = draw(st.lists(st.sampled_from(SEPARATORS), min_size=len(words), max_size=len(words)))
    return "".join(word + gap for word, gap in zip(printed, gaps, strict=True)).rstrip(" —-,")


@st.composite
def captions(draw: st.DrawFn) -> Caption:
    """A caption, with or without the parts of a credit."""
    photographer = draw(st.sampled_from(("", *NAMES)))
    agency = draw(st.sampled_from(("", *AGENCIES)))
    return Caption(
        text=draw(texts(max_words=6)),
        credit="/".join(filter(None, (photographer, agency))),
        photographer=photographer,
        agency=agency,
        filephoto=draw(st.booleans()),
        shot=draw(st.none() | DAYS),
        place=draw(st.sampled_from(("", "River Bank", "Tarn"))),
    )


def paragraphs() -> st.SearchStrategy[Paragraph]:
    """A paragraph of any kind, most of them of the story."""
    kinds: Sequence[ParagraphKind] = ("body", "body", "body", *get_args(ParagraphKind))
    return st.builds(Paragraph, text=texts(), kind=st.sampled_from(kinds))


def datelines() -> st.SearchStrategy[Dateline]:
    """A dateline, as printed or only its parts."""
    return st.builds(
        Dateline,
        place=st.sampled_from(("TARN", "FLOOD RIVER")),
        agency=st.sampled_from(("", *AGENCIES)),
        printed=st.sampled_from(("", "TARN (AP) —")),
    )


@st.composite
def articles(draw: st.DrawFn, id: str = "a1") -> Article:  # noqa: A002 - the field's name
    """An article; every part may be missing."""
    midnight = datetime.min.time().replace(tzinfo=UTC)
    return Article(
        id=id,
        headline=draw(texts(max_words=5)),
        byline=draw(st.sampled_from(("", *NAMES))),
        authors=draw(st.sampled_from(((), NAMES[:2]))),
        dateline=draw(st.none() | datelines()),
        captions=tuple(draw(st.lists(captions(), max_size=2))),
        paragraphs=tuple(draw(st.lists(paragraphs(), max_size=3))),
        section=draw(st.sampled_from(("", "World", "Flood Watch"))),
        source=draw(st.sampled_from(("", *SOURCES))),
        url=draw(st.sampled_from(("", "https://tarn.example/Flood"))),
        published=draw(st.none() | DAYS | DAYS.map(lambda day: datetime.combine(day, midnight))),
        language=draw(st.sampled_from(("", "en", "fr"))),
        added=datetime.combine(draw(DAYS), midnight),
    )


@st.composite
def archives(draw: st.DrawFn, min_size: int = 1, max_size: int = 6) -> tuple[Article, ...]:
    """Some articles with ids a1, a2, ..."""
    count = draw(st.integers(min_value=min_size, max_value=max_size))
    return tuple(draw(articles(id=f"a{number}")) for number in range(1, count + 1))


@cache
def analyser(language: str = "english") -> Analyser:
    """One analyser a language, since its stemmer loads slowly."""
    return Analyser(language)


def analysed_articles(language: str = "english") -> st.SearchStrategy[AnalysedArticle]:
    """An article as the query tree judges it."""
    return articles().map(lambda article: analyser(language).analyse(article))
