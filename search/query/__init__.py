"""The query language: query text comes in, a tree whose nodes know their meaning goes out."""

from __future__ import annotations

from search.query.boolean import And, Everything, Not, Or
from search.query.case import Case
from search.query.counting import AtLeast, First
from search.query.limits import DEFAULT_LIMITS, Limits, too_many_forms
from search.query.operators import FUNCTIONS, OPERATORS
from search.query.parsing import Query, parse
from search.query.proximity import Near, NotNear, NotSame, Same
from search.query.ranges import Range, Value
from search.query.scope import In
from search.query.tree import Fields, Node, Place, SpanNode, is_span
from search.query.words import Fuzzy, Phrase, Wildcard, Word, edit_distance, pattern_regex

__all__ = [
    "DEFAULT_LIMITS",
    "FUNCTIONS",
    "OPERATORS",
    "And",
    "AtLeast",
    "Case",
    "Everything",
    "Fields",
    "First",
    "Fuzzy",
    "In",
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
    "edit_distance",
    "is_span",
    "parse",
    "pattern_regex",
    "too_many_forms",
]
