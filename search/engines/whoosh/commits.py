"""What a commit consists of comes in and becomes ``commit-N.json``; the file goes out again as the same record.

The file names the versions of layout, analysis and field table, the language, the TOC it was written with for plain
Whoosh, and each segment: its file, length, crc32 of the directory, documents, live documents, words of each field
(live documents only), and the file of its deletions, if any.  Nothing of it is ever changed; the next commit is
another file.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from pathlib import Path

import numpy as np
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from search.analysis import ANALYSIS_VERSION
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.layout import FORMAT
from search.errors import ArchiveDamaged, ArchiveOutdated
from search.fields import TABLE_VERSION

_VERSIONS = {"format": FORMAT, "analysis": ANALYSIS_VERSION, "fields": TABLE_VERSION}
_SEAL = b'{"crc": %10d, "commit": %b}'
"""The commit with the crc32 of its text before it, JSON as a whole."""
_REBUILD = "rebuild the index"
_LONGEST = 1 << 24
"""Bytes of a commit's file: forty thousand segments."""
_SEGMENT_FILE = re.compile(r"MAIN_[0-9a-z]+(\.[a-z0-9]+)?")
COMMIT_FILE = re.compile(r"commit-([0-9]+)\.json")


class SegmentEntry(Struct, frozen=True, kw_only=True):
    """One segment in one commit."""

    name: str
    file: str
    length: int
    crc: int
    documents: int
    live_documents: int
    words: tuple[int, ...]
    """Words of the live documents, by field number."""
    deleted: str = ""
    """File of the deletions (a bit for each document, least significant first), or empty."""
    deleted_crc: int = 0

    def live(self, folder: Path) -> Array | None:
        """A boolean for each document, or None where nothing is deleted.

        Raises ArchiveDamaged where the file is not what was written.
        """
        if not self.deleted:
            return None
        path = folder / self.deleted
        try:
            raw = read_bounded(path, -(-self.documents // 8))
        except (OSError, ValueError) as error:
            raise _damaged(path, "missing or too long") from error
        if zlib.crc32(raw) != self.deleted_crc or len(raw) * 8 < self.documents:
            raise _damaged(path, "not what was written")
        bits = np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")[: self.documents]
        return ~bits.view(np.bool_)


class Commit(Struct, frozen=True, kw_only=True):
    """One state of the index."""

    number: int
    language: str
    segments: tuple[SegmentEntry, ...] = ()
    toc_crc: int = 0
    """Crc32 of the file plain Whoosh reads."""

    @property
    def name(self) -> str:
        """What the store calls it."""
        return f"commit-{self.number}"

    @property
    def toc(self) -> str:
        """The file plain Whoosh reads."""
        return toc_name(self.number)

    def files(self) -> set[str]:
        """Every file it needs."""
        parts = {name for entry in self.segments for name in (entry.file, entry.deleted) if name}
        return {f"{self.name}.json", self.toc, *parts}


def toc_name(number: int) -> str:
    """The name Whoosh gives the table of contents of a generation."""
    return f"_MAIN_{number}.toc"


def write_commit(folder: Path, commit: Commit) -> None:
    """Write and sync the commit's file."""
    body = {"versions": _VERSIONS, **to_builtins(commit)}
    text = json.dumps(body, indent=1).encode()
    write_synced(folder / f"{commit.name}.json", _SEAL % (zlib.crc32(text), text))


def read_commit(folder: Path, name: str, *, language: str) -> Commit:
    """The commit of that name.

    Raises ArchiveDamaged where the file is missing or not what was written, ArchiveOutdated where it was written by
    another version or for another language.
    """
    path = folder / f"{name}.json"
    try:
        sealed = read_bounded(path, _LONGEST)
        body = json.loads(sealed)["commit"]
        text = sealed[len(_SEAL % (0, b"")) - 1 : -1]
        if sealed != _SEAL % (zlib.crc32(text), text):
            raise _damaged(path, "not what was written")
        if body.pop("versions") != _VERSIONS or body["language"] != language:
            raise ArchiveOutdated("the index was written by another version", place=str(path), hint=_REBUILD)
        entries = tuple(SegmentEntry(**entry | {"words": tuple(entry["words"])}) for entry in body.pop("segments"))
        commit = Commit(**body, segments=entries)
        if commit.name != name or not all(map(_is_possible, entries)):
            raise _damaged(path, "not what this program writes")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, "missing or unreadable") from error
    return commit


def _is_possible(entry: SegmentEntry) -> bool:
    """False for names that lead out of the folder and numbers no file has: a checksum can be made by anybody."""
    names = (entry.name, entry.file, *filter(None, (entry.deleted,)))
    numbers = (entry.length, entry.crc, entry.documents, entry.live_documents, entry.deleted_crc, *entry.words)
    return (
        all(isinstance(name, str) and _SEGMENT_FILE.fullmatch(name) for name in names)
        and all(type(number) is int and number >= 0 for number in numbers)
        and entry.live_documents <= entry.documents <= entry.length
    )


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a file that has at most ``limit``.  Raises OSError, ValueError for a longer one."""
    with path.open("rb") as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise ValueError(f"{path.name} is longer than {limit} bytes")
    return raw


def commit_numbers(folder: Path) -> list[int]:
    """The numbers of all commits in the folder, in order."""
    return sorted(int(found[1]) for path in folder.iterdir() if (found := COMMIT_FILE.fullmatch(path.name)))


def toc_damaged(folder: Path, commit: Commit) -> bool:
    """True if the file plain Whoosh reads is missing or not what was written; it is never parsed here."""
    try:
        return zlib.crc32(read_bounded(folder / commit.toc, _LONGEST << 3)) != commit.toc_crc
    except (OSError, ValueError):
        return True


def refuse_foreign(folder: Path) -> None:
    """Raise ArchiveOutdated if plain Whoosh wrote to the folder: there is a table of contents no commit of ours has."""
    names = os.listdir(folder)  # noqa: PTH208 - Path.iterdir makes a path of every file, Path.glob compiles a pattern
    ours = {toc_name(int(found[1])) for name in names if (found := COMMIT_FILE.fullmatch(name))}
    for name in names:
        if name not in ours and name.startswith("_MAIN_") and name.endswith(".toc"):
            raise ArchiveOutdated(
                "something other than news wrote to the index", place=str(folder / name), hint=_REBUILD
            )


def with_deletions(folder: Path, entry: SegmentEntry, live: Array, number: int, words: tuple[int, ...]) -> SegmentEntry:
    """The entry with these documents live, for commit ``number``; their bits written and synced."""
    raw = np.packbits(~live, bitorder="little").tobytes()
    name = f"{entry.name}.deleted{number}"
    write_synced(folder / name, raw)
    return replace(entry, deleted=name, deleted_crc=zlib.crc32(raw), live_documents=int(live.sum()), words=words)


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file and sync it."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Sync the folder's own entries."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(path: Path, what: str) -> ArchiveDamaged:
    return ArchiveDamaged(f"an index file is {what}", place=str(path), hint=_REBUILD)
