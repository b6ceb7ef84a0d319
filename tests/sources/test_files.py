from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import SourceMissing
from search.sources import Rejected, SourceFile, file_key, read_file, walk
from search.sources.files import printable


def names(root: Path) -> list[str]:
    return [os.path.relpath(found.path, root) for found in walk([str(root)]) if isinstance(found, SourceFile)]


def rejects(root: Path) -> dict[str, str]:
    return {Path(found.path).name: found.kind for found in walk([str(root)]) if isinstance(found, Rejected)}


def test_folders_are_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/deep/er.txt", "c.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["B.txt", "a/deep/er.txt", "a/z.txt", "b.txt", "c.txt"]


def test_what_is_no_regular_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "out").symlink_to("/")
    os.mkfifo(tmp_path / "pipe")
    assert names(tmp_path) == ["good.txt"]
    assert rejects(tmp_path) == {".hidden": "hidden", "loop": "link", "out": "link", "pipe": "special"}


def test_an_archive_kept_among_the_articles_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x")
    (tmp_path / "archive").mkdir()
    for name in ("articles.db", "lock", "manifest.json"):
        (tmp_path / "archive" / name).write_text("x")
    assert names(tmp_path) == ["good.txt"]
    assert rejects(tmp_path) == {"archive": "archive"}
    assert names(tmp_path / "archive") == []


def test_a_named_link_is_followed_and_a_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    paths = [str(tmp_path / "link"), str(tmp_path / "folder"), str(tmp_path / "folder" / "a.txt")]
    assert [Path(found.path).name for found in walk(paths)] == ["a.txt"]


def test_missing_and_empty_are_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x")
    with pytest.raises(SourceMissing, match="no such file"):
        walk([str(tmp_path / "good.txt"), str(tmp_path / "absent")])
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceMissing, match="holds no files"):
        walk([str(tmp_path / "empty")])
    (tmp_path / "empty" / ".keep").write_text("")
    with pytest.raises(SourceMissing, match="only hidden files"):
        walk([str(tmp_path / "empty")])


def test_folders_deeper_than_the_stack(tmp_path: Path) -> None:
    depth = 1050
    for level in range(depth):
        (tmp_path / ("d/" * level) / "d").mkdir()
    (tmp_path / ("d/" * depth) / "f.txt").write_text("x")
    assert len(list(walk([str(tmp_path)]))) == 1
    (tmp_path / ("d/" * depth) / "f.txt").unlink()
    for level in range(depth, 0, -1):  # pytest's own clean-up is recursive
        (tmp_path / ("d/" * level)).rmdir()


def test_a_file_that_becomes_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_text("secret words")
    (tmp_path / "a.txt").symlink_to(target)
    (record,) = read_file(SourceFile(path=str(tmp_path / "a.txt"), key="a", size=5))
    assert "can't be read" in getattr(record, "reason", "")


def test_undecodable_names_are_printable_and_still_open(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J.txt")
    Path(path).write_text("Words.")
    (found,) = walk([str(tmp_path)])
    assert isinstance(found, SourceFile)
    assert found.key.endswith(r"/caf\xe9\x1b[2J.txt")
    (record,) = read_file(found)
    assert record.origin.path == found.key == file_key(path)


@given(st.lists(st.characters(categories=("L", "N", "Cc", "Cf", "Cs", "Zs", "P")), max_size=8), st.text(max_size=8))
def test_printable_names_are_printable_and_differ(one: list[str], two: str) -> None:
    first = "".join(one)
    assert printable(first).isprintable()
    assert (printable(first) == printable(two)) == (first == two)
