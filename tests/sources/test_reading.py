from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from search.article import BadRecord, RawArticle
from search.errors import ExtraMissing, OptionError
from search.sources import Limits, ReadOptions, SourceFile, read_file

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]


def reason(records: list[RawArticle | BadRecord]) -> str:
    (record,) = records
    assert isinstance(record, BadRecord)
    return record.reason


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty file"),
        (b" \n\t\r\n", "nothing but white space"),
        (b"\x7fELF" + bytes(100), "binary data"),
        (b"\x1f\x8b\x08", "cut short"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "cut short"),
        (gzip.compress(b"Ferry strike.")[:10] + b"\xff" * 50, "packed data is damaged"),
        (gzip.compress(b"Ferry strike. " * 9999)[:200], "cut short"),
        (gzip.compress(gzip.compress(gzip.compress(b"Ferry strike."))), "binary data"),
    ],
)
def test_a_file_without_articles_says_why(read_bytes: Read, data: bytes, says: str) -> None:
    assert says in reason(read_bytes(data))


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, lambda data: gzip.compress(lzma.compress(data))]
)
def test_packed_files_are_read_by_content(read_bytes: Read, pack: Callable[[bytes], bytes]) -> None:
    (record,) = read_bytes(pack(b"Ferry strike enters second week\n"), "no-suffix")
    assert isinstance(record, RawArticle)
    assert (record.text, record.origin.format) == ("Ferry strike enters second week\n", "text")


def test_a_bomb_is_refused_and_says_how_to_raise_the_limit(read_bytes: Read) -> None:
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as stream:
        for _ in range(50):
            stream.write(bytes(1 << 20))
    limits = Limits(unpacked_bytes=10 << 20, record_bytes=1 << 30)
    said = reason(read_bytes(packed.getvalue(), "bomb.txt.gz", ReadOptions(format="text", limits=limits)))
    assert "unpacks to more than 200 times its size" in said
    assert "--max unpacked_ratio=N" in said


def test_a_text_beyond_the_limit_is_refused_and_one_below_is_read(read_bytes: Read) -> None:
    data = b"word " * 1000
    assert "--max record_bytes=N" in reason(read_bytes(data, options=ReadOptions(limits=Limits(record_bytes=4999))))
    assert isinstance(read_bytes(data, options=ReadOptions(limits=Limits(record_bytes=5000)))[0], RawArticle)


def test_one_line_of_50_megabytes(read_bytes: Read) -> None:
    (record,) = read_bytes(b"word " * (10 << 20))
    assert isinstance(record, RawArticle)
    assert len(record.text) == 50 << 20


def test_a_long_line_costs_only_itself(read_bytes: Read) -> None:
    lines = [json.dumps({"title": "a"}), json.dumps({"title": "b" * 5000}), json.dumps({"title": "c"})]
    options = ReadOptions(limits=Limits(record_bytes=1000))
    found = read_bytes("\n".join(lines).encode(), "x.jsonl", options)
    assert [getattr(record, "headline", "bad") for record in found] == ["a", "bad", "c"]
    found = read_bytes(("[" + ",".join(lines) + "]").encode(), "x.json", options)
    assert [getattr(record, "headline", "bad") for record in found] == ["a", "bad", "c"]


