"""Stretches of stored articles come in; segments of the index, built by worker processes, go out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from search.errors import ArchiveError

__all__ = ["IndexTask", "adopt", "tasks"]


class IndexTask(Struct, frozen=True, kw_only=True):
    """Articles of which one worker makes segments."""

    after: int
    upto: int

    @property
    def message(self) -> bytes:
        """The versions."""
        return msgspec.msgpack.encode((self.after, self.upto))

    @property
    def lasting(self) -> bool:
        """One frame is the answer."""
        return False

    def here(self) -> None:
        """A worker does it."""

    def parts(self) -> Iterator[IndexTask]:
        """A stretch is done as a whole."""
        return iter(())

    def given_up(self, reason: str) -> bytes:
        """An index with a hole in it is none."""
        raise ArchiveError(
            f"indexing was broken off: {reason.replace('that read it', 'that indexed')}",
            place=f"versions {self.after + 1} to {self.upto}",
            hint="run the command again",
        )


def adopt(writer: Any, frame: bytes) -> None:
    """Give the segments a worker made to the writer of the index, an engine's that has segments."""
    from search.engines.whoosh.commits import SegmentEntry  # noqa: PLC0415 -- the one engine that has them

    writer.adopt(msgspec.msgpack.decode(frame, type=list[SegmentEntry]))


def tasks(steps: list[tuple[int, int, int]]) -> Iterator[Any]:
    """A task for each (after, upto, how many)."""
    return (IndexTask(after=after, upto=upto) for after, upto, _ in steps)
