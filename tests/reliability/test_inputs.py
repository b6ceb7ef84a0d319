"""P5, P8, P9: no input stalls, fills memory, reaches out or is lost in silence; what is seen is accounted for."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reliability.bombs import BOMBS
from reliability.experiments import outcomes
from reliability.sizes import Note, Sizes

from search.archive import Archive
from search.engines import ENGINES
from search.report import Report

GIGABYTE = 1 << 20
"""In kilobytes."""


def outcome_sum(report: Report) -> int:
    return report.added + report.updated + report.unchanged + report.duplicates + report.rejected


def test_bombs(work: Path, note: Note) -> None:
    found = outcomes("bombs", work=work, seconds=15, gigabytes=2)
    assert [bomb["bomb"] for bomb in found] == list(BOMBS)
    for bomb in found:
        assert bomb["status"] == 0, bomb
        assert bomb["seen"] == sum(bomb["counts"]) > 0, bomb
        assert bomb["strange"] == [], bomb
        assert bomb["kilobytes"] < GIGABYTE, bomb
        assert bomb["found"] or bomb["reasons"], bomb
    slowest = max(bomb["seconds"] for bomb in found)
    most = max(bomb["kilobytes"] for bomb in found) >> 10
    note(
        "T16",
        f"{len(found)} input bombs, each to its own archive",
        f"at most {slowest:.1f} s and {most} MB; all listed",
    )
    note("T15", "the same under watch of every open and connect", "0 outside, 0 connects")


DEPTHS = (100, 254, 256, 490, 1000, 5000)


@pytest.mark.parametrize("depth", DEPTHS)
def test_no_page_is_cut_in_silence(work: Path, depth: int, note: Note) -> None:
    text = "The last ferry of the long evening stopped at the pier on Monday, said the keeper, zzlast."
    page = f"<html><head><title>Ferry</title></head><body><h1>Ferry stops</h1>{'<div>' * depth}<p>{text}</p>"
    _found_or_listed(work, page.encode())
    if depth == DEPTHS[-1]:
        note("T17", f"pages of depth {', '.join(map(str, DEPTHS))}", "the last word found, or listed")


@pytest.mark.parametrize("part", [12, 2, 1])
def test_no_long_page_is_cut_in_silence(work: Path, part: int, size: Sizes, note: Note) -> None:
    megabytes = size.megabytes // part
    filler = "Waves were high, wrote the keeper of the lamp. " * (megabytes << 20 >> 6)
    page = f"<html><body><h1>Ferry stops</h1><p>{filler}</p><p>The ferry stopped at the pier, zzlast.</p></body></html>"
    _found_or_listed(work, page.encode())
    note("T17", f"a page of {megabytes} MB", "the last word found, or listed")


def _found_or_listed(work: Path, page: bytes) -> None:
    (work / "page.html").write_bytes(page)
    with Archive.create(work / "archive") as archive:
        report = archive.add([work / "page.html"])
        assert report.seen == outcome_sum(report)
        assert archive.search("zzlast", limit=0).total or report.rejected, report


def _lines() -> bytes:
    records = [{"headline": f"Story {n}", "body": f'The ferry, number {n}, "late".\nIt left.'} for n in range(40)]
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def _table() -> bytes:
    return ("headline,body\n" + "".join(f'Story {n},"The ferry, number {n}."\n' for n in range(40))).encode()


def _feed() -> bytes:
    items = "".join(f"<item><title>Story {n}</title><description>Ferry {n}.</description></item>" for n in range(40))
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(10):
            packed.writestr(f"{number}.txt", f"Story {number}\nThe ferry number {number} left.\n")
    return file.getvalue()


FORMATS: dict[str, Callable[[], bytes]] = {
    "a.jsonl": _lines,
    "a.csv": _table,
    "a.xml": _feed,
    "a.zip": _zip,
    "a.jsonl.gz": lambda: gzip.compress(_lines()),
    "a.json": lambda: json.dumps([json.loads(line) for line in _lines().splitlines()]).encode(),
}


def test_broken_files_add_up(work: Path, size: Sizes, note: Note) -> None:
    dice = random.Random(3)
    total = 0
    with Archive.create(work / "archive") as archive:
        for number in range(size.broken_files):
            name = dice.choice(list(FORMATS))
            content = FORMATS[name]()
            place = dice.randrange(1, len(content))
            cut = dice.random() < 0.5
            broken = content[:place] if cut else content[:place] + dice.randbytes(3) + content[place + 3 :]
            path = work / f"{number}-{name}"
            path.write_bytes(broken)
            report = archive.add([path])
            assert report.seen == outcome_sum(report) > 0, (name, place, cut)
            assert report.rejected == _listed(report)
            total += report.seen
            path.unlink()
        assert archive.check().problems == ()
    note("T18", f"{size.broken_files} files cut or changed ({total:,} records)", "seen = sum of outcomes in each")


def _listed(report: Report) -> int:
    return len(Path(report.rejects).read_text(encoding="utf-8").splitlines()) if report.rejects else 0


BAD = {
    "broken JSON": '{"headline": "zzbad',
    "no text": '{"headline": "", "body": "", "note": "zzbad"}',
    "a number": "12",
    "a list of lists": "[[[]]]",
    "not UTF-8 at all": '{"headline": "zzbad"',
    "a body of the wrong kind": '{"headline": {"zzbad": [1]}, "body": 3.5e999}',
    "too deep": '{"body": ' + "[" * 3000 + '"zzbad"' + "]" * 3000 + "}",
}


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("bad", BAD)
def test_one_bad_record_costs_itself_alone(work: Path, bad: str, engine: str, size: Sizes, note: Note) -> None:
    good = [json.dumps({"headline": f"Story {n}", "body": f"The ferry number {n} left."}) for n in range(99)]
    for place in range(0, 100, 20 if size.long else 50):
        path = work / f"{place}.jsonl"
        path.write_text("\n".join([*good[:place], BAD[bad], *good[place:]]) + "\n", encoding="utf-8")
        with Archive.create(work / f"archive{place}", engine=engine) as archive:
            report = archive.add([path])
            assert (report.seen, report.added, report.rejected, _listed(report)) == (100, 99, 1, 1)
            assert archive.search("zzbad", limit=0).total == 0
            assert archive.search("ferry", limit=0).total == 99
    if bad == list(BAD)[-1]:
        note("T19", f"{engine}: each of {len(BAD)} bad records among 100, at several places", "99 added, 1 listed")


NAMES = [
    b"caf\xe9.txt",
    "naïve.txt".encode(),
    "한국.txt".encode(),
    b"-rf.txt",
    b"a b\nc.txt",
    b"x\x1b[31m.txt",
    b"=1+1.txt",
]


def test_file_names_of_any_bytes(work: Path) -> None:
    folder = work / "names"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123 -- names in bytes
            file.write(b"Story %d\nThe ferry number %d left.\n" % (number, number))
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    with Archive.create(work / "archive") as archive:
        report = archive.add([folder])
        assert (report.added, report.rejected) == (len(NAMES), 3)
        assert report.seen == outcome_sum(report)
        paths = [origin.path for hit in archive.search("ferry", limit=None).hits for origin in hit.article.origins]
        assert all(path.isprintable() for path in paths)
        assert len(set(paths)) == len(NAMES)
        assert archive.add([folder]).unchanged == len(NAMES)
        assert archive.check().problems == ()


TEXTS = {
    "decomposed": (unicodedata.normalize("NFD", "Café crème"), "café"),
    "composed": ("Café crème", unicodedata.normalize("NFD", "café")),
    "lone surrogate": ("Ferry \ud800 zzword", "zzword"),
    "NUL": ("Ferry\0 zzword", "zzword"),
    "soft hyphen": ("light\u00adhouse", "lighthouse"),
    "zero-width space": ("light\u200bhouse", "lighthouse"),
    "full-width": ("Ｆｅｒｒｙ", "ferry"),
    "ligature": ("oﬃce", "office"),
    "emoji and bidi": ("\U0001f6a2 \u202eferry\u202c zzword", "zzword"),
    "long word": ("x" * 100_000 + " zzword", "zzword"),
}


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_texts_of_any_letters_are_found_and_come_back(work: Path, engine: str, note: Note) -> None:
    records = [{"headline": f"Story {n}", "body": text} for n, (text, _) in enumerate(TEXTS.values())]
    (work / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    with Archive.create(work / "archive", engine=engine) as archive:
        report = archive.add([work / "a.jsonl"])
        assert (report.added, report.seen) == (len(TEXTS), len(TEXTS))
        for number, (name, (_, query)) in enumerate(TEXTS.items()):
            headlines = {hit.article.headline for hit in archive.search(query, limit=None).hits}
            assert f"Story {number}" in headlines, name
        assert archive.check().problems == ()
    note("T30", f"{engine}: {len(NAMES)} file names, {len(TEXTS)} texts", "stored and found")
