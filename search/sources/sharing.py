"""A file comes in; shares of it go out, in its order, each small enough to be read by itself, in another process too.

A small file is one share.  A large one is opened here: containers and packed files are unpacked, line and crawl formats
are cut between records (``Source.cutter``), members of containers go out as bytes.  What can be neither cut nor held is
a share that names the file again, so that whoever takes it reads it from the disk; or, where there is no way back to
the bytes, its records as they are read here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle
from search.sources.files import STANDARD_INPUT, SourceFile
from search.sources.reading import Leaf, Leaves, Reading, read_file, reading
from search.sources.recoding import rewound
from search.sources.source import HEAD_BYTES, Cutter, ReadOptions, Records, read_up_to
from search.sources.table import SOURCES

__all__ = ["Share", "read_share", "shares", "smaller"]

SMALL = 2 << 20
"""Bytes of a file that is not opened to be shared out."""
_HELD = 16 << 20
"""Bytes of a member that are sent on whole."""
_PIECE = 1 << 20
"""Bytes of records that are sent on together: some hundred articles of text, some ten pages."""
_TOGETHER = 50
"""Records that are passed on together where they are read here."""


class Share(Struct, frozen=True, kw_only=True):
    """A part of a file that can be read by itself."""

    origin: Origin
    file: SourceFile | None = None
    """Read this file, all of it."""
    data: bytes = b""
    """Else, read these bytes ..."""
    name: str = ""
    """... of a file of this name, lower case;"""
    cut: bool = False
    """they are whole records of the format ``origin.format``, which begin with number ``origin.record``."""
    records: tuple[RawArticle | BadRecord, ...] = ()
    """Else, these are the records."""

    @property
    def size(self) -> int:
        """Bytes to be read."""
        return self.file.size if self.file else len(self.data)

    @property
    def small(self) -> bool:
        """True unless its records should be passed on before all of it is read."""
        return self.size <= _HELD


def shares(file: SourceFile, options: ReadOptions, *, small: int = SMALL, piece: int = _PIECE) -> Iterator[Share]:
    """The shares of ``file``; a larger file than ``small`` is opened, and cut into pieces of about ``piece`` bytes.

    Raises as ``read_file``.
    """
    plan = reading(file, options)
    if file.path != STANDARD_INPUT and file.size <= small:
        yield Share(origin=Origin(path=file.key), file=file)
        return
    for found in plan.leaves(file):
        if isinstance(found, BadRecord):
            yield Share(origin=found.origin, records=(found,))
        else:
            yield from _shared(found, plan, piece, None if file.path == STANDARD_INPUT else file)


def smaller(share: Share, options: ReadOptions) -> list[Share]:
    """The same share in smaller ones, of one record each where its format can be cut so; none where it can't."""
    found: list[Share] = []
    if share.file:
        found = list(shares(share.file, options, small=0, piece=0))
    elif share.data:
        plan, leaves = _opened(share, options)
        for leaf in leaves:
            if isinstance(leaf, BadRecord):
                found.append(Share(origin=leaf.origin, records=(leaf,)))
            else:
                found += _shared(leaf, plan, 0, None)
    return found if len(found) > 1 else []


def read_share(share: Share, options: ReadOptions) -> Records:
    """The records of a share: all shares of a file, one after another, give what ``read_file`` gives."""
    if share.records:
        yield from share.records
    elif share.file:
        yield from read_file(share.file, options)
    else:
        plan, leaves = _opened(share, options)
        for found in leaves:
            yield from (found,) if isinstance(found, BadRecord) else plan.records(found)


def _opened(share: Share, options: ReadOptions) -> tuple[Reading, Leaves]:
    """What is in the bytes of a share."""
    plan = reading(SourceFile(path="", key=share.origin.path, size=len(share.data)), options)
    stream = io.BytesIO(share.data)
    if not share.cut:
        return plan, plan.opened(stream, share.name, share.origin)
    source = SOURCES[share.origin.format]
    head = share.data[:HEAD_BYTES]
    leaf = Leaf(stream=stream, head=head, name=share.name, origin=share.origin, source=source, alone=False)
    return plan, iter((leaf,))


def _shared(leaf: Leaf, plan: Reading, piece: int, file: SourceFile | None) -> Iterator[Share]:
    """The shares of one stream; ``file`` is the file it is in, if that can be read again."""
    cutter = leaf.source.cutter
    if cutter and (leaf.origin.record or cutter.possible(leaf.head, plan.options)):
        yield from _cut(leaf, cutter, plan, piece)
    elif leaf.alone and file:
        yield Share(origin=leaf.origin, file=file)
    else:
        data = read_up_to(leaf.stream, _HELD)
        if len(data) <= _HELD:
            yield Share(origin=replace(leaf.origin, format=""), data=data, name=leaf.name)
        else:
            yield from _read_here(plan.records(replace(leaf, stream=rewound(leaf.stream, data))), leaf.origin)


def _cut(leaf: Leaf, cutter: Cutter, plan: Reading, size: int) -> Iterator[Share]:
    for piece in plan.guarded(cutter.pieces(leaf.stream, plan.options, size), leaf.origin):
        if isinstance(piece, BadRecord):
            yield Share(origin=piece.origin, records=(piece,))
            continue
        origin = replace(leaf.origin, record=_numbered(piece.record, leaf.origin.record))
        if piece.problem:
            yield Share(origin=origin, records=(BadRecord(origin=origin, reason=piece.problem),))
        else:
            yield Share(origin=origin, data=piece.data, name=leaf.name, cut=True)


def _numbered(record: str, first: str) -> str:
    """The number of a record in its file, when it has this one in a piece that begins with number ``first``."""
    return str(int(record) + int(first) - 1) if record.isdecimal() and first.isdecimal() else record


def _read_here(records: Records, origin: Origin) -> Iterator[Share]:
    some: list[RawArticle | BadRecord] = []
    for record in records:
        some.append(record)
        if len(some) == _TOGETHER:
            yield Share(origin=origin, records=tuple(some))
            some = []
    if some:
        yield Share(origin=origin, records=tuple(some))
