"""A caption as printed comes in; its text and its credit, apart, go out, and how sure the form makes the credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from search.splitting.credit_words import (
    CONNECTORS,
    KIND,
    LABEL,
    LABEL_START,
    LAST_WORDS,
    LONGEST,
    REMARK,
    is_sure,
    pieces_of,
    unlabelled,
    weigh,
)
from search.splitting.names import agency
from search.splitting.signs import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST_TEXT = 4
"""Words after a credit that stands first; fewer are its second half ("Ann Smith | Alder Post")."""
TAIL = 170
"""Characters at the end of a line in which a credit without brackets is looked for."""
LONGEST_BRACKET = 200
"""Characters in which the opening bracket is looked for."""
INITIALS = 3
"""Letters, at most, with which a reporter signs the end of a story."""


class Credit(NamedTuple):
    """What a line divides into."""

    text: str
    credit: str
    """Without brackets and label words."""
    sure: bool
    """True where the form alone proves a credit (a label, an agency, "Name/Paper"); else a caption must be expected."""


_LABEL_HERE = rf"""
    (?P<label>(?-i:(?=[A-ZÀ-Þ©(摄攝写撮图圖사촬]|photo|foto|bild|image|pic|credit|copyright|source|quelle|fuente|fonte))
      (?:{LABEL}))\s*:?\s*"""
"""A label within a line: what has a use in a sentence ("courtesy of", "video by") must begin with a capital."""
_LABEL_TAIL = re.compile(
    rf"""
    (?:^|(?P<before>[.!?…”"’'»)\]。」]|[.!?]?\s*[—–|•·/]|\s-|\w,?|;|:)(?=\s|Credit|©))\s*
    {_LABEL_HERE}(?P<credit>\S.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_LABEL_ALONE = re.compile(rf"\s{_LABEL_HERE}\S", re.IGNORECASE | re.VERBOSE)
"""The label in ``_LABEL_TAIL``, after a space, whatever else stands before it: many times as fast, and it says where to
look."""
_LABEL_GLUED = re.compile(rf"(?:\s|[^\s](?=Credit|©)){_LABEL_HERE}\S", re.IGNORECASE | re.VERBOSE)
"""The same, and the two labels that may follow a word without a space."""
_SENTENCE_END = re.compile(
    r"""[\s.!?…”"](?:(?<=[.!?…])[”"’')\]]*(?=\s+\S)|(?<=[”"])(?=\s+[A-Z])|(?<=\s)\s*[—–|•·-](?=\s))"""
)
"""All that may end a sentence stands in its first brackets: a search skips letters at many times the speed."""
_MARKS = (
    *"/.|©!?…—–•·:;)]@-）：", "oto", "redit", "ourtesy", "opyright", "icture", "mage",
)  # fmt: skip
_AGENCIES_FIRST = ("Reuters ", "EPA", "Getty Images ", "PA Media ", "Shutterstock ", "Alamy ")
_LABEL_HINTS = (
    "oto", "mage", "redit", "icture", "ideo", "©", "ource", "ourtesy", "opyright", "(c)", "llustration", "raphi",
    "rtwork", "creen", "ender", "rawing", "ketch", "artoon", "nimation", "map", "Map", "ild", "Pic", "PIC", "FOTO",
    "BILD", "PHOTO", "IMAGE", "CREDIT", "uelle", "uente", "onte", "ote:", "graf", "djęcie", "rédit", "apture",
    "摄影", "攝影", "写真", "撮影", "图片", "图源", "圖片", "사진",
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?]\s+[A-Z][a-z]+\s+[a-z]")
_RIGHTS = ("rights reserved", "all rights")
_LABEL_ENDS = (
    ":",
    "/",
    "©",
    "(c)",
    " by",
    "credit",
    "crédit",
    "courtesy",
    "copyright",
    "source",
    " via",
    "écran de",
    "image by",
    "：",
    "・",
    " | ",
)
"""What stands in every label that is looked for at a line's end, in lower case."""
_TEXT_ENDS = frozenset('.!?…”"')
_WIDE_NAME = 14
_WIDE_TAIL = re.compile(r"＝(?P<credit>[^＝。、\d０-９]{2,12})$")
_KIND_WORD = re.compile(rf"^(?:{KIND})\.?\s+(?-i:(?=[A-Z]))", re.IGNORECASE)
_NO_CREDIT = re.compile(rf"{REMARK}|{KIND}|photos|images|pictures|composite|montage")
_WHOSE = r"[A-Z][\w’'.&-]*(?:\s[A-Z][\w’'.&-]*){0,3}"
_WHOSE_PHOTO = re.compile(rf"{_WHOSE}\s(?i:photo|photograph|picture|image|foto)s?(?:\s(?:by|courtesy\sof)\b|:)\s*\S")
"""Whose photograph it is before the photographer: "Staff photo by Ann Smith"."""
_WHOSE_BEFORE = re.compile(rf"(?<=[.!?…”\")])\s+(?P<whose>{_WHOSE})$")
_TRAILING = " \t–—-|•·*"
CAPTION_LABEL = re.compile(r"^(?:image|photo|picture|video|media)?\s?caption\s*[,:]\s*", re.IGNORECASE)
_FIRST_LABEL = re.compile(
    rf"""(?:{LABEL})\s*:?\s*(?P<credit>[^.|—–]{{2,70}}?)
    (?:\s*[|—–]\s*|\.\s+|\s*[,;]?\s*(?:image\s+|photo\s+)?caption\s*[,:]\s*)(?P<text>\S.{{12,}})""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_AGENCY = re.compile(
    r"""(?P<credit>(?:[A-Z][\w.'’-]+\s(?:[A-Z][\w.'’-]+\s)?[A-Z][\w.'’-]+\s?/\s?)?
    (?:Getty\sImages|AFP\svia\sGetty\sImages|PA\sMedia|PA\sWire|Reuters|EPA(?:-EFE)?|Shutterstock|AP\sPhoto|Alamy
      |(?<=/)[A-Z]{2,5}|(?<=/\s)[A-Z]{2,5}))
    (?:\s*[|:—–]\s*|\s+)(?P<text>(?:[A-Z“"‘'(]|\d).{12,})""",
    re.VERBOSE,
)
_FIRST_WORDS = ("(", "Getty", "AFP", "PA", "Reuters", "EPA", "Shutterstock", "AP", "Alamy")
"""How a credit before the text begins, unless there is a slash in it."""
_FIRST_APART = re.compile(
    r"(?:\((?P<inner>[^()]{3,80})\)|(?P<outer>[^.]{3,80}?/[^.]{1,60}?)\s[-–—|])\s+(?P<text>[A-Z“\"‘].{12,})"
)
_LICENSING = re.compile(r"\s(?:Acquire|Purchase) Licensing Rights(?:, opens new tab)?$")
_CAPITAL = r"[A-ZÀ-ÞŁŚŻČŠŽ][\w.'’-]*"
_NO_GAP_SLASH = re.compile(
    rf"""(?<![\w,])(?P<first>(?:{_CAPITAL}\s(?:(?:[A-Z]\.|v[ao]n|de[rn]?|al|el|bin)\s){{0,2}})?{_CAPITAL})\s?/\s?
    (?P<rest>(?:[\w.'’@&-]+(?:\s(?:via|for|of|-|
      {_CAPITAL}))*\s?[/|]\s?)*{_CAPITAL}(?:[ ](?:via[ ])?{_CAPITAL}){{0,4}})\.?$""",
    re.VERBOSE,
)
_NO_GAP_AGENCY = re.compile(
    r"(?:(?:AFP|AP|Bloomberg|Corbis|NurPhoto|Anadolu) via )?(?:Getty Images(?:/\w+)?|AP Photo|Shutterstock|iStockphoto"
    r"|iStock|WireImage|FilmMagic|PA Wire|PA Media|Alamy Stock Photo|Alamy)\.?$"
)
_AGENCY_ENDS = (
    "Images", "Photo", "Shutterstock", "iStockphoto", "iStock", "WireImage", "FilmMagic", "Wire", "Media", "Alamy",
)  # fmt: skip
"""How the last word of ``_NO_GAP_AGENCY`` ends, a slash and what follows it aside."""
_RESERVED = re.compile(
    rf"""(?:^copyright\s|(?<=\s)|^)
    (?P<credit>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}\s?/\s?copyright\b.{{2,60}}all\srights\sreserved\.?)$""",
    re.IGNORECASE | re.VERBOSE,
)


def split_credit(line: str) -> Credit | None:
    """Divide a line into caption and credit, or None where it holds no credit.

    The forms, in the order they are tried: in brackets at the end, after a label ("Photo by"), after the last sentence
    or a dash, an agency's name that simply follows, before the text.

    >>> split_credit("Boats leave Port Alder. (AP Photo/Ann Smith, File)")
    Credit(text='Boats leave Port Alder.', credit='AP Photo/Ann Smith, File', sure=True)
    >>> split_credit("Boats leave Port Alder. Photograph: Ann Smith/Reuters").credit
    'Ann Smith/Reuters'
    >>> split_credit("The harbour (and the ferry) will close at nine.") is None
    True
    """
    line = line.rstrip(_TRAILING)
    if not line:
        return None
    if not (line[line.rfind(" ") + 1].isupper() or holds(line, _MARKS) or line.startswith(_AGENCIES_FIRST)):
        return None
    if "Licensing Rights" in line[-40:] and (match := _LICENSING.search(line)):
        found = split_credit(line[: match.start()])
        return found and Credit(found.text, found.credit + match[0], found.sure)
    found = _labelled_first(line) or _bracketed(line)
    if found is None and _may_be_labelled(line):
        found = _labelled(line)
    if found is None and "＝" in line[-_WIDE_NAME:]:
        found = _wide_tail(line)
    return found or _bare(line) or _first(line)


def _bracketed(line: str) -> Credit | None:
    body = line.rstrip(". ")
    if body[-1:] not in (")", "]", "）"):
        return None
    start = _opening(body)
    inner = body[start + 1 : -1].strip()
    if start < 0 or not 2 <= len(inner) <= 160:
        return None
    text = body[:start].rstrip()
    weight = _weigh_bracket(inner)
    # A name alone says who or what was just spoken of, unless the text is over: "the captain (Bo Lee)".
    if weight == 1 and not (_is_over(text, inner, closed=body != line) and _is_new(text, inner)):
        return None
    if not weight:
        return None
    # A name that is a sentence by itself: "... in court. (Norland Court, Eastern District)"
    alone = text[-1:] in _TEXT_ENDS and " " in inner and body == line
    return Credit(text, unlabelled(_KIND_WORD.sub("", inner)), weight > 1 or alone)


def _is_over(text: str, inner: str, *, closed: bool) -> bool:
    """True if the text before a bracket needs nothing more; ``closed``: a full stop follows the bracket."""
    if closed and inner.isalpha():
        return False  # an abbreviation, explained
    return not text or text[-1] in _TEXT_ENDS or text[-1] in ")]"


def _is_new(text: str, inner: str) -> bool:
    """True if the text has named nobody and no place that the bracket names."""
    return not any(piece in text for piece in pieces_of(inner))


def _wide_tail(line: str) -> Credit | None:
    """The Japanese form: a double stroke, then an agency or a name."""
    match = _WIDE_TAIL.search(line)
    return Credit(line[: match.start()], match["credit"], sure=True) if match else None


def _opening(body: str) -> int:
    """Where the bracket opens that the last character closes, or -1 where that is ``LONGEST_BRACKET`` before it."""
    start = max(map(body.rfind, "([（"))
    if not holds(body[start:-1], ")]）"):  # no brackets within brackets, as nearly always
        return start if len(body) - start < LONGEST_BRACKET else -1
    depth = 0
    for place in range(len(body) - 1, max(-1, len(body) - LONGEST_BRACKET), -1):
        depth += (body[place] in ")]）") - (body[place] in "([（")
        if depth == 0:
            return place
    return -1


def _weigh_bracket(inner: str) -> int:
    """As `weigh`, with the forms that only a bracket has."""
    if _NO_CREDIT.fullmatch(inner):
        return 0
    if _WHOSE_PHOTO.match(inner):
        return 2
    named = _KIND_WORD.sub("", inner)
    label = LABEL_START.match(named)
    if label and label.end() < len(named) and len(named.split()) <= LONGEST:
        return 2 if _names_somebody(named[label.end() :]) else 0
    weight = weigh(named)
    if named != inner:
        return 2 * bool(weight)
    if weight == 1 and len(inner) <= INITIALS:
        return 0
    return weight or int(inner.isalpha() and inner.istitle())


def _names_somebody(credit: str) -> bool:
    """False for a number and for words that are all small, but for those known: what a map or a source is about."""
    if not any(map(str.isalpha, credit)):
        return False
    return not credit.islower() or credit.isalpha() or weigh(credit) > 0


def _may_be_labelled(line: str) -> bool:
    """Whether the end of a line has both halves of a label ("Photo" and "by", "Credit" and a colon): most have not."""
    tail = line[-TAIL:]
    return holds(tail.lower(), _LABEL_ENDS) and holds(tail, _LABEL_HINTS)


def _labelled(line: str) -> Credit | None:
    cut = max(0, len(line) - TAIL)
    if cut:
        cut = line.find(" ", cut) % len(line)
    tail = line[cut:]
    for match in _label_matches(tail):
        credit = match["credit"].strip(" .")
        if not _credit_after_label(credit):
            continue
        end = match.end("before") if match["before"] else match.start()
        text = (line[:cut] + tail[:end]).rstrip(_TRAILING + "/;:,")
        before = _WHOSE_BEFORE.search(text)
        if before and (match["label"][0].islower() or agency(before["whose"])):
            text, credit = text[: before.start()], f"{before['whose']} {match['label'].strip()} {credit}"
        return Credit(text, credit, sure=True)
    return None


def _label_matches(tail: str) -> Iterator[re.Match[str]]:
    position = 0
    alone = _LABEL_GLUED if "©" in tail or "credit" in tail.lower() else _LABEL_ALONE
    spaced = f" {tail}"
    while (label := alone.search(spaced, position)) is not None:
        sentence = tail[: label.start()].rstrip()[:-1].rstrip()  # without the mark before the label
        match = _LABEL_TAIL.search(tail, max(position, len(sentence) - 1))  # and with the stop before the mark
        if match is None:
            return
        yield match
        position = match.start("label") + 1


def _credit_after_label(credit: str) -> bool:
    """True if what follows a label can be a credit: short, and names rather than a sentence."""
    words = credit.split()
    if not 1 <= len(words) <= LONGEST or _SENTENCE.search(credit):
        return False
    if "ights" in credit and holds(credit.casefold(), _RIGHTS) and not weigh(credit):
        return False
    small = [word for word in words if word.islower() and word.strip(".,") not in CONNECTORS]
    return len(small) * 3 <= len(words) or weigh(credit) > 0


def _bare(line: str) -> Credit | None:
    last = line[line.rfind(" ") + 1 :].strip('.”"’')
    if last.islower() and last.isalpha() and last not in LAST_WORDS:
        return None  # a sentence
    cut = max(0, len(line) - TAIL)
    best: Credit | None = None
    for match in _SENTENCE_END.finditer(line, cut):
        credit = line[match.end() :].strip(_TRAILING)
        named = _KIND_WORD.sub("", credit)
        weight = 0 if credit[:1] in "([" else weigh(named)
        weight += weight == 1 and named is not credit and named != credit
        if weight > 1 or (weight == 1 and best is None and line[match.end() - 1] in '.!?”"|'):
            mark = match[0].strip()
            text = line[: match.start() if mark in "—–|•·-" else match.end()].rstrip()
            best = Credit(text, _KIND_WORD.sub("", credit.rstrip(".")), weight > 1)
            if best.sure:
                return best
    if (best is None or " | " in line) and cut == 0 and is_sure(line) and (" " in line or agency(line)):
        return Credit("", line.rstrip("."), sure=True)
    return best or _without_gap(line, cut)


def _without_gap(line: str, cut: int) -> Credit | None:
    """A credit that follows the text with nothing between: "... in Holm Ann Smith/Reuters"."""
    if "eserved" in line[-12:] and (match := _RESERVED.search(line, cut)):
        return Credit(line[: match.start()].rstrip(), match["credit"], sure=True)
    if "/" in line[cut:] and (match := _NO_GAP_SLASH.search(line, cut)):
        wire = match["first"].rpartition(" ")[2]
        start = match.start() if not agency(wire) else match.end("first") - len(wire)
        credit = line[start:]
        if is_sure(credit) and any(map(agency, pieces_of(credit.rstrip(".")))):
            return Credit(line[:start].rstrip(), credit.rstrip("."), sure=True)
    last = line[line.rfind(" ") + 1 :].rstrip(".")
    if not (last.endswith(_AGENCY_ENDS) or "Images/" in last):
        return None
    match = _NO_GAP_AGENCY.search(line, cut)
    return Credit(line[: match.start()].rstrip(), match[0].rstrip("."), sure=True) if match else None


def _labelled_first(line: str) -> Credit | None:
    """A label, the credit, a separator, the text: "Photo: Ann Smith | Boats leave the harbour"."""
    match = _FIRST_LABEL.fullmatch(line)
    if match is None or len(match["text"].split()) < SHORTEST_TEXT:
        return None
    if weigh(match["credit"]) or _credit_after_label(match["credit"]):
        return Credit(CAPTION_LABEL.sub("", match["text"]), match["credit"].strip(" ,;"), sure=True)
    return None


def _first(line: str) -> Credit | None:
    """An agency or a credit in brackets before the text: "Getty Images Boats leave the harbour"."""
    if not ("/" in line or line.startswith(_FIRST_WORDS)):
        return None
    match = _FIRST_AGENCY.fullmatch(line)
    if match:
        return Credit(match["text"], match["credit"].strip(), sure=True)
    match = _FIRST_APART.fullmatch(line)
    if match and is_sure(match["inner"] or match["outer"]) and len(match["text"].split()) >= SHORTEST_TEXT:
        return Credit(match["text"], (match["inner"] or match["outer"]).strip(), sure=True)
    return None
