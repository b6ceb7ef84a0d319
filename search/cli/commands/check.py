"""An archive comes in; everything in it that is not as it was written goes out, mended where that was asked for."""

from __future__ import annotations

from typing import Annotated

import typer

from search.archive import Archive
from search.cli.options import ARCHIVE, ArchiveFolder
from search.cli.progress import progress_bar
from search.cli.terminal import in_one_line, page
from search.snapshot import mend_manifest


def run(
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Set aside what is damaged, build the rest anew.")] = False,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Compare the archive with its checksums.

    Reads everything.  The exit code is 0 where all is sound or was repaired, else 2.

    Example:  news check --repair
    """
    lost = mend_manifest(archive.absolute()) if repair else ""
    with Archive.open(archive) as opened, progress_bar() as progress:
        report = opened.check(repair=repair, progress=progress)
    lines = [f"manifest.json: {lost}"] if lost else []
    lines += [f"{in_one_line(problem.place)}: {in_one_line(problem.message)}" for problem in report.problems]
    if repair and lines:
        lines.append("repaired")
        if report.set_aside:
            lines.append(
                f"what was damaged is in {in_one_line(report.set_aside)}; read its sources again: news rebuild-index"
            )
    elif lines:
        lines.append("to mend it, run: news check --repair")
    page("\n".join([*lines, f"{report.articles:,} sound article{'s' * (report.articles != 1)}"]))
    raise typer.Exit(2 if report.problems and not repair else 0)
