"""An article as zones: which there are, in which order, and what each word knows."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer

from search.analysis import ALL_CAPITALS, HAS_CAPITAL, LANGUAGES, Analyser, Zone
from search.analysis.stems import stemmer
from search.article import Article, Caption, Dateline, Paragraph
from search.errors import OptionError
from search.fields import FIELDS, ZONE_FIELDS

ANALYSER = Analyser("none")

FERRY = Article(
    id="F1",
    headline="Ferry sinks. Nobody hurt",
    authors=("Ana Prado", "Tallis Merrin"),
    dateline=Dateline(place="TARN", agency="AP"),
    captions=(
        Caption(text="The ferry. It sank.", credit="AP Photo/Ana Prado", photographer="Ana Prado", agency="AP"),
        Caption(text="***", place="Tarn", filephoto=True, shot=date(2024, 2, 1)),
    ),
    paragraphs=(
        Paragraph(text="What happened", kind="standfirst"),
        Paragraph(text="The ferry sank. Mr. Pike swam.", kind="lead"),
        Paragraph(text="Heading", kind="subhead"),
        Paragraph(text="Nobody else could."),
        Paragraph(text="The NATO fleet came."),
    ),
    source="Coastal Ledger",
    url="https://tarn.example/Ferry",
    published=datetime(2024, 2, 2, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
    language="EN",
    added=datetime(2024, 2, 3, 1, 0, tzinfo=UTC),
)


def test_zones_in_order_and_numbered_as_printed() -> None:
    zones = [(zone.field, zone.number) for zone in ANALYSER.analyse(FERRY).zones]
    assert zones == [
        ("headline", 1),
        ("caption", 1),
        ("credit", 1),
        ("photographer", 1),
        ("agency", 1),
        ("place", 2),
        ("byline", 1),
        ("dateline", 1),
        *(("paragraph", number) for number in range(1, 6)),
        ("source", 1),
    ]
    order = [ZONE_FIELDS.index(field) for field, _ in zones]
    assert order == sorted(order)


def test_paragraphs_know_their_place_in_the_story() -> None:
    zones = [zone for zone in ANALYSER.analyse(FERRY).zones if zone.field == "paragraph"]
    assert [zone.lead for zone in zones] == [False, True, False, True, False]
    assert [zone.story_offset for zone in zones] == [None, 0, None, 6, 9]
    assert [zone.kind for zone in zones] == ["standfirst", "lead", "subhead", "body", "body"]


def test_sentences_and_cases() -> None:
    zones = ANALYSER.analyse(FERRY).zones
    assert zones[0].sentences == (0, 0, 0, 0)
    lead = next(zone for zone in zones if zone.lead)
    assert lead.sentences == (0, 0, 0, 1, 1, 1)
    assert zones[-2].cases == (HAS_CAPITAL, HAS_CAPITAL | ALL_CAPITALS, 0, 0)
    assert [zone.text for zone in zones if zone.field in {"byline", "dateline"}] == [
        "Ana Prado, Tallis Merrin",
        "TARN (AP)",
    ]


def test_select_resolves_views_and_gives_each_zone_once() -> None:
    analysed = ANALYSER.analyse(FERRY)
    places = [(zone.field, zone.number) for zone in analysed.select(["hlead", "lead", "headline"])]
    assert places == [("headline", 1), ("paragraph", 1), ("paragraph", 2), ("paragraph", 4)]
    assert [zone.number for zone in analysed.select(["standfirst"])] == [1]
    assert list(analysed.select(["date"])) == []


def test_values() -> None:
    values = ANALYSER.analyse(FERRY).values
    assert set(values) == {name for name, field in FIELDS.items() if field.kind != "text"}
    assert values["date"] == (date(2024, 2, 2).toordinal(),)
    assert values["added"] == (date(2024, 2, 3).toordinal(),)
    assert values["shot"] == (date(2024, 2, 1).toordinal(),)
    assert values["filephoto"] == (0, 1)
    assert values["words"] == (16,)
    assert (values["id"], values["lang"]) == (("f1",), ("en",))
    assert values["url"] == ("https://tarn.example/ferry",)


def test_an_empty_article_has_no_zones() -> None:
    analysed = ANALYSER.analyse(Article(id="e"))
    assert analysed.zones == ()
    assert analysed.values["words"] == (0,)
    assert analysed.values["date"] == ()


def test_every_list_of_a_zone_has_an_entry_a_word() -> None:
    zones = [
        *ANALYSER.analyse(FERRY).zones,
        Zone(field="caption", number=1, text="東京で。火事！ The U.S. team’s boat"),
    ]
    for zone in zones:
        lists = (zone.forms, zone.starts, zone.ends, zone.sentences, zone.cases)
        assert {len(entries) for entries in lists} == {len(zone.forms)}
        assert all(before <= after for before, after in pairwise(zone.sentences))


@pytest.mark.parametrize("name", [*LANGUAGES, *LANGUAGES.values()])
def test_every_language_stems_whatever_it_meets(name: str) -> None:
    analyser = Analyser(name)
    words = ("ferries", "naive", "русский", "الكتاب", "東京", "a", "1987", "x" * 300, "ß", "és", "yy", "que")
    assert all(analyser.stem(word) for word in words)
    assert [analyser.stem(word) for word in words] == [analyser.stem(word) for word in words]


@settings(deadline=None, max_examples=2000)
@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=9),
    st.sampled_from(
        ["", "ly", "ness", "ator", "ization", "ing", "ful", "o", "x", "ant", "est", "or", "um", "th", "d", "t"]
    ),
)
def test_the_way_past_the_stemmer_leads_to_its_stems(begin: str, end: str) -> None:
    form = begin + end
    assert stemmer("english")(form) == SnowballStemmer("english").stem(form)


@pytest.mark.parametrize("name", LANGUAGES.values())
def test_numbers_are_their_own_stems(name: str) -> None:
    for number in ("0", "7", "1987", "1000000", "00"):
        assert stemmer(name)(number) == SnowballStemmer(name).stem(number) == number


def test_stems_join_inflections() -> None:
    english = Analyser("EN")
    assert english.language == "english"
    assert english.stem("floods") == english.stem("flooding") == "flood"
    assert ANALYSER.stem("floods") == "floods"


def test_a_stem_does_not_depend_on_the_words_before() -> None:
    words = ("نتءوا", "دصرو", "لنتشانقةو", "مشقو", "الكتاب")
    forwards, backwards = Analyser("arabic"), Analyser("arabic")
    assert {word: forwards.stem(word) for word in words} == {word: backwards.stem(word) for word in words[::-1]}


def test_an_analyser_travels_to_other_processes_without_its_memory() -> None:
    english = Analyser("english")
    english.stem("floods")
    copy = pickle.loads(pickle.dumps(english))  # noqa: S301 - our own bytes
    assert copy.language == "english"
    assert len(pickle.dumps(copy)) < 100


@pytest.mark.parametrize(("name", "hint"), [("englsh", "english"), ("klingon", "none"), ("", "none")])
def test_an_unknown_language_is_an_error_that_helps(name: str, hint: str) -> None:
    with pytest.raises(OptionError, match=hint):
        Analyser(name)


def test_reading_a_plain_text_loads_no_tables() -> None:
    code = (
        "import sys; from search.analysis import Analyser, words; list(words('A plain text')); Analyser();"
        "print([name for name in ('nltk', 'numpy', 'unicodedata', 'difflib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


LONG = 200_000


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "U.S. ",
        "U.",
        "1,000",
        "漢",
        "é’s",
        ". . ",
        "? (",
        "Mr. ",
        "。」",
        "  ",
        "“",
        "a\u0301",
        "1.",
        "a.b.",
        "x!  ",
    ],
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Quadratic time would take minutes here; the limit only tells seconds from minutes."""
    start = monotonic()
    zone = Zone(field="paragraph", number=1, text=unit * (LONG // len(unit)))
    assert monotonic() - start < 10
    assert len(zone.forms) <= LONG
