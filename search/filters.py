"""A caller's options come in; they go out checked, and those that choose articles as conditions of a query's tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from search.errors import OptionError, QueryError
from search.fields import FACETS, resolve
from search.query import And, Node, parse

__all__ = ["check_facets", "check_fields", "check_numbers", "check_recency", "filtered", "filters"]


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


def check_numbers(**numbers: int | None) -> None:
    """Raise OptionError for the first that is below zero."""
    for name, number in numbers.items():
        if number is not None and not number >= 0:
            raise OptionError(f"{name} is below zero", place=str(number), hint="give 0 or more")


def check_recency(days: float | None) -> None:
    """Raise OptionError for a number of days that is none, or no time at all."""
    if days is not None and not 0 < days < float("inf"):
        raise OptionError("recency is no number of days above zero", place=str(days), hint="for example: 365")


def filters(*, since: str, until: str, source: str, section: str, today: date | None) -> dict[str, Node]:
    """The conditions that were given, by name: they are the language's own ranges and phrases.

    Raises OptionError for a value without a meaning.
    """
    texts = {"date": f"date:{since}..{until}"} if since or until else {}
    for name, value in (("source", source), ("section", section)):
        if value:
            texts[name] = f'{name}:="{value.replace(chr(34), " ")}"'
    return {name: _parsed(name, text, today) for name, text in texts.items()}


def filtered(tree: Node, conditions: Iterable[Node]) -> Node:
    """A query's tree with further conditions."""
    children = (tree, *conditions)
    return tree if len(children) == 1 else And(children=children)


def _parsed(name: str, text: str, today: date | None) -> Node:
    try:
        return parse(text, today=today).tree
    except QueryError as error:
        what = "the range of days" if name == "date" else name
        raise OptionError(f"{what} makes no sense: {error.message}", place=text, hint=error.hint) from error
