"""Nothing comes in; what a task for a worker is goes out: it knows its parts, and what to say when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

__all__ = ["Task"]


class Task(Protocol):
    """Something to be done by one worker."""

    @property
    def message(self) -> bytes:
        """What the worker is told."""

    @property
    def lasting(self) -> bool:
        """True where its frames should be passed on as they come, since there may be many."""

    def here(self) -> bytes | None:
        """The answer, where no worker is needed."""

    def parts(self) -> Iterator[Task]:
        """The same work in smaller tasks; none where it can't be made smaller."""

    def given_up(self, reason: str) -> bytes:
        """The frame that stands for the rest of the task when its worker died of it.  May raise, to end the run."""
