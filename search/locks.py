"""An archive folder comes in; the right to write to it, or a promise that a commit stays readable, goes out.

Both are ``flock`` locks: they belong to a process and end with it, however it ends, so a lock file that lies about
means nothing.  A child forked while one is held holds it too: workers are spawned, not forked.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from search.errors import ArchiveError, ArchiveLocked

__all__ = ["Pin", "released", "told", "writing"]

_READERS = "readers"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNWRITABLE = {errno.EROFS, *_FULL}
_NO_FOLDER = {errno.EEXIST, errno.ENOTDIR}
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
"""A lock that is a link would have the file it leads to written over."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the archive's write lock.

    Raises ArchiveLocked, naming the holder, when another process (or another Archive of this one) is writing, and
    ArchiveError when the folder may not be written to or the disk is full, whether at once or later in the block.
    """
    try:
        descriptor = os.open(folder / "lock", _FLAGS, 0o644)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
            raise ArchiveLocked(
                f"the archive is being written to by {owner}", place=str(folder), hint="wait until it has finished"
            ) from error
        started = datetime.now(UTC).isoformat(timespec="seconds")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()}, since {started}\n".encode(), 0)
        with told(folder):
            yield
    finally:
        os.close(descriptor)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the system says of a file that can't be written, as an ArchiveError that names it.

    Around every step that writes; what goes wrong with sources is caught where they are read.
    """
    try:
        yield
    except OSError as error:
        raise _unwritable(folder, error) from error


class Pin:
    """A reader's promise: while it is held, the writer keeps every file its commit needs."""

    def __init__(self, folder: Path, number: int) -> None:
        """Pin commit ``number``; in a folder or on a disk that can't be written to, writers can do no harm either."""
        self._descriptor: int | None = None
        with contextlib.suppress(PermissionError):
            try:
                (folder / _READERS).mkdir(exist_ok=True)
                self._descriptor = os.open(folder / _READERS / str(number), _FLAGS, 0o644)
                fcntl.flock(self._descriptor, fcntl.LOCK_SH)
            except OSError as error:
                if error.errno not in _UNWRITABLE:
                    raise

    def release(self) -> None:
        """Let go; harmless when done before."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


@contextmanager
def released(folder: Path, numbers: Iterable[int]) -> Iterator[list[int]]:
    """Those of the commits ``numbers`` no reader holds; until the block ends none can pin them.

    A reader that pins one meanwhile waits, and must then look whether the commit is still there.
    """
    (folder / _READERS).mkdir(exist_ok=True)
    free: dict[int, int] = {}
    try:
        for number in numbers:
            descriptor = os.open(folder / _READERS / str(number), _FLAGS, 0o644)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
            else:
                free[number] = descriptor
        yield sorted(free)
    finally:
        for number, descriptor in free.items():
            (folder / _READERS / str(number)).unlink(missing_ok=True)
            os.close(descriptor)


def _unwritable(folder: Path, error: OSError) -> ArchiveError:
    place = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else str(folder)
    if error.errno in _FULL:
        return ArchiveError("the disk is full", place=place, hint="free some space and run the command again")
    if error.errno in _NO_FOLDER:
        return ArchiveError(f"no folder can be here ({error.strerror})", place=place, hint="name another folder")
    return ArchiveError(
        f"the archive can't be written ({error.strerror or error})", place=place, hint="check the folder's permissions"
    )
