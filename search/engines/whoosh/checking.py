"""A commit comes in; what is wrong with its files, every byte of them read, goes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from search.engines.whoosh.arrays import ArrayFile
from search.engines.whoosh.commits import read_commit, refuse_foreign, toc_damaged
from search.errors import ArchiveError


def check(folder: Path, name: str, *, language: str) -> Iterator[str]:
    """What is wrong, a sentence each."""
    try:
        refuse_foreign(folder)
        commit = read_commit(folder, name, language=language)
    except ArchiveError as error:
        yield str(error)
        return
    if toc_damaged(folder, commit):
        yield f"an index file is missing or not what was written: {folder / commit.toc}"
    for entry in commit.segments:
        try:
            entry.live(folder)
            file = ArrayFile(folder / entry.file, length=entry.length, crc=entry.crc)
            yield from (f"an index file is damaged ({part}): {file.path}" for part in file.damaged())
        except ArchiveError as error:
            yield str(error)
