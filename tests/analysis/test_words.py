"""What a word is: written examples, and the laws every text keeps."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import ALL_CAPITALS, HAS_CAPITAL, fold, query_words, words
from search.analysis.folding import case

# Letters that have tripped tokenisers, among ordinary ones.
TRICKY = (
    "aAbsSz09 .,-_'’‘ʼʻ\u00ad\u200d\u0301\u0308éÉßŒøıİŁǅſﬁ½²ªÅΩς\u0345ᾳйи\u0306"
    "漢字かがカ゛ｶﾞー々〇한글ㅋㅏ\u1100\u1161\u11a8\u3099कि\u094dำשׁأ١Ⅷ①㊀㈠ゟ中"
)
TEXTS = st.one_of(st.text(alphabet=TRICKY, max_size=40), st.text(max_size=30))


def forms(text: str) -> list[str]:
    return [form for form, _, _ in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry, late again", "the ferry late again"),
        ("O'Brien’s O’BRIEN", "obrien obrien"),
        ("don't the ferries' rock 'n' roll", "dont the ferries rock n roll"),
        ("U.S. U.S.A U.S.-led U.S.'s p.m. J.R. Pike", "us usa us led us pm jr pike"),
        ("a Ph.D. at tarn.example", "a ph d at tarn example"),
        ("U.S.Army", "us army"),
        ("1,000 and 1,234,567 and 1.000.000 but 1,00 or 0,125", "1000 and 1234567 and 1000000 but 1 00 or 0 125"),
        ("3.5 percent of $2,000bn", "3 5 percent of 2000bn"),
        ("post-election snake_case and/or", "post election snake case and or"),
        ("Łódź Ørsted Straße Æsir cœur İzmir ılık", "lodz orsted strasse aesir coeur izmir ilik"),
        ("Nicola\u0301s Nicolás", "nicolas nicolas"),
        ("ﬁre ＦＵＬＬ m² ½ Ⅷ", "fire full m2 ½ viii"),
        ("Ёлка и йод", "елка и йод"),
        ("co\u00adoperate", "cooperate"),
        ("हिन्दी में", "हिन्दी में"),
        ("שָׁלוֹם", "שלום"),
        ("Hawai‘i Hawaiʻi", "hawaii hawaii"),
        ("A.\u0e1a\u0e33", "a \u0e1a\u0e33"),
        ("AT&T", "at t"),
        ("", ""),
        ("… — “”", ""),
        ("東京都", "東京 京都 都"),
        ("東京tower都", "東京 京 tower 都"),
        ("ｶﾞｽ ガス", "ガス ス ガス ス"),
        ("か\u3099く", "がく く"),
        ("한국", "한국 국"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert forms(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("Pike's “U.S.” 1,000-ton", ["Pike", "U.S.", "1,000", "ton"]),
        ("U.S.'s NATO’S", ["U.S.", "NATO"]),
        ("東京都", ["東京", "京都", "都"]),
        ("각각", ["각각", "각"]),
    ],
)
def test_extents_are_what_is_highlighted(text: str, extents: list[str]) -> None:
    assert [text[start:end] for _, start, end in words(text)] == extents


@pytest.mark.parametrize(
    ("printed", "bits"),
    [
        ("said", 0),
        ("Said", HAS_CAPITAL),
        ("iPhone", HAS_CAPITAL),
        ("ÉTÉ", HAS_CAPITAL | ALL_CAPITALS),
        ("été", 0),
        ("NATO's", HAS_CAPITAL | ALL_CAPITALS),
        ("O’BRIEN", HAS_CAPITAL | ALL_CAPITALS),
        ("OʼBRIEN", HAS_CAPITAL | ALL_CAPITALS),
        ("U.S.", HAS_CAPITAL | ALL_CAPITALS),
        ("1987", ALL_CAPITALS),
        ("G7", HAS_CAPITAL | ALL_CAPITALS),
        ("ǅep", HAS_CAPITAL),
        ("漢字", 0),
    ],
)
def test_case(printed: str, bits: int) -> None:
    assert case(printed) == bits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ferry", [("ferry", False)]),
        ("新", [("新", True)]),
        ("新聞", [("新聞", False)]),
        ("新聞紙", [("新聞", False), ("聞紙", False)]),
        ("新聞 post", [("新聞", False), ("聞", True), ("post", False)]),
        ("post新聞", [("post", False), ("新聞", False)]),
    ],
)
def test_query_words(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(word.form, word.prefix) for word in query_words(text)] == expected


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_places_are_inside_ordered_and_apart(text: str) -> None:
    found = list(words(text))
    assert all(form and 0 <= start < end <= len(text) for form, start, end in found)
    for (_, start, end), (_, after, after_end) in pairwise(found):
        assert start < after
        assert end <= after or (end <= after_end and not text[start:end].isascii())


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=500)
@given(TEXTS)
def test_a_form_gives_itself_back(text: str) -> None:
    for form in forms(text):
        assert forms(form)[0] == form
        assert [word.form for word in query_words(form)] == [form]


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_normal_forms_do_not_matter(text: str) -> None:
    assert forms(normalize("NFC", text)) == forms(normalize("NFD", text))


@settings(deadline=None, max_examples=200)
@given(TEXTS, TEXTS)
def test_words_side_by_side_are_words(first: str, second: str) -> None:
    assert forms(f"{first} — {second}") == forms(first) + forms(second)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab漢字가나 1", max_size=12), st.text(alphabet="ab漢字가나 1", max_size=12))
def test_a_stretch_of_a_text_is_found_in_it(text: str, rest: str) -> None:
    """Whatever stands around it, the query's words stand side by side in the text."""
    wanted = list(query_words(text))
    found = forms(f"{rest} {text} {rest}") if text[-1:].isascii() else forms(f"{rest} {text}{rest}")
    places = range(len(found) - len(wanted) + 1)
    assert any(
        all(
            have.startswith(want.form) if want.prefix else have == want.form
            for have, want in zip(found[place:], wanted, strict=False)
        )
        for place in places
    )


@settings(deadline=None)
@given(st.text(alphabet="aBs1.,’“”‘–—…£€•\xa0' ", max_size=16))
def test_typography_divides_words_whatever_pattern_finds_them(text: str) -> None:
    every = [list(words(f"{text} {other}"))[: -len(list(words(other)))] for other in ("z", "é", "ж", "漢")]
    assert every == [list(words(text))] * 4
