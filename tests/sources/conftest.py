"""What the tests of readers share: reading bytes or a file, and the plain form of a record that case files hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from msgspec import Struct
from msgspec.structs import asdict

from search.article import BadRecord, RawArticle
from search.sources import ReadOptions, SourceFile, file_key, read_file

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]
Plain: TypeAlias = Callable[[RawArticle | BadRecord], dict[str, Any]]


def _read_path(path: Path, options: ReadOptions | None = None) -> list[RawArticle | BadRecord]:
    return list(read_file(SourceFile(path=str(path), key=file_key(str(path)), size=path.stat().st_size), options))


@pytest.fixture
def read_path() -> Read:
    """``read_path(path, options)``: all its records."""
    return _read_path


@pytest.fixture
def read_bytes(tmp_path: Path) -> Read:
    """``read_bytes(data, name, options)``: the records of a file that holds them."""

    def read(data: bytes, name: str = "file", options: ReadOptions | None = None) -> list[RawArticle | BadRecord]:
        path = tmp_path / name
        path.write_bytes(data)
        return _read_path(path, options)

    return read


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return _plain(value) if isinstance(value, Struct) else value


def _plain(record: Struct) -> dict[str, Any]:
    return {name: _value(value) for name, value in asdict(record).items() if value not in ("", (), None)}


@pytest.fixture
def plain() -> Plain:
    """A record as case files hold it: empty values left out, and of the origin what does not depend on the machine."""

    def convert(record: RawArticle | BadRecord) -> dict[str, Any]:
        found = _plain(record)
        origin = found.pop("origin")
        return {name: origin[name] for name in ("format", "member", "record", "encoding") if name in origin} | found

    return convert
