"""Nothing comes in; what a store holds beside its texts goes out, as records: commits, origins, rows to be written."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from search.article import Origin

__all__ = ["Commit", "Key", "KnownOrigin", "NewArticle", "NewOrigin"]

Key: TypeAlias = tuple[str, str, str]
"""``Origin.key``."""


class Commit(Struct, frozen=True, kw_only=True):
    """One state of the archive: which articles are in it and which index commit shows them."""

    number: int
    made: str
    """UTC, ISO 8601."""
    generation: str
    """Name of the index folder."""
    name: str
    """The engine's name for the index commit in that folder."""
    engine: str
    analysis: str
    """Versions the index depends on, as one string; another string means "rebuild"."""
    articles: int


class KnownOrigin(Struct, frozen=True, kw_only=True):
    """What the store remembers of a record it has read before."""

    number: int
    id: str
    sha256: str
    """Of the record's raw bytes."""
    prepared: str
    """Version of the cleaning and splitting that made the article from it."""


class NewArticle(Struct, frozen=True, kw_only=True):
    """An article version to be kept."""

    id: str
    words: bytes
    """``text_digest`` of the article."""
    data: bytes
    """The article as JSON, without its origins."""


class NewOrigin(Struct, frozen=True, kw_only=True):
    """A record to be remembered as the source of an article."""

    origin: Origin
    id: str
    """The article's."""
    prepared: str
    """As in KnownOrigin."""
