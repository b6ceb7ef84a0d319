"""An operator's or a function's spelling comes in; what the parser needs to know about it goes out.

Each family's file says with these how its members are written; ``search.query.operators`` lists them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from search.query.tree import SpanNode


class Operator(Struct, frozen=True, kw_only=True):
    """Something written between two span expressions."""

    usage: str
    """How it is shown to people: ``w/N``."""
    pattern: re.Pattern[str]
    """Every spelling, small letters; the number, where it takes one, is the only group."""
    build: Callable[[SpanNode, SpanNode, int, tuple[int, int]], SpanNode]
    """Left, right, number (0 where it takes none) and place in the query text -> the node."""
    apart: Callable[[SpanNode, SpanNode, int, tuple[int, int]], SpanNode]
    """The same with NOT before the operator."""


class Function(Struct, frozen=True, kw_only=True):
    """Something written as name(...) around a span expression."""

    usage: str
    """How it is shown to people: ``atleastN(...)``."""
    name: str
    """Small letters."""
    counted: bool
    """True if a number stands between name and bracket."""
    build: Callable[[SpanNode, int, tuple[int, int]], SpanNode]
    """Child, number (0 where it takes none) and place in the query text -> the node."""
