"""What a run says of itself: formats, encodings, dates in doubt, and other languages, whoever read the records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.archive import Archive
from search.cli.rendering.numbers import report_text
from search.errors import OptionError
from search.report import Report
from search.sources import ReadOptions

STORY = "Die Fähre kam zu spät.\n\nDer Hafen war schon geschlossen, sagte der Wärter am Abend."


@pytest.mark.parametrize("processes", [0, 1])
def test_formats_encodings_and_doubtful_dates(tmp_path: Path, processes: int) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(STORY, encoding="cp1252")
    (news / "b.txt").write_text(STORY.replace("Fähre", "Bahn"), encoding="utf-8")
    records = [{"headline": f"Ferry {n}", "body": f"Late on day {n}.", "date": f"0{n}/02/2024"} for n in range(1, 6)]
    (news / "c.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    with Archive.create(tmp_path / "archive") as archive:
        report = archive.add([news], options=ReadOptions(processes=processes))
        assert report.formats == {"jsonl": 5, "text": 2}
        assert report.encodings == {"utf-8": 6, "cp1252": 1}
        assert report.encodings_by_format == {"jsonl": {"utf-8": 5}, "text": {"cp1252": 1, "utf-8": 1}}
        assert report.doubtful_dates == 4  # 02/02/2024 is one day however it is read
        (note,) = [warning for warning in report.warnings if "dates" in warning]
        assert "'01/02/2024' (c.jsonl, 1), '03/02/2024' (c.jsonl, 3)" in note
        again = archive.add([news], options=ReadOptions(processes=processes))
        assert (again.unchanged, again.formats, again.doubtful_dates) == (7, report.formats, 0)
    assert "read: 5 jsonl, 2 text (1 cp1252, 1 utf-8)\n" in report_text(report, "archive")


def test_what_is_all_in_one_format_and_utf_8_is_not_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    with Archive.create(tmp_path / "archive") as archive:
        report = archive.add([tmp_path / "a.txt"])
    assert report.formats == {"text": 1}
    assert "read:" not in report_text(report, "archive")


def test_bytes_without_meaning_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.encode() * 9 + b"\xff\xfe\xfa")
    with Archive.create(tmp_path / "archive", language="german") as archive:
        report = archive.add([tmp_path / "a.txt"])
    assert report.broken == 1
    (note,) = report.warnings
    assert note.startswith("1 of 1 records hold bytes that mean nothing in the encoding they were read as;")


def test_one_encoding_under_two_names_is_one() -> None:
    report = Report()
    report.read.update({("html", "windows-1252"): 2, ("text", "cp1252, 3 bad bytes replaced"): 1, ("picture", ""): 4})
    assert report.encodings == {"cp1252": 3}
    assert report.encodings_by_format["picture"] == {}


@pytest.mark.parametrize(
    ("order", "days"), [("dmy", ["2024-02-01", "2024-04-03"]), ("mdy", ["2024-01-02", "2024-03-04"])]
)
def test_the_order_of_day_and_month_can_be_said(tmp_path: Path, order: str, days: list[str]) -> None:
    table = tmp_path / "a.csv"
    table.write_text("headline,body,date\nOne,The first.,1/2/2024\nTwo,The second.,3/4/24 10:15\n", encoding="utf-8")
    with Archive.create(tmp_path / "archive") as archive:
        assert archive.add([table]).doubtful_dates == 2
        report = archive.add([table], options=ReadOptions(day_order=order))
        assert (report.updated, report.doubtful_dates) == (2, 0)
        assert [str(hit.article.day) for hit in archive.search("*", sort="date").hits] == days
        with pytest.raises(OptionError, match="no order of day and month"):
            archive.add([table], options=ReadOptions(day_order="ymd"))
