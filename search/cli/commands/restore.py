"""A backup comes in; the archive it holds is in a new folder afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.archive import Archive
from search.cli.options import ARCHIVE, ArchiveFolder
from search.cli.progress import progress_bar
from search.cli.terminal import in_one_line


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What news backup wrote.")],
    *,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Make an archive from a backup.

    The archive's folder must be new or empty.

    Example:  news restore archive-2024-08-02.zip --archive restored
    """
    with progress_bar() as progress, Archive.restore(file, archive, progress=progress) as restored:
        count = len(restored)
    print(f"{count:,} articles in {in_one_line(str(archive))}")
