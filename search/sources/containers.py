"""A container file (zip, tar, WACZ) comes in; its members go out as streams, one after another.

Nothing is unpacked to disk.  Names of members are data: they are printed and compared, never opened as paths.  Links,
devices and folders are passed over; hidden files are left out as they are in folders.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from search.sources.source import LimitExceeded, Limits, read_up_to

_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/")
"""Near the head of a zip: it is one document (Office, OpenDocument, EPUB), not a collection of files."""


class Member(NamedTuple):
    """One file inside a container."""

    name: str
    stream: BinaryIO | None
    """None where it can't be opened."""
    problem: str = ""


def container(head: bytes) -> str:
    """``zip`` or ``tar`` for a file that begins like a collection of files, else an empty string."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not any(mark in head[:200] for mark in _OFFICE):
        return "zip"
    return "tar" if head[257:262] == b"ustar" else ""


def members(stream: BinaryIO, kind: str, limits: Limits) -> Iterator[Member]:
    """The regular files of a container, in its own order.

    Raises LimitExceeded, and what the standard library raises for a container that is damaged as a whole.
    """
    found = _zipped(stream, limits) if kind == "zip" else _tarred(stream)
    for count, member in enumerate(found):
        if count >= limits.members:
            raise LimitExceeded("too many files in it", "members", limits.members)
        yield member


def _hidden(name: str) -> bool:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {".", ".."}]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _zipped(stream: BinaryIO, limits: Limits) -> Iterator[Member]:
    with zipfile.ZipFile(in_memory(stream, limits)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        if any(info.filename == "datapackage.json" for info in infos):  # a WACZ: what was crawled is in one folder
            infos = [info for info in infos if info.filename.startswith("archive/")]
        for info in infos:
            if info.flag_bits & 1:
                yield Member(info.filename, None, "encrypted: unpack it with its password first")
                continue
            try:
                member = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
                yield Member(info.filename, None, f"can't be unpacked: {error}")
                continue
            with member:
                yield Member(info.filename, cast("BinaryIO", member))


def in_memory(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """``stream`` itself if it can be read in any order, else a copy in memory; raises LimitExceeded for a large one."""
    if stream.seekable():
        return stream
    data = read_up_to(stream, limits.unpacked_bytes)
    if len(data) > limits.unpacked_bytes:
        what = "too large to be held in memory (unpack the file around it first)"
        raise LimitExceeded(what, "unpacked_bytes", limits.unpacked_bytes)
    return io.BytesIO(data)


def _tarred(stream: BinaryIO) -> Iterator[Member]:
    tail = _Tail(stream)
    with tarfile.open(fileobj=cast("BinaryIO", tail), mode="r|") as archive:
        for info in archive:
            if info.isreg() and not _hidden(info.name):
                yield Member(info.name, cast("BinaryIO", archive.extractfile(info)))
            vars(archive)["members"] = []  # it would remember every member it has met
    if tail.last[-tarfile.BLOCKSIZE :].strip(b"\0"):  # tarfile passes over a cut in silence
        raise tarfile.ReadError("it does not end as a tar file does: it is cut short, or something follows it")


class _Tail:
    """A stream that knows what it gave last."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self.last = piece or self.last
        return piece
