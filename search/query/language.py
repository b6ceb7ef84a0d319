"""Nothing comes in; the page that teaches the query language goes out, as Markdown."""

from __future__ import annotations


def language_page() -> str:
    """The page, from the package's own data."""
    from importlib.resources import files  # noqa: PLC0415 - only help needs it

    return files("search.query").joinpath("language.md").read_text(encoding="utf-8")
