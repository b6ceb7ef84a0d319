"""Where a record came from comes in; its raw bytes, as the source still holds them, go out."""

from __future__ import annotations

from pathlib import Path

from search.article import Origin
from search.errors import SourceMissing
from search.sources.files import STANDARD_INPUT, SourceFile, from_printable
from search.sources.reading import read_file
from search.sources.source import Limits, ReadOptions, watched

__all__ = ["raw_record"]


def raw_record(origin: Origin, limits: Limits | None = None) -> bytes:
    """The bytes ``origin.sha256`` is the digest of: a line, a page, a row or an element as its format has it.

    The file is read up to that record, unpacked where it is packed, so a record far behind in a large file takes a
    while.  Raises SourceMissing where there is no such file any more, or no such record in it.
    """
    if origin.path == STANDARD_INPUT:
        raise SourceMissing("it was read from standard input, which is gone", place=origin.path)
    names = [from_printable(origin.path, bad_bytes=bad_bytes) for bad_bytes in (False, True)]
    path = next((name for name in names if Path(name).is_file()), None)
    if path is None:
        raise SourceMissing("the source is gone", place=origin.path, hint="the archive keeps the article without it")
    found: list[bytes] = []

    def watch(digest: str, data: bytes) -> None:
        if digest == origin.sha256:
            found.append(data)

    file = SourceFile(path=path, key=origin.path, size=Path(path).stat().st_size)
    options = ReadOptions(format=origin.format or None, encoding=_encoding(origin), limits=limits or Limits())
    with watched(watch):
        for _ in read_file(file, options):
            if found:
                return found[0]
    raise SourceMissing(
        "the source holds no such record any more", place=origin.path, hint="it was changed: news add reads it again"
    )


def _encoding(origin: Origin) -> str | None:
    """What the file was read as, for formats that were decoded first."""
    return origin.encoding.partition(",")[0] or None
