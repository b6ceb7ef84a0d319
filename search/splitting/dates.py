"""A line comes in; the day it prints goes out, and whether the whole line is a time stamp."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv januar jänner enero ene janeiro gennaio",
            "february feb février févr fév februar febrero fevereiro febbraio",
            "march mar mars märz marzo março",
            "april apr avril avr abril abr aprile",
            "may mai mayo maio maggio",
            "june jun juin juni junio junho giugno",
            "july jul juillet juil juli julio julho luglio",
            "august aug août aout agosto ago",
            "september sept sep septembre septiembre setembro settembre",
            "october oct octobre oktober okt octubre outubro ottobre",
            "november nov novembre noviembre novembro",
            "december dec décembre déc dezember dez diciembre dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\b\.?"
DAY_NAME = (
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b"
)
_WORDED = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b,?\s+(?P<y1>(?:18|19|20)\d\d)\b"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(?P<m2>{_MONTH}),?\s+(?:de\s+)?"
    r"(?P<y2>(?:18|19|20)\d\d)\b"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d))",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::\d\d)?\s?(?P<half>[ap]\.?m\b\.?)?", re.IGNORECASE)
_STAMP_WORD = re.compile(
    rf"""\d+(?:st|nd|rd|th|[ap]m|h|min|er)\b|\b(?:first|last|originally|published|publishing|posted|updated?|
      modified|created|date|on|at|by|read|reading|time|min|mins|minutes?|hours?|days?|
    weeks?|months?|ago|today|yesterday|now|just|story|article|a\.?m|p\.?m|[ecmpawb]?[ds]?t|edt|est|cdt|cst|mdt|mst|
      pdt|pst|gmt|utc|bst|ist|sast|cet|cest|eet|jst|aest|aedt|nzst|nzdt|hrs|uhr|
    aktualisiert|veröffentlicht|stand|publié|le|mis|à|jour|modifié|publicado|actualizado|el|de|am|um|von|new|live|
      {DAY_NAME}|{_MONTH})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_STAMP_OPENING = re.compile(
    r"\W*(?:\d|first|last|originally|publi|post|updat|modif|creat|date|on\b|at\b|today|yesterday|aktual|veröff|stand"
    rf"|mis |le |el |am |{DAY_NAME}|{_MONTH})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_STAMP_HINT = re.compile(
    r"(?:published|posted|updated|last\ updated|last\ modified|first\ published|date|aktualisiert|publié|publicado)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:18|19|20)\d\d\b")
LONGEST_DAY = 28
"""Characters from the start of a written-out day to its year."""
LONGEST_STAMP = 110


def find_day(text: str) -> date | None:
    """The last day written out with its year in ``text`` ("April 14, 2025", "14 avril 2025", "2025-04-14"), or None.

    >>> find_day("Released in Port Alder, Monday, April 14, 2025.")
    datetime.date(2025, 4, 14)
    """
    found = None
    for year in _YEAR.finditer(text):
        for match in _WORDED.finditer(text, max(0, year.start() - LONGEST_DAY), year.end() + 6):
            found = _day(match) or found
    return found


def _day(match: re.Match[str]) -> date | None:
    for number in "123":
        if match[f"y{number}"]:
            month = match[f"m{number}"]
            try:
                return date(int(match[f"y{number}"]), _month(month), int(match[f"d{number}"]))
            except (ValueError, KeyError):
                return None
    return None


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else _MONTHS[word.casefold().rstrip(".")]


def is_stamp(line: str) -> bool:
    """True if nothing but dates, hours and the words around them stand in the line.

    >>> is_stamp("Published Sep 3, 2021 • Last updated 20 minutes ago • 6 minute read")
    True
    >>> is_stamp("May 7, 1987: the bridge opens")
    False
    """
    if len(line) > LONGEST_STAMP or not _DIGIT.search(line) or not _STAMP_OPENING.match(line):
        return False
    left = _STAMP_WORD.sub("", line)
    return not _LETTER.search(left) and bool(
        _STAMP_HINT.match(line.strip())
        or _WORDED.search(line)
        or _NUMERIC.search(line)
        or _CLOCK.search(line)
        or " ago" in line
    )


def stamp_time(line: str) -> date | datetime | None:
    """The moment a time stamp gives, without zone; None where it can be read in two ways (03/04/2024) or holds none.

    >>> stamp_time("Posted: Dec 9, 2021 / 05:20 PM CST")
    datetime.datetime(2021, 12, 9, 17, 20)
    >>> stamp_time("Published on 23/05/2021")
    datetime.date(2021, 5, 23)
    >>> stamp_time("03/04/2024") is None
    True
    """
    match = _WORDED.search(line)
    day = _day(match) if match else _numeric_day(line)
    if day is None:
        return None
    clock = _CLOCK.search(line[: match.start()] + " " + line[match.end() :] if match else _NUMERIC.sub(" ", line))
    if clock is None:
        return day
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return day
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - the article's own time


def _numeric_day(line: str) -> date | None:
    match = _NUMERIC.search(line)
    if match is None:
        return None
    first, second, year = (int(number) for number in match.groups())
    readings = set()
    for day, month in ((first, second), (second, first)):
        try:
            readings.add(date(year, month, day))
        except ValueError:
            continue
    return readings.pop() if len(readings) == 1 else None
