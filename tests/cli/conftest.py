"""A small archive, made once through the command line itself, and a way to run commands on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import CliRunner, Result

from search.cli.app import app

News: TypeAlias = Callable[..., Result]

LAMP = """\
FILE - A keeper cleans the great lamp in Port Selwick, Canada, March 4, 2019. (AP Photo/Ines Okafor, File)
Gulls sit on the rail of the lighthouse in Port Selwick, May 2, 2021. (Lea Brandt/Reuters)
Lighthouse keeper leaves after forty years
By Tom Adeyemi
PORT SELWICK (AP) — The last keeper of the lighthouse left his lamp on Monday.
“I will miss the lamp and the gulls,” said the keeper, who came as a boy.
ADVERTISEMENT
The ferry company will use the tower as a ticket office.
"""
FLOOD = """\
River floods lower town
By Ines Okafor
The river rose by two metres overnight and flooded the lower town.
Schools stay closed until Friday, the mayor said, and the ferry does not run.
"""
RECORDS = """\
{"headline": "Ferry fares rise", "body": "The ferry to the island costs more.", "source": "Coastal Ledger", \
"published": "2019-05-04", "section": "Local", "language": "en"}
{"headline": "this line is broken
{"headline": "Island school reopens", "body": "The island school opens again, the mayor said.", \
"source": "Harbour Post", "published": "2021-09-01", "section": "Education", "url": "https://example.org/school"}
{"headline": "=HYPERLINK(\\"x\\") \\u001b[31mred\\u202e", "body": "A zebra \\u001b]0;t\\u0007 crossing \\u009b2J.", \
"source": "@evil", "published": "2022-01-01"}
"""


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "lamp.txt").write_text(LAMP, encoding="utf-8")
    (folder / "flood.txt").write_text(FLOOD, encoding="utf-8")
    (folder / "records.jsonl").write_text(RECORDS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def archive(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "archive"
    result = CliRunner().invoke(app, ["rebuild-index", str(articles), "--archive", str(folder)])
    assert result.exit_code == 0, result.output
    assert "6 seen = 5 added + 0 updated + 0 unchanged + 0 duplicates + 1 rejected" in result.stdout
    return folder


@pytest.fixture
def news(archive: Path, monkeypatch: pytest.MonkeyPatch) -> News:
    """Runs a command on the shared archive, which no test changes."""
    monkeypatch.setenv("NEWS_ARCHIVE", str(archive))
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("NEWS_DEBUG", raising=False)
    return lambda *words, **more: CliRunner().invoke(app, [str(word) for word in words], **more)


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> News:
    """Runs a command on an archive of this test's own, which does not exist yet."""
    monkeypatch.setenv("NEWS_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("NEWS_DEBUG", raising=False)
    return lambda *words, **more: CliRunner().invoke(app, [str(word) for word in words], **more)
