"""A line and its words come in; points for wording that sends the reader somewhere go out, for `boilerplate`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.cleaning.page_phrases import PHRASE_WORDS, appeals_to_reader
from search.cleaning.page_words import OBJECT_WORDS, OBJECTS, ORDERS, PROSE_STARTERS, RARE_OBJECT_WORDS, SHORT_OBJECTS
from search.cleaning.page_words_abroad import ADDRESS_ABROAD, OBJECTS_ABROAD, ORDERS_ABROAD

ENOUGH = 2.0
"""Points of wording that make a line an appeal to the reader.

Chosen on the development dumps: 1.5 takes sentences of the story, 2.5 leaves sign-ups in."""
SHORT = 60
"""Characters; in a longer line only an order or a word to the reader is looked at further."""
SHORT_ORDER = 45
"""Characters of an order that need name nothing but "the full report"; "Follow the money" names no such thing."""
LONG = 120
"""Characters; a longer line must speak to the reader, or be an order, before its phrases are looked for."""
SPOKEN = ("you", "our ", "us ")
"""What stands behind a space in every line that speaks to the reader."""
URGES = r"subscribe\b|download\b|follow |click |tap |sign up\b"
"""Orders that also stand later in a line ("For the latest news download the app"), as such an expression."""

OFFERS = frozenset(("unlimited", "exclusive", "daily"))
"""First words of what a subscription gives, however long the list."""

PROSE_SIGNS = ("“", '"', "„", "«", " said ", " says ", " told ")
"""What is told or quoted is no appeal."""

_SPOKEN = re.compile(" (?:you(?!ng|th)|our |us )")
_URGE = re.compile(f"(?:^| )(?:{URGES})")
_NOT_ORDERED = frozenset(
    ("to", "can", "could", "will", "would", "who", "must", "should", "and", "they", "people", "not")
)
"""Before such a verb: what others do, may do or are asked to do."""
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = "’‘“”–—…"
_LETTERS = bytes(code if chr(code).isalpha() else ord(" ") for code in range(128)) + bytes(range(128, 256))
_READER = re.compile(r"\b(?:you|your|us|our|we|free|today|now|here)\b")
_SENTENCE = re.compile(r"[.?!]\s+")
_CONTACT = re.compile(r"\b(?:e-?mail|reach|contact|follow|tweets?|write to|send|tips?)\b")
_OWN_OBJECTS = frozenset(("subscribe", "sign", "log", "login"))
"""Orders that name a page's thing themselves; "Report", "Register" and "Donate" open headlines."""


THINGS = OBJECT_WORDS | OBJECTS_ABROAD | PHRASE_WORDS | SHORT_OBJECTS
"""A page's things: a line without them asks nothing of its reader."""
_RARE_THINGS = RARE_OBJECT_WORDS | OBJECTS_ABROAD | PHRASE_WORDS
"""Those that mean something in a line that is no order too."""


def appeal(low: str, words: Sequence[str]) -> float:
    """Points for a folded line; ``words`` are its words, or nothing where nobody needed them yet.

    >>> appeal("sign up for our newsletter", []) >= ENOUGH
    True
    >>> appeal("follow the money", []) >= ENOUGH
    False
    """
    at = "@" in low
    if words and not at and THINGS.isdisjoint(words):
        return 0.0
    words = words or words_of(low)
    first = low.partition(" ")[0].strip("[(“\"'‘:|,.")
    ordered = _is_order(low, first)
    if not (ordered or at) and _RARE_THINGS.isdisjoint(words):
        return 0.0
    if any(map(low.__contains__, PROSE_SIGNS)):
        return 0.0
    urging = not ordered and len(low) <= LONG and _urges(low)
    spoken_to = ordered or urging or first in OFFERS or first.startswith("you") or _SPOKEN.search(low) is not None
    if (at and _CONTACT.search(low)) or ((spoken_to or len(low) <= LONG) and appeals_to_reader(low, words)):
        return ENOUGH
    if _abroad(low, words) >= ENOUGH:
        return ENOUGH
    if not spoken_to and len(low) > SHORT:
        return 0.0
    needed = OBJECT_WORDS if ordered else RARE_OBJECT_WORDS
    short_order = ordered and len(low) <= SHORT_ORDER
    if not short_order and needed.isdisjoint(words):
        return 0.0
    start = len(first) if ordered and first in ORDERS and first not in _OWN_OBJECTS else 0
    objects = _objects(low, start)
    if short_order:
        objects += [word for word in words[start > 0 :] if word in SHORT_OBJECTS]
    if not objects:
        return 0.0
    points = 1.0 * min(len(set(objects)), 3) + (1.0 if ordered else 0.5 if urging else 0.0)
    points += 0.5 * min(len(_READER.findall(low)), 2)
    if 2 * sum(map(len, objects)) > len(low) or " | " in low:
        points += 1.0
    elif (not spoken_to and low[-1] == ".") or (not ordered and not urging and len(objects) < 2):
        return 0.0
    return points - 0.5 * (len(low) > 200)


def words_of(low: str) -> list[str]:
    """The runs of letters in a folded line.

    >>> words_of("don't miss: 3 stories")
    ['don', 't', 'miss', 'stories']
    """
    if low.isascii():
        return low.encode().translate(_LETTERS).decode().split()  # three times as fast
    for mark in _MARKS:
        if mark in low:
            low = low.replace(mark, " ")
    return words_of(low) if low.isascii() else _WORD.findall(low)


def _objects(low: str, start: int) -> list[str]:
    """What ``OBJECTS`` finds from ``start`` on, looked for only where one of its first words stands."""
    found: list[str] = []
    for word in _WORD.finditer(low, start):
        if word.start() >= start and word[0] in OBJECT_WORDS and (thing := OBJECTS.match(low, word.start())):
            found.append(thing[0])
            start = thing.end()
    return found


def _is_order(low: str, first: str) -> bool:
    """Whether the line, a later sentence of a short one, or what follows a colon begins with an order."""
    if first in ORDERS and (len(low) <= LONG or first not in PROSE_STARTERS):
        return True
    if ": " in low and low.partition(": ")[2].partition(" ")[0] in ORDERS:
        return True
    if len(low) > SHORT or ("? " not in low and ". " not in low and "! " not in low):
        return False
    return any(sentence.partition(" ")[0].strip(".!") in ORDERS for sentence in _SENTENCE.split(low)[1:])


def _urges(low: str) -> bool:
    """Whether the line's beginning has an order that is not what others are told or able to do."""
    found = _URGE.search(low, 0, 81)
    return found is not None and low[: found.start()].rpartition(" ")[2] not in _NOT_ORDERED


def _abroad(low: str, words: Sequence[str]) -> float:
    """The same points for the other languages: an order, a page's things, words to the reader."""
    objects = OBJECTS_ABROAD.intersection(words[1:] if words[:1] and words[0] in ORDERS_ABROAD else words)
    if not objects:
        return 0.0
    ordered = words[0] in ORDERS_ABROAD
    covered = 3 * sum(map(len, objects)) > len(low)
    if not ordered and (len(low) > SHORT or low[-1] == "." or not covered):
        return 0.0
    address = ADDRESS_ABROAD.intersection(words)
    return min(len(objects), 2) + ordered + 0.5 * min(len(address), 2)
