"""Where an article was read from comes in; each record as its source still holds it goes out, as harmless text."""

from __future__ import annotations

from collections.abc import Iterable

from search.article import Origin
from search.cli.rendering.articles import origins_text
from search.cli.terminal import Screen, printable
from search.errors import SearchError
from search.sources import raw_record

__all__ = ["originals_text"]


def originals_text(origins: Iterable[Origin], view: Screen) -> str:
    """Of every origin its place, and the record there; a record that is gone is said."""
    return "\n\n".join(f"{origins_text([origin], view)}\n\n{_record(origin)}" for origin in origins)


def _record(origin: Origin) -> str:
    try:
        data = raw_record(origin)
    except SearchError as error:
        return printable(f"({error})")
    if b"\0" in data[:4096] and not origin.encoding.startswith(("utf-16", "utf-32")):
        return f"({len(data):,} bytes that are no text; --raw writes them)"
    try:
        text = data.decode(origin.encoding.partition(",")[0] or "utf-8", "backslashreplace")
    except LookupError:
        text = data.decode("utf-8", "backslashreplace")
    return printable(text.rstrip("\n"))
