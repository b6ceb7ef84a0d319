"""A text comes in; its words, folded, with the characters they stand at, go out.

A word is a run of letters, marks and digits; an apostrophe inside it, the points of U.S. and the grouping of 1,000
belong to it.  Letters of Chinese, Japanese and Korean go in overlapping pairs: each starts one word, made of it and its
neighbour; the last of a run stands alone.  So positions count characters there, and any stretch of them can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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


class QueryWord(NamedTuple):
    """A word to look for."""

    form: str
    start: int
    end: int
    prefix: bool
    """True where every form that begins so is meant: a single Chinese, Japanese or Korean character."""


def _pattern(letter: str, initial: str, mark: str, more: str = "") -> re.Pattern[str]:
    """The words of a text as one group, so that ``split`` gives gaps and words in turn.

    ``letter``, ``initial`` (a letter, no digit) and ``mark`` are sets; ``more`` another alternative.
    """
    apostrophe = f"[{APOSTROPHES}]"
    end = f"(?!{letter}|[{mark}])"
    tail = f"{letter}*(?:[{mark}]+{letter}*|{apostrophe}{letter}+)*"
    one = f"{initial}[{mark}]*"
    return re.compile(
        f"({one}\\.{one}{end}(?:\\.{one}{end})*\\.?(?:{apostrophe}[sS]{end})?"
        f"|[1-9][0-9]{{0,2}}(?:(?:,[0-9]{{3}})+|(?:\\.[0-9]{{3}})+)(?![0-9]){tail}"
        f"|{letter}{tail}{more})"
    )


@cache
def _latin() -> re.Pattern[str]:
    return _pattern(f"[{LATIN}]", f"[{LATIN.removeprefix('0-9')}]", f"\u0300-\u036f{JOINERS}")


@cache
def _any_script() -> re.Pattern[str]:
    outside = f"_{CJK}{APOSTROPHES}{VOICING}"
    return _pattern(f"[^\\W{outside}]", f"[^\\W\\d{outside}]", MARKS + JOINERS, more=f"|[{CJK}][{CJK}{_TAIL}]*")


@cache
def _exotic() -> re.Pattern[str]:
    return re.compile(f"[{EXOTIC}]")


@cache
def _cjk_letter() -> re.Pattern[str]:
    return re.compile(f"[{CJK}][{_TAIL}]*")


def split_words(text: str) -> Words:
    """All words of ``text``, with their case."""
    latin = text.isascii() or not _exotic().search(text)
    parts = (_latin() if latin else _any_script()).split(text)
    printed = parts[1::2]
    edges = tuple(accumulate(map(len, parts)))
    starts, ends = edges[0:-1:2], edges[1::2]
    if not latin and _cjk_letter().search(text):
        printed, starts, ends = _paired(text, starts, ends)
    if "'" in text or (not text.isascii() and any(apostrophe in text for apostrophe in APOSTROPHES)):
        ends = tuple(end - 2 * word.endswith(POSSESSIVES) for word, end in zip(printed, ends, strict=True))
    forms = tuple(map(_FORMS.__getitem__, printed))
    return Words(forms, starts, ends, tuple(map(_CASES.__getitem__, printed)))


def _paired(
    text: str, starts: tuple[int, ...], ends: tuple[int, ...]
) -> tuple[list[str], tuple[int, ...], tuple[int, ...]]:
    """Printed words with their places, runs of CJK letters replaced by pairs."""
    firsts: list[int] = []
    lasts: list[int] = []
    letter = _cjk_letter()
    for start, end in zip(starts, ends, strict=True):
        if letter.match(text, start):
            letters = [found.span() for found in letter.finditer(text, start, end)]
            firsts += [first for first, _ in letters]
            lasts += [last for _, last in letters[1:]] + [end]
        else:
            firsts.append(start)
            lasts.append(end)
    return [text[first:last] for first, last in zip(firsts, lasts, strict=True)], tuple(firsts), tuple(lasts)


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """(form, start, end) of every word, the same as an article with this text is indexed by.

    >>> list(words("The U.S. mayor's 1,000 votes"))
    [('the', 0, 3), ('us', 4, 8), ('mayor', 9, 14), ('1000', 17, 22), ('votes', 23, 28)]
    """
    found = split_words(text)
    return zip(found.forms, found.starts, found.ends, strict=True)


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
