"""P10: nothing from an article or a file name steers a terminal, a spreadsheet or a log, whatever command prints it."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from reliability.sizes import Note, Sizes

from search.archive import Archive
from search.article_json import from_json, to_json
from search.cli.app import COMMANDS
from search.cli.rendering.sheet import FORMULA
from search.cli.terminal import in_one_line, printable

HOSTILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\U000e0000-\U000e007f]")
"""Control characters but tab and line feed, and what turns the direction of text or hides in it."""

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\u202c\r\x08\x00\u2066x\u2069 [/b][link=x] <script>alert(1)</script>"


def test_the_terminal_cleaner_leaves_nothing(size: Sizes, note: Note) -> None:
    dice = random.Random(9)
    nasty = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))]
    for _ in range(size.strings):
        text = "".join(
            dice.choice((dice.choice(nasty), chr(dice.randrange(0x11_0000)), "[31m", "a")) for _ in range(12)
        )
        assert not HOSTILE.search(printable(text)), ascii(text)
        assert "\n" not in in_one_line(text), ascii(text)
        printable(text).encode()  # no lone surrogate either
    note("T23", f"{size.strings} random texts through the terminal cleaner", "0 control characters")


@pytest.fixture
def archive(work: Path) -> Path:
    folder = work / "news"
    folder.mkdir()
    records = [
        {
            "headline": f"{start}{EVIL} ferry {number}",
            "body": f"{EVIL} The ferry {EVIL} left.",
            "byline": f"{start}By {EVIL}",
            "source": f"{start}cmd|' /C calc'!A0",
            "section": start + EVIL,
            "url": f"javascript:{EVIL}",
            "captions": [{"text": f"{start}{EVIL} ferry", "credit": f"{start}{EVIL}"}],
        }
        for number, start in enumerate((*FORMULA, ""))
    ]
    name = b"evil\x1b[31m\xff\xe2\x80\xae.jsonl"
    lines = "".join(json.dumps(record) + "\n" for record in records) + f'{{"broken {EVIL}\n'
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123 -- a name in bytes
        file.write(lines.encode())
    return work / "archive"


def news(archive: Path, *words: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "search", *words],
        capture_output=True,
        check=False,
        env={**os.environ, "NEWS_ARCHIVE": str(archive), "COLUMNS": "100"},
    )
    assert done.returncode in {0, 1, 2}, done.stderr
    return done.stdout.decode(), done.stderr.decode()


def test_every_command_on_a_hostile_archive(archive: Path, work: Path, note: Note) -> None:
    said = {"rebuild-index": news(archive, "rebuild-index", str(work / "news"))}
    with Archive.open(archive) as opened:
        hits = opened.search("ferry", limit=None).hits
        assert len(hits) == len(FORMULA) + 1
    ran = [
        ("search", "ferry"),
        ("search", "ferry", "--explain", "--facet", "source,section", "--sort", "date"),
        ("search", f"caption:ferry OR {EVIL}".replace("\0", ""), "--format", "text"),
        ("search", "ferry", "--format", "csv"),
        ("search", "ferry", "--format", "json"),
        ("search", "ferry", "--format", "jsonl"),
        ("search", "ferry", "--format", "html", "--facet", "source"),
        ("search", "ferry OR ferri~", "--explain", "--format", "json"),
        ("search", f"ferry {EVIL}".replace("\0", ""), "--any", "--dialect", "nexis", "--format", "json"),
        ("search", "ferry", "--explain-score", hits[0].id),
        ("captions", "ferry"),
        *(("captions", "*", "--format", name) for name in ("csv", "json", "jsonl", "html")),
        ("show", hits[0].id, "--source", "--removed", "--query", "ferry"),
        ("show", hits[0].id, "--format", "html", "--query", "ferry"),
        ("show", hits[0].id),
        ("show", hits[0].id, "--json"),
        ("show", f"no{EVIL}".replace("\0", "")),
        ("clean", str(work / "news")),
        ("terms", "*"),
        ("terms", "*", "--json"),
        ("stats",),
        ("check",),
        ("fields",),
        ("formats",),
        ("help", "query"),
        ("add", str(work / "news")),
        ("remove", f"no{EVIL}".replace("\0", "")),
        ("backup", str(work / "x\x1b[31m.backup")),
        ("restore", str(work / "x\x1b[31m.backup"), "--archive", str(work / "re\x1bstored")),
        ("rebuild-index", "--from-store"),
        (f"no{EVIL}".replace("\0", ""),),
    ]
    for words in ran:
        said[" ".join(words)[:40]] = news(archive, *words)
    assert {words[0] for words in ran} >= set(COMMANDS), "a command is missing here"
    for command, (out, err) in said.items():
        assert not HOSTILE.search(out), (ascii(command), ascii(out[:300]))
        assert not HOSTILE.search(err), (ascii(command), ascii(err[:300]))
        assert "Traceback" not in err, command
        assert "should not happen" not in err, (command, err)
    note("T23", f"{len(said)} commands on an archive of hostile articles and names", "0 control characters")


def test_a_spreadsheet_runs_nothing_and_json_is_exact(archive: Path, work: Path, note: Note) -> None:
    news(archive, "rebuild-index", str(work / "news"))
    out, _ = news(archive, "search", "ferry", "--limit", "all", "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert len(rows) == len(FORMULA) + 2
    cells = [cell for row in rows[1:] for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    with Archive.open(archive) as opened:
        ids = [hit.id for hit in opened.search("ferry", limit=None).hits]
        for article_id in ids:
            shown, _ = news(archive, "show", article_id, "--json")
            assert from_json(json.loads(shown)) == opened.get(article_id)
            assert json.loads(shown) == to_json(opened.get(article_id))
    note("T25", f"{len(cells)} cells of CSV; {len(ids)} articles as JSON", "0 formulas; round trip exact")
