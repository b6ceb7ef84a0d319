"""A compressed stream comes in; its bytes go out as they are unpacked, and too many of them are refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from typing import TYPE_CHECKING, BinaryIO, cast

from msgspec import Struct

from search.sources.source import LimitExceeded, Limits, extra

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

_PIECE = 1 << 16


def _zstd(stream: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", extra("zstandard", "zst").ZstdDecompressor().stream_reader(stream, read_across_frames=True))


_PACKERS: dict[str, tuple[bytes, Callable[[BinaryIO], BinaryIO]]] = {
    "gz": (b"\x1f\x8b\x08", lambda stream: cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))),
    "bz2": (b"BZh", lambda stream: cast("BinaryIO", bz2.BZ2File(stream))),
    "xz": (b"\xfd7zXZ\x00", lambda stream: cast("BinaryIO", lzma.LZMAFile(stream))),  # noqa: SIM115 - the file that holds it is closed
    "zst": (b"\x28\xb5\x2f\xfd", _zstd),
}
"""Suffix -> the bytes such a file begins with, and its reader."""


class Budget(Struct):
    """What one file on disk has unpacked to so far, over all its members and levels."""

    limits: Limits
    packed: int
    """Bytes of the file on disk; of standard input, those read so far (``metered``)."""
    unpacked: int = 0

    def spend(self, count: int) -> None:
        """Take ``count`` more bytes; raises LimitExceeded when they are more than a real archive unpacks to."""
        self.unpacked += count
        limits = self.limits
        if self.unpacked > limits.unpacked_bytes and self.unpacked > limits.unpacked_ratio * max(self.packed, 1):
            ratio = limits.unpacked_ratio
            raise LimitExceeded(f"unpacks to more than {ratio} times its size", "unpacked_ratio", ratio)


class _Watched(io.RawIOBase):
    """A stream that tells how much was read of it."""

    def __init__(self, stream: BinaryIO, tell: Callable[[int], None]) -> None:
        self._stream = stream
        self._tell = tell

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._stream.read(len(view))
        self._tell(len(piece))
        view[: len(piece)] = piece
        return len(piece)


def counted(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """``stream``, never giving more than ``budget`` allows."""
    return io.BufferedReader(_Watched(stream, budget.spend), _PIECE)


def metered(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """``stream``, whose bytes count as packed as they are read: the size of standard input is known no sooner."""

    def tell(count: int) -> None:
        budget.packed += count

    return io.BufferedReader(_Watched(stream, tell), _PIECE)


def packing(head: bytes) -> str:
    """``gz``, ``bz2``, ``xz`` or ``zst`` by the first bytes; empty for anything else."""
    return next((name for name, (mark, _) in _PACKERS.items() if head.startswith(mark)), "")


def unpacked(stream: BinaryIO, name: str, budget: Budget) -> BinaryIO:
    """The bytes packed in ``stream``; ``name`` is what ``packing`` said.

    Raises ExtraMissing where a library is needed.
    """
    return counted(_PACKERS[name][1](stream), budget)
