"""Nothing comes in; how large a query may be, and the error for one that stands for too many words, go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from search.errors import QueryError

if TYPE_CHECKING:
    from search.query.tree import Node


class Limits(Struct, frozen=True, kw_only=True):
    """How large a query may be; beyond any of these it is an error, nothing is ever cut."""

    length: int = 4096
    """Characters of the query text."""
    depth: int = 32
    """Brackets, fields, functions and operators inside each other; also the operators of one proximity chain."""
    word: int = 255
    """Characters of one word."""
    phrase: int = 255
    """Words of one phrase."""
    number: int = 99_999
    """The largest distance, count or opening that may be asked for."""
    expansions: int = 20_000
    """Forms of the archive's vocabulary one wildcard or fuzzy word may stand for; checked by the engine."""


DEFAULT_LIMITS = Limits()


def too_many_forms(node: Node, count: int, limit: int) -> QueryError:
    """The error for a wildcard or fuzzy word that stands for more forms than allowed.

    The engine knows the place but not the query text, so ``text`` is empty: whoever holds the text sets it.
    """
    return QueryError(
        f"{node} stands for {count:,} different words, the limit is {limit:,}",
        text="",
        start=node.at[0],
        end=node.at[1],
        hint="write more of its letters",
    )
