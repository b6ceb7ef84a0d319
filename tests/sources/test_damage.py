"""Every case file, cut and spoilt at random: something is always said of it, and nothing but records comes out."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from search.article import BadRecord, RawArticle
from search.sources import SOURCES, Limits, ReadOptions

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]
CASES = Path(__file__).parent.parent / "cases" / "sources"
INPUTS = sorted(path for path in CASES.glob("*/*") if not path.name.endswith((".expected.json", ".options.json")))
ROUNDS = 6


def spoilt(data: bytes, rng: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.randrange(4)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt[: rng.randrange(1, len(spoilt) + 1)]) if rng.random() < 0.7 else bytes(spoilt)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_damage_is_told(path: Path, read_bytes: Read) -> None:
    needs = SOURCES[path.parent.name].needs
    if needs:
        pytest.importorskip(needs)
    rng = random.Random(path.name)
    data = path.read_bytes()
    for _ in range(ROUNDS):
        damaged = spoilt(data, rng)
        for options in (ReadOptions(), ReadOptions(format=path.parent.name)):
            found = read_bytes(damaged, path.name, options)
            assert found
            assert not [r for r in found if isinstance(r, BadRecord) and "AttributeError" in r.reason]


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("data", [b"\0" * 3000, b"<", b"{", b"\n\n\n", b"PK\x03\x04", b"WARC/1.0", b"From ", b'"'])
def test_readers_forced_on_nonsense_only_refuse(name: str, data: bytes, read_bytes: Read) -> None:
    if SOURCES[name].needs:
        pytest.importorskip(SOURCES[name].needs)
    for record in read_bytes(data, "x", ReadOptions(format=name)):
        assert isinstance(record, BadRecord) or name in {"text", "mail", "html"}


@pytest.mark.parametrize("name", ["jsonl", "csv", "text", "nitf", "html", "mail", "nexis", "warc"])
def test_records_beyond_the_limit_are_refused(name: str, read_bytes: Read) -> None:
    if SOURCES[name].needs:
        pytest.importorskip(SOURCES[name].needs)
    long = b"word " * 100_000
    data = {
        "jsonl": b'{"title": "' + long + b'"}\n',
        "csv": b"title,text\na,b\nc," + long + b"\n",
        "text": long,
        "nitf": b"<nitf><body><body.content><p>" + long + b"</p></body.content></body></nitf>",
        "html": b"<html><body><p>" + long + b"</p></body></html>",
        "mail": b"From: a\nSubject: b\n\n" + long,
        "nexis": b"LENGTH: 3 words\n\n" + long + b"\n" + long + b"\nLOAD-DATE: x",
        "warc": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: 500000\r\n\r\n"
        + long,
    }[name]
    found = read_bytes(data, "x", ReadOptions(format=name, limits=Limits(record_bytes=200_000)))
    assert any(isinstance(record, BadRecord) and "record_bytes" in record.reason for record in found)


def test_deep_xml_is_read_or_refused(read_bytes: Read) -> None:
    pytest.importorskip("lxml")
    deep = (
        b"<nitf><body><body.content>" + b"<p>" * 200_000 + b"x" + b"</p>" * 200_000 + b"</body.content></body></nitf>"
    )
    assert all(isinstance(record, BadRecord) for record in read_bytes(deep))


@pytest.mark.parametrize(
    "prolog",
    [
        b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;">]>',
        b'<!DOCTYPE nitf [<!entity x "y">]>',
    ],
)
def test_entities_are_never_expanded(prolog: bytes, read_bytes: Read) -> None:
    pytest.importorskip("lxml")
    (record,) = read_bytes(prolog + b"<nitf><body><body.content><p>&x;</p></body.content></body></nitf>")
    assert isinstance(record, BadRecord)
