"""What a search returned comes in; text for people, or JSON, JSON Lines or CSV for programs, goes out.

The idea.  ``news search --format NAME`` picks one of ``FORMATS``; each is a function from ``Results`` to a text, so a
format is one file that knows nothing of commands.

The members: ``hits`` (text: what people read), ``records`` (json, jsonl; its docstring is the documentation of every
JSON shape ``news`` prints, shown by ``news help json``), ``sheet`` (csv).  ``articles`` (one whole article),
``cleanings`` (what cleaning did) and ``numbers`` (tables of figures) are the texts of the other commands.

To add a format: write a function ``Results -> str`` and name it in ``FORMATS``.

Traps: every text goes through ``terminal.printable`` or ``records.dumps``; text that ends up in a spreadsheet must not
begin like a formula.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Literal, TypeAlias, cast

from search.hits import Results

__all__ = ["FORMATS", "FormatName", "render"]

FormatName: TypeAlias = Literal["text", "json", "jsonl", "csv"]

FORMATS: dict[FormatName, str] = {
    "text": "search.cli.rendering.hits:text",
    "json": "search.cli.rendering.records:json_text",
    "jsonl": "search.cli.rendering.records:jsonl_text",
    "csv": "search.cli.rendering.sheet:csv_text",
}
"""The functions by format, as import paths: a search imports only the one it prints."""


def render(results: Results, name: FormatName) -> str:
    """The results in the format called ``name``."""
    module, _, function = FORMATS[name].partition(":")
    return cast("Callable[[Results], str]", getattr(import_module(module), function))(results)
