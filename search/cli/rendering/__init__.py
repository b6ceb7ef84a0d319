"""What a search returned comes in; text for people, or JSON, JSON Lines, CSV or HTML for programs, goes out.

The idea.  ``news search --format NAME`` picks one of ``FORMATS``, ``news captions`` one of ``PHOTO_FORMATS``; each is a
function from ``Results`` (``Photos``) to a text, so a format is one function that knows nothing of commands.

The members: ``hits`` and ``photos`` (text: what people read), ``records`` (json, jsonl; its docstring is the
documentation of every JSON shape ``news`` prints, shown by ``news help json``), ``sheet`` (csv), ``web`` (html).
``articles`` (one whole article), ``explanations`` (what a query's parts find, and why a hit stands where it stands),
``cleanings`` (what cleaning did) and ``numbers`` (tables of figures) are the texts of the other commands.

To add a format: write a function ``Results -> str`` and name it in ``FORMATS``, one for photos in ``PHOTO_FORMATS``.

Traps: every text goes through ``terminal.printable`` or ``records.dumps``; text that ends up in a spreadsheet must not
begin like a formula, text that ends up in a browser is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal, TypeAlias, cast

from search.hits import Photos, Results

__all__ = ["FORMATS", "PHOTO_FORMATS", "FormatName", "render", "render_photos"]

FormatName: TypeAlias = Literal["text", "json", "jsonl", "csv", "html"]

FORMATS: dict[str, str] = {
    "text": "search.cli.rendering.hits:text",
    "json": "search.cli.rendering.records:json_text",
    "jsonl": "search.cli.rendering.records:jsonl_text",
    "csv": "search.cli.rendering.sheet:csv_text",
    "raw csv": "search.cli.rendering.sheet:raw_csv_text",
    "html": "search.cli.rendering.web:results_page",
}
"""The functions by format, as import paths: a search imports only the one it prints."""

PHOTO_FORMATS: dict[str, str] = {
    "text": "search.cli.rendering.photos:text",
    "json": "search.cli.rendering.records:photos_json",
    "jsonl": "search.cli.rendering.records:photos_jsonl",
    "csv": "search.cli.rendering.sheet:photos_csv",
    "raw csv": "search.cli.rendering.sheet:raw_photos_csv",
    "html": "search.cli.rendering.web:photos_page",
}
"""The same for captions."""


def render(results: Results, name: str) -> str:
    """The results in the format called ``name``."""
    return _rendered(results, FORMATS[name])


def render_photos(photos: Photos, name: str) -> str:
    """The photos in the format called ``name``."""
    return _rendered(photos, PHOTO_FORMATS[name])


def _rendered(value: Any, path: str) -> str:
    module, _, function = path.partition(":")
    return cast("Callable[[Any], str]", getattr(import_module(module), function))(value)
