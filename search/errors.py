"""What can go wrong, as one family: each error names the thing, the place and the next step.

    SearchError
    ├── ArchiveError            the archive folder as a whole
    │   ├── ArchiveMissing      nothing there
    │   ├── ArchiveExists       create() where one is already
    │   ├── ArchiveOutdated     written by another format, analysis or field table: rebuild or upgrade
    │   ├── ArchiveDamaged      a file is not what the manifest says
    │   └── ArchiveLocked       another process is writing
    ├── SourceError             an input that can't be read at all
    │   ├── SourceMissing       no such path, or nothing in it
    │   ├── SourceFormatUnknown no reader recognises the bytes
    │   └── ExtraMissing        the reader needs an optional library
    ├── RecordRejected          one bad record, raised only under strict=True
    ├── QueryError              a query that has no meaning; knows its column
    ├── ArticleMissing          no article has this id
    ├── OptionError             an option's value makes no sense
    └── SearchTimeout           the deadline passed before the answer was complete

Nothing else is raised for a user's mistake.  Programs catch ``SearchError``; the command line turns it into a message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveExists",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveOutdated",
    "ArticleMissing",
    "ExtraMissing",
    "OptionError",
    "QueryError",
    "RecordRejected",
    "SearchError",
    "SearchTimeout",
    "SourceError",
    "SourceFormatUnknown",
    "SourceMissing",
]


class SearchError(Exception):
    """Any failure this package reports: what happened, where, and what to do next.

    >>> str(SearchError("no articles in the folder", place="news/1998", hint="name a folder that holds files"))
    'no articles in the folder: news/1998 (name a folder that holds files)'
    """

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.message}: {self.place}" if self.place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class ArchiveError(SearchError):
    """The archive folder can't be used as asked."""


class ArchiveMissing(ArchiveError):
    """There is no archive at the path."""


class ArchiveExists(ArchiveError):
    """``Archive.create`` was asked to make an archive where there is one."""


class ArchiveOutdated(ArchiveError):
    """The archive was written by another version of the format, the analysis or the field table."""


class ArchiveDamaged(ArchiveError):
    """A file of the archive is missing or is not what its checksum says."""


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive; the place names its pid and start."""


class SourceError(SearchError):
    """An input can't be read at all."""


class SourceMissing(SourceError):
    """A named path does not exist, or a folder holds nothing readable."""


class SourceFormatUnknown(SourceError):
    """No reader recognises the bytes."""


class ExtraMissing(SourceError):
    """The reader of this format needs an optional library that is not installed."""


class RecordRejected(SearchError):
    """One record could not become an article; raised only when the caller asked for ``strict``."""


class ArticleMissing(SearchError):
    """No live article has this id."""


class OptionError(SearchError):
    """An option's value makes no sense (a negative limit, an unknown sort order, a facet that is no field)."""


class SearchTimeout(SearchError):
    """The deadline passed before the answer was complete."""


class QueryError(SearchError):
    """A query that has no meaning, with the place in it that is wrong.

    ``text`` is the query as typed, ``start`` and ``end`` (0-based, end excluded) the characters at fault.

    >>> error = QueryError("unknown field captoin", text="captoin:flood", start=0, end=7, hint="did you mean caption?")
    >>> print(error.pointed())
    captoin:flood
    ^^^^^^^
    unknown field captoin (did you mean caption?)
    """

    def __init__(self, message: str, *, text: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message, place=f"column {start + 1}", hint=hint)
        self.text = text
        self.start = start
        self.end = max(end, start + 1)

    def pointed(self, width: int = 76, cells: Callable[[str], int] = len) -> str:
        """The query, carets under the place, and the message, on three lines.

        Of a query wider than ``width`` only the part around the place is shown; ``cells`` says how wide a text is.
        """
        line = self.text.replace("\n", " ").replace("\t", " ")
        room = max(8, (width - 6) * len(line) // cells(line)) if cells(line) > width else len(line)
        first = max(0, min(self.start - room // 2, len(line) - room))
        last = first + room
        before = "..." * bool(first) + line[first : self.start]
        shown = before + line[self.start : last] + "..." * (last < len(line))
        marked = line[self.start : min(self.end, last)] or " "
        message = f"{self.message} ({self.hint})" if self.hint else self.message
        return f"{shown}\n{' ' * cells(before)}{'^' * cells(marked)}\n{message}"
