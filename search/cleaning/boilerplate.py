"""The lines of a dump come in; for each, the reason to leave it out goes out: advertising, buttons, sign-ups, footers.

No list of publishers stands behind this.  A line is judged by its form (a rule of underscores, a lone word from a
page's furniture, "READ MORE: ...", a claim of copyright), by its wording (it tells *you* to *do* something with
*newsletters*, *apps*, *accounts*), and by what the archive has learned: a line that recurs in many articles is no news.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from search.cleaning.appeals import ENOUGH, OFFERS, PROSE_SIGNS, appeal, words_of
from search.cleaning.look import look
from search.cleaning.page_phrases import LONG_NOTICES, STAMP, has_notice
from search.cleaning.page_words import (
    BUTTONS,
    GLUE,
    LABELS,
    LONE,
    ORDERS,
    POINTER,
    POINTERS,
    PROSE_STARTERS,
    STARTS,
    TITLED,
    WIDGETS,
)
from search.cleaning.page_words_abroad import (
    BUTTONS_ABROAD,
    GLUE_ABROAD,
    LABELS_ABROAD,
    LONE_ABROAD,
    ORDERS_ABROAD,
    READ_ALSO,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from search.cleaning.look import Look

LONGEST = 330
"""Characters; longer lines are prose, and only the words of a legal notice are looked for at their ends."""
FURNITURE = 60
"""Characters; only shorter lines can be a page's controls."""
LABEL = 42
"""Characters before a colon or a bar in which a label is looked for."""
POINTER_LENGTH = 120
"""Characters; a longer line that begins with "In", "This" or "We" is prose, whatever else pages begin so."""
HABIT_ARTICLES = 3
"""Articles in which a line must stand to be learned as a habit of its source."""

MOST_MET = 10_000
"""Lines remembered, a megabyte at most; then they are learned anew."""

POINTED = "boilerplate: labelled pointer or notice"

_RULE = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_ENDS = frozenset(".!?…:;,”\"’')]")
_QUOTES = frozenset('“"„«')
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_ALL_BUTTONS = BUTTONS | BUTTONS_ABROAD
_BUTTON_WORDS = _ALL_BUTTONS | GLUE | WIDGETS
_BUTTON_WORDS_ABROAD = _ALL_BUTTONS | GLUE_ABROAD
_ALL_LONE = LONE | LONE_ABROAD
_ALL_LABELS = LABELS | LABELS_ABROAD
_POINTER_WORDS = POINTERS | frozenset(match[0] for match in map(_WORD.match, POINTERS) if match)
_LABEL_STARTS = frozenset(label.partition(" ")[0] for label in _ALL_LABELS)
_LONE_WORDS = frozenset(word for phrase in _ALL_LONE for word in phrase.split()[:1])
_ALSO_STARTS = frozenset(label.partition(" ")[0] for label in READ_ALSO)
_LONG_STARTS = STARTS | ORDERS_ABROAD | OFFERS | (_LABEL_STARTS - PROSE_STARTERS) | _ALSO_STARTS
_MET: dict[str, str] = {}
"""Furniture met before, with its reason: a source prints the same lines around every story."""


def boilerplate(lines: Sequence[str], habits: Collection[str] = (), *, seen: Look | None = None) -> list[str]:
    """For each line the reason it is no part of the article, or "" to keep it; an empty line is kept.

    ``habits`` are folded lines (`fold_line`) that this archive's sources sprinkle over articles: see `learn_habits`.
    ``seen`` is what `look` saw of the lines, where the caller has looked already.

    >>> boilerplate(["Harbour opens", "ADVERTISEMENT", "Sign up for our newsletter and get it in your inbox.", "____"])
    ['', 'boilerplate: page furniture', 'boilerplate: appeal to the reader', 'boilerplate: rule']
    """
    seen = seen or look(lines)
    lows, spoken, noticed = seen.lows, seen.spoken, seen.noticed
    reasons = [""] * len(lows)
    begun = False
    markers: dict[str, list[int]] = {}
    for index, low in enumerate(lows):
        if len(low) > POINTER_LENGTH:
            begun = True
            if not _is_prose(low, spoken=index in spoken, noticed=index in noticed):
                reasons[index] = _reason(low.strip(), noticed=index in noticed)
        elif reason := low and (_MET.get(low) or _met(low, _reason(low.strip(), noticed=index in noticed))):
            # Above the story's first long paragraph "Opinion: ..." may be the headline and is kept.
            reasons[index] = reason if begun or not TITLED.match(low.strip()) else ""
        elif begun and low and len(short := low.strip()) < FURNITURE and short and short[-1] not in _ENDS:
            markers.setdefault(short, []).append(index)
    for places in markers.values():
        if len(places) > 1:  # below it, a short line without full stop that stands there twice, whatever it says
            for index in places:
                reasons[index] = "boilerplate: recurs between the paragraphs"
    if habits:
        for index, line in enumerate(lines):
            if not reasons[index] and line and fold_line(line) in habits:
                reasons[index] = "boilerplate: recurs in the archive"
    return reasons


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


