"""What every engine says about its own answers: what words stand for, what may be meant, how a score came about."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from engines.small import article, asked, commit

from search.engines import Engine, Explanation, Reader
from search.fields import DEFAULT_FIELDS
from search.query import Word, parse


def words(reader: Reader, query: str, limit: int | None = None) -> dict[str, str]:
    found = reader.expansions(parse(query).tree, DEFAULT_FIELDS, limit)
    return {
        str(each.node): f"{each.total}: "
        + " ".join(f"{word.form} {word.articles}/{word.occurrences}" for word in each.words)
        for each in found
    }


def test_words_show_what_they_stand_for(index: Engine) -> None:
    reader = index.reader(
        commit(
            index,
            [
                article("a", "the harbour and the harbor; floods", "Flooding"),
                article("b", "harbour flood flood"),
                article("c", "flood"),
            ],
        )
    )
    assert words(reader, "flood") == {"flood": "3: flood 2/3 flooding 1/1 floods 1/1"}
    assert words(reader, "=flood") == {"=flood": "1: flood 2/3"}
    assert words(reader, "har* AND NOT harbur~", 1) == {"har*": "2: harbour 2/2", "harbur~": "2: harbour 2/2"}
    assert words(reader, '(flood OR "flood harb*") w/9 drought') == {
        "flood": "3: flood 2/3 flooding 1/1 floods 1/1",
        "harb*": "2: harbour 2/2 harbor 1/1",
        "drought": "0: ",
    }
    assert words(reader, "* AND date:2024") == {}


def test_a_word_stands_for_what_its_own_fields_hold(index: Engine) -> None:
    reader = index.reader(commit(index, [article("a", "floods", "flood")]))
    found = reader.expansions(parse("headline:flood paragraph:flood flood").tree, DEFAULT_FIELDS)
    assert [(each.fields, [word.form for word in each.words]) for each in found] == [
        (("headline",), ["flood"]),
        (("paragraph",), ["floods"]),
        (DEFAULT_FIELDS, ["flood", "floods"]),
    ]


def test_what_may_have_been_meant(index: Engine) -> None:
    texts = ["parliament", "parliament parliaments", "parliment", "parlament", "harbor harbour", "oil", "the boil"]
    reader = index.reader(commit(index, [article(str(number), text) for number, text in enumerate(texts)]))

    def near(word: str, limit: int | None = None) -> list[str]:
        return [each.form for each in reader.near(word, DEFAULT_FIELDS, limit)]

    assert near("parlaiment") == ["parliament", "parlament", "parliment", "parliaments"]
    assert near("parliament") == ["parlament", "parliaments", "parliment"]
    assert near("parliament", 1) == ["parlament"]
    assert near("hrbor") == ["harbor", "harbour"]
    assert near("iol") == ["oil"]  # a short word is one edit away at most
    assert near("ol") == []
    assert reader.near("harbr", ("headline",)) == []


def test_a_deleted_article_is_nobodys_meaning(index: Engine) -> None:
    first = commit(index, [article("a", "flood"), article("b", "river")])
    writer = index.writer(first)
    writer.delete([1])
    reader = index.reader(writer.commit())
    assert reader.near("floood", DEFAULT_FIELDS) == []
    assert reader.expansions(Word(form="flood"), DEFAULT_FIELDS)[0].words == ()


def parts(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for part in explanation.parts:
        yield from parts(part)


def adds_up(explanation: Explanation) -> None:
    """Every sum is the sum of its parts, every product their product, and nothing given has any."""
    for each in parts(explanation):
        values = [part.value for part in each.parts]
        if each.rule == "sum":
            assert each.value == pytest.approx(sum(values))
        elif each.rule == "product":
            assert each.value == pytest.approx(math.prod(values))
        elif each.rule == "given":
            assert not values


QUERIES = [
    "flood",
    "flood harbour",
    "flood OR storm OR harbour",
    '"flood water" OR (flood w/3 storm) OR h*',
    "headline:flood OR caption,paragraph:storm",
    "lead:flood -storm",
    "(flood OR date:2024) storm",
    "date:2024",
    "*",
]


@pytest.mark.parametrize("recency", [None, 14.0])
@pytest.mark.parametrize("query", QUERIES)
def test_an_explanation_adds_up_to_the_score(index: Engine, query: str, recency: float | None) -> None:
    articles = [
        article("a", "flood water in the harbour, a storm", "Flood", "2024-05-01"),
        article("b", "storm after storm; flood", "Harbour storm", "2024-05-09"),
        article("c", "flood waters and no harbour but far away from all of it a storm", day="2024-01-01"),
        article("d", "calm", "Storm"),
    ]
    reader = index.reader(commit(index, articles))
    request = asked(query, recency=recency)
    for match in reader.search(request).rows:
        explanation = reader.explain(request, match.version)
        assert explanation is not None
        assert explanation.value == pytest.approx(match.score, rel=1e-4, abs=1e-4)
        adds_up(explanation)


def test_only_a_match_is_explained(index: Engine) -> None:
    reader = index.reader(commit(index, [article("a", "flood"), article("b", "storm")]))
    assert reader.explain(asked("flood"), 2) is None
    assert reader.explain(asked("flood"), 9) is None
    assert reader.explain(asked("flood"), 1) is not None
