"""A stream of JSON comes in (lines, an array of objects, objects one after another); each record's bytes go out.

Nothing but one record and the piece read last is held, so an array of any length can be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from search.sources.source import Limits, too_large

_PIECE = 1 << 16
# A whole string, or a bracket; a quote alone is a string that goes on in the next piece.
_STRUCTURE = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.DOTALL)
_BETWEEN = b" \t\r\n,\x1e\xef\xbb\xbf"


class Piece(NamedTuple):
    """One record's bytes, or why there are none."""

    number: int
    """1-based: the line, or the place in the array."""
    data: bytes
    problem: str = ""


def lines(stream: BinaryIO, limits: Limits, first: int = 1) -> Iterator[Piece]:
    """The lines that are not empty, numbered from ``first``; one beyond the limit comes without its bytes."""
    for number, line in long_lines(stream, limits, first):
        if not line:
            yield Piece(number, b"", f"line {too_large(limits)}")
        elif data := line.strip(_BETWEEN):
            yield Piece(number, data)


def long_lines(stream: BinaryIO, limits: Limits, first: int = 1) -> Iterator[tuple[int, bytes]]:
    """(number, line) with its end; of a line beyond the limit no byte."""
    number = first - 1
    while line := stream.readline(limits.record_bytes + 1):
        number += 1
        if len(line) > limits.record_bytes:
            _skip_line(stream, line)
            line = b""
        yield number, line


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_PIECE)


def objects(stream: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The objects of an array, or objects that follow each other, however they are laid out over lines."""
    scanner = _Scanner(limits)
    while piece := stream.read(max(_PIECE, len(scanner.buffer))):  # doubling: a long string is scanned log n times
        yield from scanner.feed(piece)
    yield from scanner.end()


class _Scanner:
    """Finds where objects begin and end."""

    def __init__(self, limits: Limits) -> None:
        self.buffer = b""
        self._limits = limits
        self._depth = 0
        self._base: int | None = None  # depth at which records stand: 1 inside an array, else 0
        self._at = 0  # where scanning goes on
        self._start = 0  # where the record, or what stands between records, begins
        self._number = 0
        self._overlong = False

    def feed(self, piece: bytes) -> Iterator[Piece]:
        self.buffer += piece
        while match := _STRUCTURE.search(self.buffer, self._at):
            token = match[0]
            if token == b'"':
                self._at = match.start()
                break
            self._at = match.end()
            if token in b"{[":
                yield from self._open(token, match.start())
            elif token in b"}]":
                yield from self._close(match.end())
        else:
            self._at = len(self.buffer)
        yield from self._trim()

    def _open(self, token: bytes, at: int) -> Iterator[Piece]:
        if self._base is None:
            self._base = 1 if token == b"[" else 0
            if self._base:
                yield from self._between(at)
                self._start = at + 1
        if self._depth == self._base and token == b"{":
            yield from self._between(at)
            self._start = at
        self._depth += 1

    def _close(self, end: int) -> Iterator[Piece]:
        self._depth -= 1
        if self._depth == self._base and self.buffer[self._start : self._start + 1] == b"{":
            self._number += 1
            data, self._start = self.buffer[self._start : end], end
            if self._overlong or len(data) > self._limits.record_bytes:
                yield Piece(self._number, b"", too_large(self._limits))
            else:
                yield Piece(self._number, data)
            self._overlong = False
        elif self._depth < (self._base or 0):
            yield from self._between(end - 1)
            self._base, self._start, self._depth = None, end, 0

    def _between(self, at: int) -> Iterator[Piece]:
        """Report what stands where only commas may."""
        if self.buffer[self._start : at].strip(_BETWEEN):
            self._number += 1
            yield Piece(self._number, b"", "not an object")

    def _trim(self) -> Iterator[Piece]:
        """Drop what is done with, and the middle of a record that is too long."""
        if len(self.buffer) - self._start > self._limits.record_bytes:
            self._overlong = True
            inside = self.buffer[self._start : self._start + 1]
            self.buffer, self._start, self._at = inside + self.buffer[self._at :], 0, len(inside)
        elif self._start:
            self.buffer, self._at, self._start = self.buffer[self._start :], self._at - self._start, 0
        yield from ()

    def end(self) -> Iterator[Piece]:
        """What is left at the end of the file."""
        rest = self.buffer[self._start :].strip(_BETWEEN)
        if rest or self._depth > 0:
            yield Piece(
                self._number + 1, b"", "cut short: the file ends inside a value" if self._depth > 0 else "not an object"
            )


class BadJson(ValueError):
    """Bytes that are no JSON we take; the message is the reason."""


def parse(data: bytes | str, limits: Limits) -> Any:
    """The value ``data`` writes.

    Raises BadJson for what is no JSON: also NaN, a key given twice, nesting beyond the limit.
    """
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BadJson(f"invalid JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise BadJson(_too_deep(limits)) from error
    if _deeper(value, limits.depth):
        raise BadJson(_too_deep(limits))
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise BadJson(f"the key {twice!r} is given twice")
    return value


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) < 100 else digits  # no count of anything; int() refuses 4,301 digits


def _no_constant(name: str) -> Any:
    raise BadJson(f"invalid JSON: {name} is no JSON value")


def _deeper(value: Any, depth: int) -> bool:
    """True if ``value`` nests deeper than ``depth``."""
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(depth):
        if not level:
            return False
        inner = [items.values() if isinstance(items, dict) else items for items in level]
        level = [part for items in inner for part in items if isinstance(part, (dict, list))]
    return bool(level)


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_int=_number, object_pairs_hook=_object)


def _too_deep(limits: Limits) -> str:
    return f"nested too deeply (limit depth = {limits.depth:,}; raise it with --max depth=N)"
