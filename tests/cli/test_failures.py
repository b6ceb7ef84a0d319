"""Bad input and broken archives: a clear message on stderr, exit code 2, nothing lost, and never a traceback."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import CliRunner, Result

from search import locks
from search.cli.app import app

News: TypeAlias = Callable[..., Result]


def failed(result: Result, *pieces: str, code: int = 2) -> None:
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.stderr.strip()
    for piece in pieces:
        assert piece in result.stderr


@pytest.fixture
def copy(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of this test's own, to be broken."""
    folder = tmp_path / "copy"
    shutil.copytree(archive, folder)
    monkeypatch.setenv("NEWS_ARCHIVE", str(folder))
    monkeypatch.delenv("NEWS_DEBUG", raising=False)
    return folder


def news_(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


# ---------------------------------------------------------------- options and queries


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        (("search", "captoin:flood"), "captoin:flood\n^^^^^^^\nunknown field captoin (did you mean caption?)"),
        (("search", 'lamp "keeper'), 'lamp "keeper\n     ^'),
        (("search", ""), ""),
        (("search", "lamp", "--limit", "many"), "--limit needs a number or all"),
        (("search", "lamp", "--limit", "-1"), "limit is below zero"),
        (("search", "lamp", "--offset", "-1"), "offset is below zero"),
        (("search", "lamp", "--passages", "-1"), "passages is below zero"),
        (("search", "lamp", "--sort", "size"), "--sort"),
        (("search", "lamp", "--format", "xml"), "--format"),
        (("search", "lamp", "--timeout", "0"), "--timeout"),
        (("search", "lamp", "--timeout", "nan"), "--timeout"),
        (("search", "lamp", "--timeout", "1e-9"), ""),
        (("search", "lamp", "--in", "captoin"), "captoin"),
        (("search", "lamp", "--facet", "colour"), "facets are: "),
        (("search", "lamp", "--from", "yesterday-ish"), "range of days"),
        (("search", "lamp", "--from", "2021", "--to", "2019"), ""),
        (("search", "-lamp"), "news search -- '-fire'"),
        (("search",), "QUERY"),
        (("serach", "lamp"), "did you mean search?"),
        (("frobnicate",), "news --help"),
        (("add", "x", "--map", "headline"), "--map needs NAME=VALUE"),
        (
            ("add", "x", "--max", "headline"),
            "--max needs NAME=VALUE: headline (for example: --max record_bytes=64000000)",
        ),
        (("clean", "/", "--format", "nosuchformat", "--map", "nosuchfield=x"), "nosuchfield"),
        (("show", "x#p1", "--query", '"'), ""),
        (("rebuild-index", "--language", "klingon"), "klingon"),
    ],
)
def test_what_makes_no_sense_is_answered(words: tuple[str, ...], piece: str, news: News) -> None:
    result = news(*words)
    failed(result, piece, code=1 if words[0] == "show" else 2)


def test_control_characters_of_a_query_do_not_come_back(news: News) -> None:
    for query in ("captoin:\x1b[2J:x", "x\x1b[2J", 'a "\x9b31m', "(\x07\x08"):
        result = news("search", query)
        assert result.exit_code in {1, 2}
        assert not set(result.output) & {"\x1b", "\x9b", "\x07", "\x08"}


# ---------------------------------------------------------------- sources


