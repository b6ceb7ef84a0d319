"""A caption as printed comes in; its text and its credit, apart, go out, and how sure the form makes the credit."""

from __future__ import annotations

import re
from typing import NamedTuple

from search.splitting.names import agency, is_organisation, is_person, mostly_capitals

TAIL = 170
"""Characters at the end of a line in which a credit without brackets is looked for."""
LONGEST = 16
"""Words; longer than any credit that names two photographers, a paper, an agency and a pool."""


class Credit(NamedTuple):
    """What a line divides into."""

    text: str
    credit: str
    """Without brackets and label words."""
    sure: bool
    """True where the form alone proves a credit (a label, an agency, "Name/Paper"); else a caption must be expected."""


_KIND = (
    r"photograph|photo|picture|image|pic|illustration|graphic|artwork|render|rendering|cartoon|drawing|"
    r"animation|sketch|screenshot|screengrab|video|map|foto|fotografía|fotografia|bild|imagen|imagem|"
    r"infografik|grafik|graphique|zdjęcie|fot"
)
_LABEL = rf"""
    (?:(?:AP|AFP|EPA|PA|ST|HT|CP|PTI|ANI|TNS|UPI|file|supplied|stock|handout|aerial|lead|main|cover|featured|
      courtesy)\s)?
    (?:{_KIND})s?\.?\s?(?:illustration\s|composite\s)?
       (?:credits?\b\s*(?::|\.{{3}}|…|by\b|/)?|source\s*[:,]|source\b|:|\s?/\s|by\b\s*:?|\bcourtesy(?:\s+(?:of\b|
         :))?|provided\ by\b|taken\ by\b|supplied\ by\b|via\b|from\b\s*:|©)
  | credits?\s*(?::|\.{{3}}|…|/|to:|by\b)
  | cr[ée]dits?\s*(?:photos?|foto|image)?\s*:
  | (?:©|\(c\)|copyright\b\s*:?)\s*(?:©\s*)?(?:(?:19|20)\d\d\s)?(?:by\s)?
  | (?:source|sources|quelle|bildquelle|fuente|fonte|bildnachweis|copyright)\s?:
  | courtesy\s*(?:of\b|:|/|by\b)
"""
_LABEL_START = re.compile(rf"(?:{_LABEL})\s*:?\s*", re.IGNORECASE | re.VERBOSE)
_LABEL_TAIL = re.compile(
    rf"""
    (?:^|(?P<before>[.!?…”"’'»)\]]|[.!?]?\s*[—–|•·/]|\s-|\w,?|;|:)(?=\s|Credit|©))\s*
    (?P<label>(?-i:(?=[A-ZÀ-Þ©(]|photo|foto|bild|image|pic|credit|copyright)){_LABEL})\s*:?\s*(?P<credit>\S.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*(?=\s+\S)|[”\"](?=\s+[A-Z])|\s+[—–|•·](?=\s)|\s+-(?=\s)")
_MARK = re.compile(r"[/|©.!?…—–•·:;)\]@\-]|hoto|redit|ourtesy|opyright|icture|mage|oto\b")
_LABEL_HINTS = (
    "hoto", "icture", "mage", "redit", "©", "(c)", "opyright", "llustration", "raphi", "rtwork", "creen",
    "ender", "rawing", "ketch", "artoon", "nimation", "ideo", "map", "Map", "ourtesy", "ource", "oto", "ild",
    "Pic", "PIC", "FOTO", "BILD", "PHOTO", "IMAGE", "CREDIT", "uelle", "uente", "onte", "ote:", "graf",
    "otograf", "djęcie", "rédit",
)  # fmt: skip
_TEXT_ENDS = frozenset('.!?”"')
_FLAG = re.compile(
    r"""
    file(?:s|\s?photo|\s?picture|\s?image)?|archives?|archiv(?:foto|bild)?|handouts?|hand-out|supplied|contributed
    |submitted|pool|via|courtesy(?:\s+of)?|provided|library|stock(?:\s+(?:photo|image))?|representational
    |representative\simage|screengrab|screenshot|social\smedia|photos?|pic|image|illustration|composite|montage
    |symbolbild|privat|d\.?r\.?|uncredited|unsplash|ht\sphoto|exclusive""",
    re.IGNORECASE | re.VERBOSE,
)
_CONNECTORS = frozenset(
    """
    of for via and by the von de du da del der di la le et und y photo photos pic image illustration
    handout file files from pool courtesy with at in on archive archives special to staff contributed
    supplied stock as a composite
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
_SPLIT = re.compile(r"\s*(?:/|\||•|·|;|,|:|\bvia\b|\bfor\b|\s[-–—]\s)\s*")
_KIND_WORD = re.compile(rf"^(?:{_KIND})\s+(?=[A-Z])", re.IGNORECASE)
_TRAILING = " \t–—-|•·*"
_FIRST_LABEL = re.compile(
    rf"""^(?:{_LABEL})\s*:?\s*(?P<credit>[^.|—–]{{2,70}}?)
    (?:\s*[|—–]\s*|\.\s+|\s*[,;]?\s*(?:image\s+|photo\s+)?caption\s*[,:]\s*)(?P<text>\S.{{12,}})$""",
    re.IGNORECASE | re.VERBOSE,
)
_CAPTION_LABEL = re.compile(r"^(?:image|photo|picture|video|media)?\s?caption\s*[,:]\s*", re.IGNORECASE)
_FIRST_AGENCY = re.compile(
    r"""^(?P<credit>(?:[A-Z][\w.'’-]+\s(?:[A-Z][\w.'’-]+\s)?[A-Z][\w.'’-]+\s?/\s?)?
    (?:Getty\sImages|AFP\svia\sGetty\sImages|PA\sMedia|PA\sWire|Reuters|EPA(?:-EFE)?|Shutterstock|AP\sPhoto|Alamy))
    (?:\s*[|:—–]\s*|\s+)(?P<text>(?:[A-Z“"‘'(]|\d).{12,})$""",
    re.VERBOSE,
)
_CAPITAL = r"[A-ZÀ-ÞŁŚŻČŠŽ][\w.'’-]*"
_NO_GAP_SLASH = re.compile(
    rf"""(?<![\w,])(?P<first>(?:(?:{_CAPITAL}|v[ao]n|de[rn]?|al|el|bin)\s){{0,2}}{_CAPITAL})\s?/\s?
    (?P<rest>(?:[\w.'’@&-]+(?:\s(?:via|for|of|-|
      {_CAPITAL}))*\s?[/|]\s?)*{_CAPITAL}(?:[ ](?:via[ ])?{_CAPITAL}){{0,4}})\.?$""",
    re.VERBOSE,
)
_NO_GAP_AGENCY = re.compile(
    r"(?:(?:AFP|AP|Bloomberg|Corbis|NurPhoto|Anadolu) via )?(?:Getty Images(?:/\w+)?|AP Photo|Shutterstock|iStockphoto"
    r"|iStock|WireImage|FilmMagic|PA Wire|PA Media|Alamy Stock Photo|Alamy)\.?$"
)
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
    if not _MARK.search(line) and not line[line.rfind(" ") + 1].isupper():
        return None
    found = _bracketed(line)
    if found is None and any(map(line.__contains__, _LABEL_HINTS)):
        found = _labelled(line)
    return found or _bare(line) or _first(line)


def _bracketed(line: str) -> Credit | None:
    body = line.rstrip(". ")
    if body[-1:] not in (")", "]"):
        return None
    start = _opening(body)
    inner = body[start + 1 : -1].strip()
    if start < 0 or not 2 <= len(inner) <= 160:
        return None
    text = body[:start].rstrip()
    weight = _weigh_bracket(inner)
    if weight == 1 and len(inner) <= 3:
        weight = 0  # a reporter's initials
    if not weight:
        return None
    # A name that is a sentence by itself: "... in court. (Norland Court, Eastern District)"
    alone = text[-1:] in _TEXT_ENDS and " " in inner and body == line
    return Credit(text, unlabelled(inner), weight > 1 or alone)


def _opening(body: str) -> int:
    depth = 0
    for place in range(len(body) - 1, max(-1, len(body) - 200), -1):
        depth += (body[place] in ")]") - (body[place] in "([")
        if depth == 0:
            return place
    return -1


def _weigh_bracket(inner: str) -> int:
    label = _LABEL_START.match(inner)
    if label and label.end() < len(inner) and len(inner.split()) <= LONGEST:
        return 2
    return weigh(inner)


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
        return Credit(text, credit, sure=True)
    return None


def _label_matches(tail: str) -> list[re.Match[str]]:
    found = []
    position = 0
    while (match := _LABEL_TAIL.search(tail, position)) is not None:
        found.append(match)
        position = match.start("label") + 1
    return found


def _credit_after_label(credit: str) -> bool:
    """True if what follows a label can be a credit: short, and names rather than a sentence."""
    words = credit.split()
    if not 1 <= len(words) <= LONGEST or re.search(r"[.!?]\s+[A-Z][a-z]+\s+[a-z]", credit):
        return False
    if any(word in credit.casefold() for word in ("rights reserved", "all rights")) and not weigh(credit):
        return False
    small = [word for word in words if word[:1].islower() and word.casefold().strip(".,") not in _CONNECTORS]
    return len(small) * 3 <= len(words) or weigh(credit) > 0


def _bare(line: str) -> Credit | None:
    cut = max(0, len(line) - TAIL)
    best: Credit | None = None
    for match in _SENTENCE_END.finditer(line, cut):
        credit = line[match.end() :].strip(_TRAILING)
        weight = 0 if credit[:1] in "([" else weigh(credit)
        if weight > 1 or (weight == 1 and best is None and line[match.end() - 1] in '.!?”"|'):
            mark = match[0].strip()
            text = line[: match.start() if mark in "—–|•·-" else match.end()].rstrip()
            best = Credit(text, _KIND_WORD.sub("", credit.rstrip(".")), weight > 1)
            if best.sure:
                return best
    if best is None and cut == 0 and weigh(line) > 1 and (" " in line or agency(line)):
        return Credit("", line.rstrip("."), sure=True)
    return best or _without_gap(line, cut)


def _without_gap(line: str, cut: int) -> Credit | None:
    """A credit that follows the text with nothing between: "... in Holm Ann Smith/Reuters"."""
    if "eserved" in line[-12:] and (match := _RESERVED.search(line, cut)):
        return Credit(line[: match.start()].rstrip(), match["credit"], sure=True)
    if "/" in line[cut:] and (match := _NO_GAP_SLASH.search(line, cut)):
        credit = line[match.start() :]
        if weigh(credit) > 1 and any(agency(piece) for piece in _SPLIT.split(credit.rstrip("."))):
            return Credit(line[: match.start()].rstrip(), credit.rstrip("."), sure=True)
    match = _NO_GAP_AGENCY.search(line, cut)
    return Credit(line[: match.start()].rstrip(), match[0].rstrip("."), sure=True) if match else None


def _first(line: str) -> Credit | None:
    match = _FIRST_LABEL.match(line) or _FIRST_AGENCY.match(line)
    if match and (match.re is _FIRST_AGENCY or weigh(match["credit"]) or _credit_after_label(match["credit"])):
        return Credit(_CAPTION_LABEL.sub("", match["text"]), match["credit"].strip(" ,;"), sure=True)
    return None


def weigh(credit: str) -> int:
    """How much words look like a credit: 2 for certain, 1 if a credit is expected there, 0 for not at all.

    >>> weigh("Ann Smith/Reuters"), weigh("Ann Smith"), weigh("and the ferry")
    (2, 1, 0)
    """
    words = credit.split()
    if not words or len(words) > LONGEST or len(credit) > 150:
        return 0
    if agency(credit) or _FLAG.fullmatch(credit.strip(". ")):
        return 2 if len(credit) > 3 or credit.isupper() else 1
    if not (credit[0].isupper() or credit[0] in "-@©(" or "/" in credit or "|" in credit):
        return 0
    if words[0].islower() and words[1:2] and words[1].islower() and not agency(" ".join(words[:2]).partition("/")[0]):
        return 0
    pieces = [piece for piece in _SPLIT.split(credit) if piece and piece != "-"]
    if any(_has_prose(piece) for piece in pieces):
        return 0
    known = any(agency(piece) or agency(piece.removeprefix("the ").removeprefix("The ")) for piece in pieces)
    split = len(pieces) > 1
    if known and split:
        return 2
    if split and ("/" in credit or "|" in credit or " via " in credit):
        return 2 if _is_person_and_paper(pieces) else 1 if mostly_capitals(credit) > 0.9 and len(words) > 1 else 0
    if split and any(_FLAG.fullmatch(piece) for piece in pieces):
        return 2
    if is_person(credit) or is_organisation(credit):
        return 1
    return int(split and mostly_capitals(credit) > 0.9 and any(is_person(p) or is_organisation(p) for p in pieces))


def _has_prose(piece: str) -> bool:
    """Small words that no name has; an agency may be written small."""
    if agency(piece):
        return False
    return any(
        word[0].islower() and "@" not in word and word.casefold().strip(".,/") not in _CONNECTORS
        for word in piece.split()
    )


def _is_person_and_paper(pieces: list[str]) -> bool:
    kinds = [(is_person(piece), is_organisation(piece) or bool(_FLAG.fullmatch(piece))) for piece in pieces]
    return any(person for person, _ in kinds) and (len(pieces) == 2 or any(paper for _, paper in kinds))


def unlabelled(credit: str) -> str:
    """The credit without brackets and label words.

    >>> unlabelled("(Photo: Ann Smith)"), unlabelled("Courtesy of Ann Smith via AP")
    ('Ann Smith', 'Ann Smith via AP')
    """
    while len(credit) > 1 and credit[0] in "([" and credit[-1] in ")]":
        credit = credit[1:-1].strip()
    match = _LABEL_START.match(credit)
    if match and match.end() < len(credit):
        credit = credit[match.end() :]
    return credit.strip(" ;")


def photographer_and_agency(credit: str) -> tuple[str, str]:
    """The person and the agency a credit names, either perhaps "".

    The agency is the first the whole world knows, else an organisation.

    >>> photographer_and_agency("AP Photo/Ann Smith, File")
    ('Ann Smith', 'AP')
    >>> photographer_and_agency("Ann Smith for The Alder Post via Getty Images")
    ('Ann Smith', 'Getty Images')
    """
    person, known, other = "", "", ""
    for piece in _SPLIT.split(unlabelled(credit)):
        name = unlabelled(re.sub(r"\s+(?:files?|archives?|photo)$", "", piece.strip(" ()[].-"), flags=re.IGNORECASE))
        name = name.removeprefix("the ")
        if not name or (_FLAG.fullmatch(name) and not agency(name)):
            continue
        known = known or agency(name)
        if not person and is_person(name):
            person = name
        elif not other and not agency(name) and is_organisation(name):
            other = name
    return person, known or other
