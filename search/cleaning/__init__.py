"""Cleaning: a text as a source gave it comes in, the text as it was written goes out, with a record of every repair.

The idea.  Most text is sound, and finding that out costs one regular expression.  Where it is not, the rules in
``RULES`` are asked, in order, each behind its own gate, and asked again until none has anything left to do: so
cleaning twice is cleaning once.

The contract.  A rule is a function from a text to a list of ``Edit``s (``search.cleaning.edits``), ordered, apart
from each other, none of which adds or removes a line break.  Its gate is exact: where the gate finds nothing, the
function returns nothing.  A rule is linear in the length of the text, whatever the text, and leaves alone what it
can't explain. Printable ASCII without ``&`` is never changed.

The members.  ``entities``, ``mojibake`` (a folder: the damage, its inverse, and how lost bytes are chosen),
``invisible``, ``whitespace``.  ``boilerplate``, ``repeats`` and ``links`` look at the lines of a whole article;
they are called by the ingest, not from here.

To add one: write ``search/cleaning/NAME.py``, put a ``Rule`` into ``RULES``, add cases to ``tests/cases/cleaning``,
and raise ``CLEANING_VERSION``.

Traps: give a whole dump at once, not its lines one by one, for one line's damage is evidence for the next; a
character outside SOUND costs every text that holds it a second look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.article import Repair
from search.cleaning.edits import Edit, Rule, apply, repairs
from search.cleaning.entities import ENTITY, entities
from search.cleaning.invisible import INVISIBLE, invisible
from search.cleaning.mojibake import MOJIBAKE, mojibake
from search.cleaning.whitespace import SPACES, whitespace

__all__ = ["CLEANING_VERSION", "RULES", "Cleaned", "Edit", "Rule", "clean"]

CLEANING_VERSION = 1
"""Raised whenever a rule changes what some text becomes."""

RULES: tuple[Rule, ...] = (
    Rule(
        name="entities", meaning="HTML entities become their characters", gate=ENTITY, edits=entities, sees_ascii=True
    ),
    Rule(name="mojibake", meaning="text read in the wrong encoding is read again", gate=MOJIBAKE, edits=mojibake),
    Rule(name="invisible", meaning="characters nobody can see go", gate=INVISIBLE, edits=invisible),
    Rule(name="whitespace", meaning="all kinds of space become a plain one", gate=SPACES, edits=whitespace),
)
"""Every rule, in the order they are asked."""

_SUSPECT = re.compile("[^\t\n -%'-~‘’“”–—…•]")
"""Any character some rule's gate may stop at: all but printable ASCII without ``&`` and the usual typography."""
_ODD = re.compile("[^\t\n -%'-~]+")
_ROUNDS = 12
"""Each round undoes one layer of damage, and a layer at least doubles what it damages: no real text comes near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text after cleaning, and what was done to it."""

    text: str
    repairs: tuple[Repair, ...] = ()


def clean(text: str, *, place: str = "") -> Cleaned:
    """Repair a text: one line, one field, or many lines joined by line feeds, whose number never changes.

    ``place`` names a field in the repairs (``caption 2``); without it, or as ``lines``, they say ``line 3``.
    """
    if not _SUSPECT.search(text):
        return Cleaned(text=text)
    done: list[Repair] = []
    for _ in range(_ROUNDS):
        before = text
        for rule in RULES if _asked(text) else ():
            if rule.gate.search(text) and (edits := rule.edits(text)):
                done += repairs(rule.name, text, edits, place)
                text = apply(text, edits)
        if text == before:
            break
    return Cleaned(text=text, repairs=tuple(done))


def _asked(text: str) -> bool:
    """True if some gate finds something; most need see only the few stretches beyond ASCII, ten times faster."""
    odd = "\n".join(_ODD.findall(text))
    return any(rule.gate.search(text if rule.sees_ascii else odd) for rule in RULES)
