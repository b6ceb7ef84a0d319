"""A query comes in; the captions it finds go out, photo by photo."""

from __future__ import annotations

from typing import Annotated

import typer

from search.archive import Archive
from search.cli import messages
from search.cli.options import (
    ARCHIVE,
    AnyWord,
    ArchiveFolder,
    Dialect,
    In,
    Limit,
    Offset,
    QueryWords,
    SectionName,
    Since,
    SortBy,
    SourceName,
    Timeout,
    Until,
    conditions,
    number_or_all,
    typed,
)
from search.cli.rendering import FormatName, render_photos
from search.cli.terminal import page


def run(
    query: QueryWords,
    *,
    fields: In = "caption,credit",
    since: Since = "",
    until: Until = "",
    source: SourceName = "",
    section: SectionName = "",
    limit: Limit = "10",
    offset: Offset = 0,
    sort: SortBy = "relevance",
    any_word: AnyWord = False,
    dialect: Dialect = None,
    count: Annotated[bool, typer.Option("--count", help="Only say how many captions match.")] = False,
    output: Annotated[
        FormatName, typer.Option("--format", metavar="text|json|jsonl|csv|html", help="Shape of output.")
    ] = "text",
    raw: Annotated[bool, typer.Option("--raw", help="CSV: no ' in front of what looks like a formula.")] = False,
    timeout: Timeout = None,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Find captions, photo by photo.

    Each caption is a result of its own: AND and NOT mean in this caption.

    Example:  news captions 'lighthouse shot:2019.. -filephoto:yes' --format csv
    """
    with Archive.open(archive) as opened:
        photos = opened.captions(
            typed(query),
            limit=0 if count else number_or_all(limit),
            offset=offset,
            sort=sort,
            **conditions(
                fields=fields,
                since=since,
                until=until,
                source=source,
                section=section,
                any_word=any_word,
                dialect=dialect,
                timeout=timeout,
            ),
        )
    if dialect:
        messages.note(f"understood as: {photos.query}")
    messages.advise(photos, "caption")
    if count and output == "text":
        page(f"{photos.total}\n")
    else:
        page(render_photos(photos, "raw csv" if raw and output == "csv" else output))
    raise typer.Exit(0 if photos.total else 1)
