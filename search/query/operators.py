"""Nothing comes in; the two tables of everything that can be written between or around span expressions go out.

To add an operator: write its node and its ``Operator`` or ``Function`` in a file of its own family, name it here, and
add a case file under ``tests/cases/query``.
"""

from __future__ import annotations

from search.query import case, counting, proximity
from search.query.syntax import Function, Operator

OPERATORS: tuple[Operator, ...] = (*proximity.OPERATORS,)
"""Tried in this order on each unquoted word of a query."""

FUNCTIONS: dict[str, Function] = {function.name: function for function in (*counting.FUNCTIONS, *case.FUNCTIONS)}
"""By the name before the bracket."""
