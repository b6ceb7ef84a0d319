"""A folder, a number and a fault come in; the N-th thing a process does to a file in that folder fails that way.

What is counted: every open, rename, removal, new folder and lock (Python's audit events), every sync (which has no
event, so it is wrapped), and every transaction's begin and end.  Install it in a forked child only: an audit hook can't
be taken out again.
"""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeAlias

from search import database

Fault: TypeAlias = Literal["kill", "interrupt", "full", "count"]

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree", "os.link"}


class Trap:
    """Counts the operations, and springs at the one it is set to."""

    def __init__(self, folder: Path, fault: Fault, at: int, seen: Callable[[str], object] | None = None) -> None:
        """``seen`` is called before each operation that is counted, with its name."""
        self._folder = str(folder)
        self._fault = fault
        self._at = at
        self._seen = seen
        self._busy = False
        self.count = 0
        self.armed = True

    def install(self) -> None:
        """From here on every operation counts."""
        sys.addaudithook(self._audit)
        sync, connect = os.fsync, database.connect

        def synced(descriptor: Any) -> None:
            self._step("os.fsync", writes=True)
            sync(descriptor)

        def connected(path: Path, *, create: bool = False) -> sqlite3.Connection:
            db = connect(path, create=create)
            db.set_trace_callback(self._statement)
            return db

        os.fsync = synced  # type: ignore[assignment]
        database.connect = connected

    def _audit(self, event: str, words: tuple[Any, ...]) -> None:
        if not self.armed or self._busy:
            return
        if event == "fcntl.flock":
            self._step(event)
        elif (event == "open" or event in CHANGES) and any(self._inside(word) for word in words[:2]):
            writes = event != "open" or bool((words[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            self._step(event, writes=writes and event not in {"os.remove", "os.rmdir", "shutil.rmtree"})

    def _inside(self, word: object) -> bool:
        return isinstance(word, (str, bytes, os.PathLike)) and os.fsdecode(word).startswith(self._folder)

    def _statement(self, statement: str) -> None:
        if statement.split(maxsplit=1)[0].lower() in {"begin", "commit"} and self._fault in {"kill", "count"}:
            self._step(f"sql {statement[:6]}")

    def _step(self, name: str, *, writes: bool = False) -> None:
        if not self.armed or self._busy:
            return
        if self._seen:
            self._busy = True
            self._seen(name)
            self._busy = False
        if self._fault == "full" and self.count >= self._at and not writes:
            return
        self.count += 1
        if self.count == self._at and self._fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.count == self._at and self._fault == "interrupt":
            raise KeyboardInterrupt
        if self.count > self._at and self._fault == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
