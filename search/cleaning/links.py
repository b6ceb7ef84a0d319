"""A text comes in; the places where words are missing because links were dropped go out, counted, never filled.

A dump made by leaving out link elements reads "The from 85% of machines" or "observers have said ."
"""

from __future__ import annotations

import re
from itertools import pairwise

_DETERMINERS = ("the", "a", "an", "its", "their", "our", "your", "my")
_NEVER_NEXT = (
    *("of", "from", "into", "with", "by", "and", "or", "that", "which", "is", "was", "are", "were", "has", "have"),
    *("had", "who"),
)
_PREPOSITIONS = ("for", "of", "from", "with", "at", "into", "on")
_STRANDED = re.compile(
    rf"""
      (?<=[^\W\d_])[ ][.,](?=\s|$|[)”"])                               # a word, a space, the stop: "have said ."
    | ,[ ]?\.(?=\s|$|[)”"])                                             # "Yes, ."
    | \([ ]?\)                                                          # an empty pair of brackets
    | (?<!\S)(?:{"|".join(_DETERMINERS)})\s(?:{"|".join(_NEVER_NEXT)})(?!\S)      # "The from 85%"
    | (?<!\S)(?:{"|".join(_PREPOSITIONS)})\s(?:of|and|but)\s(?:the|its|their|an?|his)(?!\S)  # "for of the"
    | (?<!\S)to\sand(?!\S)(?!\s(?:from|fro|including|through)\b)        # "called on the council to and members"
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PAIRS = frozenset(
    [(first, second) for first in _DETERMINERS for second in _NEVER_NEXT]
    + [(first, second) for first in _PREPOSITIONS for second in ("of", "and", "but")]
    + [("to", "and")]
)
"""Words that stand side by side wherever a form made of words occurs; no text without such a pair need be searched."""
_STOPS = (" .", " ,", ",.", "()", "( )")


def gaps(text: str) -> list[int]:
    """Offsets (0-based, in characters) in ``text`` where words seem to be missing, in order.

    The forms are those English takes when a noun phrase or a verb's object is cut out; a text that never lost a link
    has next to none of them.

    >>> gaps("The from 85% of machines arrived, and observers have said .")
    [0, 57]
    >>> gaps("Nothing is missing here.")
    []
    """
    if not any(map(text.__contains__, _STOPS)) and _PAIRS.isdisjoint(pairwise(text.lower().split())):
        return []
    return [match.start() for match in _STRANDED.finditer(text)]
