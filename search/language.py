"""An article comes in; the language it is written in goes out, as its ISO 639-1 code.

Nearly every article is decided by a vote of function words, which costs some ten microseconds; only what they leave in
doubt is shown to py3langid (Lui & Baldwin, "langid.py", ACL 2012), whose model takes most of a second to load.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain
from typing import Any

from search.article import Article

__all__ = ["LANGUAGE_VERSION", "detected", "language_of"]

LANGUAGE_VERSION = 2
"""Raised when other languages are found than before."""

_LOOKS = (300, 600, 4000)
"""Characters the vote looks at: the first few mostly suffice; behind a team list or a table the story may yet begin."""
_LETTERS = 600
"""Characters the library is shown."""
_FEWEST = 40
"""Characters below which nothing is said."""
_ENOUGH = 120
"""Bytes of UTF-8 below which a text in doubt stays so."""
_VOTES = 5
"""Function words the winner needs, and twice as many as the second.  On 127 pages of news in 18 languages the vote and
the library never disagreed; all of 2,225 English stories were recognised."""
_ONE_IN = 20
"""Of so many words one has to be the winner's: in languages it knows nothing of the vote finds one or two in a hundred,
in its own more than twenty."""
_SURE = 0.8
"""Probability below which the library's answer is not taken."""

_FUNCTION_WORDS = {
    "en": (
        "the of and to in that is was for with on as by at it from his are be have has not but which said will who "
        "were their been this an"
    ),
    "de": (
        "der die das und in den von zu mit ist auf für im dem nicht ein eine sich des auch es an werden aus er hat "
        "dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis "
        "mehr durch man sein wurde"
    ),
    "fr": (
        "le la les de des du et en un une que est dans qui pour par sur pas plus au avec ce il sont aux cette ont "
        "été ses mais nous ou son se leur"
    ),
    "es": (
        "el la los las de del que y en un una por con para es se al lo como más su pero sus le ha este entre "
        "cuando muy sin sobre también fue hay"
    ),
    "it": (
        "il la le di che e in un una per con del della dei non è si da al sono alla come più anche ha nel ma gli "
        "delle nella dal ai lo questo"
    ),
    "pt": (
        "o a os as de da do das dos que e em um uma para com não por mais se na no foi ao como mas à pela pelo "
        "também já são está"
    ),
    "nl": (
        "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar uit nog wordt maar "
        "werd heeft over dan worden"
    ),
    "sv": (
        "och att det i en på är som för av med den till har de inte om ett han men var sig från vi så kan när efter vid"
    ),
    "da": (
        "og at det i en på er som for af med den til har de ikke om et han men var sig fra vi så kan når efter ved blev"
    ),
    "no": (
        "og at det i en på er som for av med den til har de ikke om et han men var seg fra vi så kan når etter ved ble"
    ),
    "pl": "i w na z do nie się że to jest o jak po za od przez ale co dla ma tym jego był są oraz być tego",
    "cs": "na se že je z jsou pro za od po jako ale který která bylo však jeho podle není",
    "fi": "ja on ei se että oli hän mutta ovat myös kun mukaan joka sekä tai kuin niin jo vuonna",
    "hu": "a az és hogy nem is egy van volt meg ez csak már mint még szerint ki de el lesz",
    "ro": "și de în la a cu pe că nu este din care un o pentru mai sunt fost au lui ce prin după",
    "tr": "ve bir bu için ile de da olarak olan çok daha gibi en kadar ancak sonra ise ne",
    "ru": "и в на не что с по как это из к у за его о для от но также был мы было при",
    "uk": "і в на не що з та до як за про від це у його для але також під було",
}
"""Language -> words that are in nearly every paragraph of it; the vote of a word is shared by all who have it."""


def detected(article: Article) -> str:
    """The language of an article's text."""
    texts = [paragraph.text for paragraph in article.paragraphs] or [caption.text for caption in article.captions]
    text = " ".join(texts)
    return language_of(text if len(text) >= _FEWEST else f"{article.headline} {text}")


def language_of(text: str) -> str:
    """The language of a text; empty where it is too short or nothing is sure.

    >>> language_of("The ferry was late, and it left the harbour with no more than half of the people.")
    'en'
    """
    if len(text) < _FEWEST:
        return ""
    if voted := next(filter(None, (_vote(text[:letters]) for letters in _LOOKS)), ""):
        return voted
    shown = text[:_LETTERS]
    if len(shown.encode("utf-8", "replace")) < _ENOUGH:
        return ""
    code, probability = _library().classify(shown)
    return str(code) if probability >= _SURE else ""


def _vote(text: str) -> str:
    """The language the function words speak for, or an empty string where they don't agree."""
    words = text.lower().split()  # one beside a comma is missed, which costs less than looking for it
    votes = Counter(chain.from_iterable(filter(None, map(_voters().get, words))))
    first = max(votes, key=votes.__getitem__, default="")
    most = votes.pop(first, 0)
    return first if most >= max(_VOTES, len(words) // _ONE_IN, 2 * max(votes.values(), default=0)) else ""


@cache
def _voters() -> dict[str, tuple[str, ...]]:
    """Word -> the languages it speaks for."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _FUNCTION_WORDS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


@cache
def _library() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - rarely needed, and slow to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
