"""A JSON value and some bytes come in; a frame on a pipe goes out, and back."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, NamedTuple

__all__ = ["Frame", "receive", "send"]

_HEAD = struct.Struct("<QQ")
"""How many bytes of JSON, how many others."""


class Frame(NamedTuple):
    """One message."""

    value: Any
    data: bytes = b""


def send(stream: BinaryIO, value: Any, data: bytes = b"") -> None:
    """Write a frame.  Raises OSError where nobody reads it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_HEAD.pack(len(text), len(data)) + text + data)
    stream.flush()


def receive(stream: BinaryIO) -> Frame | None:
    """Read a frame; None where the stream ends, also in the middle of one."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, more = _HEAD.unpack(head)
    text = stream.read(length)
    data = stream.read(more) if more else b""
    if len(text) < length or len(data) < more:
        return None
    return Frame(json.loads(text.decode("utf-8", "surrogatepass")), data)
