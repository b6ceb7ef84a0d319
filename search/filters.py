"""A parsed query and a caller's options come in; the query's tree with the filters as conditions goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from search.errors import OptionError, QueryError
from search.fields import FACETS, resolve
from search.query import And, Node, Query, parse

__all__ = ["check_facets", "check_fields", "check_numbers", "filtered"]


def check_fields(fields: Sequence[str]) -> None:
    """Raise OptionError for the first that is no text field."""
    for name in fields:
        found = resolve(name)
        if found is None or found.kind != "text":
            raise OptionError("not a field that words can be looked for in", place=name, hint="see: news fields")


def check_facets(facets: Sequence[str]) -> None:
    """Raise OptionError for the first that is no facet."""
    for name in facets:
        if name not in FACETS:
            raise OptionError("not a facet", place=name, hint=f"facets are: {', '.join(FACETS)}")


def check_numbers(**numbers: float | None) -> None:
    """Raise OptionError for the first that is below zero."""
    for name, number in numbers.items():
        if number is not None and not number >= 0:
            raise OptionError(f"{name} is below zero", place=str(number), hint="give 0 or more")


def filtered(query: Query, filters: Mapping[str, str], today: date | None) -> Node:
    """The query's tree with the filters as further conditions: they are the language's own ranges and phrases."""
    conditions = []
    if filters["since"] or filters["until"]:
        conditions.append(("the range of days", f"date:{filters['since']}..{filters['until']}"))
    for name in ("source", "section"):
        if filters[name]:
            words = filters[name].replace('"', " ")
            conditions.append((name, f'{name}:="{words}"'))
    children = [query.tree]
    for name, text in conditions:
        try:
            children.append(parse(text, today=today).tree)
        except QueryError as error:
            raise OptionError(f"{name} makes no sense: {error.message}", place=text, hint=error.hint) from error
    return query.tree if len(children) == 1 else And(children=tuple(children))
