"""Cleaning: a text as a source gave it comes in, the text as it was written goes out, with a record of every repair.

The idea.  Most text is sound, and finding that out costs two passes over its bytes (``needs_cleaning``).  Where it is
not, the rules in ``RULES`` are asked, in order, each behind its own gate, and asked again until none has anything left
to do: so cleaning twice is cleaning once.

The contract.  A rule is a function from a text to a list of ``Edit``s (``search.cleaning.edits``), ordered, apart
from each other, none of which adds or removes a line break.  Its gate is exact: where the gate finds nothing, the
function returns nothing.  A rule is linear in the length of the text, whatever the text, and leaves alone what it
can't explain. Printable ASCII without ``&`` is never changed.

The members.  ``entities``, ``mojibake`` (a folder: the damage, its inverse, and how lost bytes are chosen),
``invisible``, ``whitespace``.  ``boilerplate`` (with ``appeals``, ``page_phrases`` and the tables ``page_words`` and
``page_words_abroad``), ``repeats`` and ``links`` judge the lines of a whole article; they are called by the ingest,
not from here.  ``look`` says first which lines are worth their time.

To add one: write ``search/cleaning/NAME.py``, put a ``Rule`` into ``RULES``, add cases to ``tests/cases/cleaning``,
and raise ``CLEANING_VERSION``.  To have a page's line dropped: write it into ``tests/cases/cleaning/furniture.toml``,
and lines of stories that look like it into ``story_lines.toml``, then widen a form; never name a publisher.

Traps: give a whole dump at once, not its lines one by one, for one line's damage is evidence for the next; a
character outside ``_SOUND`` costs every text that holds it a second look.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from search.article import Repair
from search.cleaning.edits import Edit, Rule, apply, repairs
from search.cleaning.encoded import Encoded, encoded
from search.cleaning.entities import ENTITY, entities
from search.cleaning.invisible import INVISIBLE, invisible
from search.cleaning.mojibake import MOJIBAKE, mojibake
from search.cleaning.whitespace import SPACES, whitespace

__all__ = ["CLEANING_VERSION", "RULES", "Cleaned", "Edit", "Rule", "clean", "clean_fields", "needs_cleaning"]

CLEANING_VERSION = 5
"""Raised whenever a rule changes what some text becomes."""

RULES: tuple[Rule, ...] = (
    Rule(name="entities", meaning="HTML entities become their characters", gate=ENTITY, edits=entities, sign="&"),
    Rule(name="mojibake", meaning="text read in the wrong encoding is read again", gate=MOJIBAKE, edits=mojibake),
    Rule(name="invisible", meaning="characters nobody can see go", gate=INVISIBLE, edits=invisible),
    Rule(name="whitespace", meaning="all kinds of space become a plain one", gate=SPACES, edits=whitespace),
)
"""Every rule, in the order they are asked."""

_SOUND = frozenset("‘’“”–—…•")
"""What, besides plain ASCII, no rule's gate stops at, alone or side by side: the usual typography."""
_ODD_ONLY = bytes(
    ord(" ") if code in b"\t\n" or 32 <= code < 127 else 31 if chr(code) in "\r\x0b\x0c" else code
    for code in range(256)
)
"""Leaves of a text what is beyond ASCII or no character at all, in spaces; bytes ``split`` would take for a space
become one that is odd to the same rules."""
_ROUNDS = 12
"""Each round undoes one layer of damage, and a layer at least doubles what it damages: no real text comes near."""


class Cleaned(Struct, frozen=True, kw_only=True):
    """A text after cleaning, and what was done to it."""

    text: str
    repairs: tuple[Repair, ...] = ()
    encoded: Encoded
    """The text as cleaning saw it last."""


def clean(text: str, *, place: str = "") -> Cleaned:
    """Repair a text: one line, one field, or many lines joined by line feeds, whose number never changes.

    ``place`` names a field in the repairs (``caption 2``); without it, or as ``lines``, they say ``line 3``.
    """
    done: list[Repair] = []
    for _ in range(_ROUNDS):
        before = text
        seen = encoded(text)
        odd = _odd(seen)
        if odd is None:
            break
        for rule in RULES:
            if _asks(rule, text, odd) and (edits := rule.edits(text)):
                done += repairs(rule.name, text, edits, place)
                text = apply(text, edits)
                odd = _odd(encoded(text)) or ""
        if text == before:
            break
    else:
        seen = encoded(text)
    return Cleaned(text=text, repairs=tuple(done), encoded=seen)


def clean_fields(fields: Sequence[tuple[str, str]]) -> tuple[list[str], tuple[Repair, ...]]:
    """Clean the fields of one record together, each given as its place and its text: evidence in one serves all.

    >>> clean_fields([("headline", "Mayor&#39;s plan"), ("paragraph 1", "Nobody objected.")])[0]
    ["Mayor's plan", 'Nobody objected.']
    """
    texts = [text for _, text in fields]
    cleaned = clean("\n".join(texts))
    if not cleaned.repairs:
        return texts, ()
    lines = iter(cleaned.text.split("\n"))
    places: list[str] = []
    made: list[str] = []
    for place, text in fields:
        mine = list(islice(lines, text.count("\n") + 1))
        made.append("\n".join(mine))
        places += [place] * len(mine)
    numbered = ((repair, int(repair.place.removeprefix("line "))) for repair in cleaned.repairs)
    return made, tuple(replace(repair, place=places[number - 1]) for repair, number in numbered)


def needs_cleaning(text: str) -> bool:
    """False only if no rule would change the text: the shortcut that most texts take."""
    odd = _odd(encoded(text))
    return odd is not None and any(_asks(rule, text, odd) for rule in RULES)


def _odd(seen: Encoded) -> str | None:
    """The characters that are neither printable ASCII nor usual typography alone, in spaces; None for a sound text."""
    if _SOUND.issuperset(seen.odd):
        return None
    return b" ".join(seen.data.translate(_ODD_ONLY).split()).decode("utf-8", "surrogatepass")


def _asks(rule: Rule, text: str, odd: str) -> bool:
    """Whether the rule's gate finds something in the text, of which ``odd`` is what `_odd` leaves."""
    return rule.sign in text and rule.gate.search(text if rule.sign else odd) is not None
