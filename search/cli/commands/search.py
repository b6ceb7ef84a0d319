"""A query comes in; the articles it finds go out, with the passages that show why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

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
    names,
    number_or_all,
    typed,
)
from search.cli.rendering import FormatName, render
from search.cli.terminal import page
from search.fields import DEFAULT_FIELDS

if TYPE_CHECKING:
    from search.answers.question import Conditions
    from search.hits import Results


def run(
    query: QueryWords,
    *,
    fields: In = ",".join(DEFAULT_FIELDS),
    since: Since = "",
    until: Until = "",
    source: SourceName = "",
    section: SectionName = "",
    limit: Limit = "10",
    offset: Offset = 0,
    sort: SortBy = "relevance",
    any_word: AnyWord = False,
    recency: Annotated[
        float | None, typer.Option(metavar="DAYS", help="An article this old counts half; by default age is nothing.")
    ] = None,
    dialect: Dialect = None,
    count: Annotated[bool, typer.Option("--count", help="Only say how many articles match.")] = False,
    facet: Annotated[str, typer.Option(metavar="NAME,...", help="Count matches by source, section, year, ...")] = "",
    timeline: Annotated[
        Literal["year", "month"] | None, typer.Option(metavar="year|month", help="Count matches over time.")
    ] = None,
    passages: Annotated[int, typer.Option(metavar="N", help="Passages shown per article.")] = 3,
    output: Annotated[
        FormatName, typer.Option("--format", metavar="text|json|jsonl|csv|html", help="Shape of output.")
    ] = "text",
    raw: Annotated[bool, typer.Option("--raw", help="CSV: no ' in front of what looks like a formula.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say how the query was understood, and what each part of it finds.")
    ] = False,
    explain_score: Annotated[
        str, typer.Option("--explain-score", metavar="ID", help="Only say why this article stands where it stands.")
    ] = "",
    timeout: Timeout = None,
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Find articles.

    The query language is told by:  news help query

    Example:  news search 'caption:lamp w/5 keeper' --from 2019 --facet source
    """
    asked = conditions(
        fields=fields,
        since=since,
        until=until,
        source=source,
        section=section,
        any_word=any_word,
        dialect=dialect,
        timeout=timeout,
    )
    with Archive.open(archive) as opened:
        if explain_score:
            raise typer.Exit(_explain_score(opened, typed(query), explain_score, recency, asked))
        facets = tuple(dict.fromkeys((*names(facet), *([timeline] if timeline else []))))
        results = opened.search(
            typed(query),
            limit=0 if count else number_or_all(limit),
            offset=offset,
            sort=sort,
            facets=facets,
            passages=passages,
            recency=recency,
            explain=explain,
            **asked,
        )
    _advise(results, output, explain=explain, dialect=bool(dialect))
    if count and output == "text" and not facets:
        page(f"{results.total}\n")
    else:
        page(render(results, "raw csv" if raw and output == "csv" else output))
    raise typer.Exit(0 if results.total else 1)


def _advise(results: Results, output: str, *, explain: bool, dialect: bool) -> None:
    """What there is to say beside the results, on stderr."""
    if explain or dialect:
        messages.note(f"understood as: {results.query}")
    if explain and output != "json":  # there it is among the results
        from search.cli.rendering.explanations import clauses_text  # noqa: PLC0415 -- few ask for it

        messages.lines(clauses_text(results.clauses))
    if output == "csv" and results.facets and results.hits:
        messages.note("a CSV sheet holds the hits only; add --limit 0 for the counts instead")
    messages.advise(results, "article")


def _explain_score(opened: Archive, query: str, article_id: str, recency: float | None, asked: Conditions) -> int:
    """Print why an article has its score; the exit code."""
    from search.cli.rendering.explanations import score_json, score_text  # noqa: PLC0415 -- few ask for it

    found = opened.explain_score(query, article_id, recency=recency, **asked)
    if found is None:
        messages.warn("the query does not find this article", id=article_id)
        return 1
    page(score_json(article_id, found) if messages.in_json() else score_text(found))
    return 0
