"""A time as a record gives it comes in; the day or the moment goes out, or None where it can't be trusted.

Understood are ISO 8601, mail's dates (RFC 5322), seconds since 1970, and days written out or in figures in the
languages of ``months``, with hour and zone.  3/4/2024 is two days, so it is none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from unicodedata import normalize

from search.sources.months import MONTHS, OFFSETS

_LONGEST = 200
"""Characters of a text that may be a time."""
_YEARS = range(1500, 2101)
"""Years that news has; others are placeholders."""
_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)"
    r"(?:(?:[T ]|(?<=\d{8})(?=\d{6}))(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_SECONDS = re.compile(r"(?:/Date\()?(\d{10})(?:\d{3})?(?:\)/)?")
"""Also as .NET writes it in JSON."""
_LAST_SECOND = 1_900_000_000
"""In 2030; such figures may as well be a day and an hour, 2021090310."""
_NAME = r"(?P<name>[^\W\d_]{3,14})\.?"
_DAYS = (
    ("年년", r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?"),
    ("-/.", r"(?<!\d)(?P<y>\d{4})(?P<sep>[-/.])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})(?!\d)"),
    # The day comes first wherever dots are written.
    (".", r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
    ("/-", r"(?<![\d/-])(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)"),
    (
        "",
        (
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[\s/-]+(?:de\s+|of\s+)?{_NAME},?[\s/-]+"
            r"(?:del?\s+)?(?P<y>\d{4})(?!\d)"
        ),
    ),
    ("", rf"(?<!\w){_NAME}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)"),
    ("", rf"(?<!\d)(?P<y>\d{{4}})\.?\s+{_NAME}\s+(?P<d>\d{{1,2}})(?!\d)"),  # Hungarian
)
"""Signs of which a text has one where the form beside them may be in it (empty: any text), and the form."""
_DAY = tuple((signs, re.compile(pattern, re.IGNORECASE)) for signs, pattern in _DAYS)
_CLOCK = re.compile(
    r"(?P<before>오전|오후|上午|下午|午前|午後)?\s?(?<![\d.:+-])(?P<hour>\d{1,2})\s?(?:[:.h]|[時时시]\s?)(?P<minute>\d\d)"
    r"(?:\s?[:.분分]\s?(?P<second>\d\d))?(?:\.\d+)?\s?[分분秒초]?\s?(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\s?\(?(?P<zone>(?:(?:UTC|GMT)\s?)?[+-]\d\d?(?::?\d\d)?(?!\d)|[A-Za-z]{1,5}\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?<!\d)(?P<hour>\d{1,2})\s?(?P<half>[ap]\.?m\b\.?)\s?(?P<zone>[A-Z]{2,4}\b)?", re.IGNORECASE)
_YEAR_LAST = re.compile(r"([A-Za-z]{3}) (\d{1,2}) (\d\d:\d\d(?::\d\d)?(?: [+-]\d{4}| [A-Z]{2,4})?) (\d{4})$")
"""Fri Aug 02 14:05:00 +0000 2024, as Unix and some services write it."""
_SHORT_YEAR = re.compile(r"^((?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3}) (\d\d)(?= \d\d:\d\d)")
"""Fri, 02 Aug 24 14:05:00 GMT: RFC 822; below 50 it is this century (RFC 5322, section 4.3)."""
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-])")
"""3/4/2024, 3.4.24: two orders of day and month."""
_AFTERNOON = frozenset(("오후", "下午", "午後"))
_FORENOON = frozenset(("오전", "上午", "午前"))


def moment(printed: str) -> date | datetime | None:
    """The time ``printed`` gives: a datetime with the hour, aware where the zone is certain; None if in any doubt.

    >>> moment("Aug 2, 2024 2:05 PM EDT").isoformat()
    '2024-08-02T14:05:00-04:00'
    >>> moment("2 sierpnia 2024 r."), moment("3/4/2024")
    (datetime.date(2024, 8, 2), None)
    """
    text = " ".join(normalize("NFKC", printed[: _LONGEST + 1]).split())
    if not text or len(text) > _LONGEST:
        return None
    try:
        if match := _ISO.fullmatch(text):
            return _timed(_date(match["y"], match["m"], match["d"]), match if match["hour"] else None)
        if match := _SECONDS.fullmatch(text):
            return datetime.fromtimestamp(int(match[1]), tz=UTC) if int(match[1]) < _LAST_SECOND else None
        text = _YEAR_LAST.sub(r"\1 \2 \4 \3", text)
        return _written(
            _SHORT_YEAR.sub(lambda found: f"{found[1]} {'20' if found[2] < '50' else '19'}{found[2]}", text)
        )
    except (ValueError, OverflowError):
        return None


def in_order(printed: str, order: str) -> str:
    """``printed`` with its day in figures turned round to ISO 8601; ``order``: ``dmy`` or ``mdy``, as somebody said.

    Figures that are no day in this order stay as they are.

    >>> in_order("3/4/24 10:15", "dmy"), in_order("3/4/2024", "mdy"), in_order("13/4/2024", "mdy")
    ('2024-04-03 10:15', '2024-03-04', '13/4/2024')
    """

    def turned(match: re.Match[str]) -> str:
        day, month = (match[1], match[3]) if order == "dmy" else (match[3], match[1])
        year = match[4] if len(match[4]) == 4 else f"{20 if match[4] < '50' else 19}{match[4]}"
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return match[0]

    return _FIGURES.sub(turned, printed, count=1)


def _written(text: str) -> date | datetime | None:
    """A day in words or figures and the hour beside it."""
    found = min(
        ((match.start(), number, match)
         for number, (signs, pattern) in enumerate(_DAY) if not signs or any(map(text.__contains__, signs))
         for match in pattern.finditer(text) if _readable(match)),
        default=None,
        key=lambda item: item[:2],
    )  # fmt: skip
    if found is None:
        return None
    match = found[2]
    day = _day(match)
    return _timed(day, _clock(text[: match.start()], text[match.end() :]))


def _clock(before: str, after: str) -> re.Match[str] | None:
    """The hour that stands nearest to the day: another day's may stand farther off."""
    follows = _CLOCK.search(after) or _HOUR.search(after)
    leads = [*_CLOCK.finditer(before)] or [*_HOUR.finditer(before)]
    if leads and (follows is None or len(before.rstrip(" ,")) - leads[-1].end() < follows.start()):
        return leads[-1]
    return follows


