"""The text of a word or of a quotation comes in; the Word, Wildcard, Fuzzy or Phrase it means goes out.

The analyser that read the articles reads the words of a query too, all of a text at once, so that ``post-election``,
``U.S.`` and runs of Chinese become here what they became there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.analysis import QueryWord, query_words
from search.query.lexing import Kind, Shown, Token
from search.query.limits import Limits
from search.query.words import Fuzzy, Phrase, Wildcard, Word

_STAND_INS = "".join(map(chr, range(0xA000, 0xA48D)))
"""Letters of the Yi script.  Two that a text does not use stand for its ``*`` and ``?`` while it is cut into words:
they are letters to the analyser, and no folding changes them."""
_PLAIN_STAND_INS = "qzxjvk"
"""The same for an ASCII text, which is then folded without Unicode's tables."""

ANY_WORD = Wildcard(pattern="*")
"""A word inside a phrase; alone it is everything."""

_EXACT = re.compile(r"(?<!\S)=$")
_FUZZY = re.compile(r"~([0-9]*)(?=\s|$)")
_EDITS = {"": 1, "1": 1, "2": 2}
_RANGE = "for a range write date:2024.. or words:500..900; both ends are included"
_NO_OPERATORS = {
    **dict.fromkeys(("&&", "&"), "write AND"),
    **dict.fromkeys(("||", "|"), "write OR"),
    **dict.fromkeys(("<", ">", "<=", ">="), _RANGE),
    "/": "write w/5, pre/5, w/s or w/p without spaces",
    ":": "write the field, the colon and the word without spaces, as in caption:flood",
}
"""Signs that stand alone, and what to write instead."""
_CLUSTER = 32
"""Characters that are surely enough for a letter with its marks."""
_LETTERS = 4
"""A shorter word has too many neighbours for a fuzzy search to mean anything."""


def read(query: Shown, token: Token, limits: Limits) -> Word | Wildcard | Fuzzy | Phrase:
    """What a WORD or QUOTED token means.  Raises QueryError."""
    at = (token.start, token.end)
    if token.kind is Kind.WORD:
        _refuse(query, token)
    text, edits = _without_tildes(query, token)
    star, one = _stand_ins(text)
    text = _without_idle_stars(query, token, text).replace("*", star).replace("?", one)
    words = list(query_words(text))
    if not words:
        what = "the quotes hold" if token.kind is Kind.QUOTED else f"{query.typed[slice(*at)]} has"
        hint = "leave it out" + ("; a minus stands right before its word, as in -flood" if text == "-" else "")
        raise query.error(f"{what} no letter or digit to look for", *at, hint)
    if len(words) > limits.phrase:
        message = f"the phrase has {len(words):,} words, the limit is {limits.phrase:,}"
        raise query.error(message, *at, "join shorter phrases with AND")
    wildcards = str.maketrans({star: "*", one: "?"})
    fuzzy = _fuzzy_words(query, token, text, words, edits)
    parts = []
    for number, word in enumerate(words):
        place = (token.inner + word.start, token.inner + word.end)
        form = word.form.translate(wildcards) + "*" * word.prefix
        if len(form) > limits.word:
            message = f"{form[:20]}... has {len(form):,} characters, the limit is {limits.word:,}"
            raise query.error(message, *place, "search for its beginning with a *")
        exact = token.exact or _EXACT.search(text, max(0, word.start - 2), word.start) is not None
        parts.append(_part(query, form, fuzzy.get(number, 0), exact=exact, at=place))
    return parts[0] if len(parts) == 1 else Phrase(parts=tuple(parts), at=at)


def _refuse(query: Shown, token: Token) -> None:
    """Errors for signs that mean something in other query languages and would be lost as punctuation here."""
    text, start, end = token.text, token.start, token.end
    if text[0] == "!":
        raise query.error("! is no operator here", start, start + 1, f"write NOT {text[1:]} or -{text[1:]}")
    if text in _NO_OPERATORS:
        raise query.error(f"{text} is no operator here", start, end, _NO_OPERATORS[text])
    if start and re.match(r":\w", text):
        raise query.error("a colon stands right behind the name of a field", start, start + 1, _NO_OPERATORS[":"])
    if re.fullmatch(r"\.\.(?:[0-9][0-9-]*)?", text):
        raise query.error("a range has no spaces in it", start, end, "as in date:2023..2024")
    if boost := re.search(r"\^[0-9.]*$", text):
        raise query.error(
            "words can't be given a weight", token.inner + boost.start(), end, f"leave out {boost.group()}"
        )
    if text[0] == "~" and start and query.text[start - 1] == '"':
        raise query.error("a phrase has no ~", start, end, 'for words near each other write "a" w/5 "b"')
    if text[0] == "~":
        raise query.error("~ belongs at the end of a word", start, start + 1, "as in harbour~ or harbour~2")


