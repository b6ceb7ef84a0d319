"""A query comes in; the articles it finds go out, with the passages that show why."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from search.archive import Archive
from search.cli.options import ARCHIVE, ArchiveFolder, field_names, names, number_or_all
from search.cli.rendering import FormatName, render
from search.cli.terminal import in_one_line, page
from search.engines import Sort
from search.errors import OptionError
from search.fields import DEFAULT_FIELDS

_STANDARD_INPUT_LIMIT = 1 << 20
"""Bytes of a query read from standard input; the library's own limit is far lower and names itself."""


def run(
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="What to find; - reads it from standard input.")],
    *,
    fields: Annotated[
        str, typer.Option("--in", metavar="FIELD,...", help="Where bare words are looked for (see: news fields).")
    ] = ",".join(DEFAULT_FIELDS),
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, month or year.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, month or year.")] = "",
    source: Annotated[str, typer.Option(metavar="NAME", help="Only this paper, site or agency.")] = "",
    section: Annotated[str, typer.Option(metavar="NAME", help="Only this section.")] = "",
    limit: Annotated[str, typer.Option(metavar="N|all", help="How many articles are shown.")] = "10",
    offset: Annotated[int, typer.Option(metavar="N", help="How many are skipped first.")] = 0,
    sort: Annotated[Sort, typer.Option(metavar="relevance|date|-date", help="-date is newest first.")] = "relevance",
    any_word: Annotated[bool, typer.Option("--any", help="Words side by side mean OR.")] = False,
    count: Annotated[bool, typer.Option("--count", help="Only say how many articles match.")] = False,
    facet: Annotated[str, typer.Option(metavar="NAME,...", help="Count matches by source, section, year, ...")] = "",
    timeline: Annotated[
        Literal["year", "month"] | None, typer.Option(metavar="year|month", help="Count matches over time.")
    ] = None,
    passages: Annotated[int, typer.Option(metavar="N", help="Passages shown per article.")] = 3,
    output: Annotated[
        FormatName, typer.Option("--format", metavar="text|json|jsonl|csv", help="Shape of output.")
    ] = "text",
    raw: Annotated[bool, typer.Option("--raw", help="CSV: no ' in front of what looks like a formula.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say how the query was understood.")] = False,
    timeout: Annotated[float | None, typer.Option(metavar="SECONDS", help="Give up after this time.")] = None,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Find articles.

    The query language is told by:  news help query

    Example:  news search 'caption:lighthouse w/5 keeper' --from 2019 --facet source
    """
    facets = tuple(dict.fromkeys((*names(facet), *([timeline] if timeline else []))))
    with Archive.open(archive) as opened:
        results = opened.search(
            _typed(query),
            fields=field_names(fields),
            since=since,
            until=until,
            source=source,
            section=section,
            limit=0 if count else number_or_all(limit),
            offset=offset,
            sort=sort,
            facets=facets,
            passages=passages,
            any_word=any_word,
            timeout=_seconds(timeout),
        )
    if explain:
        print(f"understood as: {in_one_line(results.query)}", file=sys.stderr)
    for warning in results.warnings:
        print(f"note: {in_one_line(warning)}", file=sys.stderr)
    if output == "csv" and raw:
        from search.cli.rendering.sheet import raw_csv_text  # noqa: PLC0415 -- as every format

        page(raw_csv_text(results))
    elif count and output == "text" and not facets:
        page(f"{results.total}\n")
    else:
        page(render(results, output))
    raise typer.Exit(0 if results.total else 1)


def _typed(words: list[str]) -> str:
    """The query; several words that the shell kept apart are one query."""
    if words != ["-"]:
        return " ".join(words)
    return sys.stdin.buffer.read(_STANDARD_INPUT_LIMIT).decode("utf-8", "replace").strip()


def _seconds(timeout: float | None) -> float | None:
    if timeout is not None and not timeout > 0:
        raise OptionError("--timeout needs a number of seconds above zero", place=str(timeout), hint="for example: 2.5")
    return timeout