def test_paths_without_articles(fresh: News, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    failed(fresh("rebuild-index", tmp_path / "absent"), "no such file or folder", "absent")
    failed(fresh("rebuild-index", tmp_path / "empty"), "holds no files")
    failed(fresh("add", tmp_path / "absent"), "absent")
    assert not (tmp_path / "archive").exists()
    failed(fresh("rebuild-index"), "no archive here")


def test_files_that_cannot_be_read_are_listed_and_the_rest_goes_in(fresh: News, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    (folder / "good.txt").write_text("A title\n\nThe walrus came back to the quay.\n", encoding="utf-8")
    (folder / "cp1252.txt").write_bytes("Un été\n\nLe café du port a fermé après l’été.\n".encode("cp1252"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "broken.jsonl").write_text(
        '{"headline": "Fine", "body": "All is well."}\n{"headline": \n', encoding="utf-8"
    )
    (folder / "cut.txt.gz").write_bytes(gzip.compress(b"A title\n\nA text.\n" * 50)[:-20])
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    result = fresh("rebuild-index", folder)
    assert result.exit_code == 0, result.output
    sums = result.stdout.splitlines()[0]
    counts = [int(word) for word in sums.split() if word.isdigit()]
    assert counts[0] == sum(counts[1:])
    assert "3 added" in sums
    rejects = [json.loads(line) for line in (tmp_path / "archive" / "rejects.jsonl").read_text().splitlines()]
    assert {Path(bad["path"]).name for bad in rejects} == {
        "empty.txt", "binary.bin", "broken.jsonl", "cut.txt.gz", "loop", "pipe",
    }  # fmt: skip
    assert all(bad["reason"] for bad in rejects)
    assert "rejected: and 1 more" in result.stderr
    assert fresh("search", "walrus", "--count").stdout == "1\n"


def test_nothing_but_rejected_records_is_1(fresh: News, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = fresh("add", tmp_path / "empty.txt")
    assert result.exit_code == 1
    assert "empty.txt: empty file" in result.stderr
    assert "1 seen = 0 added + 0 updated + 0 unchanged + 0 duplicates + 1 rejected" in result.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_rejected(fresh: News, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A title\n\nA text.\n", encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    assert "secret.txt" in fresh("add", tmp_path / "secret.txt").stderr


def test_a_file_that_is_one_long_line(fresh: News, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("walrus " * 150_000, encoding="utf-8")
    assert fresh("add", tmp_path / "long.txt").exit_code == 0
    result = fresh("search", "walrus")
    assert result.exit_code == 0
    assert len(result.stdout) < 10_000


def test_names_that_steer_a_terminal(fresh: News, tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[2J.txt").write_bytes(b"")
    result = fresh("add", tmp_path / "bad\x1b[2J.txt")
    assert result.exit_code == 1
    assert "\x1b" not in result.output


# ---------------------------------------------------------------- archives


def test_no_archive(fresh: News) -> None:
    for words in (("search", "x"), ("show", "x"), ("remove", "x"), ("stats",), ("terms", "x")):
        failed(fresh(*words), "no archive here", "news rebuild-index")


def test_a_rebuild_of_nothing_makes_no_archive(fresh: News, tmp_path: Path) -> None:
    failed(fresh("rebuild-index"), "no archive here", "news rebuild-index FOLDER")
    assert not (tmp_path / "archive").exists()


def test_an_archive_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    failed(news_("search", "x", "--archive", tmp_path / "file"), "no archive here")
    (tmp_path / "a.txt").write_text("A title\n\nA text.\n")
    failed(news_("add", tmp_path / "a.txt", "--archive", tmp_path / "file"), "no folder", str(tmp_path / "file"))
    failed(news_("restore", tmp_path / "a.txt", "--archive", tmp_path / "file"), "no folder", str(tmp_path / "file"))


def test_an_archive_of_another_version_says_rebuild_and_is_rebuilt(copy: Path) -> None:
    with sqlite3.connect(copy / "articles.db") as database:
        database.execute("""update "commit" set analysis = 'analysis 0'""")
    database.close()
    failed(news_("search", "lamp"), "analysis 0", "news rebuild-index --from-store")
    failed(news_("add", copy / "manifest.json"), "news rebuild-index --from-store")
    assert news_("rebuild-index", "--from-store").exit_code == 0
    assert news_("search", "lamp", "--count").stdout == "1\n"


def test_a_damaged_index_is_rebuilt_from_the_store(copy: Path) -> None:
    for path in (copy / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00garbage" * 50)
    failed(news_("search", "lamp"))
    assert news_("rebuild-index", "--from-store").exit_code == 0
    assert news_("search", "lamp", "--count").stdout == "1\n"
    shutil.rmtree(copy / "index")
    failed(news_("search", "lamp"))
    assert news_("rebuild-index", "--from-store").exit_code == 0
    assert news_("search", "lamp", "--count").stdout == "1\n"


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_store_is_said(content: bytes, copy: Path) -> None:
    (copy / "articles.db").write_bytes(content)
    for words in (("search", "lamp"), ("show", "x"), ("stats",), ("rebuild-index", "--from-store")):
        failed(news_(*words), "articles.db")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"language": "english"}', '{"format": 99, "language": "x", "engine": "y"}']
)
def test_a_manifest_that_cannot_be_read_is_said(content: str, copy: Path) -> None:
    (copy / "manifest.json").write_text(content)
    for words in (("search", "lamp"), ("add", copy / "manifest.json"), ("rebuild-index",)):
        failed(news_(*words))


def test_a_lost_manifest_costs_no_article(copy: Path, articles: Path) -> None:
    before = (copy / "manifest.json").read_text(encoding="utf-8")
    for content in (None, "{", before.replace("english", "german")):
        (copy / "manifest.json").unlink()
        if content is not None:
            (copy / "manifest.json").write_text(content, encoding="utf-8")
        for words in (("search", "lamp"), ("add", articles), ("rebuild-index", articles), ("check",)):
            failed(news_(*words), "manifest", "news check --repair")
        mended = news_("check", "--repair")
        assert (mended.exit_code, mended.stdout.splitlines()[1:]) == (0, ["repaired", "5 sound articles"])
        assert (copy / "manifest.json").read_text(encoding="utf-8") == before
        assert news_("search", "lamp", "--count").stdout == "1\n"


def test_a_manifest_nothing_tells_of_is_not_made_up(copy: Path) -> None:
    (copy / "manifest.json").unlink()
    (copy / "articles.db").write_bytes(b"no database")
    for words in (("search", "lamp"), ("add", copy), ("check", "--repair")):
        failed(news_(*words), str(copy))
    assert (copy / "articles.db").read_bytes() == b"no database"
    (copy / "articles.db").unlink()
    failed(news_("check", "--repair"), "no archive here")


def test_every_file_cut_short_is_an_answer_or_a_message(copy: Path) -> None:
    whole = {path: path.read_bytes() for path in sorted(copy.rglob("*")) if path.is_file()}
    for path, content in whole.items():
        for cut in (content[: len(content) // 2], content[:-1], bytes(len(content))):
            path.write_bytes(cut)
            result = news_("search", "lamp")
            assert result.exit_code in {0, 2}, result.output
            assert "Traceback" not in result.output
            path.write_bytes(content)


def test_two_writers_at_once(copy: Path, articles: Path) -> None:
    with locks.writing(copy):
        failed(news_("add", articles), "process", "wait")
        failed(news_("remove", "x"), "wait")
        assert news_("search", "lamp", "--count").stdout == "1\n"
    assert news_("add", articles).exit_code == 0


def test_the_unexpected_is_a_message_unless_debugging(news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division\x1b[2J by zero")

    monkeypatch.setattr("search.archive.Archive.search", explode)
    result = news("search", "lamp")
    failed(result, "ZeroDivisionError", "--from-store", "NEWS_DEBUG")
    assert "\x1b" not in result.output
    monkeypatch.setenv("NEWS_DEBUG", "1")
    assert isinstance(news("search", "lamp").exception, ZeroDivisionError)


def test_ctrl_c_is_one_sentence(news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("search.archive.Archive.search", interrupted)
    result = news("search", "lamp")
    assert result.exit_code == 130
    assert result.stderr == "news: stopped\n"


@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("take_in", ("the archive is as it was before this command", 5)),
        ("tidy", ("it was too late: what this command did is in the archive", 6)),
    ],
)
def test_ctrl_c_while_writing_says_what_became_of_the_archive(
    step: str, outcome: tuple[str, int], copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "one.txt").write_text("A title\n\nThe walrus came back to the quay.\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(f"search.writing.{step}", interrupted)
        result = news_("add", tmp_path / "one.txt")
    assert result.exit_code == 130
    assert result.stderr == f"news: stopped; {outcome[0]}\n"
    assert json.loads(news_("stats", "--json").stdout)["articles"] == outcome[1]
    assert copy.exists()


# ---------------------------------------------------------------- messages as JSON


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            ("search", "captoin:flood", "--format", "json"),
            {"kind": "QueryError", "hint": "did you mean caption?", "query": "captoin:flood", "start": 0, "end": 7},
        ),
        (("search", "lamp", "--format=jsonl", "--limit", "x"), {"kind": "OptionError", "place": "x"}),
        (("captions", "lamp", "--format", "json", "--offset", "-1"), {"kind": "OptionError", "place": "-1"}),
        (("search", "lamp", "--format", "json", "--bad"), {"kind": "NoSuchOption"}),
        (("search", "lamp", "--format", "json", "--timeout", "1e-9"), {"kind": "SearchTimeout"}),
        (("search", "lamp", "--format", "json", "--archive", "nowhere"), {"kind": "ArchiveMissing"}),
        (("show", "nosuchid", "--json"), {"place": "nosuchid"}),
        (("search", "l?mp", "--explain-score", "nosuchid", "--format", "json"), {"kind": "ArticleMissing"}),
        (("clean", "absent.txt", "--json"), {"kind": "SourceMissing"}),
    ],
)
def test_where_results_are_json_so_are_errors(words: tuple[str, ...], wanted: dict[str, object], news: News) -> None:
    result = news(*words)
    assert result.exit_code in {1, 2}
    (line,) = result.stderr.splitlines()
    record = json.loads(line)
    assert record["schema"] == "news-archive-search/error/1"
    assert record["message"]
    assert {name: record[name] for name in wanted} == wanted


def test_where_results_are_json_so_are_notes(news: News) -> None:
    result = news("search", "lamb keeepr", "--format", "jsonl", "--explain")
    messages = [json.loads(line) for line in result.stderr.splitlines()]
    assert {message["schema"] for message in messages} == {"news-archive-search/note/1"}
    assert "did you mean: lamp AND keeper (1 article)" in [message["message"] for message in messages]


def test_a_format_read_is_no_format_printed(news: News, tmp_path: Path) -> None:
    failed(news("add", tmp_path / "absent", "--format", "jsonl"), "news: there is no such file")
    failed(news("search", "--format", "text", "--", "captoin:x", "--json"), "captoin:x --json\n^^^^^^^")


# ---------------------------------------------------------------- check, backup, restore


def test_check_finds_damage_and_repair_mends_it(copy: Path) -> None:
    assert news_("check").stdout == "5 sound articles\n"
    for path in (copy / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    found = news_("check")
    assert found.exit_code == 2
    assert "index" in found.stdout
    assert "news check --repair" in found.stdout
    assert news_("check", "--repair").exit_code == 0
    assert news_("check").stdout == "5 sound articles\n"
    assert news_("search", "lamp", "--count").stdout == "1\n"


def test_a_backup_is_restored(copy: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.zip"
    assert news_("backup", saved).stdout == f"5 articles in {saved}\n"
    failed(news_("backup", saved), "there already")
    failed(news_("restore", saved), "not empty")
    other = tmp_path / "restored"
    assert news_("restore", saved, "--archive", other).exit_code == 0
    assert news_("search", "lamp", "--archive", other).stdout == news_("search", "lamp").stdout
    saved.write_bytes(saved.read_bytes()[:-100])
    failed(news_("restore", saved, "--archive", tmp_path / "third"))
    failed(news_("restore", tmp_path / "absent.zip", "--archive", tmp_path / "third"))
    assert not (tmp_path / "third").exists()
    assert copy.exists()
