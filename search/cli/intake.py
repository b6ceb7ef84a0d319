"""A folder comes in; an archive is in it before articles are taken in, and afterwards the report goes out.

Whoever stops a run with Ctrl-C is told what became of the archive: as it was, or changed already.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from search.archive import Archive
from search.cli.terminal import in_one_line
from search.errors import ArchiveExists, OptionError, SearchError

if TYPE_CHECKING:
    from search.report import Report

__all__ = ["make_sure", "stoppable", "tell"]

_UNCHANGED = "the archive is as it was before this command"
_SHOWN = 5
"""How many reasons for rejecting records are named on the screen; the rejects file has every record."""


def make_sure(folder: Path, paths: Sequence[str], *, language: str) -> None:
    """Make an archive in ``folder`` where there is none and paths are named to fill it from.

    Raises OptionError where ``language`` is not the archive's, SourceMissing before anything is made.
    """
    if (folder / "manifest.json").exists():
        if language:
            _check_language(folder, language)
        return
    if not paths:
        return
    from search.sources import walk  # noqa: PLC0415

    walk(paths)  # a mistyped path leaves no empty archive behind
    try:
        Archive.create(folder, language=language or "english").close()
    except ArchiveExists:
        return  # another process was first
    print(f"made a new archive: {in_one_line(str(folder))}", file=sys.stderr)


@contextmanager
def stoppable(folder: Path) -> Iterator[None]:
    """Ctrl-C inside becomes one that says whether the archive is another one than before."""
    before = _state(folder)
    try:
        yield
    except KeyboardInterrupt:
        changed = _state(folder) != before
        said = "it was too late: what this command did is in the archive" if changed else _UNCHANGED
        raise KeyboardInterrupt(said) from None


def _state(folder: Path) -> int:
    """The number of the archive's current state; 0 where it has none, or none that can be read."""
    from search.store import ArticleStore  # noqa: PLC0415

    with suppress(SearchError):
        store = ArticleStore(folder / "articles.db")
        try:
            current = store.current()
        finally:
            store.close()
        return current.number if current else 0
    return 0


def _check_language(folder: Path, language: str) -> None:
    from search.analysis import Analyser  # noqa: PLC0415
    from search.snapshot import read_manifest  # noqa: PLC0415

    its_own = Analyser(read_manifest(folder).language).language
    if Analyser(language).language != its_own:
        hint = "another language needs another archive"
        raise OptionError(f"the archive's language is {its_own}", place=language, hint=hint)


def tell(report: Report, folder: Path) -> int:
    """Print the report; the exit code: 1 where everything that was seen was rejected, else 0."""
    from search.cli.rendering.numbers import report_text  # noqa: PLC0415

    for warning in report.warnings:
        print(f"note: {in_one_line(warning)}", file=sys.stderr)
    if report.rejects:
        _tell_rejects(Path(report.rejects), report.rejected)
    sys.stdout.write(report_text(report, str(folder)))
    return 1 if report.seen and report.rejected == report.seen else 0


def _tell_rejects(path: Path, total: int) -> None:
    """The reasons that cost most, each with the first place it was met."""
    first: dict[str, str] = {}
    times: Counter[str] = Counter()
    with path.open(encoding="utf-8") as file:
        for bad in map(json.loads, file):
            times[bad["reason"]] += 1
            record = f"record {bad['record']}" if bad["record"].isdecimal() else bad["record"]
            first.setdefault(bad["reason"], ", ".join(filter(None, (bad["path"], bad["member"], record))))
    shown = times.most_common(_SHOWN)
    for reason, count in shown:
        others = f" and {count - 1:,} more" if count > 1 else ""
        print(f"rejected: {in_one_line(first[reason])}{others}: {in_one_line(reason)}", file=sys.stderr)
    if rest := total - sum(count for _, count in shown):
        print(f"rejected: and {rest:,} more for other reasons", file=sys.stderr)
