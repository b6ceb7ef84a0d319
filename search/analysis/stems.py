"""A language comes in; the function that gives a form's stem goes out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from search.errors import OptionError

LANGUAGES: dict[str, str] = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
"""Languages that have a stemmer: ISO 639-1 code -> name in NLTK's Snowball; ``none`` leaves words as they are."""


_ENGLISH_ENDINGS = (
    *("'", "s", "e", "al", "ful", "ll", "ci", "gi", "li", "ti", "ed", "ing", "er", "ator", "ant", "ent", "ic"),
    *("ism", "ion"),
    *(f"{letter}y" for letter in "bcdfghjklmnpqrstvwxyz0123456789"),  # money stays
)
"""What Snowball's English rules take off or change, shortened; ASCII words that end in none of these, more than two
thirds of an archive's forms, are their own stems."""


def language_name(language: str) -> str:
    """The stemmer's name for a name or code in any case.  Raises OptionError for one there is no stemmer for.

    >>> language_name("EN")
    'english'
    """
    wanted = language.strip().casefold()
    name = LANGUAGES.get(wanted, wanted)
    if name in {*LANGUAGES.values(), "none"}:
        return name
    from difflib import get_close_matches  # noqa: PLC0415 - only for the message

    near = get_close_matches(wanted, [*LANGUAGES.values(), *LANGUAGES, "none"], n=1)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(LANGUAGES.values())}, or none"
    raise OptionError("no stemmer for this language", place=language, hint=hint)


@cache
def stemmer(name: str) -> Callable[[str], str]:
    """Snowball's stemmer of a language by its name (not its code), as a function that threads may share.

    Each form gets a stemmer of its own (0.7 µs): NLTK's keep notes on themselves, and the Arabic one's answer depended
    on the word before (14 of 800 random words).
    """
    if name == "none":
        return str
    from nltk.stem.snowball import SnowballStemmer  # noqa: PLC0415 - a quarter of a second, only for an unknown word

    endings = _ENGLISH_ENDINGS if name == "english" else ()

    def stem(form: str) -> str:
        if form.isascii() and ((endings and not form.endswith(endings)) or form.isdecimal()):
            return form
        found: str = SnowballStemmer(name).stem(form)
        return found

    return stem
