"""A text comes in; its words, folded, with the characters they stand at, go out.

A word is a run of letters, marks and digits; an apostrophe inside it, the points of U.S. and the grouping of 1,000
belong to it.  Letters of Chinese, Japanese and Korean go in overlapping pairs: each starts one word, made of it and its
neighbour; the last of a run stands alone.  So positions count characters there, and any stretch of them can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from search.analysis.folding import POSSESSIVES, Cases, Forms
from search.analysis.letters import APOSTROPHES, CJK, EXOTIC, HANGUL_TAILS, JOINERS, LATIN, MARKS, VOICING

_FORMS = Forms()
_CASES = Cases()

_TAIL = f"{MARKS}{JOINERS}{HANGUL_TAILS}{VOICING}"  # what belongs to the CJK letter before it


class Words(NamedTuple):
    """The words of one text: parallel, one entry a word."""

    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    cases: tuple[int, ...]


class Printed(NamedTuple):
    """The words of one text as printed: parallel, one entry a word."""

    words: list[str]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """But for a possessive 's."""


class QueryWord(NamedTuple):
    """A word to look for."""

    form: str
    start: int
    end: int
    prefix: bool
    """True where every form that begins so is meant: a single Chinese, Japanese or Korean character."""


def _pattern(letter: str, initial: str, mark: str) -> re.Pattern[str]:
    """The words of a text as one group, so that ``split`` gives gaps and words in turn.

    ``letter``, ``initial`` (a letter, no digit) and ``mark`` are sets of characters.
    """
    apostrophe = f"[{APOSTROPHES}]"
    end = f"(?!{letter}|[{mark}])"
    tail = f"{letter}*+(?:[{mark}]++{letter}*+|{apostrophe}{letter}++)*+"
    # Ranges of marks run over letters between them, which are no marks of an initial.
    one = f"{initial}(?:(?!{letter})[{mark}])*"
    # The first line is the third's commonest case, tried first for speed.
    return re.compile(
        f"({initial}{letter}{tail}"
        f"|{one}\\.{one}{end}(?:\\.{one}{end})*\\.?(?:{apostrophe}[sS]{end})?"
        f"|[1-9][0-9]{{0,2}}(?:(?:,[0-9]{{3}})+|(?:\\.[0-9]{{3}})+)(?![0-9]){tail}"
        f"|{letter}{tail})"
    )


@cache
def _ascii() -> re.Pattern[str]:
    """A quarter of the time of ``_latin`` to make."""
    return _pattern("[0-9A-Za-z]", "[A-Za-z]", JOINERS)


@cache
def _latin() -> re.Pattern[str]:
    return _pattern(f"[{LATIN}]", f"[{LATIN.removeprefix('0-9')}]", f"\u0300-\u036f{JOINERS}")


@cache
def _any_script() -> re.Pattern[str]:
    """Twice as slow as ``_latin``, and reads CJK letters as any others: they are taken out before."""
    return _pattern(f"[^\\W_{APOSTROPHES}{VOICING}]", f"[^\\W\\d_{APOSTROPHES}{VOICING}]", MARKS + JOINERS)


@cache
def _exotic() -> re.Pattern[str]:
    return re.compile(f"[{EXOTIC}]")


@cache
def _cjk_run() -> re.Pattern[str]:
    return re.compile(f"[{CJK}][{CJK}{_TAIL}]*")


@cache
def _cjk_letter() -> re.Pattern[str]:
    return re.compile(f"[{CJK}][{_TAIL}]*")


def split_words(text: str) -> Words:
    """All words of ``text``, with their case."""
    found = printed_words(text)
    return Words(forms(found.words), found.starts, found.ends, cases(found.words))


def forms(printed: Iterable[str]) -> tuple[str, ...]:
    """The forms of words as printed."""
    return tuple(map(_FORMS.__getitem__, printed))


