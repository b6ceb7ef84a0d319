"""The query language: query text comes in, a tree whose nodes know their meaning goes out."""

from __future__ import annotations

from search.query.boolean import And, Everything, Not, Or
from search.query.case import Case
from search.query.counting import AtLeast, First
from search.query.proximity import Near, NotNear, NotSame, Same
from search.query.ranges import Range, Value
from search.query.scope import In
from search.query.tree import Fields, Node, Place, SpanNode, is_span
from search.query.words import Fuzzy, Phrase, Wildcard, Word, edit_distance, pattern_regex

__all__ = [
    "And",
    "AtLeast",
    "Case",
    "Everything",
    "Fields",
    "First",
    "Fuzzy",
    "In",
    "Near",
    "Node",
    "Not",
    "NotNear",
    "NotSame",
    "Or",
    "Phrase",
    "Place",
    "Range",
    "Same",
    "SpanNode",
    "Value",
    "Wildcard",
    "Word",
    "edit_distance",
    "is_span",
    "pattern_regex",
]
