"""What every engine promises about commits, order, counts, vocabulary and limits."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from engines.small import ANALYSER, article, asked, commit, ids

from search.article import Article, Caption
from search.engines import Engine, Reader, Request
from search.errors import ArchiveDamaged, ArchiveError, QueryError, SearchTimeout
from search.fields import DEFAULT_FIELDS
from search.query import And, Everything, Fuzzy, Not, Or, Wildcard, Word

FLOOD = Word(form="flood")


# --- commits


def test_an_empty_index_answers(index: Engine) -> None:
    reader = index.reader(commit(index, []))
    assert reader.count == 0
    assert reader.versions() == set()
    assert ids(reader, "*") == ids(reader, "flood -storm") == ""
    assert reader.words("*", DEFAULT_FIELDS) == []


def test_a_commit_continues_from_its_base(index: Engine) -> None:
    first = commit(index, [article("a", "flood"), article("b", "flood storm")])
    second = commit(index, [article("c", "flood")], base=first, start=7)
    reader = index.reader(second)
    assert reader.versions() == {1, 2, 7}
    assert reader.count == 3
    assert sorted(ids(reader, "flood").split()) == ["a", "b", "c"]


def test_a_reader_stays_at_its_commit(index: Engine) -> None:
    first = commit(index, [article("a", "flood")])
    before = index.reader(first)
    second = commit(index, [article("b", "flood")], base=first, start=2)
    assert ids(before, "flood") == "a"
    assert before.versions() == {1}
    assert sorted(ids(index.reader(second), "flood").split()) == ["a", "b"]
    assert ids(index.reader(first), "flood") == "a"


def test_what_is_deleted_is_gone_and_counts_for_nothing(index: Engine) -> None:
    first = commit(index, [article("a", "flood"), article("b", "flood storm"), article("c", "storm")])
    writer = index.writer(first)
    writer.delete([2, 99])
    reader = index.reader(writer.commit())
    assert reader.versions() == {1, 3}
    assert ids(reader, "*", sort="date") == "a c"
    assert [word.articles for word in reader.words("flood", DEFAULT_FIELDS)] == [1]
    assert reader.spans(FLOOD, DEFAULT_FIELDS, 2) == []
    alone = index.reader(commit(index, [article("a", "flood"), article("c", "storm")]))
    request = Request(tree=FLOOD, fields=DEFAULT_FIELDS)
    assert reader.search(request).rows[0].score == pytest.approx(alone.search(request).rows[0].score, abs=1e-4)


def test_a_writer_can_delete_what_it_added(index: Engine) -> None:
    writer = index.writer(None)
    writer.add(1, article("a", "flood"))
    writer.add(2, article("b", "flood"))
    writer.delete([1])
    reader = index.reader(writer.commit())
    assert reader.versions() == {2}
    assert ids(reader, "flood") == "b"


def test_a_replaced_article_answers_with_its_new_text(index: Engine) -> None:
    first = commit(index, [article("a", "flood")])
    writer = index.writer(first)
    writer.add(2, article("a", "storm"))
    writer.delete([1])
    reader = index.reader(writer.commit())
    assert ids(reader, "flood") == ""
    assert ids(reader, "storm") == "a"


def test_abort_leaves_no_trace(index: Engine) -> None:
    first = commit(index, [article("a", "flood")])
    writer = index.writer(first)
    writer.add(2, article("b", "flood"))
    writer.abort()
    writer.abort()
    assert index.reader(first).versions() == {1}
    assert index.reader(commit(index, [article("c", "flood")], base=first, start=3)).versions() == {1, 3}


def test_a_commit_nobody_named_is_no_part_of_the_next(index: Engine) -> None:
    first = commit(index, [article("a", "flood")])
    commit(index, [article("lost", "flood")], base=first, start=2)
    third = commit(index, [article("c", "flood")], base=first, start=3)
    assert index.reader(third).versions() == {1, 3}


def test_a_damaged_file_is_noticed(index: Engine, tmp_path: Path) -> None:
    name = commit(index, [article("a", "flood " * 50)])
    largest = max((path for path in (tmp_path / "index").rglob("*") if path.is_file()), key=lambda p: p.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-9])
    with pytest.raises(ArchiveDamaged):
        index.reader(name)


def test_a_commit_that_is_gone_is_damage(index: Engine) -> None:
    commit(index, [article("a", "flood")])
    with pytest.raises(ArchiveDamaged):
        index.reader("00000009-00000000")


def test_a_closed_reader_answers_nothing(index: Engine) -> None:
    reader = index.reader(commit(index, [article("a", "flood")]))
    reader.close()
    reader.close()
    with pytest.raises(ArchiveError):
        ids(reader, "flood")


# --- order and counts


def dated(index: Engine) -> Reader:
    days = {"e": "2024-02-01", "d": "2023-05-01", "c": "", "b": "2024-02-01", "a": "2022-01-01"}
    return index.reader(commit(index, [article(name, "flood", day=day) for name, day in days.items()]))


def test_ties_fall_newest_first_then_by_id(index: Engine) -> None:
    assert ids(dated(index), "flood") == "b e d a c"


def test_sorts_by_date(index: Engine) -> None:
    reader = dated(index)
    assert ids(reader, "flood", sort="date") == "a d b e c"
    assert ids(reader, "flood", sort="-date") == "b e d a c"


def test_pages_are_pieces_of_the_whole(index: Engine) -> None:
    reader = dated(index)
    for sort in ("relevance", "date", "-date"):
        whole = ids(reader, "flood", sort=sort).split()
        for offset in range(7):
            for limit in range(7):
                assert ids(reader, "flood", sort, limit, offset).split() == whole[offset : offset + limit]


def test_the_count_is_exact_whatever_the_limit(index: Engine) -> None:
    reader = dated(index)
    for limit in (0, 1, 5, None):
        matches = reader.search(Request(tree=FLOOD, fields=DEFAULT_FIELDS, limit=limit))
        assert matches.total == 5
        assert len(matches.rows) == (5 if limit is None else limit)


def test_a_byline_counts_under_each_of_its_authors(index: Engine) -> None:
    articles = [
        article("a", "flood", byline="Ana Prado and Bo Lind", authors=("Ana Prado", "Bo Lind")),
        article("b", "flood", byline="Bo Lind", authors=("Bo Lind", "Bo Lind")),
        article("c", "flood", byline="Our own reporter"),
        article("d", "flood", authors=("Ana\nPrado",)),
        article("e", "storm", byline="Cy Odum", authors=("Cy Odum",)),
        article("f", "flood"),
    ]
    first = commit(index, articles[:2])
    reader = index.reader(commit(index, articles[2:], base=first, start=3))
    found = reader.search(asked("flood", limit=0, facets=("byline",))).facets["byline"]
    assert found == {"Ana Prado": 2, "Bo Lind": 2, "Our own reporter": 1}
    assert reader.search(asked('byline:"prado and bo"')).total == 1


def test_facets_count_an_article_once_a_value(index: Engine) -> None:
    photos = tuple(Caption(text="flood", photographer="Ana Prado", agency="AP") for _ in range(2))
    one = Article(id="a", captions=photos, source="Tarn Post", published=date(2024, 2, 1), language="en")
    two = Article(id="b", headline="flood", source="Tarn Post", published=date(2024, 5, 1))
    three = Article(id="c", headline="storm", source="Ledger")
    reader = index.reader(commit(index, [ANALYSER.analyse(each) for each in (one, two, three)]))
    names = ("source", "photographer", "agency", "year", "month", "lang", "section")
    found = reader.search(Request(tree=FLOOD, fields=DEFAULT_FIELDS, limit=1, facets=names)).facets
    assert found == {
        "source": {"Tarn Post": 2},
        "photographer": {"Ana Prado": 1},
        "agency": {"AP": 1},
        "year": {"2024": 2},
        "month": {"2024-02": 1, "2024-05": 1},
        "lang": {"en": 1},
        "section": {},
    }


# --- vocabulary and limits


def test_words_of_the_vocabulary_with_their_counts(index: Engine) -> None:
    texts = [article("a", "flood floods flood", "floods"), article("b", "Flood", "storm")]
    reader = index.reader(commit(index, texts))
    everywhere = [(w.form, w.stem, w.articles, w.occurrences) for w in reader.words("flo*", DEFAULT_FIELDS)]
    assert everywhere == [("flood", "flood", 2, 3), ("floods", "flood", 1, 2)]
    assert [w.form for w in reader.words("*", ("headline",))] == ["floods", "storm"]
    assert [w.form for w in reader.words("*", DEFAULT_FIELDS, 2)] == ["flood", "floods"]
    assert [w.form for w in reader.words("?????", ("lead",))] == ["flood"]
    assert reader.words("q*", DEFAULT_FIELDS) == []


def test_the_forms_of_the_index_a_word_stands_for(index: Engine) -> None:
    base = commit(index, [article("a", "flood floods"), article("b", "Flooding storm")])
    reader = index.reader(commit(index, [article("c", "flooded")], base, start=3))
    family = {"flood", "flooded", "flooding", "floods"}
    assert reader.forms(Word(form="floods"), 10) == family
    assert reader.forms(Word(form="floodings"), 10) == family
    assert reader.forms(Word(form="floods", exact=True), 10) == {"floods"}
    assert reader.forms(Word(form="floodings", exact=True), 10) == set()
    assert reader.forms(Word(form="calm"), 10) == set()
    assert reader.forms(Fuzzy(form="floodd", edits=1), 10) == {"flood", "flooded", "floods"}
    assert reader.forms(Wildcard(pattern="*o*d"), 10) == {"flood", "flooded"}


def test_many_stars_take_little_time(index: Engine) -> None:
    """Tried at every place, four stars would take some hundred million steps."""
    reader = index.reader(commit(index, [article("a", "a" * 240 + " flood")]))
    begun = time.process_time()
    for pattern in ("*a*a*a*ab", "a*a*a*a*b", "*a?*a?*a*?b"):
        assert ids(reader, pattern) == ""
    assert time.process_time() - begun < 0.5


def test_a_word_for_too_many_forms_is_an_error_at_its_place(index: Engine) -> None:
    reader = index.reader(commit(index, [article("a", "harbour harbor harbors harm")]))
    for node in (Wildcard(pattern="har*", at=(3, 7)), Fuzzy(form="harbor", edits=2, at=(3, 7))):
        tree = And(children=(FLOOD, Or(children=(node, Not(child=node)))))
        with pytest.raises(QueryError) as caught:
            reader.search(Request(tree=tree, fields=DEFAULT_FIELDS, expansions=2))
        assert (caught.value.start, caught.value.end) == (3, 7)
        assert "2" in str(caught.value)
        assert reader.search(Request(tree=tree, fields=DEFAULT_FIELDS, expansions=4)).total == 0


def test_a_passed_deadline_is_an_error(index: Engine) -> None:
    reader = dated(index)
    for tree in (FLOOD, Everything()):
        with pytest.raises(SearchTimeout):
            reader.search(Request(tree=tree, fields=DEFAULT_FIELDS, deadline=time.monotonic() - 1))
        assert reader.search(Request(tree=tree, fields=DEFAULT_FIELDS, deadline=time.monotonic() + 60)).total == 5
