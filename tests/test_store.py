"""The store: what a commit shows never changes, and what no commit names is nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from search.article import Article, Origin, Paragraph
from search.article_json import text_digest
from search.errors import ArchiveDamaged
from search.store import ArticleStore, Commit, now

FLOOD = Article(id="flood", headline="Flood", paragraphs=(Paragraph(text="The river rose."),))
FIRE = Article(id="fire", headline="Fire", paragraphs=(Paragraph(text="The pier burned."),))


@pytest.fixture
def store(tmp_path: Path) -> ArticleStore:
    return ArticleStore(tmp_path / "articles.db", create=True)


def publish(store: ArticleStore, number: int) -> None:
    store.publish(
        Commit(
            number=number,
            made=now(),
            generation="g1",
            name=f"c{number}",
            engine="memory",
            analysis="x",
            articles=store.count(number),
        )
    )


def put(store: ArticleStore, *articles: Article) -> list[int]:
    number = store.begin()
    with store.batches():
        versions = [store.insert(article, number) for article in articles]
    publish(store, number)
    return versions


def ids(store: ArticleStore, at: int) -> list[str]:
    return [article.id for _, article in store.articles(at)]


def test_a_commit_shows_what_was_stored(store: ArticleStore) -> None:
    put(store, FLOOD, FIRE)
    assert ids(store, 1) == ["flood", "fire"]
    found = store.by_id("fire", 1)
    assert found is not None
    assert found[1] == FIRE


def test_an_old_commit_keeps_its_versions(store: ArticleStore) -> None:
    (first,) = put(store, FLOOD)
    number = store.begin()
    with store.batches():
        store.end([first], number)
        second = store.insert(replace(FLOOD, headline="Flood ends"), number)
    publish(store, number)
    assert store.by_versions([first], 1)[0].headline == "Flood"
    assert [version for version, _ in store.articles(1)] == [first]
    assert [version for version, _ in store.articles(2)] == [second]


def test_rows_without_a_commit_are_removed_by_the_next_writer(store: ArticleStore) -> None:
    (first,) = put(store, FLOOD)
    number = store.begin()
    with store.batches():  # and then the process is killed
        store.end([first], number)
        store.insert(FIRE, number)
    assert ids(store, 1) == ["flood"]
    assert store.begin() == number
    assert ids(store, number) == ["flood"]


def test_forgetting_a_commit_drops_only_what_it_alone_showed(store: ArticleStore) -> None:
    (first,) = put(store, FLOOD)
    number = store.begin()
    with store.batches():
        store.end([first], number)
        store.insert(replace(FLOOD, headline="Flood ends"), number)
    publish(store, number)
    store.forget([1])
    assert ids(store, 2) == ["flood"]
    with pytest.raises(ArchiveDamaged):
        store.by_versions([first], 2)


def test_origins_are_versioned_too(store: ArticleStore) -> None:
    origin = Origin(path="/news/a.txt", format="text", encoding="utf-8", sha256="aa")
    number = store.begin()
    with store.batches():
        store.insert(FLOOD, number)
        name = store.insert_origin(origin, "flood", "1.1", number)
    publish(store, number)
    known = store.find_origin(origin.key, number)
    assert known is not None
    assert (known.number, known.id, known.sha256) == (name, "flood", "aa")
    second = store.begin()
    with store.batches():
        store.end_origin(name, second)
    assert store.find_origin(origin.key, second) is None
    assert store.find_origin(origin.key, number) is not None
    found = store.by_id("flood", number)
    assert found is not None
    assert found[1].origins == (origin,)


def test_the_same_words_are_found_under_another_id(store: ArticleStore) -> None:
    put(store, FLOOD)
    twin = replace(FLOOD, id="other", source="Another Paper")
    mine, other = text_digest(twin), text_digest(replace(twin, headline="Else"))
    assert store.same_texts([mine, other], 1) == {mine: "flood"}


def test_a_changed_byte_is_told(store: ArticleStore, tmp_path: Path) -> None:
    (version,) = put(store, FLOOD)
    with sqlite3.connect(tmp_path / "articles.db") as db:
        db.execute("update article set data = replace(data, 'river', 'rivet')")
    db.close()
    assert [(row.version, row.article) for row in store.rows(1)] == [(version, None)]
    assert store.faults() == []
    with pytest.raises(ArchiveDamaged, match="news check"):
        store.by_versions([version], 1)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    path.write_bytes(b"no database at all, only text " * 100)
    with pytest.raises(ArchiveDamaged):
        ArticleStore(path)


def test_a_view_posing_as_a_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    ArticleStore(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("drop table root")
        db.execute("create view root as select 'x' as path, '' as options")
    db.close()
    with pytest.raises(ArchiveDamaged):
        ArticleStore(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged, match="missing"):
        ArticleStore(tmp_path / "articles.db")


def test_a_damaged_commit_makes_no_leftovers_of_articles(store: ArticleStore) -> None:
    put(store, FLOOD)
    put(store, FIRE)
    with sqlite3.connect(store.path) as db:
        db.execute('delete from "commit" where number = 1')
        db.execute('update "commit" set number = 1')  # one flipped bit of 2 and 3
    db.close()
    with pytest.raises(ArchiveDamaged, match="check --repair"):
        store.begin()
    assert store.newest() == 2
