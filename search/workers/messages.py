"""Some bytes come in; a frame on a pipe goes out, and back."""

from __future__ import annotations

import struct
from typing import BinaryIO

__all__ = ["DONE", "receive", "send"]

DONE = b""
"""What a worker says when it has answered."""

_HEAD = struct.Struct("<Q")
"""How many bytes follow."""


def send(stream: BinaryIO, data: bytes) -> None:
    """Write a frame.  Raises OSError where nobody reads it."""
    stream.write(_HEAD.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read a frame; None where the stream ends, also in the middle of one."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (length,) = _HEAD.unpack(head)
    data = stream.read(length) if length else DONE
    return data if len(data) == length else None
