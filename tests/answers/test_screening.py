"""No text that holds a form is left out, and leaving out the others changes no verdict and no mark."""

from __future__ import annotations

from itertools import compress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import analyser
from trees import FIELDS, dense_archives, trees

from search.analysis import AnalysedArticle, words
from search.answers.screening import may_hold, needles, zone_fields
from search.article import Article
from search.query import Fuzzy, Node, Word

PIECES = st.sampled_from(
    ["O'Brien", "U.S.", "U.S.’s", "1,000", "1.000,5", "mayor's", "“Tide”", "Łódź", "naïve", "ſ", "İ", "K", "—", " ",
     "-", "_", "a.b.c", "don’t", "…", "\xa0", "x", "ＡＢ", "½", "北京"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES).map(" ".join)))
@settings(deadline=None, max_examples=1500)
def test_a_text_may_hold_each_of_its_words(text: str) -> None:
    for form, _, _ in words(text):
        assert may_hold([text, "", text], (form,))[::2] == [True, True]


def meanings(tree: Node, articles: list[AnalysedArticle]) -> dict[object, frozenset[str]]:
    forms = {form for article in articles for zone in article.zones for form in zone.forms}
    stem = analyser("english").stem
    return {node: frozenset(filter(node.test(stem), forms)) for node in tree.walk() if isinstance(node, Word | Fuzzy)}


@given(dense_archives(), trees(3), st.sampled_from(FIELDS))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_screened_articles_are_judged_as_whole_ones(
    archive: list[Article], tree: Node, fields: tuple[str, ...]
) -> None:
    articles = [analyser("english").analyse(article) for article in archive]
    known = meanings(tree, articles)
    wanted, chosen = needles(tree, known), zone_fields(tree, fields)
    for article in articles:
        zones = article.zones
        if wanted is not None:
            zones = tuple(zone for zone in zones if zone.field in chosen)
            zones = tuple(compress(zones, may_hold([zone.text for zone in zones], wanted)))
        screened = replace(article, zones=zones, meanings=known)
        assert tree.matches(screened, fields) == tree.matches(article, fields)
        assert tree.marks(screened, fields) == tree.marks(article, fields)


def test_plain_paragraphs_without_the_word_are_left_out() -> None:
    assert may_hold(["The town's “harbour” — closed.", "The ferry"], ("ferry",)) == [False, True]
    assert may_hold(["The town's “harbour”\n— closed.", "The ferry"], ("harbour", "closed")) == [True, False]
    assert may_hold(["anything"], ()) == [False]
