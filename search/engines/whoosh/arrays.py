"""Named arrays come in and become one file; the file goes out again as the same arrays, mapped and not parsed.

The file: eight magic bytes; the arrays, little-endian, each beginning at a multiple of 64 bytes; a directory (JSON:
of each array its dtype, shape, offset and crc32); and a tail of 24 bytes: directory offset (u8), directory length
(u4), crc32 of the directory (u4), eight magic bytes.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import IO, Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec.json import decode, encode

from search.errors import ArchiveDamaged

Array: TypeAlias = npt.NDArray[Any]
"""Any array; comments say the dtype where it matters."""

_MAGIC = b"NEWSARR1"
_TAIL = struct.Struct("<QII8s")
_ALIGNMENT = 64
_CHECKED = 1 << 16
"""Bytes of an array up to which it is checked when opened; a search reads some thirty such arrays a segment."""
_IN_MEMORY = 1 << 23
"""Bytes a growing array may take before it is put in a file of its own until the end."""


class Stream:
    """One array of a file that is being written, grown piece by piece."""

    def __init__(self, folder: Path, dtype: str) -> None:
        from tempfile import SpooledTemporaryFile  # noqa: PLC0415 - a search writes none, and it imports much

        self.dtype = np.dtype(dtype)
        self.length = 0
        self._pieces: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder))  # noqa: SIM115 - closed by close

    def append(self, values: Array) -> None:
        """Add the values at the end; they must fit the dtype."""
        self.length += len(values)
        self._pieces.write(np.ascontiguousarray(values, dtype=self.dtype).data)

    def chunks(self) -> Iterator[bytes]:
        """Everything appended, in pieces; the stream is used up."""
        self._pieces.seek(0)
        while piece := self._pieces.read(1 << 20):
            yield piece
        self.close()

    def close(self) -> None:
        """Let go of what was appended; harmless when that is done."""
        self._pieces.close()


class ArrayWriter:
    """Writes one file of named arrays; as a context, it leaves no temporary file open when something fails."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._whole: dict[str, Array] = {}
        self._streams: dict[str, Stream] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        for stream in self._streams.values():
            stream.close()

    def put(self, name: str, values: Array) -> None:
        """An array as it is."""
        self._whole[name] = values

    def stream(self, name: str, dtype: str) -> Stream:
        """An array to be grown."""
        self._streams[name] = Stream(self.path.parent, dtype)
        return self._streams[name]

    def finish(self) -> tuple[int, int]:
        """Write and sync the file; its length in bytes and the crc32 of its directory."""
        directory: dict[str, list[Any]] = {}
        with self.path.open("xb") as file:
            file.write(_MAGIC)
            for name, values in self._whole.items():
                little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
                directory[name] = [
                    little.dtype.str,
                    list(little.shape),
                    *_section(file, iter([little.data.cast("B") if little.size else b""])),
                ]
            for name, stream in self._streams.items():
                directory[name] = [stream.dtype.str, [stream.length], *_section(file, stream.chunks())]
            text = encode(directory)
            start = file.tell()
            file.write(text + _TAIL.pack(start, len(text), zlib.crc32(text), _MAGIC))
            file.flush()
            os.fsync(file.fileno())
            return file.tell(), zlib.crc32(text)


def _section(file: IO[bytes], pieces: Iterator[bytes | memoryview]) -> tuple[int, int]:
    """Write the pieces at the next aligned place; that place and their crc32."""
    file.write(bytes(-file.tell() % _ALIGNMENT))
    start, crc = file.tell(), 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
        file.write(piece)
    return start, crc


class ArrayFile:
    """A file of named arrays, mapped.

    Raises ArchiveDamaged where the file is missing, cut, or its directory is not what was written.  A small array is
    checked when it is first asked for, a large one by ``damaged`` only: reading a million articles' arrays takes
    longer than most searches.
    """

    def __init__(self, path: Path, *, length: int, crc: int) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise _damaged(path, "missing or empty") from error
        if len(self._map) != length:
            raise _damaged(path, f"{len(self._map)} bytes long where {length} were written")
        start, size, directory_crc, magic = _TAIL.unpack_from(self._map, length - _TAIL.size)
        text = self._map[start : start + size]
        if magic != _MAGIC or directory_crc != crc or zlib.crc32(text) != crc:
            raise _damaged(path, "its directory is not what was written")
        self._directory: dict[str, list[Any]] = decode(text)
        self._arrays: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> Array:
        """The array called ``name``, read-only, its pages read when touched.

        Raises ArchiveDamaged for a small one that is not what was written.
        """
        array = self._arrays.get(name)
        if array is None:
            dtype, shape, start, crc = self._directory[name]
            array = np.ndarray(shape, dtype=dtype, buffer=self._map, offset=start)
            if array.nbytes <= _CHECKED and zlib.crc32(array.data) != crc:
                raise _damaged(self.path, f"{name} is not what was written")
            self._arrays[name] = array
        return array

    def get(self, name: str) -> Array | None:
        """The array called ``name``, or None where there is none."""
        return self[name] if name in self._directory else None

    def names(self) -> list[str]:
        """All arrays, in the order written."""
        return list(self._directory)

    def damaged(self) -> list[str]:
        """The names of the arrays whose bytes are not those written; ``between`` for the bytes between them."""
        wrong = [name for name in self._directory if not self._as_written(name)]
        return wrong if self._padded() else [*wrong, "between"]

    def _as_written(self, name: str) -> bool:
        dtype, shape, start, crc = self._directory[name]
        size = prod(shape) * np.dtype(dtype).itemsize
        with memoryview(self._map) as view, view[start : start + size] as stretch:
            return zlib.crc32(stretch) == int(crc)

    def _padded(self) -> bool:
        """True if nothing but the magic bytes and zeros lies outside the arrays."""
        outside, end = self._map[: len(_MAGIC)].removeprefix(_MAGIC), len(_MAGIC)
        for dtype, shape, start, _ in sorted(self._directory.values(), key=lambda entry: int(entry[2])):
            outside += self._map[end:start]
            end = start + prod(shape) * np.dtype(dtype).itemsize
        return not outside.strip(b"\0")


def _damaged(path: Path, what: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"an index file is damaged ({what})", place=str(path), hint="rebuild the index from the store"
    )
