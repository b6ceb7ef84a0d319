"""A line comes in; the day it prints goes out, and whether the whole line is a time stamp."""

from __future__ import annotations

import re
from datetime import date

from search.splitting.byline import is_labelled
from search.splitting.names import mostly_capitals
from search.splitting.signs import holds

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv januar jänner enero ene janeiro gennaio januari stycznia ocak leden ledna",
            "february feb février févr fév februar febrero fevereiro febbraio februari lutego şubat února",
            "march mar mars märz marzo março maart marca mart března marts",
            "april apr avril avr abril abr aprile kwietnia nisan dubna",
            "may mai mayo maio maggio mei maj maja mayıs května",
            "june jun juin juni junio junho giugno czerwca haziran června",
            "july jul juillet juil juli julio julho luglio lipca temmuz července",
            "august aug août aout agosto ago augustus augusti sierpnia ağustos srpna",
            "september sept sep septembre septiembre setiembre setembro settembre września eylül září",
            "october oct octobre oktober okt octubre outubro ottobre października ekim října",
            "november nov novembre noviembre novembro listopada kasım listopadu",
            "december dec décembre déc dezember dez diciembre dezembro dicembre grudnia aralık prosince",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"[^\W\d_]{3,12}\b\.?"
"""Any word that may be a month; whether it is one, ``_MONTHS`` says, sooner than a pattern of them all."""
DAY_NAME = (
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b"
)
_WORDED = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b,?\s+(?P<y1>(?:18|19|20)\d\d)\b"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?\s+(?:de\s+)?(?P<m2>{_MONTH}),?\s+(?:de[l]?\s+)?"
    r"(?P<y2>(?:18|19|20)\d\d)\b"
    r"|(?P<y3>(?:19|20)\d\d)(?:-(?P<m3>[01]?\d)-(?P<d3>[0-3]?\d)\b|[年년]\s?(?P<m4>[01]?\d)[月월]\s?(?P<d4>[0-3]?\d)[日일]))",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::\d\d)?\s?(?P<half>[ap]\.?m\b\.?)?", re.IGNORECASE)
_STAMP_WORDS = frozenset(
    """
    first last originally published publishing posted update updated modified created date on at by read reading time
    min mins minute minutes hour hours day days week weeks month months ago today yesterday now just story article
    a p am pm a.m p.m et ct mt pt est cst mst pst edt cdt mdt pdt akst hst bst gmt utc ist wat eat cat sast cet cest eet
    wet jst kst aest aedt awst nzst nzdt hkt sgt hrs h uhr aktualisiert veröffentlicht stand publié publiée le mis mise
    à jour modifié publicado publicada actualizado atualizado el em às de del am um von vom bis il pubblicato aggiornato
    alle ore opublikowano godz new live z ta te
    mon monday tue tues tuesday wed wednes wednesday thu thur thurs thursday fri friday sat saturday sun sunday
    montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira lunedì martedì
    mercoledì giovedì venerdì sabato domenica
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
).union(_MONTHS)
"""The words of a time stamp, folded."""
_STAMP_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_STAMP_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|h\d*|min|er|º)?|\d[\d.]*(?:[ap]\.?m)?|(?:\d+[年月日時时分년월일시분])+")
_DIGIT = re.compile(r"\d")
LONGEST_NAME = 4
"""Words before the date in "Alder Post, 3 October 2013"."""
_NAMED = re.compile(r"(?P<name>[^\W\d_][^,|•·–—]*?)(?:\s*[,|•·–—]\s*|\s-\s)(?P<stamp>\S.*)")
_PLACED = re.compile(r"(?P<stamp>.*\d.*?)(?:\s*[,|•·–—]\s*|\s-\s)(?P<name>[^\W\d_][^,|•·–—\d]*)")
_ZONE = re.compile(r"\s(?<=[\dmM.]\s)(?:[A-Z]{2,5}(?:[+-]\d\d?(?::?\d\d)?)?)\b")
"""A time zone after the hour, whatever its name."""
_STAMP_HINT = re.compile(
    r"(?:published|posted|updated|last\ updated|last\ modified|first\ published|date|aktualisiert|publié|publicado)\b",
    re.IGNORECASE,
)
_CENTURIES = ("20", "19", "18")
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
    for year in _YEAR.finditer(text) if holds(text, _CENTURIES) else ():
        for match in _WORDED.finditer(text, max(0, year.start() - LONGEST_DAY), year.end() + 6):
            found = _day(match) or found
    return found


def _day(match: re.Match[str]) -> date | None:
    month = match["m1"] or match["m2"] or match["m3"] or match["m4"]
    day = match["d1"] or match["d2"] or match["d3"] or match["d4"]
    try:
        return date(int(match["y1"] or match["y2"] or match["y3"]), _month(month), int(day))
    except (ValueError, KeyError):
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
    if len(line) > LONGEST_STAMP or not _DIGIT.search(line):
        return False
    line = _ZONE.sub("", line)
    return _is_plain_stamp(line) or (holds(line, _CENTURIES) and _is_named_stamp(line))


def _is_named_stamp(line: str) -> bool:
    """A paper's name or a place, and a whole day: in that order, or the other."""
    for form in (_NAMED, _PLACED):
        match = form.fullmatch(line)
        if match and _is_paper_or_place(match["name"]) and _is_whole_day(match["stamp"]):
            return True
    return False


def _is_whole_day(stamp: str) -> bool:
    found = _WORDED.search(stamp)
    return found is not None and _day(found) is not None and _is_plain_stamp(stamp)


def _is_paper_or_place(name: str) -> bool:
    return len(name.split()) <= LONGEST_NAME and mostly_capitals(name) > 0.99 and not is_labelled(name)


def _is_plain_stamp(line: str) -> bool:
    """Nothing but the words and figures of a time stamp, and a day, an hour or a distance in time among them."""
    tokens = _STAMP_TOKEN.findall(line.casefold())
    if not all(_STAMP_NUMBER.fullmatch(token) if token[0].isdigit() else token in _STAMP_WORDS for token in tokens):
        return False
    return bool(
        _STAMP_HINT.match(line.strip())
        or _WORDED.search(line)
        or _NUMERIC.search(line)
        or _CLOCK.search(line)
        or " ago" in line
    )
