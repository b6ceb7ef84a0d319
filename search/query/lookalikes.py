"""A query's tokens come in; words and signs that other systems read as operators, and we don't, go out as warnings.

Nothing of a query is dropped in silence: a sign that is no letter, no digit and no ordinary punctuation is told of.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from search.query.lexing import Kind, Token
from search.query.operators import FUNCTIONS

__all__ = ["SIGNS", "about_signs", "about_words"]

_SIDES = {Kind.WORD, Kind.QUOTED, Kind.OPEN, Kind.CLOSE, Kind.FIELD, Kind.FUNCTION, Kind.MINUS}
_JOINTS = {"and", "or", "not"}
_ELSEWHERE = {"NEAR": "w/5", "WITHIN": "w/5", "ADJ": "pre/1", "SAME": "w/p", "BUT": "AND"}
"""Operators of other systems, with ours; small letters are words to everybody."""
# Patterns as text: each is compiled when a query first holds the sign it is about, which few do.
_QUOTED = r"(?<!\S)(?:AND|OR|NOT|(?:w|pre|near)/\w+)(?!\S)"
_GLUED = r"\w(?:w|pre|near)/\d"
_DISTANCE = r"[wW]\d+|\+(?:\d+|[spSP])"

SIGNS = "#$%&+/<=>@[\\]^{|}§€£¥°©®™"
_PUNCTUATION = ".,;:!?*~'\"‘’‚`“”„…-–—()"
_OPENING, _CLOSING = "'‘‚`", "'’‘`"


def about_words(tokens: Sequence[Token], values: Container[int]) -> Iterator[str]:
    """The warnings of a whole query; ``values`` tells where those tokens begin that are dates, numbers and the like."""
    kinds = [Kind.END, *(token.kind for token in tokens)]
    for number, token in enumerate(tokens):
        if token.start in values:
            continue
        if token.kind is Kind.WORD:
            # A word that looks like an operator is told of once, not for its signs again.
            yield from list(_as_operator(token.text, *kinds[number : number + 3 : 2])) or about_signs(token.text)
        elif token.kind is Kind.QUOTED:
            yield from _in_quotes(token.text)
            yield from about_signs(token.text)
        yield from _as_wildcard(token.text)
    yield from _about_single_quotes(tokens)


def about_signs(text: str, signs: str = SIGNS) -> Iterator[str]:
    """A warning for each sign at the edge of a word; between two words (AT&T, 24/7) it parts them and no more."""
    for chunk in text.split():
        word = chunk.removeprefix("=")
        bare = word.strip(signs + _PUNCTUATION)
        lost = "".join(sign for sign in word.replace(bare, "", 1) if sign in signs)
        if lost:
            told = f"the {lost} of {chunk}" if bare else chunk
            yield f"{told} is read as punctuation; only letters and digits are looked for"


def _as_wildcard(text: str) -> Iterator[str]:
    """Signs behind a word that stand for its endings, elsewhere or here."""
    for word in re.findall(r"\w+!\w*(?=\s|$)", text) if "!" in text else ():
        yield f"the ! of {word} is read as punctuation; for any letters write {word.replace('!', '*')}"
    for word in re.findall(r"\w+\?+(?=\s|$)", text) if "?" in text else ():
        yield f"the ? of {word} is read as a wildcard for one more letter"


def _in_quotes(text: str) -> Iterator[str]:
    """Operators between quotes, unless all of it is in capitals anyway."""
    for operator in () if text.isupper() else re.findall(_QUOTED, text):
        yield f"inside quotes {operator} is read as a word"


def _as_operator(text: str, before: Kind, after: Kind) -> Iterator[str]:
    """A word that is an operator or a function in other systems, or would be one with other capitals or spaces."""
    follows, between = after in _SIDES, before in _SIDES and after in _SIDES
    name = text.lower().rstrip("0123456789")
    counted = len(name) < len(text)
    function = FUNCTIONS.get(name)
    if text.lower() in _JOINTS and (between or (name == "not" and (follows or after is Kind.OPERATOR))):
        yield f"{text} is read as a word; for the operator write {text.upper()}"
    elif text in _ELSEWHERE and between:
        yield f"{text} is read as a word; for the operator write {_ELSEWHERE[text]}"
    elif between and text[0] in "wW+" and re.fullmatch(_DISTANCE, text):
        yield f"{text} is read as a word; near each other is written w/5 or w/s, and in this order pre/5"
    elif "/" in text and re.search(_GLUED, text):
        yield f"{text} is read as words; an operator stands between spaces"
    elif function and function.counted == counted and (follows if counted else after is Kind.OPEN):
        yield f"{text} is read as a word; the function is written without a space: {text}(...)"


def _about_single_quotes(tokens: Sequence[Token]) -> Iterator[str]:
    """A warning for words side by side that single quotes hold together elsewhere."""
    held: list[str] = []
    for token in tokens:
        if token.kind is not Kind.WORD:
            held = []
        elif held or token.text[0] in _OPENING:
            held.append(token.text)
            if len(held) > 1 and token.text[-1] in _CLOSING:
                words = " ".join(held).strip(_OPENING + _CLOSING)
                yield f'single quotes are punctuation here; for a phrase write "{words}"'
                held = []
