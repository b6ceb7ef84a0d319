"""The one table of searchable fields: what each is called, what kind of thing it holds, where it comes from.

The query parser, the engines, ``news fields`` and the documentation read this table and nothing else.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["text", "keyword", "date", "number", "flag"]
"""``text``: words in zones; ``keyword``: one whole value, case folded; ``date``, ``number``: ranges; ``flag``: 0, 1."""

TABLE_VERSION = 1
"""Raised whenever a change of the table changes what an index holds; an index of another version says "rebuild"."""


class Field(Struct, frozen=True, kw_only=True):
    """One searchable field."""

    name: str
    kind: Kind
    meaning: str
    aliases: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    """For a field that is a view of others: the selectors of those zones; see ``search.analysis.Zone``."""
    facet: bool = False
    many: bool = False
    """True when one article can hold several values or zones."""


_TABLE = (
    Field(name="headline", kind="text", meaning="the headline", aliases=("title", "hl")),
    Field(
        name="standfirst",
        kind="text",
        meaning="the summary above the story",
        zones=("paragraph/standfirst",),
        many=True,
    ),
    Field(name="lead", kind="text", meaning="the first two paragraphs of the story", zones=("lead",), many=True),
    Field(
        name="hlead",
        kind="text",
        meaning="headline, standfirst and lead",
        zones=("headline", "paragraph/standfirst", "lead"),
        many=True,
    ),
    Field(
        name="caption", kind="text", meaning="photo captions, without their credits", aliases=("cutline",), many=True
    ),
    Field(name="credit", kind="text", meaning="photo credits as printed", many=True),
    Field(name="photographer", kind="text", meaning="who took the photo", facet=True, many=True),
    Field(name="agency", kind="text", meaning="the agency in a photo's credit", facet=True, many=True),
    Field(name="place", kind="text", meaning="where a photo was taken, from its caption", many=True),
    Field(name="shot", kind="date", meaning="the day a photo was taken, from its caption", many=True),
    Field(name="filephoto", kind="flag", meaning="whether a caption says it is a file photo: yes or no", many=True),
    Field(name="byline", kind="text", meaning="who wrote the story", aliases=("author", "by"), facet=True, many=True),
    Field(name="dateline", kind="text", meaning="place and agency that open the story"),
    Field(name="paragraph", kind="text", meaning="the story's paragraphs", aliases=("body", "text"), many=True),
    Field(name="section", kind="text", meaning="the section of the paper or site", facet=True),
    Field(name="source", kind="text", meaning="the paper, site or agency that published it", facet=True),
    Field(name="url", kind="keyword", meaning="the address it was published at"),
    Field(name="words", kind="number", meaning="how many words the story's paragraphs have", aliases=("length",)),
    Field(
        name="date", kind="date", meaning="the day of publication, in the article's own time", aliases=("published",)
    ),
    Field(name="added", kind="date", meaning="the day the archive first held it, UTC"),
    Field(name="lang", kind="keyword", meaning="the language, as a two-letter code", aliases=("language",), facet=True),
    Field(name="id", kind="keyword", meaning="the article's id in this archive"),
)

FIELDS: dict[str, Field] = {field.name: field for field in _TABLE}
"""Every field by its name, in the order people read an article."""

ALIASES: dict[str, str] = {alias: field.name for field in _TABLE for alias in field.aliases}
"""Other names people type, and the field each stands for."""

DEFAULT_FIELDS: tuple[str, ...] = ("headline", "caption", "credit", "paragraph")
"""Where a bare word is looked for."""

ZONE_FIELDS: tuple[str, ...] = tuple(field.name for field in _TABLE if field.kind == "text" and not field.zones)
"""The text fields that own zones; the other text fields are views of these."""

TIMES: tuple[str, ...] = ("year", "month")
"""Facets that follow each other in time."""

FACETS: tuple[str, ...] = (*(field.name for field in _TABLE if field.facet), *TIMES)
"""What results can be counted by; year and month are those of ``date``."""


def resolve(name: str) -> Field | None:
    """The field called ``name`` (any case, aliases allowed), or None.

    >>> resolve("BODY").name
    'paragraph'
    """
    folded = name.casefold()
    return FIELDS.get(ALIASES.get(folded, folded))
