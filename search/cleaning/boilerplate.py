"""The lines of a dump come in; for each, the reason to leave it out goes out: advertising, buttons, sign-ups, footers.

No list of publishers stands behind this.  A line is judged by its form (a rule of underscores, a lone word from a
page's furniture, "READ MORE: ...", a claim of copyright), by its wording (it tells *you* to *do* something with
*newsletters*, *apps*, *accounts*), and by what the archive has learned: a line that recurs in many articles is no news.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from search.cleaning.page_words import (
    LONE,
    OBJECT_WORDS,
    OBJECTS,
    ORDERS,
    POINTER,
    POINTERS,
    PROSE_STARTERS,
    RARE_OBJECT_WORDS,
    SHORT_OBJECTS,
    STARTS,
    TITLED,
    WIDGETS,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

LONGEST = 330
"""Characters; longer lines are prose, and only the words of a legal notice are looked for in them."""
ENOUGH = 2.0
"""Points of wording that make a line an appeal to the reader.

Chosen on the development dumps: 1.5 takes sentences of the story, 2.5 leaves sign-ups in."""
FURNITURE = 60
"""Characters; only shorter lines can be a page's controls."""
SHORT_ORDER = 45
"""Characters of an order that need name nothing but "the full report"; "Follow the money" names no such thing."""
POINTER_LENGTH = 120
"""Characters; a longer line that begins with "In", "This" or "We" is prose, whatever else pages begin so."""
HABIT_ARTICLES = 3
"""Articles in which a line must stand to be learned as a habit of its source."""

POINTED = "boilerplate: labelled pointer or notice"

_RULE = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_READER = re.compile(r"\b(?:you|your|us|our|we|free|today|now|here)\b")
_NOTICES = (
    "all rights reserved",
    "may not be published, broadcast",
    "may not be reproduced",
    "protected by recaptcha",
    "enable javascript",
    "terms of service apply",
    "views expressed in this",
    "opinions expressed in this",
    "opinions expressed are",
    "is solely responsible for",
    "not responsible for the content",
    "a version of this article appear",
    "exclusively to subscribers",
    "exclusively for subscribers",
)
_SENTENCE = re.compile(r"[.?!]\s+")
_ENDS = frozenset(".!?…:;,”\"’')]")
_CONTACT = re.compile(r"\b(?:e-?mail|reach|contact|follow|tweets?|write to|send|tips?)\b")
_PROSE_SIGNS = ("“", '"', "„", "«", " said ", " says ", " told ")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_URGES = frozenset(("subscribe", "download", "follow", "click", "tap", "sign"))
_URGE_SIGNS = ("subscribe", "download", "follow ", "click ", "tap ", "sign up")


def boilerplate(lines: Sequence[str], habits: Collection[str] = ()) -> list[str]:
    """For each line the reason it is no part of the article, or "" to keep it; an empty line is kept.

    ``habits`` are folded lines (`fold_line`) that this archive's sources sprinkle over articles: see `learn_habits`.

    >>> boilerplate(["Harbour opens", "ADVERTISEMENT", "Sign up for our newsletter and get it in your inbox.", "____"])
    ['', 'boilerplate: page furniture', 'boilerplate: appeal to the reader', 'boilerplate: rule']
    """
    whole = "\n".join([line if "\n" not in line else line.replace("\n", " ") for line in lines]).lower()
    # What the whole text lacks need not be looked for in every line.
    notices = tuple(notice for notice in _NOTICES if notice in whole)
    urges = any(map(whole.__contains__, _URGE_SIGNS))
    lows = whole.split("\n") if lines else []
    reasons = [
        ""
        if not notices and len(low) > POINTER_LENGTH and _is_prose(low, urges=urges)
        else _reason(low.strip(), notices, urges=urges)
        for low in lows
    ]
    _weigh_by_place(reasons, lows)
    if habits:
        for index, line in enumerate(lines):
            if not reasons[index] and line and fold_line(line) in habits:
                reasons[index] = "boilerplate: recurs in the archive"
    return reasons


def _weigh_by_place(reasons: list[str], lows: list[str]) -> None:
    """What only the place decides: which side of the story's first long paragraph a line stands on.

    Above it, "Opinion: ..." may be the headline and is kept.  Below it, a short line without full stop that stands
    there twice is a marker between paragraphs, whatever it says.
    """
    begun = False
    markers: dict[str, list[int]] = {}
    for index, padded in enumerate(lows):
        if len(padded) > POINTER_LENGTH:
            begun = True
            continue
        low = padded.strip()
        if not low:
            continue
        if reasons[index] == POINTED:
            if not begun and TITLED.match(low):
                reasons[index] = ""
        elif begun and len(low) < FURNITURE and not reasons[index] and low[-1] not in _ENDS:
            markers.setdefault(low, []).append(index)
    for places in markers.values():
        if len(places) > 1:
            for index in places:
                reasons[index] = "boilerplate: recurs between the paragraphs"


