"""Folders and files come in; an archive that holds their articles, newly indexed, goes out."""

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
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files and folders; without any, those read before. - is standard input."),
    ] = None,
    *,
    from_store: Annotated[
        bool, typer.Option("--from-store", help="Read no sources; index again what the archive holds.")
    ] = False,
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
    """Read articles and build the index anew.

    The archive is made if there is none; else searches go on meanwhile, on the index there is.

    Example:  news rebuild-index news/1998 1999.jsonl.gz --map headline=title
    """
    with stoppable(archive):
        options = read_options(
            mapping, defaults, encoding, format_name, maximum, hosts=hosts, fetched=fetched, day_order=day_order
        )
        make_sure(archive, paths or [], language=language)
        with Archive.open(archive) as opened, progress_bar() as progress:
            report = opened.rebuild_index(
                paths or None, from_store=from_store, prune=prune, strict=strict, options=options, progress=progress
            )
        raise typer.Exit(tell(report, archive))
