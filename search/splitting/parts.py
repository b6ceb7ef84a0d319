"""What splitting gives: the parts of one article, the label of every line, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from search.article import Caption, Dateline, Paragraph, Removal

SPLITTING_VERSION = 6
"""Raised whenever some record would be split otherwise; records split by another version are read again."""


class Parts(Struct, frozen=True, kw_only=True):
    """An article taken apart.  Every non-empty line of a dump is in exactly one of these parts or in ``removals``."""

    headline: str = ""
    byline: str = ""
    """As printed, without "By"."""
    authors: tuple[str, ...] = ()
    dateline: Dateline | None = None
    """The printed dateline stays in the first paragraph too."""
    captions: tuple[Caption, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    stamps: tuple[str, ...] = ()
    """The lines that print when it was published or changed."""
    labels: tuple[str | None, ...] = ()
    """One for each input line, None for an empty one: headline, byline, dateline_lead, caption, paragraph, boilerplate
    or duplicate.  Empty for a structured record."""
    removals: tuple[Removal, ...] = ()
    """Every line left out, those the caller dropped included."""
