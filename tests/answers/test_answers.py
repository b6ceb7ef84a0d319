"""Answers beside the plain search: photos, suggestions, explanations, stems from the index; on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import highlighting
from search.analysis import Analyser
from search.answers.question import ask
from search.answers.state import State
from search.archive import Archive
from search.engines import ENGINES, Explanation
from search.errors import ArticleMissing, OptionError, QueryError, SearchTimeout
from search.fields import DEFAULT_FIELDS
from search.hits import Photos
from search.query import CAPTION_FIELDS, Limits, caption_views, parse

PIER = """\
FILE - Waves hit the old pier in Port Elgin, Canada, Jan. 3, 2023. (AP Photo/Lea Brandt, File)
The mayor waves to fishermen on the pier in Port Elgin, Feb. 8, 2024. (Tom Arndt/Reuters)
Fire closes pier in Port Elgin
By Ines Okafor
PORT ELGIN (AP) — A fire closed the old pier on Monday, the harbour master said.
The pier is older than the lighthouse, and the waves took two of its posts.
"""
FLOOD = """\
Sandbags lie on the pier in Port Elgin, March 1, 2024. (Lea Brandt/Reuters)
River floods lower town
By Tom Adeyemi
The river rose by two metres overnight and flooded the lower town.
Schools stay closed until Friday, and the harbour bridge is shut.
"""


@pytest.fixture(scope="module", params=sorted(ENGINES))
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "pier.txt").write_text(PIER, encoding="utf-8")
    (folder / "flood.txt").write_text(FLOOD, encoding="utf-8")
    with Archive.create(folder / "archive", engine=request.param) as made:
        made.add([folder / "pier.txt", folder / "flood.txt"])
        yield made


def texts(found: Photos) -> list[str]:
    return sorted(photo.caption.text.split()[0] for photo in found.hits)


# ---------------------------------------------------------------- photos


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("pier", ["FILE", "Sandbags", "The"]),
        ("waves mayor", ["The"]),
        ("waves -mayor", ["FILE"]),
        ("-mayor", ["FILE", "Sandbags"]),
        ("brandt", ["FILE", "Sandbags"]),
        ("photographer:brandt agency:reuters", ["Sandbags"]),
        ("filephoto:yes", ["FILE"]),
        ("shot:2024", ["Sandbags", "The"]),
        ("headline:flood", ["Sandbags"]),
        ("lead:fire", ["FILE", "The"]),
        ("words:1..", ["FILE", "Sandbags", "The"]),
        ("lighthouse", []),
        ("*", ["FILE", "Sandbags", "The"]),
        ("walrus", []),
    ],
)
def test_photos(archive: Archive, query: str, wanted: list[str]) -> None:
    found = archive.captions(query)
    assert texts(found) == wanted
    assert found.total == len(wanted)


def test_a_photo_knows_its_marks_and_its_place(archive: Archive) -> None:
    (photo,) = archive.captions("waves w/4 pier brandt").hits
    assert [photo.caption.text[start:end] for start, end in photo.marks] == ["Waves", "pier"]
    assert [photo.caption.credit[start:end] for start, end in photo.credit_marks] == ["Brandt"]
    assert photo.address == f"{photo.article.id}#c1"
    assert photo.article.headline == "Fire closes pier in Port Elgin"


def test_pages_of_photos_fit_together(archive: Archive) -> None:
    everything = [photo.address for photo in archive.captions("pier", limit=None).hits]
    paged = [photo.address for offset in range(4) for photo in archive.captions("pier", limit=1, offset=offset).hits]
    assert paged == everything
    assert [photo.rank for photo in archive.captions("pier", limit=1, offset=1).hits] == [2]
    assert archive.captions("pier", limit=0).total == 3


def test_photos_take_the_conditions_of_a_search(archive: Archive) -> None:
    assert archive.captions("walrus sandbags", any_word=True).total == 1
    assert archive.captions("pier", fields=("credit",)).total == 0
    assert archive.captions("pier", source="Nobody").total == 0
    with pytest.raises(OptionError):
        archive.captions("pier", limit=-1)
    with pytest.raises(SearchTimeout):
        archive.captions("pier", timeout=1e-9)


@pytest.mark.parametrize("query", ["waves", "pier -mayor", "headline:pier waves", "hlead:old waves", "words:5..9 OR x"])
def test_photos_are_what_the_tree_says_of_each_caption(archive: Archive, query: str) -> None:
    """Also where the story is left out to be quick."""
    tree, analyser = parse(query, fields=CAPTION_FIELDS).tree, Analyser("english")
    wanted = {
        f"{hit.id}#c{number}"
        for hit in archive.search("*").hits
        for number, view in caption_views(analyser.analyse(hit.article))
        if tree.matches(view, CAPTION_FIELDS)
    }
    assert {photo.address for photo in archive.captions(query).hits} == wanted


# ---------------------------------------------------------------- suggestions


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("lighthuose", [("lighthouse", 1, False)]),
        ('caption:"old peir"', [('caption:"old pier"', 1, False)]),
        ("sandbags walruses", [("sandbags walruses", 1, True)]),
        ("lighthuose sandbags", [("lighthuose sandbags", 1, True)]),
        ("pier", []),
        ("pier OR lighthuose", [("pier OR lighthouse", 2, False)]),
        ("pier OR qqqq", []),
        ("qqqq", []),
        ("qqqq zzzz", []),
        ("caption:lighthouse", []),
        ("date:1901", []),
    ],
)
def test_suggestions_find_something(archive: Archive, query: str, wanted: list[tuple[str, int, bool]]) -> None:
    found = archive.search(query).suggestions
    assert [(each.query, each.total, each.any_word) for each in found] == wanted
    for each in found:
        assert archive.search(each.query, any_word=each.any_word).total == each.total


def test_a_suggestion_counts_within_the_conditions(archive: Archive) -> None:
    assert archive.search("lighthuose", source="Nobody").suggestions == ()


def test_an_answer_does_not_wait_for_suggestions(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object) -> int:
        raise SearchTimeout("the time is up")

    monkeypatch.setattr("search.answers.articles.count", late)
    monkeypatch.setattr("search.answers.suggestions.count", late)
    results = archive.search("lighthuose", source="Nobody")
    assert (results.total, results.suggestions, results.warnings) == (0, (), ())


def test_photos_have_suggestions_counted_in_captions(archive: Archive) -> None:
    found = archive.captions("sandbgas").suggestions + archive.captions("mayor sandbags").suggestions
    assert [(each.query, each.total, each.any_word) for each in found] == [
        ("sandbags", 1, False),
        ("mayor sandbags", 2, True),
    ]


def test_a_condition_nothing_fulfils_is_named(archive: Archive) -> None:
    for find in (archive.search, archive.captions):
        assert find("pier", source="Nobody").warnings == ("no article at all is of this source",)
        assert find("pier", since="1901", until="1902").warnings == ("no article at all is from these days",)
        assert find("pier").warnings == ()


# ---------------------------------------------------------------- explanations


def test_clauses_say_what_they_find_and_stand_for(archive: Archive) -> None:
    results = archive.search("caption:(pier w/9 (sandbag* OR fishermen)) AND flood", explain=True)
    shown = [(each.depth, each.query, each.articles, [form.form for form in each.forms]) for each in results.clauses]
    assert shown == [
        (0, "caption:(pier w/9 (sandbag* OR fishermen)) AND flood", 1, []),
        (1, "caption:(pier w/9 (sandbag* OR fishermen))", 2, []),
        (2, "pier w/9 (sandbag* OR fishermen)", 2, []),
        (3, "pier", 2, ["pier"]),
        (3, "sandbag* OR fishermen", 2, []),
        (4, "sandbag*", 1, ["sandbags"]),
        (4, "fishermen", 1, ["fishermen"]),
        (1, "flood", 1, ["flooded", "floods"]),
    ]
    assert results.clauses[3].fields == ("caption",)
    assert archive.search("pier").clauses == ()


def test_conditions_are_clauses_too(archive: Archive) -> None:
    assert "date:2024-01-01..2024-12-31" in [
        each.query for each in archive.search("pier", since="2024", until="2024", explain=True).clauses
    ]


def test_a_score_is_explained(archive: Archive) -> None:
    hit = archive.search("pier fire").hits[0]
    explanation = archive.explain_score("pier fire", hit.id)
    assert isinstance(explanation, Explanation)
    assert explanation.value == pytest.approx(hit.score, abs=1e-4)
    assert explanation.parts
    assert archive.explain_score("sandbags", hit.id) is None
    with pytest.raises(ArticleMissing):
        archive.explain_score("pier", "nosuchid")


# ---------------------------------------------------------------- questions


def test_dialects(archive: Archive) -> None:
    found = archive.search("headline(closes pier)", dialect="nexis")
    assert found.query == 'headline:"closes pier"'
    assert found.total == 1
    with pytest.raises(OptionError, match="dialects are"):
        archive.search("x", dialect="klingon")
    with pytest.raises(OptionError, match="phrase"):
        archive.search("x y", dialect="nexis", any_word=True)


def test_too_many_forms_are_pointed_at(archive: Archive) -> None:
    for explain in (False, True):
        with pytest.raises(QueryError) as caught:
            archive.search("pier AND f*", limits=Limits(expansions=1), explain=explain)
        assert caught.value.pointed().splitlines()[:2] == ["pier AND f*", "         ^^"]


def test_an_empty_archive_answers_everything(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as empty:
        assert empty.captions("pier").total == empty.count("pier") == empty.search("pier", explain=True).total == 0
        with pytest.raises(ArticleMissing):
            empty.explain_score("pier", "x")


# ---------------------------------------------------------------- reading no more than is needed


@pytest.mark.parametrize(
    "query",
    [
        "floods", "=floods", "flooding", '"harbour bridges" OR rivers', "walruses OR town", "close w/3 piers", "*",
        "har*", "*our", "h?rbour", "fyre~", "first3(fire)", "caption:*", "words:20.. town", "-pier", "by:okafor",
        "headline:(fire OR flood) w/9 town", "nocaps(waves)", "atleast3(pier)", "pier NOT w/3 old",
        "photographer:brandt",
    ],
)  # fmt: skip
def test_marks_are_those_of_the_whole_article_and_the_stemmer(archive: Archive, query: str) -> None:
    state = archive._answering()
    assert isinstance(state, State)
    question, analyser = ask(query, {}), Analyser("english")
    tree, reading = question.tree, state.reading(question, question.tree, DEFAULT_FIELDS)
    for hit in archive.search("*").hits:
        ours, theirs = state.analysed(hit.article, reading), analyser.analyse(hit.article)
        assert highlighting.marks(tree, ours, DEFAULT_FIELDS) == highlighting.marks(tree, theirs, DEFAULT_FIELDS)
        assert tree.matches(ours, DEFAULT_FIELDS) == tree.matches(theirs, DEFAULT_FIELDS)
