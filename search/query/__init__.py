"""The query language: query text comes in, a tree whose nodes know their meaning goes out.

The idea.  A query is a tree of small frozen nodes, and each node *is* its own definition: ``matches`` says whether an
analysed article satisfies it, ``spans`` where, ``marks`` what to highlight.  Engines, highlighter and tests all go by
that; nothing but the tree ever crosses to an engine.

The contract.  ``parse(text)`` gives a ``Query`` or raises ``QueryError`` with the place and a suggestion; it drops
nothing, needs no stemmer, and takes time linear in the text.  ``str(tree)`` is query text that parses to an equal tree.
A *span expression* (``is_span``) has places and may stand inside operators; an *article expression* only matches.

The members: ``lexing`` (text -> tokens), ``parsing`` (tokens -> tree), ``wording`` (a word or quotation -> node),
``values`` (what stands behind date:, words:, lang:), ``advice`` and ``lookalikes`` (warnings), ``checks``, ``limits``;
the nodes by family, syntax and meaning together: ``words``, ``proximity``, ``counting``, ``case``, ``boolean``,
``ranges``, ``scope``, on the ground ``tree`` lays; ``operators`` (the tables of what is written between or around
expressions, in the shape ``syntax`` gives); ``captions`` (an article photo by photo); ``dialects`` (queries written for
other databases); ``language`` (the page that teaches it).

To add an operator: its node and its ``Operator`` or ``Function`` in a family's file, one line in ``operators``, one
case file in ``tests/cases/query``, one example in ``language.md``.  Every engine then has to evaluate it.

Traps: ``Word.form`` is not stemmed, the archive's stemmer is the article's; a cover of ``w/5`` spans words that are no
match, so highlight ``marks``, not ``spans``; ``at`` is no part of a node's meaning and (0, 0) in a tree built by hand.
"""

from __future__ import annotations

from search.query.boolean import And, Everything, Not, Or
from search.query.captions import CAPTION_FIELDS, PHOTO_FIELDS, broadened, caption_views
from search.query.case import Case
from search.query.counting import AtLeast, First
from search.query.language import language_page
from search.query.limits import DEFAULT_LIMITS, Limits, too_many_forms
from search.query.operators import FUNCTIONS, OPERATORS
from search.query.parsing import Query, parse, parse_pattern
from search.query.proximity import ByDistance, Near, NotNear, NotSame, Same
from search.query.ranges import Range, Value
from search.query.scope import In
from search.query.tree import Fields, Node, Place, SpanNode, is_span
from search.query.words import Fuzzy, Leaf, Phrase, Wildcard, Word, edit_distance, pattern_regex

__all__ = [
    "CAPTION_FIELDS",
    "DEFAULT_LIMITS",
    "FUNCTIONS",
    "OPERATORS",
    "PHOTO_FIELDS",
    "And",
    "AtLeast",
    "ByDistance",
    "Case",
    "Everything",
    "Fields",
    "First",
    "Fuzzy",
    "In",
    "Leaf",
    "Limits",
    "Near",
    "Node",
    "Not",
    "NotNear",
    "NotSame",
    "Or",
    "Phrase",
    "Place",
    "Query",
    "Range",
    "Same",
    "SpanNode",
    "Value",
    "Wildcard",
    "Word",
    "broadened",
    "caption_views",
    "edit_distance",
    "is_span",
    "language_page",
    "parse",
    "parse_pattern",
    "pattern_regex",
    "too_many_forms",
]
