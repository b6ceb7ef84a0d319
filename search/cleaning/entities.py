"""HTML entities left in a text come in, the characters they stand for go out."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from search.cleaning.edits import Edit

ENTITY = re.compile(
    r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
"""An entity with its semicolon, escaped any number of times; without one, ``&copy=1`` is a parameter of an address."""


def entities(text: str) -> list[Edit]:
    """Edits that turn entities into characters.

    What HTML knows no name for (R&D;) stays, and so does an entity for a line break, which becomes a space.
    """
    found = (
        Edit(start=match.start(), end=match.end(), after=after)
        for match in ENTITY.finditer(text)
        if (after := _character(match[0])) is not None
    )
    return list(found)


def _character(entity: str) -> str | None:
    body = entity[entity.rindex("&") + 1 :] if "&" in entity[1:] else entity[1:]
    name = body.rsplit(";", 2)[-2] + ";"
    if name[0] != "#" and name not in html5:
        # R&amp;D; is R&D; escaped once: the prefix alone is an entity.
        return "&" + name if body != name else None
    character = unescape("&" + name)
    return " " if character in {"\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029"} else character
