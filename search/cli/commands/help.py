"""A topic comes in; its page goes out."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.terminal import page, printable
from search.errors import OptionError, SearchError


def run(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="query or json.")] = "",
) -> None:
    """Explain the query language, or the JSON that commands print.

    Example:  news help query
    """
    if topic not in TOPICS:
        hint = "topics are: " + ", ".join(TOPICS)
        raise OptionError(
            "no such topic" if topic else "name a topic", place=topic, hint=f"{hint}; commands: news --help"
        )
    page(printable(TOPICS[topic]()))


def _query() -> str:
    from importlib.resources import files  # noqa: PLC0415

    page_of_the_language = files("search.query").joinpath("language.md")
    if not page_of_the_language.is_file():
        raise SearchError("the page about the query language is missing from this installation", hint="see the README")
    return page_of_the_language.read_text(encoding="utf-8")


def _json() -> str:
    from search.cli.rendering import records  # noqa: PLC0415

    return (records.__doc__ or "").partition("\n\n")[2]


TOPICS = {"query": _query, "json": _json}
"""What there is a page about."""
