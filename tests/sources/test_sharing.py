"""The shares of a file, read one by one and anywhere, give what the file gives when it is read whole."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import BadRecord, RawArticle
from search.sources import Limits, ReadOptions, SourceFile, file_key, read_file
from search.sources.sharing import read_share, shares

Found = list[RawArticle | BadRecord]

PAGE = "<html><head><title>Ferry {n} stops</title></head><body><h1>Ferry {n} stops</h1><p>{text}</p></body></html>"
TEXT = "The ferry of the island stopped at the old pier on Monday, said the keeper of the lamp. " * 4


def given_file(path: Path) -> SourceFile:
    return SourceFile(path=str(path), key=file_key(str(path)), size=path.stat().st_size)


def both(path: Path, options: ReadOptions | None = None, *, piece: int = 300) -> tuple[Found, Found, int]:
    """The records read whole, the records read share by share, and how many shares there were."""
    options = options or ReadOptions()
    file = given_file(path)
    parts = list(shares(file, options, small=0, piece=piece))
    return (
        list(read_file(file, options)),
        [record for share in parts for record in read_share(share, options)],
        len(parts),
    )


def lines(count: int = 20) -> bytes:
    rows = [json.dumps({"headline": f"Story {n}", "body": f"The ferry number {n} left — late."}) for n in range(count)]
    rows[3] = '{"headline": "broken'
    rows[5] = ""
    return "\n".join([*rows, "", ""]).encode()


def crawl(count: int = 8) -> bytes:
    found = []
    for number in range(count):
        body = PAGE.format(n=number, text=TEXT).encode()
        message = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        for kind, block in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", message)):
            head = (
                f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ledger.example/{number}\r\n"
                f"WARC-Date: 2024-08-0{number % 8 + 1}T10:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            found.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(found)


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as packed:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return file.getvalue()


MEMBERS = {"a.txt": b"One\nThe first story.", "b.jsonl": lines(), "c/d.html": PAGE.format(n=1, text=TEXT).encode()}
TABLE = ("headline,body\n" + "".join(f'Story {n},"The ferry, number {n}."\n' for n in range(40))).encode()
FILES = {
    "a.jsonl": lines(),
    "marked.jsonl": b"\xef\xbb\xbf" + lines(),
    "wide.jsonl": lines().decode().encode("utf-16"),
    "old.jsonl": lines().decode().encode("cp1252"),
    "blank.jsonl": b"\n \n{}\n\n",
    "a.jsonl.gz": gzip.compress(lines()),
    "a.json": b"[" + b",".join(lines().split(b"\n")[:3]) + b"]",
    "a.warc": crawl(),
    "cut.warc.gz": gzip.compress(crawl()[:-300]),
    "a.csv": TABLE,
    "a.txt": b"One\nThe first story.",
    "a.zip": zipped(MEMBERS),
    "a.tar.gz": tarred(MEMBERS),
    "cut.tar.gz": tarred(MEMBERS)[:-20],
    "nested.zip": zipped({"inner.zip": zipped(MEMBERS), "e.txt": b"Two\nThe second story."}),
    "empty": b"",
    "binary": b"\x00\x01\x02" * 100,
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("piece", [0, 300, 1 << 20])
def test_shares_give_what_the_file_gives(tmp_path: Path, name: str, piece: int) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    whole, shared, _ = both(tmp_path / name, piece=piece)
    assert shared == whole
    assert whole


@pytest.mark.parametrize(("name", "least"), [("a.jsonl", 4), ("a.jsonl.gz", 4), ("a.warc", 7), ("a.zip", 5)])
def test_large_files_are_cut(tmp_path: Path, name: str, least: int) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert both(tmp_path / name)[2] >= least


def test_each_record_can_be_cut_off_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines())
    (tmp_path / "a.warc").write_bytes(crawl())
    assert both(tmp_path / "a.jsonl", piece=0)[2] == 19
    assert both(tmp_path / "a.warc", piece=0)[2] == 8


def test_a_long_line_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines().replace(b"number 7", b"number 7 " * 40))
    options = ReadOptions(limits=Limits(record_bytes=200))
    whole, shared, _ = both(tmp_path / "a.jsonl", options)
    for one, other in zip(whole, shared, strict=True):  # where it is cut out, the encoding is not noted
        assert one == other or (one.origin.key == other.origin.key and getattr(one, "reason", 1) == other.reason)  # type: ignore[union-attr]
    assert [record.reason for record in whole if isinstance(record, BadRecord)][1].startswith("line larger")


@given(
    st.lists(
        st.sampled_from([b"\n", b" \n", b'{"headline": "A"}\n', b"no\n", b"{}\n", b'{"headline": "B"}']), max_size=12
    )
)
@settings(max_examples=60, deadline=None)
def test_any_lines(tmp_path_factory: pytest.TempPathFactory, some: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b'{"headline": "first"}\n' + b"".join(some))
    for piece in (0, 20):
        whole, shared, _ = both(path, piece=piece)
        assert shared == whole


def test_what_is_wanted_of_a_crawl(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(crawl())
    options = ReadOptions(hosts=("ledger.example",), dates=("2024-08-02", "2024-08-03"))
    whole, shared, _ = both(tmp_path / "a.warc", options)
    assert shared == whole
    assert [record.origin.record[-1] for record in whole] == ["1", "2"]