def _without_tildes(query: Shown, token: Token) -> tuple[str, dict[int, int]]:
    """The text with ``~2`` blanked out, and the edits by where each stood."""
    edits: dict[int, int] = {}
    text = token.text
    for found in _FUZZY.finditer(token.text):
        if found.group(1) not in _EDITS:
            start, end = token.inner + found.start(), token.inner + found.end()
            raise query.error("a fuzzy word allows one or two edits", start, end, "write ~ or ~2")
        edits[found.start()] = _EDITS[found.group(1)]
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    if (stray := text.find("~")) >= 0:
        place = token.inner + stray
        raise query.error("~ belongs at the end of a word", place, place + 1, "as in harbour~ or harbour~2")
    return text, edits


def _stand_ins(text: str) -> tuple[str, str]:
    """Two letters that the text does not hold; a text that holds them all is a word beyond every limit anyway."""
    letters = (_PLAIN_STAND_INS if text.isascii() else "") + _STAND_INS
    held = text.lower()
    free = (letter for letter in letters if letter not in held)
    return next(free, "*"), next(free, "?")


def _without_idle_stars(query: Shown, token: Token, text: str) -> str:
    """The text without stars at the edge of a run of Chinese, Japanese or Korean, where they change nothing.

    Such a run has no word ends: whatever stands around it, it is found.  Inside one a wildcard has no meaning here.
    """
    for found in re.finditer(r"\*+|\?+", text):
        before, after = text[: found.start()], text[found.end() :][:1]
        if not (_ends_paired(before[-_CLUSTER:]) or _is_paired(after)):
            continue
        if found.group()[0] == "?" or (before[-1:].strip() and after.strip()):
            start, end = token.inner + found.start(), token.inner + found.end()
            raise query.error("no wildcard can stand inside a Chinese, Japanese or Korean word", start, end, "use w/N")
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    return text


def _ends_paired(text: str) -> bool:
    """True if the text ends with a letter of Chinese, Japanese or Korean and whatever marks belong to it."""
    words = [] if text[-1:].isascii() else list(query_words(text))
    return bool(words) and words[-1].end == len(text) and _is_paired(text[words[-1].start])


def _is_paired(letter: str) -> bool:
    """True for a letter of Chinese, Japanese or Korean."""
    return not letter.isascii() and any(word.prefix for word in query_words(letter))


def _fuzzy_words(
    query: Shown, token: Token, text: str, words: Sequence[QueryWord], edits: dict[int, int]
) -> dict[int, int]:
    """The edits by the number of the word each belongs to: the one that ends where the ``~`` stood."""
    found: dict[int, int] = {}
    for place, most in edits.items():
        before = [number for number, word in enumerate(words) if word.start < place]
        if not before or re.search(r"\s", text[words[before[-1]].end : place]):
            start = token.inner + place
            raise query.error("~ belongs at the end of a word", start, start + 1, "as in harbour~ or harbour~2")
        found[before[-1]] = most
    return found


def _part(query: Shown, form: str, edits: int, *, exact: bool, at: tuple[int, int]) -> Word | Wildcard | Fuzzy:
    wild = "*" in form or "?" in form
    if not edits:
        return Wildcard(pattern=re.sub(r"\*+", "*", form), at=at) if wild else Word(form=form, exact=exact, at=at)
    if wild:
        raise query.error("a word can be fuzzy or have wildcards, not both", *at, "leave out the ~ or the * and ?")
    if len(form) < _LETTERS:
        hint = f"write {form}* for words that begin so"
        raise query.error(f"a fuzzy word needs at least {_LETTERS} letters", *at, hint)
    return Fuzzy(form=form, edits=edits, at=at)
