"""A date as other databases write it comes in; its first and last day go out."""

from __future__ import annotations

import re

from search.query.values import whole

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"

DATE = rf"(?:\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+(?:\d{{1,2}},?\s+)?\d{{4}}|\d[\d/.-]*)"
"""A date, as a piece of a regular expression: 2024, 2024-07-01, 20240701, 7/1/2024, July 1, 2024, 1 July 2024."""

_NUMBERS = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SLASHES = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")
_NAMED = re.compile(rf"(?:(\d{{1,2}})\s+)?({_MONTH})\s+(?:(\d{{1,2}}),?\s+)?(\d{{4}})")


def day(text: str, *, month_first: bool | None) -> tuple[int, int]:
    """The first and the last day (ordinals) of a day, month or year.

    ``month_first``: how 7/1/2024 is read; None where nobody can say, and only 13/7/2024 and the like are clear.
    Raises ValueError, with what to write instead, for what is no date.
    """
    text = text.lower().strip()
    if found := _COMPACT.fullmatch(text) or _NUMBERS.fullmatch(text):
        return whole(*(int(part) if part else None for part in found.groups()))
    if found := _NAMED.fullmatch(text):
        before, name, after, year = found.groups()
        number = before or after
        return whole(int(year), MONTHS.index(name[:3]) + 1, int(number) if number else None)
    if found := _SLASHES.fullmatch(text):
        first, second, year = found.groups()
        if first is None:
            return whole(int(year), int(second), None)
        return _slashed(int(first), int(second), int(year), month_first=month_first)
    raise ValueError("write the year, month and day as 20240701")


def _slashed(first: int, second: int, year: int, *, month_first: bool | None) -> tuple[int, int]:
    if month_first is None and first != second and max(first, second) <= len(MONTHS):
        raise ValueError("which is the day and which the month? write 20240701")
    if month_first is None:
        month_first = second > len(MONTHS)
    month, number = (first, second) if month_first else (second, first)
    return whole(year, month, number)
