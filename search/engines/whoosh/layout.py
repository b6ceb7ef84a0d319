"""The searched fields of a query come in; which zones they mean goes out, and the numbers both sides write.

A *cell* is one field of one document: cell ``field * documents + document``.  Positions run through a segment cell by
cell, zone by zone, word by word, with one unused position after every zone, so that words side by side are always of
one zone and every field has one stretch of positions.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from search.fields import FIELDS, ZONE_FIELDS

FORMAT = 3
"""Version of the file layout; an index of another says "rebuild"."""

FIELD_NUMBER: dict[str, int] = {name: number for number, name in enumerate(ZONE_FIELDS)}
"""Numbers of the fields that own zones, as the index keeps them."""

LEAD = 1
_KINDS = {"lead": 2, "body": 4, "subhead": 8, "standfirst": 16, "note": 32}
FLAGS: tuple[int, ...] = (0, *_KINDS.values())
"""What ``zones.flags`` keeps of a paragraph's kind, by its number in ``search.analysis.bulk.KINDS``; and LEAD."""
ALL_ZONES = 0
"""The mask that stands for every zone of a field."""


Selection = tuple[tuple[int, int], ...]
"""(field number, mask) pairs in order: the zones of the field whose flags share a bit with the mask, or ALL_ZONES."""


def select(fields: Iterable[str]) -> Selection:
    """The zones these fields mean, views resolved."""
    return _select(tuple(fields))


@lru_cache(maxsize=256)
def _select(fields: tuple[str, ...]) -> Selection:
    """The zones of fields.

    >>> _select(("headline",)) == ((FIELD_NUMBER["headline"], ALL_ZONES),)
    True
    """
    masks: dict[int, int] = {}
    for name in fields:
        for selector in FIELDS[name].zones or (name,):
            owner, mask = _selector(selector)
            number = FIELD_NUMBER[owner]
            whole = ALL_ZONES in (mask, masks.get(number, mask))
            masks[number] = ALL_ZONES if whole else masks.get(number, 0) | mask
    return tuple(sorted(masks.items()))


def _selector(selector: str) -> tuple[str, int]:
    if selector == "lead":
        return "paragraph", LEAD
    owner, _, kind = selector.partition("/")
    return owner, _KINDS[kind] if kind else ALL_ZONES
