"""Nothing comes in; the table of formats that can be read goes out."""

from __future__ import annotations

from search.cli.rendering.numbers import table
from search.cli.terminal import page, screen


def run() -> None:
    """List the formats that can be read.

    A file's format is recognised by its content.

    Example:  news formats
    """
    from search.sources import SOURCES  # noqa: PLC0415 -- the readers

    rows = [(source.name, " ".join(source.suffixes), source.meaning) for source in SOURCES.values()]
    page(table(rows, screen()))
