"""Folders and files come in; the new and changed articles in them are in the archive afterwards."""

from __future__ import annotations

from typing import Annotated

import typer

from search.archive import Archive
from search.cli.intake import make_sure, stoppable, tell
from search.cli.options import (
    ARCHIVE,
    ArchiveFolder,
    DayOrder,
    Defaults,
    Encoding,
    Fetched,
    Format,
    Hosts,
    Language,
    Mapping,
    Maximum,
    Prune,
    Strict,
    read_options,
)
from search.cli.progress import progress_bar


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders; - is standard input.")],
    *,
    prune: Prune = False,
    strict: Strict = False,
    mapping: Mapping = None,
    defaults: Defaults = None,
    encoding: Encoding = None,
    format_name: Format = None,
    maximum: Maximum = None,
    hosts: Hosts = None,
    fetched: Fetched = "",
    day_order: DayOrder = None,
    language: Language = "",
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Take in new and changed articles.

    The archive is made if there is none.

    Example:  news add today.jsonl --set source='Coastal Ledger'
    """
    with stoppable(archive):
        options = read_options(
            mapping, defaults, encoding, format_name, maximum, hosts=hosts, fetched=fetched, day_order=day_order
        )
        make_sure(archive, paths, language=language)
        with Archive.open(archive) as opened, progress_bar() as progress:
            report = opened.add(paths, prune=prune, strict=strict, options=options, progress=progress)
        raise typer.Exit(tell(report, archive))
