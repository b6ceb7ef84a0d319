"""An archive comes in; figures about everything in it go out."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import ARCHIVE, ArchiveFolder
from search.cli.progress import progress_bar
from search.cli.terminal import page, screen


def run(
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Count what the archive holds.

    Articles, captions, sources, days, repairs, gaps, rejected records; it reads every article.

    Example:  news stats --archive my-archive
    """
    from search.archive import Archive  # noqa: PLC0415 -- checks that the archive can be opened
    from search.cli.rendering.numbers import statistics_text  # noqa: PLC0415
    from search.cli.rendering.records import dumps, schema  # noqa: PLC0415
    from search.statistics import statistics  # noqa: PLC0415

    with Archive.open(archive) as opened, progress_bar() as progress:
        figures = statistics(opened.path, progress)
    if as_json:
        page(dumps({"schema": schema("statistics"), **figures.as_record()}, indent=2))
    else:
        page(statistics_text(figures, screen()))
