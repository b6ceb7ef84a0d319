"""Files come in; their records, refined here or by worker processes, go out, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple, replace

from search.article import BadRecord, Origin, RawArticle
from search.refining import Known, Refined, Refining, packed, refined, unpacked
from search.sources import ReadOptions, SourceFile, read_file
from search.sources.files import STANDARD_INPUT
from search.sources.sharing import Share, shares, smaller
from search.sources.source import options_as_json
from search.workers.messages import Frame
from search.workers.pool import Pool, how_many

__all__ = ["ReadTask", "records_of", "refined_files", "shares_of", "tasks"]

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
    def message(self) -> list[Any]:
        """What ``shares_of`` reads."""
        return [_header(share) for share in self.shares]

    @property
    def data(self) -> bytes:
        """The bytes of all shares."""
        return b"".join(share.data for share in self.shares)

    @property
    def lasting(self) -> bool:
        """True for a large file that one worker reads from end to end."""
        return not all(share.small for share in self.shares)

    def here(self) -> Frame | None:
        """The answer, where no worker is needed: to records that could be read by nobody else."""
        if not any(share.records for share in self.shares):
            return None
        records = [record for share in self.shares for record in share.records]
        rows = [packed(record if isinstance(record, BadRecord) else self.refining(record)) for record in records]
        return Frame([row for row, _ in rows], b"".join(text for _, text in rows))

    def parts(self) -> Iterator[ReadTask]:
        """Share by share; a single one record by record where it can be cut so."""
        found: Sequence[Share] = self.shares
        if len(found) == 1:
            found = [] if self.lasting else smaller(found[0], self.options)
        for share in found:
            yield replace(self, shares=(share,))

    def given_up(self, reason: str) -> Frame:
        """Each share is a bad record."""
        return Frame([packed(BadRecord(origin=share.origin, reason=reason))[0] for share in self.shares])


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


def records_of(frame: Frame) -> list[Refined | BadRecord]:
    """The records a worker sent."""
    found = []
    begin = 0
    for row in frame.value:
        record, begin = unpacked(row, frame.data, begin)
        found.append(record)
    return found


def shares_of(message: Sequence[Any], data: bytes) -> Iterator[Share]:
    """The shares of a task, in the worker."""
    begin = 0
    for origin, file, name, cut, size in message:
        path, member, record, kind, *_ = origin
        yield Share(
            origin=Origin(path=path, member=member, record=record, format=kind),
            file=SourceFile(path=file[0], key=file[1], size=file[2]) if file else None,
            data=data[begin : begin + size],
            name=name,
            cut=cut,
        )
        begin += size


def _header(share: Share) -> list[Any]:
    file = share.file
    named = [file.path, file.key, file.size] if file else None
    return [astuple(share.origin), named, share.name, share.cut, len(share.data)]


def _shares(files: Files, options: ReadOptions) -> Iterator[Share]:
    for file in files:
        if isinstance(file, BadRecord):
            yield Share(origin=file.origin, records=(file,))
        else:
            yield from shares(file, options)
