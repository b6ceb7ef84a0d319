"""The beginning of a word comes in; the words of the archive that begin so go out, with counts."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec.structs import asdict

from search.archive import Archive
from search.cli import messages
from search.cli.options import ARCHIVE, ArchiveFolder, field_names, number_or_all
from search.cli.terminal import in_one_line, page
from search.fields import DEFAULT_FIELDS


def run(
    prefix: Annotated[str, typer.Argument(metavar="PREFIX", help="Beginning of a word, or a pattern with * and ?.")],
    *,
    fields: Annotated[str, typer.Option("--in", metavar="FIELD,...", help="Fields to look in.")] = ",".join(
        DEFAULT_FIELDS
    ),
    limit: Annotated[str, typer.Option(metavar="N|all", help="How many words are shown.")] = "20",
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON per word.")] = False,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """List words the archive holds, with counts.

    In how many articles, how often, the word.

    Example:  news terms light --in caption
    """
    with Archive.open(archive) as opened:
        words = opened.terms(prefix, fields=field_names(fields), limit=number_or_all(limit))
    if not words:
        messages.note("no word of the archive is such")
    if as_json:
        from search.cli.rendering.records import dumps, schema  # noqa: PLC0415 -- text needs none of it

        page("".join(dumps({"schema": schema("term"), **asdict(word)}) for word in words))
    else:
        page("".join(f"{word.articles:>8,} {word.occurrences:>9,}  {in_one_line(word.form)}\n" for word in words))
    raise typer.Exit(0 if words else 1)
