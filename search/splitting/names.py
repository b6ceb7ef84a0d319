"""Words come in; what sort of name they are goes out: a person's, an agency's, an organisation's, or none."""

from __future__ import annotations

import re
from functools import lru_cache

_TABLE = """
    AP: ap, ap photo, ap photos, associated press, the associated press
    Reuters: reuters, thomson reuters, reuters connect
    AFP: afp, agence france-presse, agence france presse, afp photo
    Getty Images: getty images, getty, gettyimages
    iStock: istock, istockphoto
    Shutterstock: shutterstock, rex/shutterstock
    Alamy: alamy, alamy stock photo
    Adobe Stock: adobe stock
    Unsplash: unsplash
    Pexels: pexels
    Pixabay: pixabay
    Depositphotos: depositphotos
    Dreamstime: dreamstime
    Corbis: corbis
    PA: pa, pa wire, pa media, pa images, press association, pa archive
    EPA: epa, epa-efe
    EFE: efe, agencia efe
    dpa: dpa, dpa-zentralbild
    picture alliance: picture alliance, picture-alliance
    Imago: imago, imago images
    APA: apa
    Keystone: keystone, keystone-sda
    ANSA: ansa
    LaPresse: lapresse
    Belga: belga
    ANP: anp
    Ritzau Scanpix: ritzau scanpix
    Scanpix: scanpix
    NTB: ntb
    Lehtikuva: lehtikuva
    TT: tt
    PAP: pap
    ČTK: ctk, čtk
    TASS: tass
    RIA Novosti: ria novosti
    Sputnik: sputnik
    Xinhua: xinhua
    Kyodo: kyodo, kyodo news
    Jiji: jiji, jiji press
    Yonhap: yonhap
    PTI: pti
    ANI: ani
    IANS: ians
    Bernama: bernama
    Antara: antara
    CNA: cna
    Anadolu: anadolu, anadolu agency, anadolu ajansı
    AAP: aap, aap image
    The Canadian Press: canadian press, the canadian press, cp
    Bloomberg: bloomberg
    UPI: upi
    NurPhoto: nurphoto
    SIPA: sipa, sipa usa
    Abaca: abaca
    Zuma Press: zuma press, zuma
    Rex: rex, rex features
    Hans Lucas: hans lucas
    Magnum Photos: magnum photos
    Polaris: polaris
    Redux: redux
    SWNS: swns
    WireImage: wireimage
    FilmMagic: filmmagic
    Splash News: splash news
    MEGA: mega
    Backgrid: backgrid
    Wikimedia Commons: wikimedia commons, wikimedia
    Creative Commons: creative commons
    Flickr: flickr
    NASA: nasa
    NATO: nato
    Contour: contour
    CQ-Roll Call: cq-roll call
    Tribune News Service: tribune news service
    USA Today Network: usa today network
    USA Today Sports: usa today sports
    Imagn Images: imagn images, imagn
    Action Images: action images
    Sportsfile: sportsfile
    Inpho: inpho
    Eyevine: eyevine
    Agência Brasil: agencia brasil, agência brasil
    Europa Press: europa press
    Agence VU: agence vu
    Lusa: lusa
    Télam: télam, telam
    Agencia Uno: agencia uno
    MTI: mti
    AA: aa
    WAM: wam
    GNA: gna
    Interfax: interfax
    Yonhap: 연합뉴스
    Kyodo: 共同, 共同通信
    Jiji: 時事
    Xinhua: 新华社
    RollingNews.ie: rollingnews.ie, rolling news
"""
AGENCIES: dict[str, str] = {
    printed.strip(): filed.strip()
    for filed, _, forms in (row.partition(":") for row in _TABLE.strip().splitlines())
    for printed in forms.split(",")
}
"""Names the world's photo desks use, folded, and the name each is filed under."""

_ORGANISATION = frozenset(
    """
    times post news press herald tribune journal gazette chronicle star globe mail guardian observer
    ledger argus clarion bugle advertiser sentinel enquirer
    independent telegraph telegram record register sun mirror express standard citizen review reporter
    examiner dispatch courier bulletin inquirer images image photo photos pictures agency agencies media
    studio studios tv television radio network channel broadcasting department police office ministry
    university college museum court county city government institute foundation committee council
    commission association society library archives collection service services inc ltd llc corp co group
    company shimbun zeitung presse bild anzeiger nachrichten agence agencia staff newsroom team desk
    editors press-register magazine online digital army navy force guard administration bank party senate
    house parliament festival productions
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
_PARTICLES = frozenset(
    """
    de da do dos das del della di du der den dem des la le el al bin binti ibn van von zu zur ten ter af y
    e i san st st. abu ben ould
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
_SMALL_PARTICLES = _PARTICLES - frozenset("la le el al san st st. abu e i y ben ould".split())  # noqa: SIM905
"""Particles that are written small within a name; the others are as often written with a capital."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]\.?|[B-DF-HJ-NP-TV-XZ]+")
"""Not the last word of a name: letters with full stops, one letter, or letters that nobody could pronounce."""
_NUMERAL = re.compile(r"[IVX]{2,}")
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]+(?:['’][^\W\d_]+)*)?")
_MC = re.compile(r"(?<=\bMc)[a-z](?=[a-z]{2})")
_PICTURE_WORDS = frozenset(
    ("pic", "pics", "photo", "photos", "foto", "fotos", "image", "images", "pictures", "file", "files", "via")
)
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÖØ-ÞĀ-ž](?:\.|[\w’'.-]*)|[A-Z]{1,3}\.?)", re.UNICODE)
_NOT_NAMES = frozenset(
    """
    the a an this that these those and or but if when why how what who where which for from with without
    by to in on at of is are was were be has have had will would can could should not no new his her their
    our your my its it he she they we you i after before over under about against between into more most
    as than then there here all some any
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)

