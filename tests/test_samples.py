"""The sample articles come in; whether index_data/README.md tells the truth about them goes out."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent.parent / "index_data"
ARTICLES = DATA / "articles"
README = (DATA / "README.md").read_text(encoding="utf-8")
RECORDS = ARTICLES / "records"
FOLDERS = {name: int(count) for name, count in re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", README, re.MULTILINE)}
RECORD_KEYS = {
    *("id", "headline", "standfirst", "byline", "authors", "dateline", "captions", "paragraphs"),
    *("section", "source", "url", "published", "language"),
}
CAPTION_KEYS = {"text", "credit", "photographer", "agency", "filephoto", "shot", "place"}
ENCODINGS = {"cp1252-file.txt": "cp1252", "utf-16.txt": "utf-16"}
"""Files that are not UTF-8."""
DAMAGE = {
    "gbk-ignore.txt": "鈥",  # what GBK makes of the first two bytes of a curly quote or dash
    "gbk-replace.txt": "\ufffd",
    "gb18030-ignore.txt": "鈥",
    "mixed-lines.txt": "鈥",
    "cp1252.txt": "â€™",
    "utf8-twice.txt": "Ã¢â‚¬â„¢",
    "html-entities.txt": "&rsquo;",
}
"""Each damaged file and a string only its damage can have left there."""
LABELS = dict(
    line.split()
    for line in (Path(__file__).parent / "cases/samples/labels.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
"""What a reader takes each line of each text for; the head of the file explains the letters."""
SHAPES = {
    "captions-first": r"C+H[^C]*",
    "headline-first": r"H[^PD]*C[^C]*",
    "captions-between": r"X?H.*P.*C.*P.*",
    "captions-last": r"[^C]*P[^C]*C+",
    "no-captions": r"[^C]*",
}
"""The folders named after an order of parts, and that order in these letters."""


def text_of(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return data.decode(ENCODINGS.get(path.name, "utf-8"))


def text_files(folder: str = "") -> list[Path]:
    return sorted(path for path in (ARTICLES / folder).rglob("*") if path.name.endswith((".txt", ".txt.gz")))


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (RECORDS / name).read_text(encoding="utf-8").splitlines()]


def lines_of(path: Path) -> list[str]:
    return [line for line in text_of(path).splitlines() if line.strip()]


def everything() -> Iterator[str]:
    yield from map(text_of, text_files())
    for record in records("wire.jsonl") + records("other-keys.jsonl"):
        yield json.dumps(record, ensure_ascii=False)


def test_every_folder_is_listed_and_counted() -> None:
    found = {folder.name: len(text_files(folder.name)) for folder in ARTICLES.iterdir()}
    found["records"] = len(records("wire.jsonl")) + len(records("other-keys.jsonl"))
    assert found == FOLDERS
    assert f"`articles/` holds {sum(found.values())} news stories" in README
    assert f"`wire.jsonl` ({len(records('wire.jsonl'))})" in README
    assert f"`other-keys.jsonl` ({len(records('other-keys.jsonl'))})" in README


def test_there_is_no_file_the_readme_does_not_speak_of() -> None:
    files = {path for path in ARTICLES.rglob("*") if path.is_file()}
    assert files == {*text_files(), RECORDS / "wire.jsonl", RECORDS / "other-keys.jsonl"}


@pytest.mark.parametrize("path", text_files(), ids=lambda path: path.name)
def test_a_text_is_readable_and_of_the_length_promised(path: Path) -> None:
    text = text_of(path)
    assert len(lines_of(path)) >= 5
    assert not re.search(r"[\ud800-\udfff\x00]", text)
    if path.name not in {"zhongwen.txt", "nihongo.txt"}:  # languages without spaces between words
        assert 150 <= len(text.split()) <= 500


def test_no_two_articles_open_alike() -> None:
    openings = [tuple(lines_of(path)[:2]) for path in text_files()]
    assert len(set(openings)) == len(openings)


@pytest.mark.parametrize("name", LABELS)
def test_every_line_has_a_label(name: str) -> None:
    assert len(lines_of(ARTICLES / name)) == len(LABELS[name])
    assert len(LABELS) == len(text_files())


@pytest.mark.parametrize("name", [name for name in LABELS if name.partition("/")[0] in SHAPES])
def test_a_text_has_the_shape_of_its_folder(name: str) -> None:
    assert re.fullmatch(SHAPES[name.partition("/")[0]], LABELS[name])


def test_a_repeat_repeats_a_line_above() -> None:
    for name, labels in LABELS.items():
        lines = lines_of(ARTICLES / name)
        found = [number for number, line in enumerate(lines) if line in lines[:number] and len(line) > 40]
        if not name.startswith("damaged/"):  # there the copies can differ
            assert found == [number for number, label in enumerate(labels) if label == "R"], name
    assert all("R" in labels for name, labels in LABELS.items() if name.startswith("captions-first/"))


@pytest.mark.parametrize("path", text_files("blank-lines"), ids=lambda path: path.name)
def test_blank_lines_stand_between_paragraphs(path: Path) -> None:
    assert text_of(path).count("\n\n") >= 5


@pytest.mark.parametrize("path", text_files("damaged"), ids=lambda path: path.name)
def test_damage_is_there(path: Path) -> None:
    assert DAMAGE[path.name] in text_of(path)
    assert f"`{path.name}`" in README


def test_reversible_damage_comes_off() -> None:
    text = unescape(text_of(ARTICLES / "damaged/html-entities.txt"))
    assert "Crème de la crab: island café wins a star & promptly closes" in text
    assert not re.search(r"&\w+;", text)


def test_other_encodings_are_what_they_say() -> None:
    cp1252 = (ARTICLES / "encodings/cp1252-file.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        cp1252.decode("utf-8")
    assert "Café owners’ revolt over £40 tables" in cp1252.decode("cp1252")
    assert (ARTICLES / "encodings/utf-16.txt").read_bytes()[:2] == b"\xff\xfe"


def test_records_have_our_own_keys() -> None:
    for record in records("wire.jsonl"):
        assert set(record) <= RECORD_KEYS, record["id"]
        assert {"id", "headline", "paragraphs", "section", "source", "url", "published", "language"} <= set(record)
        assert all(set(caption) <= CAPTION_KEYS and caption["text"] for caption in record["captions"])
        assert all(p if isinstance(p, str) else p["text"] and p["kind"] for p in record["paragraphs"])
    assert len({record["id"] for record in records("wire.jsonl")}) == len(records("wire.jsonl"))


def test_other_records_have_the_keys_the_readme_names() -> None:
    for record in records("other-keys.jsonl"):
        assert set(record) & RECORD_KEYS == set()
        assert {"title", "body", "pub_date", "beat", "masthead"} <= set(record)
        date.fromisoformat(record["pub_date"])


def test_dates_spread_over_the_years_promised() -> None:
    years = [datetime.fromisoformat(record["published"]).year for record in records("wire.jsonl")]
    assert min(years) == 1999
    assert max(years) == 2025
    assert len(set(years)) >= 10


def test_what_the_demonstration_looks_for_is_there() -> None:
    ledger = [record for record in records("wire.jsonl") if record["source"] == "Coastal Ledger"]
    harbour = [record for record in ledger if "harbour" in json.dumps(record["paragraphs"])]
    assert len(harbour) >= 5
    assert len({record["source"] for record in records("wire.jsonl")}) >= 4
    assert len({record["section"] for record in records("wire.jsonl")}) >= 6
    captions = [caption for record in records("wire.jsonl") for caption in record["captions"]]
    lighthouses = [caption for caption in captions if "lighthouse" in caption["text"]]
    assert len(lighthouses) >= 4
    assert any(caption.get("filephoto") for caption in lighthouses)


@pytest.mark.parametrize(
    ("words", "at_least"),
    [
        *(("ferry terminal", 15), ("lighthouse", 20), ("O’Brien", 9), ("Nicolás Barrientos", 4), ("Łódź", 4)),
        *(("climate crisis", 5), ("1,000", 3), ("1000", 2), ("flood insurance", 4), ("US tariffs", 2), ("U.S.", 3)),
    ],
)
def test_the_stories_share_their_names_and_words(words: str, at_least: int) -> None:
    assert sum(words in text for text in everything()) >= at_least
