"""Stretches of stored articles come in; segments of the index, built by worker processes, go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from search.errors import ArchiveError

__all__ = ["IndexTask", "Order", "merges", "segments_of", "tasks"]


class Order(Struct, frozen=True, kw_only=True):
    """A task on its way."""

    after: int = 0
    upto: int = 0
    """Make segments of the articles with these versions ..."""
    segments: bytes = b""
    """... or one of these segments (``segments_of``)."""


class IndexTask(Struct, frozen=True, kw_only=True):
    """What one worker makes segments of."""

    order: Order

    @property
    def message(self) -> bytes:
        """The order."""
        return msgspec.msgpack.encode(self.order)

    @property
    def lasting(self) -> bool:
        """One frame is the answer."""
        return False

    def here(self) -> None:
        """A worker does it."""

    def parts(self) -> Iterator[IndexTask]:
        """It is done as a whole."""
        return iter(())

    def given_up(self, reason: str) -> bytes:
        """An index with a hole in it is none."""
        order = self.order
        raise ArchiveError(
            f"indexing was broken off: {reason.replace('that read it', 'that indexed')}",
            place="segments" if order.segments else f"versions {order.after + 1} to {order.upto}",
            hint="run the command again",
        )


def tasks(steps: Sequence[tuple[int, int, int]]) -> Iterator[IndexTask]:
    """A task for each (after, upto, how many)."""
    return (IndexTask(order=Order(after=after, upto=upto)) for after, upto, _ in steps)


def merges(groups: Sequence[Sequence[Any]]) -> Iterator[IndexTask]:
    """A task for each group of segments."""
    return (IndexTask(order=Order(segments=msgspec.msgpack.encode(group))) for group in groups)


def segments_of(frame: bytes) -> list[Any]:
    """The segments a frame tells, as the writer of the index takes them: an engine's that has segments."""
    from search.engines.whoosh.commits import SegmentEntry  # noqa: PLC0415 -- the one engine that has them

    return msgspec.msgpack.decode(frame, type=list[SegmentEntry])