def fold_line(line: str) -> str:
    """A line as habits are compared: lower case, single spaces, every number as 0."""
    return re.sub(r"\d+", "0", " ".join(line.casefold().split()))


def learn_habits(articles: Iterable[Sequence[str]], *, least: int = HABIT_ARTICLES) -> frozenset[str]:
    """The folded lines that stand in at least ``least`` of the articles (each a list of lines), for `boilerplate`.

    Only short lines are learned, so that a story printed three times does not teach its own paragraphs.
    """
    seen: Counter[str] = Counter()
    for lines in articles:
        seen.update({fold_line(line) for line in lines if 0 < len(line) <= LONGEST // 2})
    return frozenset(line for line, times in seen.items() if times >= least and line)


def _is_prose(low: str, *, urges: bool) -> bool:
    """Whether a long line begins like no order or pointer and speaks to nobody: most of a story's lines.

    Only a shortcut: `_reason` finds nothing in such a line either.
    """
    return (
        low[0] in _LETTERS
        and low.partition(" ")[0] not in STARTS
        and " you" not in low
        and "@" not in low
        and " our " not in low
        and " us " not in low
        and ": " not in low
        and not (urges and not _URGES.isdisjoint(low[:80].split()))
    )


def _reason(low: str, notices: tuple[str, ...], *, urges: bool) -> str:
    """The reason to drop one line, folded and stripped."""
    if not low:
        return ""
    if notices and any(map(low[-LONGEST:].__contains__, notices)) and "/copyright" not in low:
        return "boilerplate: notice"  # "Ann Smith/Copyright 2024 AP. All rights reserved" is a photo's credit
    if len(low) > LONGEST:
        return ""
    if len(low) < FURNITURE and (found := _furniture(low)):
        return found
    first = low.partition(" ")[0].strip("[(“\"'‘:|,.")
    pointed = first in POINTERS or low[0] in "[©&(0123456789" or low.startswith(("http", "www."))
    if (
        pointed
        and not (len(low) > POINTER_LENGTH and first in PROSE_STARTERS)
        and "/copyright" not in low
        and POINTER.fullmatch(low)
    ):
        return POINTED
    return "boilerplate: appeal to the reader" if _appeal(low, first, urges=urges) >= ENOUGH else ""


def _furniture(low: str) -> str:
    """A rule, or nothing but words from a page's controls."""
    if _RULE.fullmatch(low):
        return "boilerplate: rule"
    if low[-1] == ".":
        return ""
    words = _WORD.findall(low)
    if " ".join(words) in LONE or (len(words) > 1 and WIDGETS.issuperset(words)):
        return "boilerplate: page furniture"
    return ""


def _orders_later(low: str) -> bool:
    """Whether a later sentence of a short line is an order: "New here? Register"."""
    if "? " not in low and ". " not in low and "! " not in low:
        return False
    return any(sentence.partition(" ")[0].strip(".!") in ORDERS for sentence in _SENTENCE.split(low)[1:])


def _appeal(low: str, first: str, *, urges: bool) -> float:
    """Points for wording that sends the reader somewhere: an order at the start, a page's things, "you"."""
    ordered = (
        first in ORDERS
        or (len(low) <= FURNITURE and _orders_later(low))
        or (": " in low and low.partition(": ")[2].partition(" ")[0] in ORDERS)
    )
    urged = urges and not ordered and not _URGES.isdisjoint(low[:80].split())
    spoken_to = ordered or urged or " you" in low or " our " in low or " us " in low or first.startswith("you")
    at = "@" in low and _CONTACT.search(low)
    if (not (spoken_to or at) and len(low) > FURNITURE) or any(map(low.__contains__, _PROSE_SIGNS)):
        return 0.0
    if at:
        return ENOUGH
    needed = OBJECT_WORDS if ordered or len(low) <= FURNITURE else RARE_OBJECT_WORDS
    if not (ordered and len(low) <= SHORT_ORDER) and needed.isdisjoint(_WORD.findall(low)):
        return 0.0
    objects = OBJECTS.findall(low)
    if ordered and len(low) <= SHORT_ORDER:
        objects += SHORT_OBJECTS.findall(low)
    if not objects:
        return 0.0
    points = 1.0 * min(len(set(objects)), 3) + (1.0 if ordered else 0.5 if urged else 0.0)
    points += 0.5 * min(len(_READER.findall(low)), 2)
    if 2 * sum(map(len, objects)) > len(low) or " | " in low:
        points += 1.0
    elif not spoken_to and low[-1] == ".":
        return 0.0
    return points - 0.5 * (len(low) > 200)
