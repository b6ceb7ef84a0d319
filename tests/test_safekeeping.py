"""Check, repair, backup and restore: damage is found and named, nothing sound is lost, a backup is an archive again."""

from __future__ import annotations

import random
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import locks
from search.archive import Archive
from search.engines import ENGINES
from search.errors import ArchiveDamaged, ArchiveError, ArchiveExists, ArchiveLocked, SearchError
from search.snapshot import mend_manifest

STORIES = {
    f"{name}.txt": f"{name.title()} comes to town\nThe {name} came to the lower town on Monday, number {n}.\n"
    for n, name in enumerate(("flood", "ferry", "storm", "circus", "king", "fog"))
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=sorted(ENGINES))
def archive(request: pytest.FixtureRequest, tmp_path: Path, news: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", engine=request.param) as made:
        made.add([news])
        yield made


def change(archive: Archive, old: str, new: str) -> None:
    with sqlite3.connect(archive.path / "articles.db") as db:
        db.execute("update article set data = replace(data, ?, ?)", (old, new))
    db.close()


def test_a_sound_archive_has_no_problems(archive: Archive) -> None:
    report = archive.check()
    assert (report.articles, report.problems) == (len(STORIES), ())


def test_a_changed_text_is_found_and_named(archive: Archive) -> None:
    (hit,) = archive.search("circus").hits
    change(archive, "circus came", "circus cane")
    (problem,) = archive.check().problems
    assert (problem.thing, hit.id in problem.place) == ("store", True)


def test_repair_sets_aside_and_a_rebuild_reads_anew(archive: Archive, news: Path) -> None:
    change(archive, "circus came", "circus cane")
    report = archive.check(repair=True)
    kept = Path(report.set_aside)
    assert "circus cane" in (kept / "articles.jsonl").read_text(encoding="utf-8")
    assert (kept / "articles.db").exists()
    assert archive.check().problems == ()
    assert len(archive) == len(STORIES) - 1
    assert archive.search("circus").total == 0
    again = archive.rebuild_index([news])
    assert (again.added, again.unchanged) == (1, len(STORIES) - 1)
    assert archive.search("circus").total == 1


def test_a_changed_index_file_is_found_and_made_again(archive: Archive) -> None:
    assert archive.index_path is not None
    largest = max((path for path in archive.index_path.rglob("*") if path.is_file()), key=lambda p: p.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 0x55
    largest.unlink()  # an open reader keeps the old file
    largest.write_bytes(data)
    assert {problem.thing for problem in archive.check().problems} == {"index"}
    archive.check(repair=True)
    assert archive.check().problems == ()
    assert archive.search("circus").total == 1


def test_a_missing_index_is_found_and_made_again(archive: Archive) -> None:
    assert archive.index_path is not None
    shutil.rmtree(archive.index_path)
    assert archive.check().problems != ()
    archive.check(repair=True)
    assert archive.check().problems == ()
    assert archive.search("town").total == len(STORIES)


def test_a_backup_is_an_archive_again(archive: Archive, tmp_path: Path) -> None:
    assert archive.backup(tmp_path / "news.backup") == len(STORIES)
    archive.remove([archive.search("circus").hits[0].id])
    with Archive.restore(tmp_path / "news.backup", tmp_path / "restored") as restored:
        assert restored.search("circus").total == 1
        assert restored.engine == archive.engine
        before = {hit.id: hit.article.origins for hit in restored.search("town", limit=None).hits}
        assert len(before) == len(STORIES)
        assert all(before.values())
        assert restored.check().problems == ()
    assert not list(tmp_path.glob(".news-*"))


def test_a_backup_never_overwrites_and_a_restore_never_mixes(archive: Archive, tmp_path: Path) -> None:
    archive.backup(tmp_path / "news.backup")
    with pytest.raises(ArchiveExists):
        archive.backup(tmp_path / "news.backup")
    with pytest.raises(ArchiveExists):
        Archive.restore(tmp_path / "news.backup", archive.path)


def test_a_damaged_archive_is_not_backed_up_as_if_it_were_sound(archive: Archive, tmp_path: Path) -> None:
    change(archive, "circus came", "circus cane")
    with pytest.raises(ArchiveDamaged, match="--repair"):
        archive.backup(tmp_path / "news.backup")
    assert not (tmp_path / "news.backup").exists()


def test_an_empty_archive_has_nothing_to_back_up(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty") as empty, pytest.raises(ArchiveError, match="empty"):
        empty.backup(tmp_path / "news.backup")


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_backup_is_refused_or_whole(tmp_path: Path, news: Path, seed: int) -> None:
    with Archive.create(tmp_path / "archive", engine="memory") as archive:
        archive.add([news])
        archive.backup(tmp_path / "news.backup")
    data = bytearray((tmp_path / "news.backup").read_bytes())
    chance = random.Random(seed)
    if seed % 2:
        data = data[: chance.randrange(len(data))]
    else:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    (tmp_path / "news.backup").write_bytes(data)
    try:
        with Archive.restore(tmp_path / "news.backup", tmp_path / "restored") as restored:
            assert restored.search("town").total == len(STORIES)
    except SearchError:
        assert not (tmp_path / "restored").exists()


def test_a_foreign_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.backup", "w") as packed:
        packed.writestr("../../evil.txt", "x")
        packed.writestr("manifest.json", '{"language": "english", "engine": "whoosh"}')
        packed.writestr("articles.db", "no database")
    with pytest.raises(ArchiveDamaged):
        Archive.restore(tmp_path / "x.backup", tmp_path / "restored")
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_making_an_archive_never_throws_one_away(archive: Archive, news: Path, tmp_path: Path) -> None:
    (archive.path / "manifest.json").unlink()
    with pytest.raises(ArchiveDamaged, match="check --repair"):
        Archive.create(archive.path)
    assert "the manifest is missing" in mend_manifest(archive.path)
    assert len(Archive.open(archive.path)) == len(STORIES)
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "articles.db").touch()  # of a create() that was cut off
    with locks.writing(tmp_path / "half"), pytest.raises(ArchiveLocked):
        Archive.create(tmp_path / "half")
    with Archive.create(tmp_path / "half") as made:
        assert made.add([news]).added == len(STORIES)
