"""The tree of a page whose metadata names no date comes in; the day printed near its headline goes out."""

from __future__ import annotations

import re

from search.sources.page.tree import SILENT, Element

_DOTTED = re.compile(
    r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)?\d\d)(?!\d)"
)  # day first, wherever dots are written
_SPELLED = re.compile(
    r"(?<!\w)(?:\d{1,2}(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)(?!\w)"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s?[年년]\s?|[./-]\s?)(\d{1,2})(?:\s?[月월]\s?|[./-]\s?)(\d{1,2})(?:\s?[日일]|(?!\d))"
)
_NEAR = 400
"""Elements after the headline among which the day is looked for; the story's own text is longer than such a line."""
_SHORT = 70
"""Characters of a line that gives the day; a sentence that mentions one is longer."""

_BESIDE = 25
"""Letters beside the day in such a line: a weekday, a time zone, a word for "published", a name."""


def printed_day(root: Element) -> str:
    """The first day printed in a short line after the headline: ISO 8601 or as printed; empty where there is none.

    Days in figures with slashes are passed over: which is the month can't be told.
    """
    body = next(root.iter("body"), root)
    heading = next(body.iter("h1"), None)
    after = heading is None
    looked = 0
    for element in body.iter():
        after = after or element is heading
        if not after or not isinstance(element.tag, str) or element.tag in SILENT:
            continue
        looked += 1
        if looked > _NEAR:
            break
        pieces = (element.text or "", *(child.tail or "" for child in element))
        for line in (" ".join(piece.split()) for piece in pieces):
            if 6 <= len(line) <= _SHORT and (day := _day(line)):
                return day
    return ""


def _day(line: str) -> str:
    year_first, dotted, spelled = _YEAR_FIRST.search(line), _DOTTED.search(line), _SPELLED.search(line)
    found = year_first or dotted or spelled
    # A caption or a sentence may end with a day too: what stands beside the day must be short.
    if not found or sum(char.isalpha() for char in line.replace(found[0], "", 1)) > _BESIDE:
        return ""
    if year_first:
        return f"{year_first[1]}-{int(year_first[2]):02}-{int(year_first[3]):02}"
    if dotted and 1 <= int(dotted[1]) <= 31 and 1 <= int(dotted[2]) <= 12:
        year = dotted[3] if len(dotted[3]) == 4 else f"20{dotted[3]}"  # the web has no pages of the last century
        return f"{year}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    return spelled[0] if spelled else ""
