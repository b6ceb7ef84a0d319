"""A file's name comes in; a verified copy of everything the archive holds is in that file afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.archive import Archive
from search.cli.options import ARCHIVE, ArchiveFolder
from search.cli.progress import progress_bar
from search.cli.terminal import in_one_line


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that does not exist yet.")],
    *,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Copy the archive into one file, and read it back.

    The archive may be in use meanwhile.

    Example:  news backup archive-2024-08-02.zip
    """
    with Archive.open(archive) as opened, progress_bar() as progress:
        count = opened.backup(file, progress=progress)
    print(f"{count:,} articles in {in_one_line(str(file))}")
