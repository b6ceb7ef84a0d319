"""What ``news add`` says at its end, and ``news show --source`` of one article in three formats."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import Result

from search.sources import source

News: TypeAlias = Callable[..., Result]

HEADLINE = "Ferry stops at the old pier"
TEXTS = (
    "The ferry of the island stopped at the old pier on Monday, said the keeper of the lamp.",
    "Nobody had expected it, and the people on the quay were glad to see it come in so late.",
)
CAPTION = "The ferry at the old pier on Monday evening, with the lamp of the tower behind it."
PAGE = (
    f"<!doctype html><html lang='en'><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>"
    f"<figure><img src='a.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    f"{''.join(f'<p>{text}</p>' for text in TEXTS)}</article></body></html>"
)


def three_formats(folder: Path) -> Path:
    folder.mkdir()
    record = {
        "headline": HEADLINE,
        "captions": [{"text": CAPTION}],
        "paragraphs": TEXTS,
        "url": "https://ledger.example/x",
    }
    (folder / "a.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (folder / "b.html").write_text(PAGE, encoding="utf-8")
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode()
    named = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://mirror.example/1"
    head = f"{named}\r\nContent-Length: {len(block)}\r\n\r\n"
    (folder / "c.warc").write_bytes(head.encode() + block + b"\r\n\r\n")
    return folder


def test_one_article_in_three_formats_shows_each_record_as_it_stands(fresh: News, tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    added = fresh("add", three_formats(tmp_path / "news"))
    assert "3 seen = 1 added + 0 updated + 0 unchanged + 2 duplicates + 0 rejected" in added.stdout
    assert "read: 1 jsonl, 1 html, 1 warc\n" in added.stdout
    (hit,) = json.loads(fresh("search", "ferry", "--format", "json").stdout)["hits"]
    shown = fresh("show", hit["id"], "--source").stdout
    assert shown.count("Read from") == 3
    assert f'{{"headline": "{HEADLINE}", "captions"' in shown
    assert shown.count("<!doctype html>") == 2
    assert "c.warc | record https://mirror.example/1 | warc | utf-8" in shown


def test_reasons_are_told_by_how_often_they_were_met(
    fresh: News, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(name: str) -> object:
        if name.partition(".")[0] == "lxml":
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(source, "import_module", without)
    news = tmp_path / "news"
    news.mkdir()
    (news / "0.jsonl").write_text("".join(f'{{"n": {n}}}\n{{"m{n}": 1\n' for n in range(9)), encoding="utf-8")
    (news / "story.txt").write_text("A story\n\nThe walrus came back to the quay.\n", encoding="utf-8")
    for number in range(12):
        (news / f"page{number}.html").write_text(PAGE.replace("pier", f"pier {number}"), encoding="utf-8")
    result = fresh("add", news)
    assert result.exit_code == 0
    assert "1 added" in result.stdout
    first = next(line for line in result.stderr.splitlines() if line.startswith("rejected: "))
    assert first.endswith(
        "page0.html and 11 more: reading this needs the library lxml (pip install 'news-archive-search[html]')"
    )
    refused = fresh("add", news / "page0.html", "--format", "html")
    assert refused.exit_code == 2
    assert "pip install 'news-archive-search[html]'" in refused.stderr
