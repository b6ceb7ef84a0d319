"""A text with all sorts of Unicode spaces comes in, one with plain spaces goes out; lines stay lines."""

from __future__ import annotations

import re

from search.cleaning.edits import Edit

SPACES = re.compile("[\r\x0b\x0c\x1c-\x1f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""Every character ``str.isspace`` knows but space, tab, line feed and U+0085, which cp1252 reads as an ellipsis."""


def whitespace(text: str) -> list[Edit]:
    """Edits that turn every such space into a plain one, one for one; a carriage return that ends a line goes."""
    return [Edit(start=match.start(), end=match.end(), after=_plain(match, text)) for match in SPACES.finditer(text)]


def _plain(match: re.Match[str], text: str) -> str:
    ends_line = match.end() == len(text) or text[match.end()] == "\n"
    spaces = match[0].rstrip("\r") if ends_line else match[0]
    return " " * len(spaces)
