"""Files come in; their records, refined by worker processes, go out, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from search.article import BadRecord, Origin
from search.refining import Refined, Refining, packed, unpacked
from search.sources import ReadOptions, SourceFile
from search.sources.sharing import Share, shares, smaller
from search.workers.messages import Frame

__all__ = ["ReadTask", "records_of", "shares_of", "tasks"]

_BYTES = 1 << 20
"""Of shares that are read in one task ..."""
_SHARES = 64
"""... and how many at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
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


def tasks(files: Iterable[SourceFile | BadRecord], options: ReadOptions, refining: Refining) -> Iterator[ReadTask]:
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


def _shares(files: Iterable[SourceFile | BadRecord], options: ReadOptions) -> Iterator[Share]:
    for file in files:
        if isinstance(file, BadRecord):
            yield Share(origin=file.origin, records=(file,))
        else:
            yield from shares(file, options)
