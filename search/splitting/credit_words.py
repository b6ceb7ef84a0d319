"""Words that may be a credit come in; how surely they are one, and whom they name, goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.splitting.names import AGENCIES, NAMES_KEPT, agency, as_written, is_organisation, is_person, mostly_capitals

LONGEST = 16
"""Words; longer than any credit that names two photographers, a paper, an agency and a pool."""

SURE = 2
"""The weight of words that are a credit for certain."""

KIND = (
    r"photograph|photo|picture|image|pic|illustration|graphic|artwork|render|rendering|cartoon|drawing|"
    r"animation|sketch|screenshot|screengrab|video|map|foto|fotografía|fotografia|bild|imagen|imagem|"
    r"capture\sd.écran|infografik|grafik|graphique|zdjęcie|fotoğraf|fotograaf|fotó|valokuva|kuva|beeld|фото|φωτογραφία|fot"
)
LABEL = rf"""
    (?:(?:(?:(?<=[.!?…”")\]]\s)|(?<![\s\S]))(?-i:(?!AP\b|AFP|EPA|EFE|PA\b)[A-Z]{{2,4}})|file|supplied|stock|handout|aerial|lead|main|cover|featured|
      courtesy)\s)?
    (?:{KIND})s?(?:(?<=pic)\.|(?<=fot)\.|(?<=phot)\.)?\s?(?:illustration\s|composite\s)?
       (?:credits?\b\s*(?::|\.{{3}}|…|by\b|/)?|source\s*[:,]|source\b|:|\s?[/|]\s|by\b\s*:?|(?:di|de|von|por|par|av)\s(?-i:(?=[A-ZÀ-Þ]))|\bcourtesy(?:\s+(?:of\b|
         :))?|provided\ by\b|taken\ by\b|supplied\ by\b|via\b|from\b\s*:|©)
  | credits?\s*(?::|\.{{3}}|…|/|to:|by\b)
  | cr[ée]dit[os]*\s*(?:photos?|foto|image|imagen)?\s*:
  | (?:©|\(c\)|copyright\b\s*:?)\s*(?:©\s*)?(?:(?:19|20)\d\d\s)?(?:by\s)?
  | (?:source|sources|quelle|bildquelle|fuente|fonte|bildnachweis|copyright)\s?:
  | (?:摄影|攝影|写真|撮影|图片|图源|圖片|사진)\s?(?:来源|來源|提供|제공|출처)?\s*[:：・/／=＝]
  | courtesy\s*(?:of\b|:|/|by\b|(?-i:(?=[A-Z])))
"""
LABEL_START = re.compile(rf"(?:{LABEL})\s*:?\s*", re.IGNORECASE | re.VERBOSE)
_FLAG = re.compile(
    r"""
    file(?:s|\s?photo|\s?picture|\s?image)?|archives?|archiv(?:foto|bild)?|handouts?|hand-out|supplied|contributed
    |submitted|(?:contributed|submitted|courtesy|provided)\sphoto|facebook|instagram|youtube|tiktok|pool|via|courtesy(?:\s+of)?|provided|library|stock(?:\s+(?:photo|image))?|representational
    |representative\simage|screengrab|screenshot|social\smedia|photos?|pic|image|illustration|composite|montage
    |staff|symbolbild|privat|d\.?r\.?|uncredited|[a-z]{2,3}\sphoto|exclusive""",
    re.IGNORECASE | re.VERBOSE,
)
FILED_WORD = (
    r"archiv(?:foto|bild|aufnahme)?|archivo|archives|arkiv(?:foto|bilde?)?|archief(?:foto|beeld)?"
    r"|(?:photo|image)\sd.archives?|(?:foto|imagen|imagem)\sde\sar(?:ch|qu)ivo|foto\sd.archivio|zdjęcie\sarchiwalne"
)
"""Says in another language than English that a picture is older than the story."""
REMARK = (
    rf"(?i:{FILED_WORD}|symbol(?:foto|bild)|(?:photo|image)\sd.illustration)"
    r"|file|(?:file|archive|library|stock|representati(?:ve|onal))\s(?:photo|picture|image|pic|footage)"
)
"""Says in brackets what a picture is, not whose.  English writes it small; "(File photo)" stands for a credit."""
CONNECTORS = frozenset(
    """
    of for via and by the von de du da del der di la le et und y photo photos pic image illustration
    handout file files from pool courtesy with at in on archive archives special to staff contributed
    supplied stock as a composite
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
_FILED = re.compile(r"\s+(?:files?|archives?|photo)$", re.IGNORECASE)
_TOLD = frozenset("was were is are be been has had have he she they it who that this will would said not but".split())  # noqa: SIM905
"""Small words that stand in no credit, nor in the name of an agency: most sentences have one."""
_ARTICLES = frozenset(("the ", "The "))
_ELIDED = re.compile(r"[ldLD][’'][A-ZÀ-Þ]")
LAST_WORDS = CONNECTORS.union(
    *(form.split()[-1:] for form in AGENCIES),
    """
    files images picture pictures archiv archivfoto archivbild handouts out contributed submitted facebook instagram
    youtube tiktok provided library representational screengrab screenshot media montage staff symbolbild privat r
    uncredited exclusive reserved
    """.split(),  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""Words in small letters in which a credit may end; a line that ends in another ends in no credit."""
_BETWEEN = re.compile(r"[/|•·;,:\s(](?:(?<=[/|•·;,:])|(?:photo|photograph|picture)s?\sby\s|(?:via|for)\b|[-–—]\s)")
"""What stands between those a credit names; it begins with one of few characters, so that a search skips the others."""


def weigh(credit: str) -> int:
    """How much words look like a credit: 2 for certain, 1 if a credit is expected there, 0 for not at all.

    >>> weigh("Ann Smith/Reuters"), weigh("Ann Smith"), weigh("and the ferry")
    (2, 1, 0)
    """
    sure = _sure(credit)
    if sure is None:
        return int(is_person(credit) or is_organisation(credit) or _is_list_of_names(credit))
    return sure


def is_sure(credit: str) -> bool:
    """True for words that are a credit for certain: `weigh` gives 2."""
    return _sure(credit) == SURE


def _sure(credit: str) -> int | None:
    """As `weigh`, as far as signs, agencies and the like tell; None where it depends on whether names are named."""
    words = credit.split()
    if not words or len(words) > LONGEST or len(credit) > 150 or not _TOLD.isdisjoint(words):
        return 0
    if agency(credit) or _FLAG.fullmatch(credit.strip(". ")):
        return SURE if len(credit) > 3 or credit.isupper() else 1
    if not (credit[0].isupper() or credit[0] in "-@©(" or "/" in credit or "|" in credit):
        return 0
    if words[0].islower() and words[1:2] and words[1].islower() and not agency(" ".join(words[:2]).partition("/")[0]):
        return 0
    pieces = pieces_of(credit)
    if pieces and pieces[0].isdecimal():
        return 0  # "Aug." was no end of a sentence
    if any(_has_prose(piece) for piece in pieces):
        return 0
    if len(pieces) < 2:
        return None
    if any(map(_is_known, pieces)):
        return SURE
    if "/" in credit or "|" in credit or " via " in credit:
        return SURE if _is_person_and_paper(pieces) else int(mostly_capitals(credit) > 0.9 and len(words) > 1)
    return SURE if any(map(_FLAG.fullmatch, pieces)) else None


def pieces_of(credit: str) -> list[str]:
    """Whom and what a credit lists.

    >>> pieces_of("Ann Smith/Alder Post via AP"), pieces_of("via AP"), pieces_of("- / AP")
    (['Ann Smith', 'Alder Post', 'AP'], ['AP'], ['AP'])
    """
    return [piece for piece in map(str.strip, _BETWEEN.split(f" {credit}")) if piece and piece != "-"]


def _is_known(piece: str) -> bool:
    """An agency, with an article perhaps."""
    return bool(agency(piece) or (piece[:4] in _ARTICLES and agency(piece.removeprefix("the ").removeprefix("The "))))


def _is_list_of_names(credit: str) -> bool:
    pieces = pieces_of(credit)
    return len(pieces) > 1 and mostly_capitals(credit) > 0.9 and any(is_person(p) or is_organisation(p) for p in pieces)


def _has_prose(piece: str) -> bool:
    """Small words that no name has; an agency may be written small."""
    small = (word for word in piece.split() if word[0].islower())
    return any(
        "@" not in word and not _ELIDED.match(word) and word.casefold().strip(".,/") not in CONNECTORS for word in small
    ) and not agency(piece)


def _is_person_and_paper(pieces: list[str]) -> bool:
    kinds = [
        (is_person(piece) or piece[0] == "@", is_organisation(piece) or bool(_FLAG.fullmatch(piece)))
        for piece in pieces
    ]
    return any(person for person, _ in kinds) and (len(pieces) == 2 or any(paper for _, paper in kinds))


def unlabelled(credit: str) -> str:
    """The credit without brackets and label words.

    >>> unlabelled("(Photo: Ann Smith)"), unlabelled("Courtesy of Ann Smith via AP")
    ('Ann Smith', 'Ann Smith via AP')
    """
    while len(credit) > 1 and credit[0] in "([（" and credit[-1] in ")]）":
        credit = credit[1:-1].strip()
    match = LABEL_START.match(credit)
    if match and match.end() < len(credit):
        credit = credit[match.end() :]
    return credit.strip(" ;")


def _named_pieces(credit: str) -> Iterator[str]:
    """The pieces of a credit; "Ann Smith-USA TODAY Sports" is two."""
    for piece in pieces_of(credit):
        name, hyphen, last = piece.partition("-")
        if hyphen and agency(last) and not agency(piece):
            yield from (name, last)
        else:
            yield piece


def photographer_and_agency(credit: str) -> tuple[str, str]:
    """The person and the agency a credit names, either perhaps "".

    The agency is the first the whole world knows, else an organisation.

    >>> photographer_and_agency("AP Photo/Ann Smith, File")
    ('Ann Smith', 'AP')
    >>> photographer_and_agency("Ann Smith for The Alder Post via Getty Images")
    ('Ann Smith', 'Getty Images')
    """
    person, known, other = "", "", ""
    for piece in _named_pieces(unlabelled(credit)):
        named = _whom(piece)
        known = known or named.agency
        if not person and named.is_person:
            person = named.name
        elif not other and named.is_organisation:
            other = named.name
    return as_written(person), known or other


class _Named(NamedTuple):
    """Whom a piece of a credit names; a name wholly in capitals may be a person's and an organisation's."""

    agency: str = ""
    name: str = ""
    is_person: bool = False
    is_organisation: bool = False


@lru_cache(maxsize=NAMES_KEPT)
def _whom(piece: str) -> _Named:
    name = piece.strip(" ()[].-")
    name = name if agency(name) else unlabelled(_FILED.sub("", name))
    name = name.removeprefix("the ")
    if filed := agency(name):
        return _Named(agency=filed)
    if not name or _FLAG.fullmatch(name):
        return _Named()
    return _Named("", name, is_person(name), is_organisation(name))
