"""A text with gaps comes in; its language and the typography it keeps to come out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

_COMMON = {
    "cs": "a se na je že v do by jako pro jsou ale podle který také",
    "da": "og det at er en til på af som med ikke der den har for jeg",
    "de": "der die und das den von mit nicht ist im auf dem ein sich auch für",
    "en": "the of and to in that was for with he on is by said at his from",
    "es": "de la que el en los se del las por con una para su lo como",
    "fi": "ja on ei että se hän ovat oli mutta kun mukaan myös",
    "fr": "de la le et les des en que du une est dans pour qui au pas sur",
    "hu": "a az és hogy nem is egy meg volt csak már szerint",
    "it": "di che e la il un per non in del della sono con gli alla",
    "nl": "de het een en van in is dat op te zijn met niet voor aan",
    "no": "og det at er en til på av som med ikke den har for jeg",
    "pl": "w i na z się że do nie to jest o jak po przez od dla był",
    "pt": "de que o e do da em um para com não uma os no na por se",
    "ro": "de a în și la cu nu care pe din să un este au mai",
    "sv": "och att det som en på är av för med den till inte har jag",
    "tr": "ve bir bu için da de ile olarak olan daha çok dedi olduğunu",
    "vi": "và của là có trong cho không được các người với",
    "ru": "и в не на что с по как это он к из за",
    "uk": "і в не на що з та у до як за від",
}
"""Frequent words of each language; the language whose words come most often is taken (a text of a few lines suffices)."""

_LOW_CLOSED_BY = dict.fromkeys(("pl", "hu", "ro", "nl", "tr"), "”’")
_DASHES = dict.fromkeys(("en", "ru", "uk"), "—")
_ACCENTED = {
    "cs": "íáéěýřčšžůúťďňó",
    "de": "üäößéè",
    "es": "óíáéñúü",
    "fr": "éèàêçôîâûïùëœ",
    "hu": "áéöóőüíűú",
    "it": "àèùòìé",
    "pl": "ąęłóśżćńź",
    "pt": "ãçéáíóêúõàâô",
    "ro": "ăîșțâ",
    "sv": "äåöé",
    "da": "øæåé",
    "no": "øåæé",
    "fi": "äöå",
    "tr": "ıüşçğöİâ",
    "vi": "đàáạảãâầấậẩăôồốộơờớợưừứựíìịéèẻêềếệóòọúùụý",
}
"""Letters beyond ASCII, the more frequent first, as anybody who reads the language knows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a text is set: its language, its usual dash, and which marks it is seen to open quotations with."""

    language: str = ""
    dash: str = "–"
    dash_seen: bool = False
    openers: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)

    def closer(self, opener: str) -> str:
        """The mark that closes a quotation opened with this one; empty if it opens none."""
        if opener in "„‚":
            pair = _LOW_CLOSED_BY.get(self.language, "“‘")
            if opener == "„" and self.marks["”"] > self.marks["“"]:
                pair = "”’"
            return pair["„‚".index(opener)]
        return {"“": "”", "‘": "’", "«": "»", "»": "«", "‹": "›", "›": "‹", "”": "”", "’": "’"}.get(opener, "")

    def rank(self, letter: str) -> int:
        """How frequent an accented letter is in the language: 0 for the most frequent one, 99 if it has none such."""
        letters = _ACCENTED.get(self.language, "")
        place = letters.find(letter if letter in letters else letter.lower())
        return place if place >= 0 else 99


@cache
def _languages() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for language, words in _COMMON.items():
        for word in words.split():
            found.setdefault(word, []).append(language)
    return found


def habits(text: str) -> Habits:
    """What the text does where it can be read; U+0000 stands for a gap."""
    counts: Counter[str] = Counter()
    for word in re.findall(r"[^\W\d_]+", text[:20_000].lower()):
        counts.update(_languages().get(word, ()))
    language = counts.most_common(1)[0][0] if counts else ""
    spaced = Counter(re.findall(r"(?<=\s)[–—](?=\s)", text))
    dash = _DASHES.get(language, "–")
    seen = spaced["—"] != spaced["–"]
    if seen:
        dash = "—" if spaced["—"] > spaced["–"] else "–"
    return Habits(
        language=language,
        dash=dash,
        dash_seen=seen,
        openers=Counter(re.findall(r"(?:^|(?<=[\s(\[]))[“‘„‚«»›‹”’](?=\w)", text, re.MULTILINE)),
        marks=Counter(re.findall(r"[“”‘’»«](?=[\s.,;:)]|$)", text)),
    )
