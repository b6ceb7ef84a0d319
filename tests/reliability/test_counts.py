"""P5: what a command has seen is accounted for, record by record, in every command that reads records."""

from __future__ import annotations

import inspect
import json
import os
import re
from importlib import import_module
from pathlib import Path

import pytest
from reliability.sizes import Note
from typer.testing import CliRunner, Result

from search.cli.app import COMMANDS, app

OUTCOMES = ("added", "updated", "unchanged", "duplicates", "rejected")
SUM = re.compile(r"([\d,]+) seen = " + r" \+ ".join(rf"([\d,]+) {outcome}" for outcome in OUTCOMES))
SEEN = 14
"""Records and files in ``sources`` that someone must answer for."""


@pytest.fixture
def sources(work: Path) -> Path:
    folder = work / "sources"
    folder.mkdir()
    good = [json.dumps({"headline": f"Story {n}", "body": f"The ferry number {n} left."}) for n in range(5)]
    (folder / "wire.jsonl").write_text("\n".join([*good, good[0], '{"broken', "{}"]) + "\n", encoding="utf-8")
    (folder / "table.csv").write_text("headline,body\nTable,The pier.\nStory,\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "cut.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc")
    (folder / "link.txt").symlink_to(folder / "empty.txt")
    (folder / ".hidden.txt").write_text("Hidden", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def archive(work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWS_ARCHIVE", str(work / "archive"))
    return work / "archive"


def news(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def sums(result: Result, archive: Path) -> list[int]:
    """The numbers of a report, which must add up, as must the list of what was rejected."""
    found = SUM.search(result.stdout)
    assert found, result.output
    seen, *parts = [int(number.replace(",", "")) for number in found.groups()]
    assert seen == sum(parts), result.stdout
    rejects = archive / "rejects.jsonl"
    listed = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()] if rejects.exists() else []
    assert len(listed) == parts[-1]
    assert all(bad["path"] and bad["reason"] for bad in listed)
    return [seen, *parts]


def test_add_and_rebuild_account_for_every_record(sources: Path, archive: Path, note: Note) -> None:
    assert sums(news("add", sources), archive) == [SEEN, 7, 0, 0, 1, 6]
    assert sums(news("add", sources), archive) == [SEEN, 0, 0, 8, 0, 6]
    assert sums(news("rebuild-index"), archive) == [SEEN, 0, 0, 8, 0, 6]
    assert sums(news("rebuild-index", sources), archive) == [SEEN, 0, 0, 8, 0, 6]
    assert sums(news("rebuild-index", "--from-store"), archive) == [0] * 6
    (sources / "table.csv").unlink()
    assert sums(news("add", "--prune", sources), archive)[0] == SEEN - 2
    os.utime(sources / "wire.jsonl")
    (sources / "wire.jsonl").write_text('{"headline": "Story 0", "body": "Another."}\n', encoding="utf-8")
    assert sums(news("add", sources), archive) == [5, 0, 1, 0, 0, 4]
    note("T18", "add, rebuild-index, clean: every record is accounted for", "sums and lists agree")


def test_clean_shows_every_record(sources: Path) -> None:
    result = news("clean", sources, "--json")
    assert len(result.stdout.splitlines()) == SEEN


def test_every_command_that_reads_records_is_here() -> None:
    """A new one fails this test until its counts are tested above."""
    reading = {
        name
        for name, module in COMMANDS.items()
        if "paths" in inspect.signature(import_module(f"search.cli.commands.{module}").run).parameters
    }
    assert reading == {"add", "rebuild-index", "clean"}
