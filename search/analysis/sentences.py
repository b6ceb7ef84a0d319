"""A text comes in; the characters where its sentences begin go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=\S)|[。！？｡][」』）”’]*\s*(?=\S)")


def sentence_starts(text: str) -> list[int]:
    """0-based characters where sentences begin, the first among them; empty for a text without any.

    >>> sentence_starts("It rained. Mr. Oyelaran stayed.")
    [0, 11]
    """
    begin = len(text) - len(text.lstrip())
    if begin == len(text):
        return []
    starts = (stop.end() for stop in _STOP.finditer(text, begin) if _ends(text, stop))
    return [begin, *starts]


def _ends(text: str, stop: re.Match[str]) -> bool:
    return not text[stop.end()].islower()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence, without the white space after it."""
    for start, end in pairwise([*sentence_starts(text), len(text)]):
        yield start, start + len(text[start:end].rstrip())
