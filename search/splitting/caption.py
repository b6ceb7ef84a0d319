"""A line known or suspected to be a caption comes in; the caption taken apart, or the evidence for one, goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.article import Caption
from search.splitting.credit import CAPTION_LABEL, Credit, split_credit
from search.splitting.credit_words import FILED_WORD, REMARK, photographer_and_agency
from search.splitting.dates import DAY_NAME, find_day
from search.splitting.names import as_written, mostly_capitals
from search.splitting.signs import holds
from search.splitting.wide import is_wide

if TYPE_CHECKING:
    from search.article import RawCaption

_FILE_TEXT = re.compile(
    r"^\W*FILE\b|^\W*(?:in this|a|an|the)?\s*(?:undated |archival? )?(?:file|archive) (?:photo|image|picture)"
    rf"|\b(?:file|library) (?:photo|image|picture|pic)\b|[(\[](?:file|archive|{FILED_WORD})[)\]]"
    r"|\barchiv(?:bild|foto|aufnahme)\b|\bimagen de archivo\b",
    re.IGNORECASE,
)
_FILE_HINTS = ("file", "archi", "arkiv", "arquivo", "library")
_FILE_START = re.compile(r"^\W*FILE\s*(?:[-–—:]|PHOTO|IMAGE|PIC)")
_FILE_CREDIT = re.compile(
    r"\b(?:files?|archives?|archiv(?:foto|bild)?|library|archivo|arkiv)\b(?!\s+of\b)", re.IGNORECASE
)
_SIDES = re.compile(
    r"""\W(?:(?:from|at|far|top|bottom)\s(?:the\s)?(?:far\s|top\s|bottom\s|front\s|back\s)?(?:left|right)\b(?!\sto\b|
      \sof\b|\sfor\b)|(?<=[,(])\s?(?:second\s|third\s|far\s|top\s|bottom\s|front\s)?(?:from\s)?(?:the\s)?(?:left|
        right|centre|center|l|r)\b\.?[,)]
    |(?:second|third|fourth)\sfrom\s(?:the\s)?(?:left|right)|(?:left|right)\sto\s(?:left|right)|clockwise\b|
      (?<=\()\s?(?:li|re|links|rechts|l|r|m)\.?\s?\)|pictured\b
    |seen (?:here|in this|above|from|during|at|in)\b|poses? (?:for|with|in|at|outside|next)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Looked for behind a space, so that what a search skips is all letters."""
_PICTURE = re.compile(
    r"""\b(?:this|these|an?|the)\s(?:\w+\s)?(?:photo(?:graph)?s?|image|picture|still|screenshot|screengrab|
      video\s(?:still|grab|frame)|satellite\simage|combination\s(?:of\s)?(?:photos|pictures)|illustration|rendering|
        frame\sgrab)\b
    |^(?:an?\s)?(?:aerial|general|exterior|interior|undated)\s(?:view|photo|shot|picture|image)|\b(?:photo|image|
      picture)\s(?:shows|taken|provided|released|illustration)|\b[–-]\svideo$|\bin\sa\sstill\sfrom\b|
        \bartist.s\s(?:impression|rendering)""",
    re.IGNORECASE | re.VERBOSE,
)
_ASIDE = re.compile(rf"\((?:{REMARK})\)", re.IGNORECASE)
_DATED = re.compile(rf"\W(?:{DAY_NAME}),?\s+\w+\.?\s+\d{{1,2}},?\s+(?:19|20)\d\d\b", re.IGNORECASE)
_TELLING = frozenset(
    verb + mark
    for verb in """
    said told announced added according explained was were had did would could wrote reported asked noted been
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
    for mark in ("", ",", ".", ":", ";")
)
"""Verbs of a report; a caption is in the present tense."""
_ACTING = re.compile(
    r"""\b(?:stands?|sits?|walks?|speaks?|speaking|waves?|waving|arrives?|arriving|leaves?|leaving|looks?|looking|
      holds?|holding|poses?|posing|attends?|attending|listens?|
    listening|talks?|talking|reacts?|reacting|celebrates?|celebrating|gestures?|gesturing|greets?|greeting|
      addresses|addressing|carries|carry|carrying|passes|watches|watching|smiles?|smiling|reads|reading|plays|playing|
    shows?|showing|rides?|riding|works|working|helps|tends?|rises|billows?|burns|flies|fly|stand|gathers?|gathering|
      protests?|protesting|marches|marching|performs?|performing|runs|running|drives?|driving|crosses|crossing|
        wears?|wearing|
    takes?\spart|shakes?|shaking|hugs?|embraces?|kisses|chants?|shout|shouting|supporting|training|competes?|
      delivers?|inspects?|inspecting|visits?|visiting|searches|search|participates?|is\sseen|are\sseen|is\spictured|
        are\spictured|is\ssworn|appears?)\b""",
    re.VERBOSE,
)
_IN_BRACKETS = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){1,2}\s\((?![A-Z]+\))[^()]{1,40}\)\s[a-zà-ÿ]")
"""Who somebody is or where he stands, before what he does: "Ann Smith (Alder) hails a cab"."""
_POSED = re.compile(r"(?:(?:(?:An?|The)\s)?[a-z-]+\s|(?:[A-Z][a-z]+\s){0,2})?[A-Z][\w’'-]+\s[A-Z][\w’'-]+\s")
_PICTURE_HINTS = (
    "hoto",
    "icture",
    "mage",
    "view",
    "still",
    "creen",
    "ender",
    "impression",
    "video",
    "llustration",
    "footage",
)
_SIDE_HINTS = ("left", "right", "cent", "ictured", "lockwise", "seen ", " pose", "links", "rechts", "(l", "(r")
_WIDE_OPENINGS = ("图为", "圖為", "写真は", "写真：", "사진은", "사진=", "▲")
"""How a caption says in Chinese, Japanese and Korean that it is one."""
_WIDE_SIDES = ("左から", "右から", "（左）", "（右）", "（中央）", "왼쪽", "오른쪽", "（左", "（右")
OPENING = 40
"""Characters in which a caption that speaks of the picture does so."""

_FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ]+\s(?:[A-Z]\.\s)?[A-ZÀ-Þ][\w’'-]+")
_PLACE = re.compile(
    r"\W(?:in|near|outside|at|over|off)\s"
    r"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:\s(?:de|del|la|of|al|el|on|upon|[A-ZÀ-Þ][\w.'’-]+))*"
    r"(?:,\s[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+)*){0,2})"
)
_NOT_A_PLACE = re.compile(
    rf"\b(?:{DAY_NAME}|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|aug|sept|oct|nov|dec)\b\.?",
    re.IGNORECASE,
)

_NEXT_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z])")
_WORD_END = re.compile(r"[a-z\d)]{3}")
_LOOSE_ENDS = (".", " de", " del", " la", " of", " al", " el", " on", " upon")
"""One of which stands where ``_LOOSE_END`` has something to take away."""
_LOOSE_END = re.compile(r"(?:\s(?:de|del|la|of|al|el|on|upon))+\s*$|(?<=\w{5})\.$")

ASIDES = ("(l.", "(r.", "(li", "(re.", "(m.", "(Archi", "(archi", "(Symbol", "(file", "(File ")
"""Such an aside makes a caption of a finished sentence too."""
CAPTION_HINTS = (
    "left,", "left)", "left.", "left to", "from left", "right,", "right)", "right.", "from right", "entre,", "enter,",
    "icture", "oto", "mage", "lockwise", "seen here", "seen in", " poses ", "view ", ", 20", ", 19", " video",
)  # fmt: skip
"""A finished sentence without any of these is no caption by its wording."""
_ALL_HINTS = CAPTION_HINTS + ASIDES


def make_caption(line: str, credit: Credit | None = None) -> Caption:
    """The caption ``line`` holds, taken apart; ``credit`` is what `split_credit` found in it, if that is known already.

    >>> made = make_caption("FILE - Boats lie in Port Alder, Norland, Aug. 1, 2024. (AP Photo/Ann Smith, File)")
    >>> made.photographer, made.agency, made.filephoto, made.shot, made.place
    ('Ann Smith', 'AP', True, datetime.date(2024, 8, 1), 'Port Alder, Norland')
    """
    credit = credit or split_credit(line)
    text, printed = (credit.text, credit.credit) if credit else (CAPTION_LABEL.sub("", line), "")
    person, agency = photographer_and_agency(printed) if printed else ("", "")
    return Caption(
        text=text,
        credit=printed,
        photographer=person,
        agency=agency,
        filephoto=_is_file_photo(text, printed),
        shot=find_day(text),
        place=_place(text),
    )


