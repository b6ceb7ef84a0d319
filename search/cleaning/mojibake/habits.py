"""A text with gaps comes in; its language and the typography it keeps to come out."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from msgspec import Struct, field

_COMMON = {
    "cs": "a se na je že v do by jako pro jsou ale podle který také",
    "da": "og det at er en til på af som med ikke der den har for jeg",
    "de": "der die und das den von mit nicht ist im auf dem ein sich auch für",
    "en": "the of and to in that was for with he on is by said at his from",
    "es": "de la que el en los se del las por con una para su lo como",
    "fi": "ja on ei että se hän ovat oli mutta kun mukaan myös",
    "fr": "de la le et les des en que du une est dans pour qui au pas sur",
    "hu": "a az és hogy nem is egy meg volt csak már szerint",
    "hr": "i u je se na da za od su koji što kao nije bi",
    "is": "og að í er á sem til um við var með fyrir hefur þar",
    "it": "di che e la il un per non in del della sono con gli alla",
    "nl": "de het een en van in is dat op te zijn met niet voor aan",
    "no": "og det at er en til på av som med ikke den har for jeg",
    "pl": "w i na z się że do nie to jest o jak po przez od dla był",
    "pt": "de que o e do da em um para com não uma os no na por se",
    "ro": "de a în și la cu nu care pe din să un este au mai",
    "sv": "och att det som en på är av för med den till inte har jag",
    "tr": "ve bir bu için da de ile olarak olan daha çok dedi olduğunu",
    "vi": "và của là có trong cho không được các người với",
    "sk": "a sa na je že v do by ako pre sú ale podľa ktorý aj",
    "ru": "и в не на что с по как это он к из за",
    "uk": "і в не на що з та у до як за від",
}
"""Frequent words of each language; the one whose words come most often is taken (a few lines of text suffice)."""

_LOW_CLOSED_BY = dict.fromkeys(("pl", "hu", "ro", "nl", "tr"), "”’")
_DASHES = dict.fromkeys(("en", "ru", "uk"), "—")
_ACCENTED = {
    "cs": "íáéěýřčšžůúťďňó",
    "de": "üäößéè",
    "es": "óíáéñúü",
    "fr": "éèàêçôîâûïùëœ",
    "hu": "áéöóőüíűú",
    "hr": "čšžćđ",
    "is": "íáðéóþöæúýÍ",
    "it": "àèùòìé",
    "pl": "ąęłóśżćńź",
    "pt": "ãçéáíóêúõàâô",
    "ro": "ăîșțâ",
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё",
    "uk": "оаинівретслкдпмузяьбгчхйжїшцюєщфґ",
    "sk": "áíéýčšžťľúňďôŕĺä",
    "sv": "äåöé",
    "da": "øæåé",
    "no": "øåæé",
    "fi": "äöå",
    "tr": "ıüşçğöİâ",
    "vi": "đàáạảãâầấậẩăôồốộơờớợưừứựíìịéèẻêềếệóòọúùụý",
}
"""Letters beyond ASCII, the more frequent first, as anybody who reads the language knows them."""
_CAPITALS = {
    "cs": "ŠČÚŽÁŘÍ",
    "es": "ÁÉÓÍÚÑ",
    "fr": "ÉÀÈÊÇÔÎÂ",
    "hu": "ÁÉÖÍŐÜÓÚŰ",
    "is": "ÍÁÞÓÚÖÝÆÐÉ",
    "pt": "ÉÀÁÓÍÂÊÔÚÇ",
    "sk": "ŠČŽÁÚĽÍ",
}
"""The same of capitals, where their order is another one."""
_ELSEWHERE = "éáíóöüčšøåćäžłãñçřńěâêôışğőúýïđāō"
"""Letters of foreign names, the more frequent first."""


class Habits(Struct, frozen=True, kw_only=True):
    """How a text is set: its language, its usual dash, and which marks it is seen to open quotations with."""

    language: str = ""
    dash: str = "–"
    dash_seen: bool = False
    tight: bool = False
    """True if dashes stand between words without spaces."""
    openers: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)

    def closer(self, opener: str) -> str:
        """The mark that closes a quotation opened with this one; empty if it opens none."""
        if opener in "„‚":
            pair = _LOW_CLOSED_BY.get(self.language, "“‘")
            if not self.language and self.marks["”"] > self.marks["“"]:
                pair = "”’"
            return pair["„‚".index(opener)]
        return {'"': '"', "“": "”", "‘": "’", "«": "»", "»": "«", "‹": "›", "›": "‹", "”": "”", "’": "’"}.get(
            opener, ""
        )

    @property
    def pair(self) -> str:
        """The marks that usually open and close a quotation."""
        usual = self.openers.most_common(1)
        mark = usual[0][0] if usual else "„" if self.language in {"de", "pl", "cs"} else "“"
        return mark + self.closer(mark)

    def is_common(self, before: str) -> bool:
        """True if the text ends in one of the small words of its language, after which little ends."""
        found = re.search(r"[^\W\d_]+$", before)
        return found is not None and found[0] in _COMMON.get(self.language, "").split()

    def rank(self, letter: str) -> int:
        """How frequent an accented letter is in the language: 0 for the most frequent one, 99 if it has none such."""
        capitals = _CAPITALS.get(self.language, "")
        letters = _ACCENTED.get(self.language, "")
        if letter in capitals:
            return capitals.index(letter)
        if letter.lower() in letters:
            return letters.index(letter.lower())
        return 8 + _ELSEWHERE.index(letter.lower()) // 4 if letter.lower() in _ELSEWHERE else 99


def _is_british(text: str) -> bool:
    """True for English with single quotes outside double ones, which goes with spaced en dashes."""
    single, double = (len(re.findall(rf"(?:^|(?<=[\s(])){mark}(?=\w)", text, re.MULTILINE)) for mark in "‘“")
    return single > double


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
    for letter, count in Counter(re.findall(r"[^\W\d_\0-\x7f]", text[:20_000].lower())).items():
        counts.update({language: count for language, letters in _ACCENTED.items() if letter in letters})
    language = counts.most_common(1)[0][0] if counts else ""
    spaced = Counter(re.findall(r"(?<=\s)[–—](?=\s)", text))
    dash = _DASHES.get(language, "–")
    if language == "en" and _is_british(text):
        dash = "–"
    opening = "“‘„‚«»›‹" + ("”’" if language in {"sv", "fi"} else "")
    seen = spaced["—"] != spaced["–"]
    if seen:
        dash = "—" if spaced["—"] > spaced["–"] else "–"
    return Habits(
        language=language,
        dash=dash,
        dash_seen=seen,
        tight=bool(re.search(r"\w—\w", text)) and not spaced,
        openers=Counter(re.findall(rf"(?:^|(?<=[\s(\[]))[{opening}](?=\w)", text, re.MULTILINE)),
        marks=Counter(re.findall(r"…|[“”](?=[\s.,;:)]|$)", text)),
    )