def _met(low: str, reason: str) -> str:
    """The reason, remembered if the line goes."""
    if reason:
        if len(_MET) >= MOST_MET:
            _MET.clear()
        _MET[low] = reason
    return reason


def _is_prose(low: str, *, spoken: bool, noticed: bool) -> bool:
    """Whether a long line begins like no order or pointer and speaks to nobody: most of a story's lines.

    Only a shortcut: `_reason` finds nothing in such a line either.  ``spoken`` and ``noticed`` as in `Look`.
    """
    if low[0] in _QUOTES:
        return True
    if len(low) > LONGEST and len(low.strip()) > LONGEST:
        return not (noticed and any(map(low[-LONGEST:].__contains__, LONG_NOTICES)))
    first = low.partition(" ")[0]
    if low[0] not in _LETTERS or first in _LONG_STARTS:
        return False
    if not first.isalpha() and _WORD.findall(first)[0] in _LONG_STARTS:
        return False
    if ":" in low and low.partition(": ")[2].partition(" ")[0] in ORDERS:
        return False
    if not (spoken or noticed or "@" in low):
        return True
    return not noticed and any(map(low.__contains__, PROSE_SIGNS))


def _reason(low: str, *, noticed: bool) -> str:
    """The reason to drop one line, folded and stripped; ``noticed``: it may hold a notice."""
    if not low or (len(low) > POINTER_LENGTH and low[0] in _QUOTES):
        return ""
    if noticed:
        ending = f" {low[-LONGEST:]}"
        if len(low) > LONGEST and not any(map(ending.__contains__, LONG_NOTICES)):
            return ""
        if has_notice(ending) and "/copyright" not in low:
            return "boilerplate: notice"  # "Ann Smith/Copyright 2024 AP. All rights reserved" is a photo's credit
    if len(low) > LONGEST:
        return ""
    words = words_of(low) if len(low) <= POINTER_LENGTH else []
    if len(low) < FURNITURE and (found := _furniture(low, words)):
        return found
    if _points(low, words):
        return POINTED
    return "boilerplate: appeal to the reader" if appeal(low, words) >= ENOUGH else ""


def _furniture(low: str, words: Sequence[str]) -> str:
    """A rule, the age or length of the page, or nothing but words from its controls."""
    if not words:
        return "boilerplate: rule" if _RULE.fullmatch(low) else "boilerplate: stamp" if STAMP.fullmatch(low) else ""
    if low[-1] == "." and not low.endswith("min."):
        return ""
    if words[0] in _LONE_WORDS and " ".join(words) in _ALL_LONE:
        return "boilerplate: page furniture"
    if len(words) > 1 and (WIDGETS.issuperset(words) or _are_buttons(words)):
        return "boilerplate: page furniture"
    return "boilerplate: stamp" if _DIGIT.search(low) and STAMP.fullmatch(low) else ""


def _are_buttons(words: Sequence[str]) -> bool:
    """Whether all words are a control's or small ones of the same language, one of them a control's for certain."""
    return not _ALL_BUTTONS.isdisjoint(words) and (
        _BUTTON_WORDS.issuperset(words) or _BUTTON_WORDS_ABROAD.issuperset(words)
    )


def _points(low: str, words: Sequence[str]) -> bool:
    """Whether the line is a link to something else, by its label or as a whole, or says whose the page is."""
    first = words[0] if words else low.partition(" ")[0].strip("[(“\"'‘:|,.")
    if len(low) > POINTER_LENGTH and first in PROSE_STARTERS:
        return False
    if first in _ALSO_STARTS and low.startswith(READ_ALSO):
        return True
    if low[0] not in "([" and first in _LABEL_STARTS:
        label, mark, rest = low[:LABEL].replace("|", ":", 1).partition(":")
        if mark and rest.strip() and " ".join(_WORD.findall(label)) in _ALL_LABELS:
            return "/copyright" not in low
    pointed = first in _POINTER_WORDS or low[0] in "[©&(0123456789" or low.startswith(("http", "www."))
    return pointed and "/copyright" not in low and POINTER.fullmatch(low) is not None
