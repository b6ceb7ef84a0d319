"""Words come in; what sort of name they are goes out: a person's, an agency's, an organisation's, or none."""

from __future__ import annotations

import re

AGENCIES: dict[str, str] = {
    "ap": "AP", "ap photo": "AP", "ap photos": "AP", "associated press": "AP", "the associated press": "AP",
    "reuters": "Reuters", "thomson reuters": "Reuters", "reuters connect": "Reuters",
    "afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP", "afp photo": "AFP",
    "getty images": "Getty Images", "getty": "Getty Images", "gettyimages": "Getty Images",
    "istock": "iStock", "istockphoto": "iStock", "shutterstock": "Shutterstock", "alamy": "Alamy",
    "alamy stock photo": "Alamy", "adobe stock": "Adobe Stock", "unsplash": "Unsplash", "pexels": "Pexels",
    "pixabay": "Pixabay", "depositphotos": "Depositphotos", "dreamstime": "Dreamstime", "corbis": "Corbis",
    "pa": "PA", "pa wire": "PA", "pa media": "PA", "pa images": "PA", "press association": "PA", "pa archive": "PA",
    "epa": "EPA", "epa-efe": "EPA", "efe": "EFE", "agencia efe": "EFE", "dpa": "dpa", "dpa-zentralbild": "dpa",
    "picture alliance": "picture alliance", "picture-alliance": "picture alliance", "imago": "Imago", "imago images": "Imago",
    "apa": "APA", "keystone": "Keystone", "keystone-sda": "Keystone", "ansa": "ANSA", "lapresse": "LaPresse",
    "belga": "Belga", "anp": "ANP", "ritzau scanpix": "Ritzau Scanpix", "scanpix": "Scanpix", "ntb": "NTB",
    "lehtikuva": "Lehtikuva", "tt": "TT", "pap": "PAP", "ctk": "ČTK", "čtk": "ČTK", "tass": "TASS", "ria novosti": "RIA Novosti",
    "sputnik": "Sputnik", "xinhua": "Xinhua", "kyodo": "Kyodo", "kyodo news": "Kyodo", "jiji": "Jiji", "jiji press": "Jiji",
    "yonhap": "Yonhap", "pti": "PTI", "ani": "ANI", "ians": "IANS", "bernama": "Bernama", "antara": "Antara", "cna": "CNA",
    "anadolu": "Anadolu", "anadolu agency": "Anadolu", "anadolu ajansı": "Anadolu", "aap": "AAP", "aap image": "AAP",
    "canadian press": "The Canadian Press", "the canadian press": "The Canadian Press", "cp": "The Canadian Press",
    "bloomberg": "Bloomberg", "upi": "UPI", "nurphoto": "NurPhoto", "sipa": "SIPA", "sipa usa": "SIPA", "abaca": "Abaca",
    "zuma press": "Zuma Press", "zuma": "Zuma Press", "rex": "Rex", "rex features": "Rex", "rex/shutterstock": "Shutterstock",
    "hans lucas": "Hans Lucas", "magnum photos": "Magnum Photos", "polaris": "Polaris", "redux": "Redux", "swns": "SWNS",
    "wireimage": "WireImage", "filmmagic": "FilmMagic", "splash news": "Splash News", "mega": "MEGA", "backgrid": "Backgrid",
    "wikimedia commons": "Wikimedia Commons", "wikimedia": "Wikimedia Commons", "creative commons": "Creative Commons",
    "flickr": "Flickr", "nasa": "NASA", "nato": "NATO", "contour": "Contour", "cq-roll call": "CQ-Roll Call",
    "tribune news service": "Tribune News Service", "usa today network": "USA Today Network", "usa today sports": "USA Today Sports",
    "imagn images": "Imagn Images", "imagn": "Imagn Images", "action images": "Action Images", "sportsfile": "Sportsfile",
    "inpho": "Inpho", "eyevine": "Eyevine", "agencia brasil": "Agência Brasil", "agência brasil": "Agência Brasil",
    "europa press": "Europa Press", "agence vu": "Agence VU", "rollingnews.ie": "RollingNews.ie", "rolling news": "RollingNews.ie",
}  # fmt: skip
"""Names the world's photo desks use, folded, and the name each is filed under."""

_ORGANISATION = frozenset(
    """times post news press herald tribune journal gazette chronicle star globe mail guardian observer independent
    telegraph
    telegram record register sun mirror express standard citizen review reporter examiner dispatch courier bulletin
    inquirer
    images image photo photos pictures agency agencies media studio studios tv television radio network channel
    broadcasting
    department police office ministry university college museum court county city government institute foundation
    committee
    council commission association society library archives collection service services inc ltd llc corp co group
    company
    shimbun zeitung presse bild anzeiger nachrichten agence agencia staff newsroom team desk editors press-register
    magazine online digital army navy force guard administration bank party senate house parliament festival
    productions""".split()
)  # noqa: SIM905 - a block of words reads better than so many quoted ones
_PARTICLES = frozenset(
    "de da do dos das del della di du der den dem des la le el al bin binti ibn van von zu zur ten ter af y e i san st st. abu ben ould".split()
)  # noqa: SIM905
_PICTURE_WORD = re.compile(r"\s(?:pic|pics|photo|photos|image|images|pictures|files?|via)$")
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÖØ-ÞĀ-ž](?:\.|[\w’'.-]*)|[A-Z]{1,3}\.?)", re.UNICODE)
_NOT_NAMES = frozenset(
    """the a an this that these those and or but if when why how what who where which for from with without by to
    in on at of is
    are was were be has have had will would can could should not no new his her their our your my its it he she
    they we you i
    after before over under about against between into more most as than then there here all some any""".split()
)  # noqa: SIM905


def agency(words: str) -> str:
    """The agency these words name, as it is filed, or "".

    >>> agency("The Associated Press"), agency("PA Wire"), agency("Ann Smith")
    ('AP', 'PA', '')
    """
    folded = words.strip(" .,;:()").casefold()
    return AGENCIES.get(folded) or AGENCIES.get(_PICTURE_WORD.sub("", folded), "")


def is_person(words: str) -> bool:
    """True if the words could be one person's name: two to five, each with a capital or a particle, none an
    organisation's.

    >>> is_person("Ludwig van der Berg"), is_person("Harbour Police"), is_person("Storm hits coast")
    (True, False, False)
    """
    parts = words.split()
    if not 2 <= len(parts) <= 5 or len(words) > 50 or agency(words):
        return False
    if parts[0].casefold() in _NOT_NAMES or parts[-1].casefold() in _PARTICLES:
        return False
    for part in parts:
        low = part.casefold().strip(".,")
        if low in _ORGANISATION or low in _NOT_NAMES:
            return False
        if not (low in _PARTICLES or (_NAME_WORD.fullmatch(part) and part[0].isupper())):
            return False
    return True


def is_organisation(words: str) -> bool:
    """True if the words name an organisation: an agency, one of the usual nouns among capitals, or a short run of capitals.

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
    """The share of words that begin with a capital or a digit, among those that are no article, preposition or particle."""
    counted = [
        word
        for word in words.split()
        if word[:1].isalnum() and word.casefold() not in _NOT_NAMES and word.casefold() not in _PARTICLES
    ]
    if not counted:
        return 0.0
    return sum(not word[0].islower() for word in counted) / len(counted)
