"""Bytes of damaged UTF-8 come in, some of them lost; what they can have been comes out: text with holes."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from msgspec import Struct

Pattern: TypeAlias = tuple[int | None, ...]
"""The bytes of one UTF-8 character; None where one is lost."""


class Hole(Struct, frozen=True):
    """A character some byte of which is lost, and all that it can have been (never empty)."""

    candidates: tuple[str, ...]


Piece: TypeAlias = str | Hole


class Run(Struct, frozen=True, kw_only=True):
    """Damaged characters ``start`` to ``end`` of a text, and the pieces of the original they stand for."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    strong: bool
    """True if it can hardly be anything but damage, False if only damage near it makes it likely."""
    likely: bool = True
    """False if it gives characters that no newspaper prints."""
    variant: str


_PLAUSIBLE = (
    (0xA0, 0x17F),  # Latin letters and signs of Western and Central Europe
    (0x218, 0x21B),  # Romanian
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x490, 0x491),  # Ukrainian
    (0x1E80, 0x1EF9),  # Welsh, Vietnamese
    (0x2011, 0x2015),
    (0x2018, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x202F, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x20A9, 0x20BF),  # currencies
    (0x2116, 0x2122),
    (0x2190, 0x21FF),
    (0x2212, 0x2212),
    (0x2248, 0x2265),
    (0x25A0, 0x25CF),
    (0x2605, 0x2606),
    (0x2660, 0x2666),
    (0x2713, 0x2714),
)
"""Ranges of characters a lost byte may be completed to: what newspapers print."""


def width(lead: int) -> int:
    """How many bytes a UTF-8 character with this first byte has; 0 if none begins with it (RFC 3629, section 3)."""
    if 0xC2 <= lead <= 0xDF:
        return 2
    if 0xE0 <= lead <= 0xEF:
        return 3
    return 4 if 0xF0 <= lead <= 0xF4 else 0


def decoded(pattern: Pattern) -> str | None:
    """The character of a pattern without holes, or None if it is no UTF-8."""
    try:
        return bytes(byte for byte in pattern if byte is not None).decode()
    except UnicodeDecodeError:
        return None


@cache
def fitting(pattern: Pattern) -> tuple[tuple[str, bytes], ...]:
    """The plausible characters whose bytes fit the pattern, each with its bytes."""
    found = []
    for first, last in _PLAUSIBLE:
        for code in range(first, last + 1):
            data = chr(code).encode()
            if len(data) == len(pattern) and all(want in {None, got} for want, got in zip(pattern, data, strict=True)):
                found.append((chr(code), data))
    return tuple(found)
