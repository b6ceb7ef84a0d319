"""Paths people name come in; the files to read go out, in a fixed order, and what can't be read with its reason."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from msgspec import Struct

from search.errors import SourceMissing

STANDARD_INPUT = "-"
"""The path that stands for standard input."""

_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[\\tnr])")

_ARCHIVE = frozenset(("manifest.json", "articles.db"))
"""What every archive of ours holds: its files are no articles, wherever somebody keeps it."""

RejectedKind: TypeAlias = Literal["archive", "hidden", "link", "special", "unreadable"]
"""Why a file is not read.  Hidden files are left out on purpose, so they are counted and not reported."""


class SourceFile(Struct, frozen=True, kw_only=True):
    """A regular file to read, or standard input."""

    path: str
    """For opening; ``-`` is standard input."""
    key: str
    """Absolute, resolved and printable: ``Origin.path``."""
    size: int = 0
    """Bytes; 0 for standard input."""
    modified_ns: int = 0
    """Time of last change, nanoseconds since 1970; 0 for standard input."""


class Rejected(Struct, frozen=True, kw_only=True):
    """A name met on the way that is not read."""

    path: str
    """Printable, as ``SourceFile.key``."""
    kind: RejectedKind
    reason: str


def printable(name: str) -> str:
    r"""``name`` with bytes that are no UTF-8, characters that move a cursor, and backslashes escaped; reversible.

    >>> printable("caf\udce9\x1b[2J")
    'caf\\xe9\\x1b[2J'
    """
    if name.isprintable() and "\\" not in name:
        return name
    return "".join(map(_escaped, name))


def _escaped(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # a byte Python could not decode in a file name
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char if char.isprintable() and char != "\\" else char.encode("unicode_escape").decode()


def from_printable(name: str, *, bad_bytes: bool) -> str:
    r"""The name ``printable`` made this of, if it had (or had no) bytes that are no UTF-8: ``\xa0`` can be either.

    >>> from_printable("caf\\xe9", bad_bytes=True), from_printable("a\\xa0b", bad_bytes=False)
    ('caf\udce9', 'a\xa0b')
    """

    def unescaped(match: re.Match[str]) -> str:
        char = match[0].encode("ascii").decode("unicode_escape")
        return chr(0xDC00 + ord(char)) if bad_bytes and "\x80" <= char <= "\xff" else char

    return _ESCAPE.sub(unescaped, name)


def file_key(path: str) -> str:
    """What identifies a file over runs: its absolute, resolved path in printable form; ``-`` stays."""
    return path if path == STANDARD_INPUT else printable(os.path.realpath(path))


def walk(paths: Iterable[str]) -> Iterator[SourceFile | Rejected]:
    """The files under ``paths``, each once, folders in the order of their names; ``-`` is standard input.

    Links inside folders are not followed (a named path may be one); hidden files inside folders are left out.
    Raises SourceMissing, before anything is read, for a path that does not exist and for a folder without files.
    """
    roots = _roots(paths)
    for root in roots:
        if root != STANDARD_INPUT and Path(root).is_dir():
            _check_folder(root)
    return (found for root in roots for found in _under(root))


def _roots(paths: Iterable[str]) -> list[str]:
    """The named paths resolved, without those that lie in another of them."""
    roots: dict[str, None] = {}
    for path in paths:
        if path != STANDARD_INPUT and not _is_there(path):
            raise SourceMissing("there is no such file or folder", place=printable(path), hint="check the path")
        roots[path if path == STANDARD_INPUT else os.path.realpath(path)] = None
    return [root for root in roots if not any(other != root and _inside(root, other) for other in roots)]


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError as error:  # in a folder this user may not look into
        message = f"the path can't be looked at ({error.strerror})"
        raise SourceMissing(message, place=printable(path), hint="check the folder's permissions") from error


def _inside(path: str, folder: str) -> bool:
    return STANDARD_INPUT not in (path, folder) and path.startswith(folder.rstrip(os.sep) + os.sep)


def _check_folder(root: str) -> None:
    kinds = {"hidden" if isinstance(found, Rejected) and found.kind == "hidden" else "file" for found in _first(root)}
    if "file" not in kinds:
        what = "the folder holds only hidden files" if kinds else "the folder holds no files"
        raise SourceMissing(what, place=printable(root), hint="name a folder that holds articles")


def _first(root: str) -> Iterator[SourceFile | Rejected]:
    """What ``root`` holds, up to the first that is not hidden."""
    for found in _under(root):
        yield found
        if isinstance(found, SourceFile) or found.kind != "hidden":
            return


def _under(root: str) -> Iterator[SourceFile | Rejected]:
    if root == STANDARD_INPUT:
        yield SourceFile(path=root, key=root)
        return
    if not Path(root).is_dir():
        yield _file(root)
        return
    stack = [_entries(root)]  # not recursion: folders nest deeper than Python's stack
    while stack:
        for found in stack[-1]:
            if isinstance(found, str):
                stack.append(_entries(found))
                break
            yield found
        else:
            stack.pop()


def _entries(folder: str) -> Iterator[SourceFile | Rejected | str]:
    """What a folder holds by name: files, what is not read, and sub-folders (as paths)."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _unreadable(folder, error)
        return
    if _ARCHIVE.issubset(entry.name for entry in entries):
        yield Rejected(path=printable(folder), kind="archive", reason="an archive's own folder, not articles")
        return
    for entry in entries:
        if entry.name.startswith("."):
            yield Rejected(path=printable(entry.path), kind="hidden", reason="hidden")
        elif entry.is_symlink():
            reason = "a symbolic link, not followed (name it to read what it points to)"
            yield Rejected(path=printable(entry.path), kind="link", reason=reason)
        elif entry.is_dir(follow_symlinks=False):
            yield entry.path
        else:
            yield _file(entry.path)


def _file(path: str) -> SourceFile | Rejected:
    try:
        status = os.lstat(path)
    except OSError as error:
        return _unreadable(path, error)
    if not stat.S_ISREG(status.st_mode):
        return Rejected(path=printable(path), kind="special", reason=f"{_kind(status.st_mode)}, not a regular file")
    return SourceFile(path=path, key=printable(path), size=status.st_size, modified_ns=status.st_mtime_ns)


def _unreadable(path: str, error: OSError) -> Rejected:
    return Rejected(path=printable(path), kind="unreadable", reason=error.strerror or str(error))


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "something else")


def open_file(file: SourceFile) -> BinaryIO:
    """The bytes of ``file``; never waits, never follows a link put there since, never opens a device or a pipe.

    Raises OSError.
    """
    if file.path == STANDARD_INPUT:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(file.path, flags)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise OSError(f"{_kind(mode)}, not a regular file")
    return os.fdopen(handle, "rb")