def _readable(match: re.Match[str]) -> bool:
    return "name" not in match.re.groupindex or _month(match["name"]) is not None


def _month(name: str) -> int | None:
    # Turkish capitals: İ is folded to an i with a dot above it
    return MONTHS.get(normalize("NFC", name.casefold()).replace("i\u0307", "i"))


def _day(match: re.Match[str]) -> date:
    """The day of a match; raises ValueError for one that is none, or two."""
    groups = match.groupdict()
    if "name" in groups:
        return _date(match["y"], str(_month(match["name"])), match["d"])
    if "a" not in groups:
        return _date(match["y"], match["m"], match["d"])
    readings = set()
    for month, day in ((match["a"], match["b"]), (match["b"], match["a"])):
        if int(month) <= 12:
            readings.add(_date(match["y"], month, day))
    if len(readings) != 1:
        raise ValueError(match[0])
    return readings.pop()


def _date(year: str, month: str, day: str) -> date:
    if int(year) not in _YEARS:
        raise ValueError(year)
    return date(int(year), int(month), int(day))


def _timed(day: date, clock: re.Match[str] | None) -> date | datetime:
    """``day`` with the hour of a match; raises ValueError for an hour that is none."""
    if clock is None:
        return day
    parts = clock.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "")[:1].lower()
    half = "p" if parts.get("before") in _AFTERNOON else "a" if parts.get("before") in _FORENOON else half
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = int(parts.get("second") or 0)
    minute, part = int(parts.get("minute") or 0), int(f"{parts.get('part') or '':0<6}"[:6])
    zone = _zone(parts.get("zone") or "")
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), part, tzinfo=zone)


def _zone(name: str) -> tzinfo | None:
    """The offset a zone's name or figures give; None for one that is not certain."""
    figures = re.fullmatch(r"(?:(?:UTC|GMT)\s?)?([+-])(\d\d?):?(\d\d)?", name, re.IGNORECASE)
    if figures:
        offset = timedelta(hours=int(figures[2]), minutes=int(figures[3] or 0))
        if offset >= timedelta(hours=15):
            raise ValueError(name)
        return timezone(offset if figures[1] == "+" else -offset)
    hours = OFFSETS.get(name.lower())
    return None if hours is None else timezone(timedelta(hours=hours))
