"""Nothing comes in; Hypothesis strategies for query trees, and for archives dense enough for them, go out."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import PRINTED, VOCABULARY, archives

from search.article import Article, Paragraph
from search.fields import DEFAULT_FIELDS
from search.query import (
    And,
    AtLeast,
    Case,
    Everything,
    First,
    Fuzzy,
    In,
    Near,
    Node,
    Not,
    NotNear,
    NotSame,
    Or,
    Phrase,
    Range,
    Same,
    SpanNode,
    Value,
    Wildcard,
    Word,
)

T = TypeVar("T")

FIELDS = [
    ("caption", "headline"),
    *[DEFAULT_FIELDS] * 3,
    ("paragraph",),
    ("caption",),
    ("headline",),
    ("lead", "credit"),
]
DAYS = st.none() | st.dates(min_value=date(2023, 12, 29), max_value=date(2024, 2, 3)).map(date.toordinal)

PIECES = [printed + gap for form in VOCABULARY for printed in PRINTED[form] for gap in (" ", " ", ". ", "-")]
"""What texts are put together from: a word and what follows it."""


def texts(low: int, high: int) -> st.SearchStrategy[str]:
    """A text of so many words, in one or more sentences."""
    return st.lists(st.sampled_from(PIECES), min_size=low, max_size=high).map(
        lambda pieces: "".join(pieces).strip(" -")
    )


@st.composite
def dense_archives(draw: st.DrawFn) -> list[Article]:
    """The shared strategy's articles (every other part of which may be missing), with texts long enough to be found."""
    return [
        replace(
            article,
            headline=draw(texts(0, 4)),
            captions=tuple(replace(caption, text=draw(texts(1, 6))) for caption in article.captions),
            paragraphs=(
                Paragraph(text=draw(texts(8, 16))),
                *(replace(paragraph, text=draw(texts(3, 12))) for paragraph in article.paragraphs),
            ),
        )
        for article in draw(archives(max_size=5))
    ]


words = st.builds(Word, form=st.sampled_from((*VOCABULARY, "dune", "marsh")), exact=st.booleans())
wildcards = st.builds(
    Wildcard, pattern=st.sampled_from(("flo*", "?lood", "*o*d", "*", "u?", "r*", "*s", "??????", "q*"))
)
fuzzy = st.builds(Fuzzy, form=st.sampled_from(("flood", "rievr", "cafes", "marble")), edits=st.sampled_from((1, 2)))
one_word = words | words | wildcards | fuzzy
frequent = words | wildcards | st.builds(Wildcard, pattern=st.sampled_from(("*", "*o*")))
phrases = st.builds(Phrase, parts=st.lists(frequent | one_word, min_size=2, max_size=3).map(tuple))
scopes = st.sampled_from([*FIELDS, ("hlead",), ("standfirst",), ("byline", "section", "source")])


def mostly(small: st.SearchStrategy[T], large: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """The small ones as often as the large ones: ``|`` alone would draw each alternative inside equally often."""
    return st.booleans().flatmap(lambda simple: small if simple else large)


def spans(depth: int) -> st.SearchStrategy[SpanNode]:
    """Span expressions nested to a depth."""
    if depth == 0:
        return one_word | phrases
    inner = mostly(frequent, spans(depth - 1))
    unit = st.sampled_from(("sentence", "paragraph"))
    distance = st.integers(1, 9)
    return st.one_of(
        one_word,
        phrases,
        st.builds(Or, children=st.lists(spans(depth - 1), min_size=2, max_size=3).map(tuple)),
        st.builds(In, fields=scopes, child=inner),
        st.builds(Near, left=inner, right=inner, distance=distance, ordered=st.booleans()),
        st.builds(Same, left=inner, right=inner, unit=unit),
        st.builds(NotNear, left=inner, right=inner, distance=distance, ordered=st.booleans()),
        st.builds(NotSame, left=inner, right=inner, unit=unit),
        st.builds(AtLeast, count=st.integers(1, 4), child=inner),
        st.builds(First, count=st.integers(1, 20), child=inner),
        st.builds(Case, kind=st.sampled_from(("caps", "allcaps", "nocaps")), child=inner),
    )


def trees(depth: int) -> st.SearchStrategy[Node]:
    """Any tree nested to a depth."""
    leaves = st.one_of(
        st.builds(Range, field=st.sampled_from(("date", "shot", "added")), low=DAYS, high=DAYS),
        st.builds(
            Range, field=st.just("words"), low=st.none() | st.integers(0, 15), high=st.none() | st.integers(0, 25)
        ),
        st.builds(
            Value, field=st.sampled_from(("lang", "url", "id")), pattern=st.sampled_from(("*", "en", "a1", "*f*d"))
        ),
        st.builds(Value, field=st.just("filephoto"), pattern=st.sampled_from(("0", "1", "*"))),
        st.builds(Value, field=st.sampled_from(("caption", "headline", "lead", "credit")), pattern=st.just("*")),
        st.just(Everything()),
    )
    if depth == 0:
        return spans(0) | leaves
    inner = mostly(frequent, trees(depth - 1))
    return st.one_of(
        spans(depth),
        spans(depth),
        leaves,
        st.builds(And, children=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, children=st.lists(trees(depth - 1), min_size=2, max_size=2).map(tuple)),
        st.builds(Not, child=inner),
        st.builds(In, fields=scopes, child=inner),
    )
