"""One story met in several formats, files and addresses is one article that knows all its sources."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from search.archive import Archive
from search.sources import ReadOptions, raw_record

HEADLINE = "Ferry stops at the old pier"
TEXTS = (
    "The ferry of the island stopped at the old pier on Monday, said the keeper of the lamp.",
    "Nobody had expected it, and the people on the quay were glad to see it come in so late.",
    "It will leave again on Thursday with the morning tide, unless the storm is back by then.",
)
CAPTION = "The ferry at the old pier on Monday evening, with the lamp of the tower behind it."


def page() -> bytes:
    body = "".join(f"<p>{text}</p>" for text in TEXTS)
    return (
        f"<!doctype html><html lang='en'><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>"
        f"<figure><img src='a.jpg'><figcaption>{CAPTION}</figcaption></figure>{body}</article></body></html>"
    ).encode()


def crawl(*addresses: str) -> bytes:
    found = []
    for address in addresses:
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {len(block)}\r\n\r\n"
        found.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(found)


@pytest.mark.parametrize("processes", [0, 2])
def test_one_article_with_all_its_sources(tmp_path: Path, processes: int) -> None:
    pytest.importorskip("lxml")
    news = tmp_path / "news"
    news.mkdir()
    record = {
        "headline": HEADLINE,
        "captions": [{"text": CAPTION}],
        "paragraphs": TEXTS,
        "url": "https://ledger.example/x",
    }
    (news / "a.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (news / "b.html").write_bytes(page())
    (news / "c.warc").write_bytes(crawl("https://ledger.example/1", "https://mirror.example/1"))
    with zipfile.ZipFile(news / "d.zip", "w") as packed:
        packed.writestr("saved/copy.html", page())
    with Archive.create(tmp_path / "archive") as archive:
        report = archive.add([news], options=ReadOptions(processes=processes))
        assert (report.seen, report.added, report.duplicates, report.rejected) == (5, 1, 4, 0)
        (hit,) = archive.search("ferry w/9 pier").hits
        origins = archive.get(hit.id).origins
    assert [(Path(o.path).name, o.member, o.record, o.format) for o in origins] == [
        ("a.jsonl", "", "https://ledger.example/x", "jsonl"),
        ("b.html", "", "", "html"),
        ("c.warc", "", "https://ledger.example/1", "warc"),
        ("c.warc", "", "https://mirror.example/1", "warc"),
        ("d.zip", "saved/copy.html", "", "html"),
    ]
    assert json.loads(raw_record(origins[0])) == {**record, "paragraphs": list(TEXTS)}
    assert [raw_record(origin) for origin in origins[1:]] == [page()] * 4


def test_a_source_that_changes_parts_from_the_others(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    (tmp_path / "a.html").write_bytes(page())
    (tmp_path / "b.html").write_bytes(page())
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([tmp_path / "a.html", tmp_path / "b.html"])
        (tmp_path / "b.html").write_bytes(page().replace(b"on Thursday", b"on Friday"))
        report = archive.add([tmp_path / "b.html"])
        assert (report.updated, report.articles) == (1, 2)
        assert archive.search("friday AND ferry").total == archive.search("thursday AND ferry").total == 1


def test_most_articles_in_another_language_are_told_of(tmp_path: Path) -> None:
    german = "Die Fähre kam auch am Montag zu spät, und sie verließ den Hafen nur mit der Hälfte der Leute."
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"headline": f"Fähre {n}", "body": f"{german} {n}"}) + "\n" for n in range(4)),
        encoding="utf-8",
    )
    with Archive.create(tmp_path / "english") as archive:
        (warning,) = archive.add([tmp_path / "a.jsonl"]).warnings
        assert "archive's language is english, but 4 of 4 articles are in another (german: 4)" in warning
        assert archive.search("*").hits[0].article.language == "de"
    with Archive.create(tmp_path / "german", language="german") as archive:
        assert archive.add([tmp_path / "a.jsonl"]).warnings == ()


@pytest.mark.parametrize("processes", [0, 1])
def test_options_that_read_a_record_otherwise_are_no_matter_of_its_bytes(tmp_path: Path, processes: int) -> None:
    table = tmp_path / "a.csv"
    table.write_text("Title,Kicker,Text\nFerry late,On the quay,It came late.\n", encoding="utf-8")
    with Archive.create(tmp_path / "archive") as archive:

        def added(**options: dict[str, str]) -> tuple[int, int, str, str]:
            report = archive.add([table], options=ReadOptions(processes=processes, **options))  # type: ignore[arg-type]
            (hit,) = archive.search("*").hits
            return report.updated, report.unchanged, hit.article.headline, hit.article.source

        first = archive.add([table], options=ReadOptions(processes=processes))
        assert first.added == 1
        mapped = {"headline": "Kicker"}
        assert added(mapping=mapped) == (1, 0, "On the quay", "")
        assert added(mapping=mapped) == (0, 1, "On the quay", "")
        assert added() == (0, 1, "On the quay", "")  # nothing is said, so what was said before stays
        assert added(mapping=mapped, defaults={"source": "Ledger"}) == (1, 0, "On the quay", "Ledger")
        assert archive.rebuild_index().unchanged == 1
