"""What stands behind the colon of a date, number, flag or keyword field comes in; a Range or Value goes out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from search.fields import Field
from search.query.lexing import Shown, Token
from search.query.ranges import Range, Value

Today: TypeAlias = Callable[[], date]
"""Gives the day relative dates are counted from."""

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_BACK = re.compile(r"-([0-9]{1,5})([dwmy])")
_FLAGS = {"yes": "1", "true": "1", "1": "1", "no": "0", "false": "0", "0": "0"}
_LARGEST = 2**53
"""What every engine's columns hold exactly."""


class _EndError(ValueError):
    """An end of a range that is no date or number; the hint says how to write one."""


def read_value(query: Shown, token: Token, field: Field, today: Today) -> Range | Value:
    """What a WORD or QUOTED token means beside a field that is no text.  Raises QueryError."""
    text = token.text.strip()
    at = (token.start, token.end)
    if token.exact:
        raise query.error(f"= has no meaning beside {field.name}:", *at, "leave it out")
    if not text:
        raise query.error(f"nothing to look for in {field.name}", *at)
    if field.kind == "keyword":
        return Value(field=field.name, pattern=re.sub(r"\*+", "*", text.casefold()), at=at)
    if field.kind == "flag":
        if text.casefold() not in {*_FLAGS, "*"}:
            raise query.error(f"{field.name} is yes or no", *at, f"write {field.name}:yes")
        return Value(field=field.name, pattern=_FLAGS.get(text.casefold(), "*"), at=at)
    read_end = (lambda end: _day(end.casefold(), today)) if field.kind == "date" else _number
    try:
        low, high = _range(text, read_end)
    except _EndError as bad:
        start = token.inner + len(token.text) - len(token.text.lstrip())
        raise query.error(f"{text} is no {field.kind}", start, start + len(text), str(bad)) from None
    if low is not None and high is not None and low > high:
        first, last = text.split("..", 1)
        raise query.error("the range ends before it begins", *at, f"write {field.name}:{last}..{first}")
    return Range(field=field.name, low=low, high=high, at=at)


def any_value(field: Field, at: tuple[int, int]) -> Range | Value:
    """An article that has the field at all."""
    if field.kind in {"date", "number"}:
        return Range(field=field.name, low=None, high=None, at=at)
    return Value(field=field.name, pattern="*", at=at)


def _range(text: str, read_end: Callable[[str], tuple[int, int]]) -> tuple[int | None, int | None]:
    """The least and the greatest value meant by ``a``, ``a..b``, ``a..``, ``..b`` or ``*``."""
    if text == "*":
        return None, None
    if text[0] in "<>" and (end := text.lstrip("<>= ")):
        raise _EndError(f"write {f'..{end}' if text[0] == '<' else f'{end}..'}; both ends are included")
    first, dots, last = text.partition("..")
    if not dots:
        return read_end(text)
    if not first and not last:
        raise _EndError("write at least one end, as in 2024..")
    return (read_end(first)[0] if first else None), (read_end(last)[1] if last else None)


def _number(text: str) -> tuple[int, int]:
    if not (text.isascii() and text.isdecimal() and len(text) <= 16 and int(text) <= _LARGEST):
        raise _EndError("write 500, 500.., ..500 or 500..900; both ends are included")
    return int(text), int(text)


def _day(text: str, today: Today) -> tuple[int, int]:
    """The first and the last day (ordinals) of a day, month, year, or of a day counted back from today."""
    if text in {"today", "yesterday"}:
        day = today().toordinal() - (text == "yesterday")
        return day, day
    try:
        if back := _BACK.fullmatch(text):
            day = _back(today(), int(back.group(1)), back.group(2)).toordinal()
            return day, day
        if found := _DAY.fullmatch(text):
            return whole(*(None if part is None else int(part) for part in found.groups()))
    except (ValueError, OverflowError):
        raise _EndError("there is no such day in the calendar") from None
    raise _EndError("write 2024, 2024-07, 2024-07-01, today, -7d, or a range with two dots: 2024-07..2024-09")


def whole(year: int | None, month: int | None, day: int | None) -> tuple[int, int]:
    """The first and the last day of a year, month or day."""
    assert year is not None  # noqa: S101 - the pattern has one
    first_month, last_month = (1, 12) if month is None else (month, month)
    first = date(year, first_month, 1 if day is None else day)
    last = first if day is not None else date(year, last_month, _days_in(year, last_month))
    return first.toordinal(), last.toordinal()


def _back(day: date, count: int, unit: str) -> date:
    """The day so many days, weeks, months or years earlier; the month's last where it is too short."""
    if unit in "dw":
        return day - timedelta(days=count * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    from calendar import monthrange  # noqa: PLC0415 - most queries hold no month

    return monthrange(year, month)[1]
