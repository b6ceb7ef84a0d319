"""Options that several commands take, as typed; the values the library wants go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from search.errors import OptionError
from search.fields import resolve

if TYPE_CHECKING:
    from search.sources import Limits, ReadOptions

ARCHIVE = Path("index_data/archive")
"""Where the archive is when neither ``--archive`` nor ``NEWS_ARCHIVE`` says otherwise."""

ArchiveFolder: TypeAlias = Annotated[
    Path, typer.Option("--archive", envvar="NEWS_ARCHIVE", metavar="DIR", help="The archive's folder.")
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
Prune: TypeAlias = Annotated[bool, typer.Option("--prune", help="Drop articles whose source is gone.")]
Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help="A record that can't be read ends the run.")]


def read_options(
    mapping: Iterable[str] | None,
    defaults: Iterable[str] | None,
    encoding: str | None,
    format_name: str | None,
    maxima: Iterable[str] | None = None,
) -> ReadOptions:
    """The reading options as the library takes them.

    Raises OptionError for a pair without ``=`` and for a limit there is not.
    """
    from search.sources import ReadOptions  # noqa: PLC0415 -- a search reads no sources

    return ReadOptions(
        mapping=dict(_pair(text, "--map") for text in mapping or ()),
        defaults=dict(_pair(text, "--set") for text in defaults or ()),
        encoding=encoding,
        format=format_name,
        limits=_limits(maxima or ()),
    )


def _limits(maxima: Iterable[str]) -> Limits:
    from search.sources import Limits  # noqa: PLC0415 -- as above

    known = asdict(Limits())
    for text in maxima:
        name, value = _pair(text, "--max")
        if name not in known or not value.isdecimal():
            hint = f"LIMIT=N; limits are {', '.join(known)}"
            raise OptionError("--max needs a limit and a whole number", place=text, hint=hint)
        known[name] = int(value)
    return Limits(**known)


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise OptionError(f"{option} needs FIELD=VALUE", place=text, hint=f"for example: {option} headline=title")
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
