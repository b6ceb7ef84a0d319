"""Decoded arrays come in under a key; they go out again until a byte budget drops those used longest ago."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

Kept = TypeVar("Kept")


class Cache:
    """Least recently used goes first; shared by threads."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        """Bytes."""
        self.used = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Kept], size: Callable[[Kept], int]) -> Kept:
        """What is kept under the key; made now when nothing is.

        Two threads may make the same thing at once (the lock is not held meanwhile); one of the two is kept.
        """
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return cast("Kept", found[0])
        made = make()
        self._keep(key, made, size(made))
        return made

    def peek(self, key: Hashable) -> Any:
        """What is kept under the key, or None."""
        with self._lock:
            found = self._kept.get(key)
        return None if found is None else found[0]

    def _keep(self, key: Hashable, made: object, size: int) -> None:
        with self._lock:
            if key in self._kept:
                self.used -= self._kept[key][1]
            self._kept[key] = made, size
            self.used += size
            while self.used > self.budget and self._kept:
                _, (_, dropped) = self._kept.popitem(last=False)
                self.used -= dropped
