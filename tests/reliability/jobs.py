"""A folder to work in comes in; one writing command on the archive in it, as users run them, goes out.

Layout of the folder: ``archive``, ``sources``, and for some jobs ``news.backup`` and ``restored``.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reliability.world import State, faults, state, write_sources

from search.archive import Archive
from search.errors import ArchiveExists, SearchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is done, how its archive is prepared, and how the outcome is judged."""

    run: Callable[[Path], object]
    prepare: Callable[[Path, str], None]
    judge: Callable[[Path], tuple[str, list[str]]]
    """``old``, ``new`` or something else; and what is wrong."""


def _prepared(work: Path, engine: str) -> None:
    """An archive of round 0, whose sources are of round 1 meanwhile."""
    write_sources(work / "sources", 0)
    with Archive.create(work / "archive", engine=engine) as archive:
        archive.add([work / "sources"])
    write_sources(work / "sources", 1)


def _nothing_yet(work: Path, engine: str) -> None:
    write_sources(work / "sources", 1)
    (work / "engine").write_text(engine, encoding="utf-8")


def _damaged(work: Path, engine: str) -> None:
    _prepared(work, engine)
    db = sqlite3.connect(work / "archive" / "articles.db")
    with db:
        db.execute("update article set data = replace(data, 'edition', 'addition') where version = 2")
    db.close()


def _backed_up(work: Path, engine: str) -> None:
    _prepared(work, engine)
    with Archive.open(work / "archive") as archive:
        archive.backup(work / "news.backup")


def _create(work: Path) -> None:
    """As the first ``rebuild-index`` does: make an archive where there is none, then fill it."""
    folder = work / "archive"
    if not (folder / "manifest.json").exists():
        Archive.create(folder, engine=(work / "engine").read_text(encoding="utf-8")).close()
    _opened(work, lambda archive: archive.rebuild_index([work / "sources"]))


def _opened(work: Path, action: Callable[[Archive], object]) -> None:
    with Archive.open(work / "archive") as archive:
        action(archive)


def _remove(work: Path) -> None:
    def remove(archive: Archive) -> None:
        archive.remove([hit.id for hit in archive.search('"number 3"').hits])

    _opened(work, remove)


def _backup(work: Path) -> None:
    """Again after a kill: a file that is there already is a whole backup."""
    with Archive.open(work / "archive") as archive:
        try:
            archive.backup(work / "news.backup")
        except ArchiveExists:
            return


def _restore(work: Path) -> None:
    try:
        Archive.restore(work / "news.backup", work / "restored").close()
    except ArchiveExists:
        return


def _judge(states: Mapping[str, State], folder: str = "archive") -> Callable[[Path], tuple[str, list[str]]]:
    def judge(work: Path) -> tuple[str, list[str]]:
        if not (work / folder / "manifest.json").exists():
            return "absent", []
        return faults(work / folder, dict(states))

    return judge


def _without(number: int, story: str) -> State:
    return {headline: text for headline, text in state(number).items() if story not in headline}


def _judge_backup(work: Path) -> tuple[str, list[str]]:
    name, wrong = faults(work / "archive", {"old": state(0)})
    if not (work / "news.backup").exists():
        return name, wrong
    shutil.rmtree(work / "restored", ignore_errors=True)
    Archive.restore(work / "news.backup", work / "restored").close()
    restored, also = faults(work / "restored", {"new": state(0)})
    return (restored if name == "old" else name), [*wrong, *also]


def _judge_repair(work: Path) -> tuple[str, list[str]]:
    """Every article but the damaged one; before the repair a search that meets it says so."""
    with Archive.open(work / "archive") as archive:
        sound = archive.check()
        if sound.problems:
            whole = sound.articles == len(state(0)) - 1
            return "old" if whole else "neither", []
        held = archive.search("*", limit=None).total
        return "new" if held == len(state(0)) - 1 else "neither", []


JOBS: dict[str, Job] = {
    "create": Job(run=_create, prepare=_nothing_yet, judge=_judge({"old": {}, "new": state(1)})),
    "add": Job(
        run=lambda work: _opened(work, lambda archive: archive.add([work / "sources"])),
        prepare=_prepared,
        judge=_judge({"old": state(0), "new": state(1)}),
    ),
    "rebuild": Job(
        run=lambda work: _opened(work, lambda archive: archive.rebuild_index([work / "sources"])),
        prepare=_prepared,
        judge=_judge({"old": state(0), "new": state(1)}),
    ),
    "from-store": Job(
        run=lambda work: _opened(work, lambda archive: archive.rebuild_index(from_store=True)),
        prepare=_prepared,
        judge=_judge({"new": state(0)}),
    ),
    "remove": Job(run=_remove, prepare=_prepared, judge=_judge({"old": state(0), "new": _without(0, "Story 3 ")})),
    "backup": Job(run=_backup, prepare=_prepared, judge=_judge_backup),
    "restore": Job(run=_restore, prepare=_backed_up, judge=_judge({"new": state(0)}, "restored")),
    "repair": Job(
        run=lambda work: _opened(work, lambda archive: archive.check(repair=True)),
        prepare=_damaged,
        judge=_judge_repair,
    ),
}
"""Every command that writes."""


def attempt(job: Job, work: Path) -> str:
    """Run it; empty, or the message of the error that ended it."""
    try:
        job.run(work)
    except SearchError as error:
        return str(error)
    return ""
