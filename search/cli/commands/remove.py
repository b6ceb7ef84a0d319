"""Ids come in; the archive is without these articles afterwards."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from search.archive import Archive
from search.cli.intake import stoppable
from search.cli.options import ARCHIVE, ArchiveFolder
from search.cli.terminal import in_one_line


def run(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles, as news search shows them.")],
    *,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Leave articles out of the archive.

    The files they came from are not touched; reading those again brings the articles back.

    Example:  news remove k3v7q2m4x5ab
    """
    with stoppable(archive), Archive.open(archive) as opened:
        removed = opened.remove(dict.fromkeys(ids))
    for article_id in removed:
        print(f"removed {in_one_line(article_id)}")
    unknown = [article_id for article_id in ids if article_id not in removed]
    for article_id in unknown:
        print(f"news: no article has this id: {in_one_line(article_id)}", file=sys.stderr)
    raise typer.Exit(1 if unknown else 0)
