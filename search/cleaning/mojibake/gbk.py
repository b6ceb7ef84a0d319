"""A text that was UTF-8, read as GBK or GB18030, comes in; its damaged stretches, as text with holes, go out.

The damage.  A decoder for GBK pairs each byte from 0x81 on with the byte after it.  A pair it knows becomes one
Chinese character; so the last byte of a closing quote swallows the letter that follows.  A byte that makes no known
pair is lost: dropped, or replaced by U+FFFD or a question mark.  Only the second and later bytes of a UTF-8
character can be lost, for its first byte always finds a partner.

The inverse.  Every Chinese character gives back its two bytes; wherever the bytes so far need another one, a lost
byte may stand between two characters read, provided that it made no pair with what follows.  Several readings are
kept side by side (``_Reading``), the cheapest wins.  What can't be read this way at all is genuine Chinese,
Japanese or Korean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from search.cleaning.mojibake.evidence import CJK, CJK_RANGES, is_likely, is_strong, oddity
from search.cleaning.mojibake.pieces import Hole, Pattern, Piece, Run, decoded, fitting, width

GBK = re.compile("[\u4e00-\u9fa5]")
"""Every damaged stretch begins with one: a first byte of UTF-8 and the byte after it."""

_CJK_RUN = re.compile(f"[{CJK_RANGES}]*")
_LOST_SILENTLY = re.compile(f"鈥(?![{CJK_RANGES}\ufffd?])")
_LOST_TO_QUESTION = re.compile(r"鈥\?")
_BEAM = 6
_HOLE = 3.0


class _Reading(Struct, frozen=True):
    """One way to read a stretch so far: its cost, the unfinished character, and the pieces (newest first, linked)."""

    cost: float
    pending: Pattern = ()
    pieces: tuple[Piece, object] | None = None


def gbk_runs(text: str) -> Iterator[Run]:
    """The stretches of a text that can be damaged UTF-8, in order."""
    silent = bool(_LOST_SILENTLY.search(text)) or not _LOST_TO_QUESTION.search(text)
    at = 0
    while found := GBK.search(text, at):
        run, at = _run(text, found.start(), silent)
        if run:
            yield run


def _run(text: str, start: int, silent: bool) -> tuple[Run | None, int]:
    """The damaged run that starts here, or None, and where to look on."""
    readings = [_Reading(0.0)]
    at = start
    while at < len(text):
        char = text[at]
        if not _goes_on(char, readings, silent):
            break
        following = _read(readings, char, _first_byte(text, at + 1), silent=silent)
        if not following:
            return None, _after_cjk(text, at)
        readings = following
        at += 1
    ending = ord(text[at]) if at < len(text) and text[at] < "\x80" else None
    closed = [done for reading in readings for done in _closed(reading, ending)]
    if not closed:
        return None, _after_cjk(text, at)
    pieces = _unlinked(min(closed, key=lambda reading: reading.cost))
    return Run(
        start=start,
        end=at,
        pieces=pieces,
        strong=is_strong(text, start, at, pieces),
        likely=is_likely(text[start - 1 : start], pieces),
        variant="gbk",
    ), at


def _after_cjk(text: str, at: int) -> int:
    found = _CJK_RUN.match(text, at)
    return found.end() if found else at


def _goes_on(char: str, readings: list[_Reading], silent: bool) -> bool:
    """True if the stretch goes on over this character."""
    if CJK.match(char):
        return True
    if not any(reading.pending for reading in readings):
        return False
    if char == "\ufffd" or (char == "?" and not silent):
        return True
    return char >= "\x80" and _bytes(char) is not None and not all(reading.pending == () for reading in readings)


def _first_byte(text: str, at: int) -> int | None:
    """The first byte of the character here; None where a byte may be lost before it."""
    if at >= len(text) or text[at] in "\ufffd?":
        return None
    data = _bytes(text[at])
    return data[0] if data else None


@cache
def _bytes(char: str) -> bytes | None:
    """The bytes a GBK or GB18030 decoder read this character from."""
    for codec in ("gbk", "gb18030"):
        try:
            return char.encode(codec)
        except UnicodeEncodeError:
            continue
    return None


def _read(readings: list[_Reading], char: str, after: int | None, *, silent: bool) -> list[_Reading]:
    """The readings after one more character, the cheapest of each kind; ``after``: the byte that follows, if known."""
    data = _bytes(char)
    found: list[_Reading] = []
    for reading in readings:
        if char in "\ufffd?":
            found += _lost(reading, after) if reading.pending else [_plus(reading, char, 1.0)]
        elif data is not None:
            for start in (reading, *(_silently_lost(reading, data[0]) if silent else ())):
                fed = _fed(start, data)
                if fed:
                    found.append(fed)
        if not reading.pending and not CJK.match(char):
            found.append(_plus(reading, char, 1.0))
        elif reading.pending and not CJK.match(char) and char not in "\ufffd?" and silent:
            found += (_plus(done, char, 1.0) for done in _closed(reading, None))
    best: dict[Pattern, _Reading] = {}
    for reading in found:
        if reading.pending not in best or reading.cost < best[reading.pending].cost:
            best[reading.pending] = reading
    return sorted(best.values(), key=lambda reading: reading.cost)[:_BEAM]


def _fed(reading: _Reading, data: bytes) -> _Reading | None:
    """The reading after these kept bytes, or None if they can't follow."""
    for byte in data:
        if reading.pending:
            if not 0x80 <= byte <= 0xBF:
                return None
            pending = (*reading.pending, byte)
            if len(pending) < width(pending[0] or 0):
                reading = _Reading(reading.cost, pending, reading.pieces)
                continue
            finished = _finished(reading, pending, None)
            if finished is None:
                return None
            reading = finished
        elif byte < 0x80:
            reading = _plus(reading, chr(byte), 0.0 if chr(byte).isalnum() else 0.5)
        elif width(byte):
            reading = _Reading(reading.cost, (byte,), reading.pieces)
        else:
            return None
    return reading


