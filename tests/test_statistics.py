"""Figures of an archive: each is what counting its articles by hand gives."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from search.archive import Archive
from search.article import Article, Caption, Paragraph, Removal, Repair
from search.statistics import Statistics, statistics


def article(name: str, published: date | datetime | None, **more: object) -> Article:
    return Article(id=name, published=published, paragraphs=(Paragraph(text="A."),), **more)  # type: ignore[arg-type]


def test_articles_are_counted_in() -> None:
    figures = Statistics()
    repair = Repair(rule="mojibake", place="headline", before="x", after="y", uncertain=True)
    removal = Removal(rule="boilerplate", place="line 3", text="z", reason="an advertisement")
    photos = (Caption(text="A pier", credit="AP", filephoto=True), Caption(text="A quay"))
    figures.take(article("a", date(2021, 3, 4), captions=photos, source="Ledger", language="en", gaps=2))
    figures.take(article("b", datetime(2019, 1, 2, 23, tzinfo=UTC), repairs=(repair, repair), source="Ledger"))
    figures.take(article("c", None, removals=(removal,)))
    record = figures.as_record()
    assert record == {
        **record,
        "articles": 3, "captions": 2, "captions_with_credit": 1, "file_photos": 1, "paragraphs": 3,
        "first_day": "2019-01-02", "last_day": "2021-03-04", "without_date": 1,
        "repairs": 2, "uncertain_repairs": 2, "articles_with_uncertain_repairs": 1, "removals": 1, "gaps": 2,
        "sources": {"Ledger": 2, "": 1}, "languages": {"": 2, "en": 1},
    }  # fmt: skip


def test_of_an_archive(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        assert statistics(archive.path).articles == 0
        (tmp_path / "one.txt").write_text("Pier closed\n\nThe pier is closed today.\n", encoding="utf-8")
        (tmp_path / "bad.txt").write_bytes(b"")
        archive.add([tmp_path / "one.txt", tmp_path / "bad.txt"])
        figures = statistics(archive.path)
        assert (figures.articles, figures.rejects) == (1, 1)
        assert figures.bytes_on_disk > (tmp_path / "archive" / "articles.db").stat().st_size
        archive.remove([archive.search("pier").hits[0].id])
        assert statistics(archive.path).articles == 0


def test_progress_is_told(tmp_path: Path) -> None:
    lines = [f'{{"headline": "Tide {number}", "body": "The tide is {number} high."}}' for number in range(501)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([tmp_path / "many.jsonl"])
        statistics(archive.path, lambda *step: told.append(step))
    assert told == [("counting", 500, 501)]