def fill_caption(raw: RawCaption) -> Caption:
    """A structured source's caption with what it does not name split out of its text; what it names is kept."""
    made = make_caption(raw.text)
    if raw.credit:
        person, agency = photographer_and_agency(raw.credit)
        whole = made.credit.casefold() == raw.credit.casefold()
        made = Caption(
            text=made.text if whole else raw.text,
            credit=raw.credit,
            photographer=person,
            agency=agency,
            filephoto=made.filephoto or _is_file_photo("", raw.credit),
            shot=made.shot,
            place=made.place,
        )
    return Caption(
        text=made.text,
        credit=made.credit,
        photographer=as_written(raw.photographer) or made.photographer,
        agency=raw.agency or made.agency,
        filephoto=made.filephoto if raw.filephoto is None else raw.filephoto,
        shot=(find_day(raw.shot) if raw.shot else None) or made.shot,
        place=raw.place or made.place,
    )


def _is_file_photo(text: str, credit: str) -> bool:
    low = text.lower()
    filed = holds(low, _FILE_HINTS) and _FILE_TEXT.search(text)
    return bool(filed or (credit and _FILE_CREDIT.search(credit)))


def evidence(line: str) -> float:
    """How much the wording of a line, its credit aside, speaks for a caption; 2 is enough among paragraphs.

    >>> evidence("FILE - Boats leave Port Alder.") >= 2, evidence("The minister said boats would leave.") <= 0
    (True, True)
    """
    if line[0] in "•*":
        return 0.0  # an entry of a list
    if line.startswith(_WIDE_OPENINGS):
        return 3.0
    if ("FILE" in line and _FILE_START.match(line)) or ("aption" in line[:16].lower() and CAPTION_LABEL.match(line)):
        return 3.0
    if line[-1] == ")" and _ASIDE.match(line, line.rfind("(")):
        return 3.0
    if len(line) > 90 and line[-1] in '.”"' and not holds(line, _ALL_HINTS):
        return 0.0
    points = -2.0 if "“" in line or '"' in line or not _TELLING.isdisjoint(line.split()) else 0.0
    if points and len(line) > 90:
        return points
    points += 2.0 if holds(line, _SIDE_HINTS) and _SIDES.search(f" {line}") else 0.0
    if holds(line, _PICTURE_HINTS):
        points += 1.5 if _PICTURE.search(line, 0, OPENING) or line.endswith((" video", " in pictures")) else 0.0
    if len(line) < 320 and find_day(line):
        points += 2.0 if _DATED.search(f" {line}") else 1.0
    points += 2.0 if "(" in line and _ASIDE.search(line) else 0.0
    points += 1.5 if _is_roll_call(line) else 0.0
    points += 2.0 if is_wide(line) and holds(line, _WIDE_SIDES) else 0.0
    points += 1.0 if points > 0 and _ACTING.search(line[:160]) else 0.0
    return points


def is_told(line: str) -> bool:
    """True if it reports what was said or done, in the past tense."""
    words = line.split()
    return not _TELLING.isdisjoint(words) or any(word.endswith("ed") for word in words)


def is_posed(line: str) -> bool:
    """True for the opening of a picture's caption: who, then what he does in it, in the present tense.

    >>> is_posed("Ann Smith inspects the hull by hand"), is_posed("Ann Smith found guilty")
    (True, False)
    """
    if _IN_BRACKETS.match(line):
        return True
    match = _POSED.match(line)
    return match is not None and _ACTING.match(line, match.end()) is not None


def _is_roll_call(line: str) -> bool:
    """Nothing but the names of those in the picture, with what they are."""
    if line[-1:] in ".!?:" or "," not in line:
        return False
    names = len(_FULL_NAME.findall(line))
    return names >= 3 and len(line.split()) <= 7 * names and mostly_capitals(line) <= 0.95


def _first_sentence(text: str) -> str:
    """Up to the first full stop that ends no abbreviation."""
    for match in _NEXT_SENTENCE.finditer(text):
        if _WORD_END.match(text, match.start() - 3) if match.start() >= 3 else None:
            return text[: match.start() + 1]
    return text


def _without_day(place: str) -> str:
    """A place up to the day or the month that follows it, without a full stop or a small word at its end."""
    day = _NOT_A_PLACE.search(place)
    place = place[: day.start()] if day else place
    if place.rstrip().endswith(_LOOSE_ENDS):
        place = _LOOSE_END.sub("", place)
    return place.strip(" ,")


def _place(text: str) -> str:
    """The place nearest before the date, else the last place with a region: AP's "in Town, Region, Day"."""
    sentence = _first_sentence(text)
    best = ""
    for match in _PLACE.finditer(f" {sentence}"):
        place = _without_day(match["place"])
        if "," not in place and place.count(".") == 1:
            place = place.rstrip(".")  # the sentence's; an abbreviated region stands behind a comma
        if place and (not best or "," in place or "," not in best):
            best = place
    return best if len(best) <= 60 else ""