def _finished(reading: _Reading, pending: Pattern, following: int | None) -> _Reading | None:
    if None in pending:
        candidates = tuple(char for char, data in fitting(pending) if _losable(pending, data, following))
        if not candidates:
            return None
        return _plus(reading, Hole(candidates), 0.0 if pending[:2] == (0xE2, 0x80) else 2.0)
    char = decoded(pending)
    return None if char is None else _plus(reading, char, oddity(char))


def _losable(pattern: Pattern, data: bytes, following: int | None) -> bool:
    """True if a decoder that saw these bytes would have lost those the pattern lacks."""
    for at, byte in enumerate(pattern):
        partner = data[at + 1] if at + 1 < len(data) else following
        if byte is None and partner is not None and not _unpaired(data[at], partner):
            return False
    return True


@cache
def _unpaired(first: int, second: int) -> bool:
    """True if GBK or GB18030 knows no character of these two bytes."""
    for codec in ("gbk", "gb18030"):
        try:
            if len(bytes((first, second)).decode(codec)) != 1:
                return True
        except UnicodeDecodeError:
            return True
    return False


def _lost(reading: _Reading, following: int | None) -> list[_Reading]:
    """The reading after one lost byte."""
    pending = (*reading.pending, None)
    if len(pending) < width(pending[0] or 0):
        return [_Reading(reading.cost + _HOLE, pending, reading.pieces)]
    finished = _finished(reading, pending, following)
    return [] if finished is None else [_Reading(finished.cost + _HOLE, (), finished.pieces)]


def _silently_lost(reading: _Reading, following: int) -> Iterator[_Reading]:
    """The readings after one or more bytes lost without a trace."""
    while reading.pending:
        after = _lost(reading, following)
        if not after:
            return
        reading = after[0]
        yield reading


def _closed(reading: _Reading, following: int | None) -> list[_Reading]:
    """The reading with its last character completed by lost bytes."""
    if not reading.pending:
        return [reading]
    return [done for done in _silently_lost(reading, following if following is not None else 0) if not done.pending]


def _plus(reading: _Reading, piece: Piece, cost: float) -> _Reading:
    return _Reading(reading.cost + cost, (), (piece, reading.pieces))


def _unlinked(reading: _Reading) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    link: object = reading.pieces
    while isinstance(link, tuple):
        pieces.append(link[0])
        link = link[1]
    return tuple(reversed(pieces))
