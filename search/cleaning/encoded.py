"""A text comes in; its bytes, and what in it is no plain ASCII, go out: how rules see a page before they look at it."""

from __future__ import annotations

from typing import NamedTuple

_PLAIN = bytes(code for code in (*b"\t\n", *range(32, 127)) if chr(code) != "&")
"""What no rule of cleaning stops at: printable ASCII but for ``&``, tabs and line feeds."""


class Encoded(NamedTuple):
    """A text as UTF-8."""

    data: bytes
    odd: str
    """Its characters that are not printable ASCII, and ``&``, one after the other."""


def encoded(text: str) -> Encoded:
    """The text as UTF-8; halves of UTF-16 pairs as they are."""
    data = text.encode("utf-8", "surrogatepass")
    return Encoded(data, data.translate(None, _PLAIN).decode("utf-8", "surrogatepass"))