NAMES_KEPT = 4096
"""Names for which what they are is remembered: a credit's are asked for several times over, and an archive has the same
agencies, photographers and writers on every page."""


@lru_cache(maxsize=NAMES_KEPT)
def agency(words: str) -> str:
    """The agency these words name, as it is filed, or "".

    >>> agency("The Associated Press"), agency("PA Wire"), agency("Ann Smith")
    ('AP', 'PA', '')
    """
    folded = words.strip(" .,;:()").casefold()
    if found := AGENCIES.get(folded):
        return found
    name, _, last = folded.rpartition(" ")
    return AGENCIES.get(name, "") if last in _PICTURE_WORDS else ""


@lru_cache(maxsize=NAMES_KEPT)
def is_person(words: str) -> bool:
    """True if the words could be a person's name: two to five, capitals or particles, none an organisation's.

    >>> is_person("Ludwig van der Berg"), is_person("Harbour Police"), is_person("Storm hits coast")
    (True, False, False)
    """
    parts = words.split()
    if not 2 <= len(parts) <= 5 or len(words) > 50:
        return False
    if parts[0].casefold() in _NOT_NAMES or parts[-1].casefold() in _PARTICLES:
        return False
    for part in parts:
        low = part.casefold().strip(".,")
        if low in _ORGANISATION or low in _NOT_NAMES:
            return False
        if not (low in _PARTICLES or (_NAME_WORD.fullmatch(part) and part[0].isupper())):
            return False
    return not agency(words)


@lru_cache(maxsize=NAMES_KEPT)
def as_written(name: str) -> str:
    """A person's name as people write it where it is printed wholly in capitals; anything else as it is.

    >>> as_written("JEAN-PAUL O'BRIEN"), as_written("J.P. VAN DER BERG"), as_written("TJ MCCALL III"), as_written("CBC")
    ("Jean-Paul O'Brien", 'J.P. van der Berg', 'TJ McCall III', 'CBC')
    """
    if not (name.isupper() and is_person(name)):
        return name
    first, *others, last = name.split()
    words = [word if _INITIALS.fullmatch(word) else _in_small(word) for word in (first, *others)]
    words.append(last if _NUMERAL.fullmatch(last) else _in_small(last))
    return " ".join([words[0], *(word.lower() if word.lower() in _SMALL_PARTICLES else word for word in words[1:])])


def _in_small(word: str) -> str:
    """All letters small but those a name begins with; "MC" and "O'" begin a name within the name."""
    small = _LETTERS.sub(lambda run: run[0][0] + run[0][1:].lower().replace("\u0307", ""), word)  # the dot of "İ"
    return _MC.sub(lambda match: match[0].upper(), small)


@lru_cache(maxsize=NAMES_KEPT)
def is_organisation(words: str) -> bool:
    """True if the words name an organisation: an agency, a usual noun among capitals, or a short run of capitals.

    >>> is_organisation("Harbour Police"), is_organisation("CBC"), is_organisation("the police came")
    (True, True, False)
    """
    if agency(words):
        return True
    parts = [part.strip(".,()") for part in words.split()]
    if not parts or len(parts) > 9:
        return False
    if len(parts) == 1:
        return (parts[0].isupper() and 2 <= len(parts[0]) <= 8) or parts[0].casefold() in _ORGANISATION
    if mostly_capitals(words) < 0.99:
        return False
    return any(part.casefold() in _ORGANISATION for part in parts) or all(part.isupper() for part in parts)


def mostly_capitals(words: str) -> float:
    """The share of words that begin with a capital or a digit, articles, prepositions and particles not counted."""
    capitals = others = 0
    for word in words.split():
        if word[0].islower():
            others += word not in _NOT_NAMES and word not in _PARTICLES
        else:
            capitals += word[0].isalnum()
    return capitals / (capitals + others) if capitals else 0.0