def cases(printed: Iterable[str]) -> tuple[int, ...]:
    """The case bits of words as printed."""
    return tuple(map(_CASES.__getitem__, printed))


def printed_words(text: str) -> Printed:
    """All words of ``text`` as printed."""
    if text.isascii():
        if text.isalnum():
            return Printed([text], (0,), (len(text),))
        found = _printed(_ascii(), text)
    elif (bare := _without_typography(text)).isascii():  # a short search has no time to make the next patterns
        found = _printed(_ascii(), text)
    elif _western(bare) or not _exotic().search(text):
        found = _printed(_latin(), text)
    elif _cjk_run().search(text):
        found = _printed_with_pairs(text)
    else:
        found = _printed(_any_script(), text)
    if ("'" in text or not text.isascii()) and any(possessive in text for possessive in POSSESSIVES):
        ends = [end - 2 * word.endswith(POSSESSIVES) for word, end in zip(found.words, found.ends, strict=True)]
        return found._replace(ends=tuple(ends))
    return found


def _without_typography(text: str) -> str:
    """The text without the signs common in news: none is a letter, and every pattern has the same apostrophes."""
    for mark in "’“”‘–—…£€•\xa0":
        text = text.replace(mark, "")
    return text


def _western(text: str) -> bool:
    """True if no letter is beyond those of Western Europe: an answer without a pattern."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _printed(pattern: re.Pattern[str], text: str) -> Printed:
    """The words a pattern finds.  One ``split`` and slices: no step of Python's own for a word."""
    parts = pattern.split(text)
    edges = tuple(accumulate(map(len, parts)))
    return Printed(parts[1::2], edges[0:-1:2], edges[1::2])


def _printed_with_pairs(text: str) -> Printed:
    """The words of a text with runs of CJK letters, which become overlapping pairs."""
    _, starts, ends = _printed(_any_script(), _cjk_run().sub(lambda run: " " * len(run[0]), text))
    places = list(zip(starts, ends, strict=True))
    for run in _cjk_run().finditer(text):
        letters = [letter.span() for letter in _cjk_letter().finditer(run[0])]
        seconds = [*letters[1:], letters[-1]]
        places += [
            (run.start() + first, run.start() + last) for (first, _), (_, last) in zip(letters, seconds, strict=True)
        ]
    places.sort()
    printed = [text[first:last] for first, last in places]
    return Printed(printed, tuple(first for first, _ in places), tuple(last for _, last in places))


def plain_words(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(word as printed, start, end) of every word in a stretch, of ASCII alone, of a text."""
    for found in _ascii().finditer(text, start, end):
        word = found[0]
        yield word, found.start(), found.end() - 2 * word.endswith(POSSESSIVES)


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """(form, start, end) of every word, the same as an article with this text is indexed by.

    >>> list(words("The U.S. mayor's 1,000 votes"))
    [('the', 0, 3), ('us', 4, 8), ('mayor', 9, 14), ('1000', 17, 22), ('votes', 23, 28)]
    """
    found = printed_words(text)
    return zip(forms(found.words), found.starts, found.ends, strict=True)


def query_words(text: str) -> Iterator[QueryWord]:
    """The words to look for, side by side, to find ``text``: as ``words``, but for runs of CJK letters.

    A run's last letter stands alone only where the run ends, and a longer run must be found as well: at the end of the
    text it is left out (the pair before holds it), elsewhere and alone it stands for every pair it begins.

    >>> [(word.form, word.prefix) for word in query_words("新聞 2024 紙")]
    [('新聞', False), ('聞', True), ('2024', False), ('紙', True)]
    """
    found = list(words(text))
    for number, (form, start, end) in enumerate(found):
        single = not form.isascii() and _cjk_letter().fullmatch(text, start, end) is not None
        paired = number > 0 and found[number - 1][2] == end
        if not (single and paired and number == len(found) - 1):
            yield QueryWord(form, start, end, prefix=single)
