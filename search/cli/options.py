"""Options that several commands take, as typed; the values the library wants go out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer
from msgspec.structs import asdict

from search.engines import Sort
from search.errors import OptionError, QueryError
from search.fields import resolve

if TYPE_CHECKING:
    from search.answers.question import Conditions
    from search.sources import Limits, ReadOptions

_STANDARD_INPUT_LIMIT = 1 << 20
"""Bytes of a query read from standard input; the library's own limit is far lower and names itself."""

ARCHIVE = Path("index_data/archive")
"""Where the archive is when neither ``--archive`` nor ``NEWS_ARCHIVE`` says otherwise."""

ArchiveFolder: TypeAlias = Annotated[
    Path, typer.Option("--archive", envvar="NEWS_ARCHIVE", metavar="DIR", readable=False, help="The archive's folder.")
]
Mapping: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=KEY", help="Which key of a record holds a field: headline=title."),
]
Defaults: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="For records that don't say: source, section, language, date."),
]
Encoding: TypeAlias = Annotated[
    str | None, typer.Option(metavar="NAME", help="Encoding of the files; detected without it.")
]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="NAME", help="Format of the files (news formats lists them); detected without it."
    ),
]
Language: TypeAlias = Annotated[
    str,
    typer.Option(metavar="NAME", help="Language of a new archive: english, de, ...; none to search exact forms only."),
]
Maximum: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--max", metavar="LIMIT=N", help="Raise or lower a limit of reading: record_bytes=64000000."),
]
DayOrder: TypeAlias = Annotated[
    Literal["dmy", "mdy"] | None,
    typer.Option("--days", metavar="dmy|mdy", help="What 3/4/2024 means; such dates are left empty without it."),
]
Hosts: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--host", metavar="HOST", help="Of a web crawl: only pages of this host and those below it."),
]
Fetched: TypeAlias = Annotated[
    str, typer.Option("--date", metavar="DATE..DATE", help="Of a web crawl: only pages fetched in these days.")
]
Prune: TypeAlias = Annotated[bool, typer.Option("--prune", help="Drop articles whose source is gone.")]
Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help="A record that can't be read ends the run.")]

QueryWords: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="QUERY", help="What to find; - reads it from standard input.")
]
In: TypeAlias = Annotated[
    str, typer.Option("--in", metavar="FIELD,...", help="Where bare words are looked for (see: news fields).")
]
Since: TypeAlias = Annotated[str, typer.Option("--from", metavar="DATE", help="First day, month or year.")]
Until: TypeAlias = Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, month or year.")]
SourceName: TypeAlias = Annotated[
    str, typer.Option("--source", metavar="NAME", help="Only this paper, site or agency.")
]
SectionName: TypeAlias = Annotated[str, typer.Option("--section", metavar="NAME", help="Only this section.")]
AnyWord: TypeAlias = Annotated[bool, typer.Option("--any", help="Words side by side mean OR.")]
Dialect: TypeAlias = Annotated[
    Literal["nexis", "factiva"] | None,
    typer.Option(metavar="nexis|factiva", help="The query is written for that database."),
]
Limit: TypeAlias = Annotated[str, typer.Option(metavar="N|all", help="How many are shown.")]
Offset: TypeAlias = Annotated[int, typer.Option(metavar="N", help="How many are skipped first.")]
SortBy: TypeAlias = Annotated[Sort, typer.Option(metavar="relevance|date|-date", help="-date is newest first.")]
Timeout: TypeAlias = Annotated[float | None, typer.Option(metavar="SECONDS", help="Give up after this time.")]


def typed(words: list[str]) -> str:
    """The query; several words that the shell kept apart are one query."""
    if words != ["-"]:
        return " ".join(words)
    return sys.stdin.buffer.read(_STANDARD_INPUT_LIMIT).decode("utf-8", "replace").strip()


def conditions(
    *,
    fields: str,
    since: str,
    until: str,
    source: str,
    section: str,
    any_word: bool,
    dialect: str | None,
    timeout: float | None,
) -> Conditions:
    """What is said beside a query, as the library takes it.  Raises OptionError for a time that is none."""
    if timeout is not None and not timeout > 0:
        raise OptionError("--timeout needs a number of seconds above zero", place=str(timeout), hint="for example: 2.5")
    return {
        "fields": field_names(fields),
        "since": since,
        "until": until,
        "source": source,
        "section": section,
        "any_word": any_word,
        "dialect": dialect or "",
        "timeout": timeout,
    }


def read_options(
    mapping: Iterable[str] | None,
    defaults: Iterable[str] | None,
    encoding: str | None,
    format_name: str | None,
    maxima: Iterable[str] | None = None,
    *,
    hosts: Iterable[str] | None = None,
    fetched: str = "",
    day_order: str | None = None,
) -> ReadOptions:
    """The reading options as the library takes them.

    Raises OptionError for a pair without ``=``, for a limit there is not, and for days that are none.
    """
    from search.sources import ReadOptions  # noqa: PLC0415 -- a search reads no sources

    return ReadOptions(
        mapping=dict(_pair(text, "--map", "headline=title") for text in mapping or ()),
        defaults=dict(_pair(text, "--set", "section=Local") for text in defaults or ()),
        encoding=encoding,
        format=format_name,
        limits=_limits(maxima or ()),
        hosts=tuple(host.strip().lower() for host in hosts or ()),
        day_order=day_order or "",
        dates=_days(fetched) if fetched else ("", ""),
    )


def _days(text: str) -> tuple[str, str]:
    """First and last day of a range as the query language writes it."""
    from search.query import Range, parse  # noqa: PLC0415 -- few runs name days

    try:
        found = parse(f"date:{text}").tree
    except QueryError as error:
        raise OptionError(f"--date makes no sense: {error.message}", place=text, hint=error.hint) from error
    if not isinstance(found, Range):
        raise OptionError("--date needs days", place=text, hint="for example: --date 2024-02-01..2024-02-15")
    first, last = (date.fromordinal(end).isoformat() if end else "" for end in (found.low, found.high))
    return first, last


def _limits(maxima: Iterable[str]) -> Limits:
    from search.sources import Limits  # noqa: PLC0415 -- as above

    known = asdict(Limits())
    for text in maxima:
        name, value = _pair(text, "--max", "record_bytes=64000000")
        if name not in known or not value.isdecimal():
            hint = f"LIMIT=N; limits are {', '.join(known)}"
            raise OptionError("--max needs a limit and a whole number", place=text, hint=hint)
        known[name] = int(value)
    return Limits(**known)


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise OptionError(f"{option} needs NAME=VALUE", place=text, hint=f"for example: {option} {example}")
    return name.strip(), value.strip()


def number_or_all(text: str) -> int | None:
    """A limit: a number, or None for ``all``.

    Raises OptionError.
    """
    if text == "all":
        return None
    try:
        return int(text)
    except ValueError:
        raise OptionError("--limit needs a number or all", place=text, hint="for example: --limit 20") from None


def names(text: str | None) -> tuple[str, ...]:
    """The names in ``a,b``, spaces and empty ones left out."""
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def field_names(text: str) -> tuple[str, ...]:
    """The fields in ``headline,body`` by their own names; an unknown one stays, for the library to refuse."""
    return tuple(field.name if (field := resolve(name)) else name for name in names(text))
