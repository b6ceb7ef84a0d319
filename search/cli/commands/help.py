"""A topic comes in; its page goes out."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.terminal import page, printable
from search.errors import OptionError


def run(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="query or json.")] = "",
) -> None:
    """Explain the query language, or the JSON shapes.

    Example:  news help query
    """
    if topic not in TOPICS:
        hint = "topics are: " + ", ".join(TOPICS)
        raise OptionError(
            "no such topic" if topic else "name a topic", place=topic, hint=f"{hint}; commands: news --help"
        )
    page(printable(TOPICS[topic]()))


def _query() -> str:
    from search.query import language_page  # noqa: PLC0415

    return language_page()


def _json() -> str:
    from search.cli.rendering import records  # noqa: PLC0415

    return (records.__doc__ or "").partition("\n\n")[2]


TOPICS = {"query": _query, "json": _json}
"""What there is a page about."""