def test_deep_json_and_huge_numbers(read_bytes: Read) -> None:
    deep = b'{"title": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    huge = b'{"title": "b", "n": ' + b"9" * 5000 + b"}"
    found = read_bytes(b"\n".join([deep, huge]), "x.jsonl")
    assert [getattr(record, "reason", "")[:6] for record in found] == ["nested", ""]


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_arrays_are_the_same_however_they_arrive(size: int) -> None:
    from search.sources.json_values import _Scanner  # noqa: PLC0415 - the one place pieces can be made small

    rng = random.Random(size)
    records = [{"title": '\\"}{][' * rng.randrange(9), "x": [{"y": [1, {}]}] * rng.randrange(4)} for _ in range(50)]
    data = json.dumps(records, indent=rng.choice([None, 1])).encode()
    scanner = _Scanner(Limits())
    found = [piece for at in range(0, len(data), size) for piece in scanner.feed(data[at : at + size])]
    assert [json.loads(piece.data) for piece in [*found, *scanner.end()]] == records


@pytest.mark.parametrize("seed", range(40))
def test_broken_json_is_counted_and_never_raises(read_bytes: Read, seed: int) -> None:
    rng = random.Random(seed)
    records = [{"title": f"Story {number}", "text": "Words. " * 5} for number in range(20)]
    data = bytearray(
        "\n".join(map(json.dumps, records)).encode() if seed % 2 else json.dumps(records, indent=1).encode()
    )
    for _ in range(3):
        data[rng.randrange(len(data))] = rng.randrange(256)
    found = read_bytes(bytes(data[: rng.randrange(100, len(data) + 1)]), "x.jsonl", ReadOptions(format="jsonl"))
    assert found


def test_jsonl_in_another_encoding(read_bytes: Read) -> None:
    data = '{"title": "Übergang „gesperrt“"}\n{"title": "Łódź"}\n'
    for encoding in ("utf-16", "utf-8-sig"):
        found = read_bytes(data.encode(encoding))
        assert [getattr(record, "headline", "") for record in found] == ["Übergang „gesperrt“", "Łódź"]
    (first,) = read_bytes('{"title": "Fähre fällt aus"}\n'.encode("cp1252"))
    assert (getattr(first, "headline", ""), first.origin.encoding) == ("Fähre fällt aus", "cp1252")


def test_a_bad_byte_in_one_line_is_said_of_that_line(read_bytes: Read) -> None:
    good = '{"title": "Łódź – „nowy“ świt"}\n'.encode()
    found = read_bytes(good * 3 + b'{"title": "bad \xff byte"}\n' + good)
    said = [record.origin.encoding for record in found]
    assert said == ["utf-8", "utf-8", "utf-8", "utf-8, 1 bad bytes replaced", "utf-8"]


def test_options_that_mean_nothing_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    file = SourceFile(path=str(path), key="a")
    options = [
        ReadOptions(format="papyrus"),
        ReadOptions(encoding="cp99999"),
        ReadOptions(mapping={"headlien": "x"}),
        ReadOptions(defaults={"colour": "x"}),
    ]
    for wrong in options:
        with pytest.raises(OptionError):
            list(read_file(file, wrong))


def test_standard_input(tmp_path: Path) -> None:
    code = "from search.sources import *; print([r.headline for f in walk(['-']) for r in read_file(f)])"
    data = gzip.compress(b'{"title": "One"}\n{"title": "Two"}\n')
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout == b"['One', 'Two']\n"


def test_defaults_fill_only_what_is_empty(read_bytes: Read) -> None:
    options = ReadOptions(defaults={"source": "Town Crier", "date": "2001-01-01"})
    found = read_bytes(
        b'{"title": "a", "source": "Coastal Ledger"}\n{"title": "b", "date": "1999"}', "x.jsonl", options
    )
    assert [(r.source, r.published) for r in found if isinstance(r, RawArticle)] == [
        ("Coastal Ledger", "2001-01-01"),
        ("Town Crier", "1999"),
    ]


def test_a_missing_library_is_named_with_the_way_to_get_it(read_bytes: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    data = b"<nitf><body><body.content><p>Words.</p></body.content></body></nitf>"
    assert "pip install 'news-archive-search[xml]'" in reason(read_bytes(data))
    with pytest.raises(ExtraMissing):
        read_bytes(data, options=ReadOptions(format="nitf"))


def test_importing_the_readers_loads_no_optional_library(tmp_path: Path) -> None:
    code = (
        "import sys, search.sources; print([m for m in ('lxml', 'pyarrow', 'zstandard', 'email') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout in {b"[]\n", b"['email']\n"}
