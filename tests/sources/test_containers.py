from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from search.article import BadRecord, RawArticle
from search.sources import Limits, ReadOptions

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]
FILES = {"a.txt": b"First story.\n", "deep/b.jsonl": b'{"title": "Second"}\n{"title": "Third"}\n', ".hidden": b"no"}


def zipped(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
        pipe = tarfile.TarInfo("pipe")
        pipe.type = tarfile.FIFOTYPE
        archive.addfile(pipe)
    return data.getvalue()


def seen(records: list[RawArticle | BadRecord]) -> list[tuple[str, str]]:
    return [
        (r.origin.member, r.reason if isinstance(r, BadRecord) else (r.headline or r.text).strip()) for r in records
    ]


WANTED = [("a.txt", "First story."), ("deep/b.jsonl", "Second"), ("deep/b.jsonl", "Third")]


@pytest.mark.parametrize(
    "data",
    [zipped(FILES), tarred(FILES), tarred(FILES, "w:gz"), tarred(FILES, "w:xz"), gzip.compress(zipped(FILES))],
    ids=["zip", "tar", "tar.gz", "tar.xz", "zip.gz"],
)
def test_members_are_read_where_they_are(read_bytes: Read, data: bytes) -> None:
    assert seen(read_bytes(data)) == WANTED


def test_zstandard(read_bytes: Read) -> None:
    zstandard = pytest.importorskip("zstandard")
    assert seen(read_bytes(zstandard.compress(tarred(FILES)))) == WANTED


@pytest.mark.parametrize("outer", [zipped, tarred])
@pytest.mark.parametrize("inner", [zipped, tarred])
def test_one_container_in_another_is_opened_and_a_third_is_not(
    read_bytes: Read, outer: Callable[..., bytes], inner: Callable[..., bytes]
) -> None:
    nested = {"in.bin": inner({"a.txt": b"First story."}), "z.txt": b"Last."}
    assert seen(read_bytes(outer(nested))) == [("in.bin/a.txt", "First story."), ("z.txt", "Last.")]
    ((member, said), _) = seen(read_bytes(zipped({"out.bin": outer(nested), "z.txt": b"Last."})))[:2]
    assert (member, "container" in said) == ("out.bin/in.bin", True)


def test_a_bad_member_costs_itself(read_bytes: Read) -> None:
    data = bytearray(zipped({"a.txt": b"A" * 50, "b.txt": b"Good."}))
    data[data.index(b"a.txt") + len("a.txt") + 2] ^= 0xFF
    found = read_bytes(bytes(data))
    assert [type(record) for record in found] == [BadRecord, RawArticle]
    assert [record.origin.member for record in found] == ["a.txt", "b.txt"]


def test_names_that_climb_or_hide_are_only_names(read_bytes: Read) -> None:
    found = read_bytes(zipped({"../../up.txt": b"Up.", "/etc/abs.txt": b"Abs.", "esc\x1b[2J.txt": b"Esc."}))
    names = [record.origin.member for record in found]
    assert names == ["../../up.txt", "/etc/abs.txt", r"esc\x1b[2J.txt"]


def test_a_bomb_in_a_zip_in_a_zip_is_refused(read_bytes: Read) -> None:
    bomb = zipped({"zeros.txt": bytes(30 << 20)})
    limits = Limits(unpacked_bytes=5 << 20)
    for data in (bomb, zipped({"in.zip": bomb})):
        (record,) = read_bytes(data, options=ReadOptions(limits=limits, format="text"))
        assert "unpacked_ratio" in getattr(record, "reason", "")


def test_too_many_members(read_bytes: Read) -> None:
    data = zipped({f"{number}.txt": b"Words." for number in range(20)})
    found = read_bytes(data, options=ReadOptions(limits=Limits(members=10)))
    assert len(found) == 11
    assert "--max members=N" in getattr(found[-1], "reason", "")


@pytest.mark.parametrize("cut", [30, 300, 1500, 3000])
def test_a_cut_container_says_so(read_bytes: Read, cut: int) -> None:
    for data in (zipped(FILES), tarred(FILES)):
        found = read_bytes(data[: min(cut, len(data) - 30)])
        assert isinstance(found[-1], BadRecord) or len(found) == len(WANTED)


def test_an_office_file_is_no_collection(read_bytes: Read) -> None:
    data = zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    assert seen(read_bytes(data)) == [("", "binary data in no format this can read")]
