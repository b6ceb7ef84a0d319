"""No text and no word that a tree could mean is left out, and leaving out the others changes no verdict and no mark."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import analyser
from trees import FIELDS, dense_archives, trees

from search.analysis import AnalysedArticle, Zone, words
from search.answers.screening import Sought, glimpses, sought, zone_fields
from search.article import Article
from search.query import Fuzzy, Near, Node, Word

PIECES = st.sampled_from(
    ["O'Brien", "U.S.", "U.S.’s", "1,000", "1.000,5", "mayor's", "“Tide”", "Łódź", "naïve", "ſ", "İ", "K", "—", " ",
     "-", "_", "a.b.c", "don’t", "‘Tide’", "Hawai‘i", "…", "\xa0", "x", "ＡＢ", "½", "北京"]
)  # fmt: skip


TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map(" ".join)
)


@given(TEXTS, st.booleans())
@settings(deadline=None, max_examples=1500)
def test_every_word_of_a_text_is_seen_by_its_form(text: str, apart: bool) -> None:
    every = list(words(text))
    for form in {form for form, _, _ in every}:
        seen = glimpses([text, "", text], Sought((form,), apart))
        assert [*seen] == [0, 2]
        assert seen[0] == seen[2]
        if seen[0] is not None:
            zone = Zone(field="paragraph", number=1, text=text, seen=seen[0])
            found = set(zip(zone.forms, zone.starts, zone.ends, strict=True))
            assert found.issuperset(word for word in every if word[0] == form)
            assert {word for word in found if word[0]} <= set(every)


@given(TEXTS, st.data())
@settings(deadline=None, max_examples=500)
def test_words_side_by_side_stay_so_and_others_do_not(text: str, data: st.DataObject) -> None:
    every = list(words(text))
    chosen = data.draw(st.lists(st.sampled_from([form for form, _, _ in every]), max_size=3)) if every else []
    seen = glimpses([text], Sought(tuple(chosen), apart=False)).get(0)
    if seen is not None:
        zone = Zone(field="paragraph", number=1, text=text, seen=seen)
        places = [every.index(word) if word[0] else -1 for word in zip(zone.forms, zone.starts, zone.ends, strict=True)]
        for first, second in pairwise(places):
            assert second == first + 1 if first >= 0 <= second else first != second
        for first, between, second in zip(places, places[1:], places[2:], strict=False):
            assert between >= 0 or second > first + 1


def meanings(tree: Node, articles: list[AnalysedArticle]) -> dict[object, frozenset[str]]:
    forms = {form for article in articles for zone in article.zones for form in zone.forms}
    stem = analyser("english").stem
    return {node: frozenset(filter(node.test(stem), forms)) for node in tree.walk() if isinstance(node, Word | Fuzzy)}


def stretches(tree: Node, article: AnalysedArticle, fields: tuple[str, ...]) -> set[tuple[str, int, int, int]]:
    """The marks, by the characters they stand at."""
    zones = {(zone.field, zone.number): zone for zone in article.zones}
    marks = [(zones[mark.field, mark.number], mark) for mark in tree.marks(article, fields)]
    return {(mark.field, mark.number, zone.starts[mark.first], zone.ends[mark.last]) for zone, mark in marks}


@given(dense_archives(), trees(3), st.sampled_from(FIELDS))
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_screened_articles_are_judged_as_whole_ones(
    archive: list[Article], tree: Node, fields: tuple[str, ...]
) -> None:
    articles = [analyser("english").analyse(article) for article in archive]
    known = meanings(tree, articles)
    wanted, chosen = sought(tree, known), zone_fields(tree, fields)
    for article in articles:
        zones = article.zones
        if wanted is not None:
            zones = tuple(zone for zone in zones if zone.field in chosen)
            seen = glimpses([zone.text for zone in zones], wanted)
            zones = tuple(replace(zones[number], seen=words) for number, words in seen.items())
        screened = replace(article, zones=zones, meanings=known)
        assert tree.matches(screened, fields) == tree.matches(article, fields)
        assert stretches(tree, screened, fields) == stretches(tree, article, fields)


def seen(texts: list[str], *forms: str) -> dict[int, list[str] | None]:
    found = glimpses(texts, Sought(forms, apart=False))
    return {number: words and words.words for number, words in found.items()}


def test_texts_without_the_word_are_left_out() -> None:
    assert seen(["The town's “harbour” — closed.", "The ferry"], "ferry") == {1: ["ferry"]}
    assert seen(["The town's “harbour”\n— closed.", "The ferry"], "harbour", "closed") == {0: ["harbour", "closed"]}
    assert seen(["anything"]) == {}


def test_a_form_with_signs_inside_has_its_text_read_whole() -> None:
    assert seen(["Mr. O'Brien spoke", "Brien spoke", "O'Brien, Brien"], "obrien") == {0: None, 2: None}
    assert seen(["Waves off Hawai‘i", "the U.S. 1,000"], "hawaii", "us", "1000") == {0: None, 1: None}


def test_a_text_with_other_letters_is_read_whole() -> None:
    assert seen(["Łódź", "ferry — “ferry”"], "ferry") == {0: None, 1: ["ferry", "ferry"]}


def test_how_far_words_are_apart_is_known_where_it_matters() -> None:
    near = Near(left=Word(form="tide"), right=Word(form="quay"), distance=3, ordered=False)
    meant: dict[object, set[str]] = {near.left: {"tide"}, near.right: {"quay"}}
    assert sought(near, meant) == Sought(("quay", "tide"), apart=True)
    assert glimpses(["The tide at the quay", "none"], Sought(("tide", "quay"), apart=True)) == {0: None}


def test_forms_that_hold_another_are_found_by_it() -> None:
    word = Word(form="ferry")
    forms = {"ferry", "ferrys", "ferries", "ferried"}
    assert sought(word, {word: forms}) == Sought(("ferry", "ferried", "ferries"), apart=False)
