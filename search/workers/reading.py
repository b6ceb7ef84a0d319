"""Files come in; their records, refined here or by worker processes, go out, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from os import fsdecode, fsencode
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.refining import Known, Refined, Refining, refined
from search.sources import ReadOptions, SourceFile, read_file
from search.sources.files import STANDARD_INPUT
from search.sources.sharing import Share, shares, smaller
from search.sources.source import options_as_json
from search.workers.pool import Pool, how_many

__all__ = ["ReadTask", "frame_of", "records_of", "refined_files", "shares_of", "tasks"]

_BYTES = 1 << 20
"""Of shares that are read in one task ..."""
_SHARES = 64
"""... and how many at most."""


_MUCH = 1 << 19
"""Bytes of sources from which worker processes pay: starting them takes about as long as reading this.  It also bounds
what a parser of quadratic time can do to a run without them: seconds."""

Files: TypeAlias = Iterable[SourceFile | BadRecord]


def refined_files(
    files: Files, options: ReadOptions, refining: Refining, known: Known | None, store: tuple[Path, int]
) -> Iterator[Refined | BadRecord]:
    """The records of the files, refined.

    ``known`` is what the store knows of records, None if it knows none; ``store`` its path and the commit to ask about.
    """
    files, much = _weighed(files)
    count = how_many(options.processes, pays=much)
    if not count:
        yield from refined(chain.from_iterable(_read(file, options) for file in files), refining, known)
        return
    setup = {
        "options": options_as_json(options),
        "habits": {source: sorted(lines) for source, lines in refining.habits.items()},
        "store": str(store[0]) if known else "",
        "at": store[1],
    }
    with Pool("read", setup, limits=options.limits, processes=count) as pool:
        for frame in pool.run(tasks(files, options, refining)):
            yield from records_of(frame)


def _weighed(files: Files) -> tuple[Files, bool]:
    """The files, and whether there is much to read: standard input may be much."""
    rest = iter(files)
    first: list[SourceFile | BadRecord] = []
    size = 0
    for file in rest:
        first.append(file)
        size += 0 if isinstance(file, BadRecord) else _MUCH if file.key == STANDARD_INPUT else file.size
        if size >= _MUCH:
            return chain(first, rest), True
    return first, False


def _read(file: SourceFile | BadRecord, options: ReadOptions) -> Iterable[RawArticle | BadRecord]:
    return (file,) if isinstance(file, BadRecord) else read_file(file, options)


class ReadTask(Struct, frozen=True, kw_only=True):
    """Shares to be read by one worker."""

    shares: tuple[Share, ...]
    options: ReadOptions
    refining: Refining

    @property
    def message(self) -> bytes:
        """What ``shares_of`` reads."""
        return msgspec.msgpack.encode([_sent(share) for share in self.shares])

    @property
    def lasting(self) -> bool:
        """True for a large file that one worker reads from end to end."""
        return not all(share.small for share in self.shares)

    def here(self) -> bytes | None:
        """The answer, where no worker is needed: to records that could be read by nobody else."""
        if not any(share.records for share in self.shares):
            return None
        records = [record for share in self.shares for record in share.records]
        return frame_of([record if isinstance(record, BadRecord) else self.refining(record) for record in records])

    def parts(self) -> Iterator[ReadTask]:
        """Share by share; a single one record by record where it can be cut so."""
        found: Sequence[Share] = self.shares
        if len(found) == 1:
            found = [] if self.lasting else smaller(found[0], self.options)
        for share in found:
            yield replace(self, shares=(share,))

    def given_up(self, reason: str) -> bytes:
        """Each share is a bad record."""
        return frame_of([BadRecord(origin=share.origin, reason=reason) for share in self.shares])


def tasks(files: Files, options: ReadOptions, refining: Refining) -> Iterator[ReadTask]:
    """The files as tasks, small shares together."""
    held: list[Share] = []
    size = 0
    for share in _shares(files, options):
        alone = bool(share.records) or not share.small
        if held and (alone or size >= _BYTES or len(held) >= _SHARES):
            yield ReadTask(shares=tuple(held), options=options, refining=refining)
            held, size = [], 0
        if alone:
            yield ReadTask(shares=(share,), options=options, refining=refining)
        else:
            held.append(share)
            size += share.size
    if held:
        yield ReadTask(shares=tuple(held), options=options, refining=refining)


def frame_of(records: Sequence[Refined | BadRecord]) -> bytes:
    """The frame that tells these records."""
    return msgspec.msgpack.encode(records)


def records_of(frame: bytes) -> list[Refined | BadRecord]:
    """The records a frame tells."""
    return _answers().decode(frame)


def shares_of(message: bytes) -> Iterator[Share]:
    """The shares of a task, in the worker."""
    for sent in msgspec.msgpack.decode(message, type=list[_Sent]):
        file = SourceFile(path=fsdecode(sent.path), key=sent.key, size=sent.size) if sent.path else None
        yield Share(origin=sent.origin, file=file, data=sent.data, name=sent.name, cut=sent.cut)


class _Sent(Struct, array_like=True):
    """A share on its way."""

    origin: Origin
    path: bytes
    """Of the file, as the system has it: it need not be Unicode; empty where there is none."""
    key: str
    size: int
    name: str
    cut: bool
    data: bytes


def _sent(share: Share) -> _Sent:
    file = share.file
    path, key, size = (fsencode(file.path), file.key, file.size) if file else (b"", "", 0)
    return _Sent(share.origin, path, key, size, share.name, share.cut, share.data)


@cache
def _answers() -> msgspec.msgpack.Decoder[list[Refined | BadRecord]]:
    return msgspec.msgpack.Decoder(list[Refined | BadRecord])


def _shares(files: Files, options: ReadOptions) -> Iterator[Share]:
    for file in files:
        if isinstance(file, BadRecord):
            yield Share(origin=file.origin, records=(file,))
        else:
            yield from shares(file, options)
