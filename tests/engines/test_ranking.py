"""Scores and the order they make: worked out by hand, as laws, and on archives larger than the window."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import log, sqrt

import pytest
from engines.small import ANALYSER, article, asked, commit, ids, scores

from search.analysis import AnalysedArticle
from search.article import Article, Paragraph
from search.engines import ENGINES, Engine, Reader, engine
from search.engines.ranking import BOOSTS, CLOSENESS, COVERAGE, WINDOW
from search.query import In, Or, Word

LN2 = log(2)


def opened(index: Engine, *articles: AnalysedArticle) -> Reader:
    return index.reader(commit(index, articles))


# --- by hand


def test_occurrences_are_weighed_by_length_and_saturated(index: Engine) -> None:
    """N = 2, n = 1, idf = ln(1 + 1.5 / 1.5) = ln 2; paragraphs of 3 and 1 words, on average 2."""
    reader = opened(index, article("a", "flood water flood"), article("b", "storm"))
    weight = 2 / (0.25 + 0.75 * 3 / 2)
    assert scores(reader, "flood")["a"] == pytest.approx(LN2 * weight * 2.2 / (weight + 1.2), abs=1e-4)


def test_a_headline_counts_more(index: Engine) -> None:
    assert BOOSTS["headline"] > 1
    assert ids(opened(index, article("a", "flood", "storm"), article("b", "storm", "flood")), "flood") == "b a"


def test_neighbours_add_by_the_square_of_their_distance(index: Engine) -> None:
    """Five words each, both words in two of four articles: idf = ln 2, S(1) = 1, S(c) = 2.2 c / (c + 1.2)."""
    reader = opened(
        index,
        article("near", "flood water calm calm calm"),
        article("far", "flood calm calm water calm"),
        article("none", "calm calm calm calm calm"),
        article("empty", "calm calm calm calm calm"),
    )
    found = scores(reader, "flood water")
    for name, distance in (("near", 1), ("far", 3)):
        near = LN2 / distance**2
        assert found[name] == pytest.approx(2 * LN2 + 2 * CLOSENESS * LN2 * 2.2 * near / (near + 1.2), abs=1e-4)


@pytest.mark.parametrize("text", ["flood calm\n\nwater calm", "flood calm flood calm"])
def test_words_of_two_paragraphs_or_of_one_kind_are_no_neighbours(index: Engine, text: str) -> None:
    paragraphs = tuple(Paragraph(text=each) for each in text.split("\n\n"))
    one = ANALYSER.analyse(Article(id="a", paragraphs=paragraphs))
    reader = opened(index, one, article("b", "calm calm calm calm"))
    alone = [scores(reader, word).get("a", 0.0) for word in ("flood", "water")]
    covered = sqrt(sum(score > 0 for score in alone) / 2)
    assert scores(reader, "flood OR water")["a"] == pytest.approx(covered * sum(alone), abs=1e-4)


def test_a_word_that_is_in_two_units_is_not_close_to_itself(index: Engine) -> None:
    reader = opened(index, article("a", "flood calm"), article("b", "calm calm"))
    assert scores(reader, "flood flo*")["a"] == pytest.approx(2 * scores(reader, "flood")["a"], abs=1e-4)


def test_what_is_missing_of_an_or_is_counted(index: Engine) -> None:
    reader = opened(index, article("a", "flood"), article("b", "calm"), article("c", "storm"), article("d", "calm"))
    alone = scores(reader, "flood")["a"]
    assert COVERAGE == 0.5
    assert scores(reader, "flood OR storm")["a"] == pytest.approx(alone * sqrt(1 / 2), abs=1e-4)
    assert scores(reader, "flood OR storm OR ash")["a"] == pytest.approx(alone * sqrt(1 / 3), abs=1e-4)
    assert scores(reader, "flood -storm") == pytest.approx({"a": alone}, abs=1e-4)
    assert scores(reader, "flood OR (storm calm)")["a"] == pytest.approx(alone * sqrt(1 / 3), abs=1e-4)


def test_article_expressions_score_nothing(index: Engine) -> None:
    reader = opened(index, article("a", "flood", day="2024-02-01"), article("b", "flood"))
    for query in ("*", "date:2024", "-storm", "date:* -words:7"):
        assert set(scores(reader, query).values()) == {0.0}
    assert scores(reader, "date:2024 OR storm") == {"a": 0.0}


def test_a_score_halves_with_every_half_life(index: Engine) -> None:
    days = {"a": "2024-03-01", "b": "2024-02-20", "c": "2024-01-31", "d": ""}
    reader = opened(index, *[article(name, "flood", day=day) for name, day in days.items()], article("e", "calm"))
    plain = scores(reader, "flood")["a"]
    found = scores(reader, "flood", recency=10)
    assert found == pytest.approx({"a": plain, "b": plain / 2, "c": plain / 8, "d": plain / 8}, abs=1e-4)
    assert " ".join(found) == "a b c d"


def test_without_a_date_in_the_archive_age_is_nothing(index: Engine) -> None:
    reader = opened(index, article("a", "flood"), article("b", "calm"))
    assert scores(reader, "flood", recency=10) == pytest.approx(scores(reader, "flood"), abs=1e-4)


def test_recency_orders_what_is_too_old_to_tell_apart(index: Engine) -> None:
    reader = opened(index, *[article(f"a{year}", "flood", day=f"{year}-01-01") for year in (1901, 1950, 2024)])
    assert list(scores(reader, "flood", recency=1)) == ["a2024", "a1950", "a1901"]


# --- laws


WORDS = ("flood", "storm", "harbour", "ferry", "lantern")


def spread(words: Sequence[str], times: int, dice: random.Random) -> str:
    """A text of thirty words, these at random places in it."""
    text = [*[word for word in words for _ in range(dice.randint(1, times))]]
    text += ["calm"] * (30 - len(text))
    dice.shuffle(text)
    return " ".join(text)


@pytest.mark.parametrize(("count", "times"), [(2, 2), (3, 2), (4, 1), (5, 1)])
def test_any_puts_more_of_the_words_first(index: Engine, count: int, times: int) -> None:
    """Every word in equally many articles of one length, about as often, wherever it stands."""
    dice = random.Random(count)
    asked_for = WORDS[:count]
    articles = [article(f"calm{number}", "calm " * 30) for number in range(60)]
    for held in range(1, count + 1):
        for start in range(count):
            words = [asked_for[(start + step) % count] for step in range(held)]
            articles.append(article(f"{held}-{start}", spread(words, times, dice)))
    order = list(scores(opened(index, *articles), " ".join(asked_for), any_word=True))
    assert [int(name[0]) for name in order] == sorted([int(name[0]) for name in order], reverse=True)
    assert len(order) == count * count


def test_any_puts_words_close_together_first(index: Engine) -> None:
    dice = random.Random(5)
    rest = ["calm"] * 12
    articles = [article("close", " ".join([*rest, "flood", "storm", *rest]))]
    for number in range(8):
        gap = dice.randint(2, 10)
        articles.append(article(f"apart{number}", " ".join([*rest[gap:], "flood", *rest[:gap], "storm", *rest])))
    assert ids(opened(index, *articles), "flood OR storm OR ash").startswith("close ")


# --- beyond the window


def many(count: int) -> list[AnalysedArticle]:
    """Articles of up to three paragraphs over a few words, some of them printed alike."""
    dice = random.Random(11)
    vocabulary = (*WORDS, *["calm"] * 5)

    def text() -> str:
        return " ".join(dice.choice(vocabulary) for _ in range(dice.randint(3, 12)))

    return [
        ANALYSER.analyse(
            Article(
                id=f"a{number:04}",
                headline=text() if number % 3 else "",
                paragraphs=tuple(Paragraph(text=text()) for _ in range(number % 4)),
            )
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reader]:
    """One archive three times the window in every engine, in two commits."""
    articles = many(3 * WINDOW)
    readers = {}
    for kind in ENGINES:
        index = engine(kind)(tmp_path_factory.mktemp(kind), language="english", options={})
        first = commit(index, articles[:WINDOW])
        readers[kind] = index.reader(commit(index, articles[WINDOW:], base=first, start=WINDOW + 1))
    return readers


@pytest.mark.parametrize("kind", [name for name in ENGINES if name != "memory"])
@pytest.mark.parametrize(
    "query",
    [
        "flood OR storm",
        "flood storm",
        "flood OR storm OR harbour OR ferry OR lantern",
        "headline:flood OR paragraph:(storm OR harbour)",
        '"flood storm" OR (ferry w/3 lantern) OR calm',
        "lead:flood OR l*n OR date:*",
    ],
)
def test_a_large_archive_is_ranked_as_by_memory(kind: str, query: str, large: dict[str, Reader]) -> None:
    for more in ({}, {"sort": "-date"}, {"recency": 30.0}, {"limit": 10}, {"limit": 30, "offset": 90}):
        wanted = large["memory"].search(asked(query, **more))
        found = large[kind].search(asked(query, **more))
        assert found.total == wanted.total > WINDOW
        assert [match.score for match in found.rows] == pytest.approx(
            [match.score for match in wanted.rows], rel=1e-4, abs=1e-4
        )
        assert {match.id for match in found.rows} == {match.id for match in wanted.rows}


@pytest.mark.parametrize("kind", ENGINES)
def test_closeness_ends_with_the_window_and_lifts_nothing_over_it(kind: str, large: dict[str, Reader]) -> None:
    reader = large[kind]
    request = asked("flood OR storm OR harbour")
    rows = reader.search(request).rows
    near = []
    for match in rows:
        explanation = reader.explain(request, match.version)
        assert explanation is not None
        near.append(explanation.parts[-1].parts[-1])
    assert all(each.name == "closeness" for each in near)
    assert all(each.value == 0 for each in near[WINDOW:])
    assert sum(each.value > 0 for each in near[:WINDOW]) > WINDOW / 2


@pytest.mark.parametrize("kind", ENGINES)
def test_a_page_is_a_piece_of_the_whole_across_the_window(kind: str, large: dict[str, Reader]) -> None:
    whole = ids(large[kind], "flood OR storm OR harbour").split()
    for offset in range(0, len(whole), 35):
        page = ids(large[kind], "flood OR storm OR harbour", limit=35, offset=offset).split()
        assert page == whole[offset : offset + 35]


def test_a_headlines_neighbours_count_more(index: Engine) -> None:
    reader = opened(index, article("a", "calm calm", "flood storm"), article("b", "flood storm", "calm calm"))
    tree = Or(children=(Word(form="flood"), Word(form="storm")))
    for field, better in (("headline", "a"), ("paragraph", "b")):
        found = reader.search(asked(str(In(fields=(field,), child=tree)))).rows
        assert [match.id for match in found] == [better]
    assert ids(reader, "flood OR storm") == "a b"
