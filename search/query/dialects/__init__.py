"""Queries written for other databases: their text comes in, our query, with a warning for each difference, goes out.

The idea.  A dialect is a table of *forms* (regular expressions with what they mean) over one small grammar: operands,
operators between them with a binding strength, prefixes and postfixes.  What comes out is our own tree, so
``str(query.tree)`` shows the query in our language.  Words side by side are a phrase in these databases.

The contract.  ``read(text, dialect)`` gives a ``Query`` as ``parse`` does, or raises ``QueryError`` with the place;
what has no counterpart here is such an error, never left out.  A form whose meaning differs here brings a warning.

The members: ``nexis``, ``factiva``; the ground: ``grammar`` (the parser), ``days`` (dates as they write them).

To add one: a file with a ``DIALECT``, a line in ``DIALECTS``, a table in ``tests/cases/query/dialects``.

Traps: these databases change, and their public help is old: a form that help pages disagree on is marked in its file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module

from search.errors import OptionError
from search.fields import DEFAULT_FIELDS
from search.query.checks import searched
from search.query.limits import DEFAULT_LIMITS, Limits
from search.query.parsing import Query

__all__ = ["DIALECTS", "read"]

DIALECTS: dict[str, str] = {"nexis": "search.query.dialects.nexis", "factiva": "search.query.dialects.factiva"}
"""Modules by the name of their dialect."""


def read(
    text: str,
    dialect: str,
    *,
    fields: Sequence[str] = DEFAULT_FIELDS,
    today: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Query:
    """Read a query written for another database; parameters as those of ``parse``.

    Raises OptionError for an unknown dialect, QueryError for a text without a meaning here.

    >>> str(read("hlead(atleast3(caps(Apple)) w/p launch!)", "nexis").tree)
    'hlead:(atleast3(caps(apple)) w/p launch*)'
    """
    if dialect not in DIALECTS:
        raise OptionError("unknown dialect", place=dialect, hint=f"dialects are: {', '.join(DIALECTS)}")
    grammar = import_module("search.query.dialects.grammar")
    tree, warnings = grammar.read(text, import_module(DIALECTS[dialect]).DIALECT, today=today, limits=limits)
    return Query(text=text, tree=tree, fields=searched(fields), warnings=warnings)
