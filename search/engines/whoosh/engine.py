"""A folder, a language and options come in; writers and readers of the index in that folder go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from search.engines.whoosh.commits import read_commit, refuse_foreign
from search.errors import OptionError

if TYPE_CHECKING:
    from search.engines.whoosh.reader import WhooshReader
    from search.engines.whoosh.writer import SegmentWriter, Settings, WhooshWriter

_MEGABYTE = 1 << 20
_DEFAULTS: dict[str, int] = {"cache_mb": 256, "buffer_mb": 512}
"""Options: megabytes of decoded arrays a reader keeps; megabytes a writer may use for buffers."""
_BYTES_A_WORD = 28
"""What a word costs until its segment is written: 19 bytes (peaks at 6 and at 12 million words, see
``benchmarks/indexing.py``), and a share of the 100 MB a writer remembers whatever its buffer."""


class WhooshEngine:
    """An index in one folder (a generation); the folder is also an index of plain Whoosh."""

    def __init__(self, path: Path, *, language: str, options: Mapping[str, object]) -> None:
        self._folder = Path(path)
        self._language = language
        self._options = _DEFAULTS | {name: _megabytes(name, value) for name, value in options.items()}

    def writer(self, base: str | None) -> WhooshWriter:
        """A writer whose commit continues from ``base``; None starts an empty index."""
        from search.engines.whoosh.writer import WhooshWriter  # noqa: PLC0415 - a search needs no writer

        commit = None if base is None else read_commit(self._folder, base, language=self._language)
        return WhooshWriter(self._folder, commit, language=self._language, settings=self._settings(1))

    def segment_writer(self, processes: int) -> SegmentWriter:
        """A writer of segments for one of so many processes, which share the buffer; its ``WhooshWriter`` is open."""
        from search.engines.whoosh.writer import SegmentWriter  # noqa: PLC0415 - a search needs no writer

        return SegmentWriter(self._folder, language=self._language, settings=self._settings(processes))

    def _settings(self, processes: int) -> Settings:
        from search.engines.whoosh.writer import Settings  # noqa: PLC0415 - a search needs no writer

        return Settings(buffer_words=self._options["buffer_mb"] * _MEGABYTE // _BYTES_A_WORD // processes)

    def reader(self, commit: str) -> WhooshReader:
        """Open a commit.  Raises ArchiveDamaged where its files are not what they were."""
        from search.engines.whoosh.reader import WhooshReader  # noqa: PLC0415 - heavy, and a writer needs none

        refuse_foreign(self._folder)
        found = read_commit(self._folder, commit, language=self._language)
        return WhooshReader(self._folder, found, stem=self._stem, budget=self._options["cache_mb"] * _MEGABYTE)

    def check(self, commit: str) -> Iterator[str]:
        """Read every byte of a commit's files and compare it with its checksum; what is wrong, a sentence each."""
        from search.engines.whoosh.checking import check  # noqa: PLC0415 - not needed for anything else

        yield from check(self._folder, commit, language=self._language)

    def _stem(self, form: str) -> str:
        from search.analysis import Analyser  # noqa: PLC0415 - only a word no segment holds needs it

        return Analyser(self._language).stem(form)


def _megabytes(name: str, value: object) -> int:
    if name not in _DEFAULTS:
        raise OptionError(f"the whoosh engine has no option {name}", hint=f"it has {', '.join(_DEFAULTS)}")
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise OptionError(f"{name} is a number of megabytes, at least 1, not {value!r}")
    return value
