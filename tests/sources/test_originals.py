"""The raw bytes of a record can be had again from where it came from, whatever its format and packing."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.errors import SourceMissing
from search.sources.files import from_printable, printable
from search.sources.originals import raw_record

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]

CASES = Path(__file__).parent.parent / "cases" / "sources"
INPUTS = sorted(path for path in CASES.glob("*/*") if not path.name.endswith((".expected.json", ".options.json")))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_record_is_found_again(path: Path, read_path: Read) -> None:
    if path.with_name(f"{path.stem}.options.json").exists():
        pytest.skip("read with options of its own")
    for record in read_path(path):
        if isinstance(record, RawArticle):
            assert record.origin.sha256
            assert sha256(raw_record(record.origin)).hexdigest() == record.origin.sha256


def test_a_line_is_the_line(read_bytes: Read) -> None:
    lines = [b'{"headline": "One", "body": "The first."}', b'{"headline": "Two", "body": "The second."}']
    _, second = read_bytes(gzip.compress(b"\n".join(lines)), "a.jsonl.gz")
    assert raw_record(second.origin) == lines[1]


def test_what_is_gone_is_told(read_bytes: Read) -> None:
    (record,) = read_bytes(b"One\nThe first story.", "a.txt")
    with pytest.raises(SourceMissing, match="no such record"):
        raw_record(replace(record.origin, sha256="0" * 64))
    Path(record.origin.path).unlink()
    with pytest.raises(SourceMissing, match="gone"):
        raw_record(record.origin)
    with pytest.raises(SourceMissing, match="standard input"):
        raw_record(Origin(path="-", sha256="0" * 64))


@pytest.mark.parametrize("name", [b"caf\xe9.txt", "naïve.txt".encode(), b"x\x1b[31m.txt", b"a\\b\nc.txt"])
def test_names_of_any_bytes(tmp_path: Path, name: bytes, read_path: Read) -> None:
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))  # noqa: PTH118 -- names in bytes
    path.write_bytes(b"One\nThe first story.")
    (record,) = read_path(path)
    assert raw_record(record.origin) == b"One\nThe first story."


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_printable_names_can_be_turned_back(name: str) -> None:
    assert from_printable(printable(name), bad_bytes=False) == name


@given(st.binary(max_size=20))
def test_names_in_bytes_can_be_turned_back(name: bytes) -> None:
    decoded = name.replace(b"\xc2", b"").decode("utf-8", "surrogateescape")  # without the characters 80 to bf
    assert from_printable(printable(decoded), bad_bytes=True) == decoded
