"""Query text and a caller's conditions come in; one question, ready for an engine, goes out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from msgspec import Struct

from search.errors import OptionError, SearchTimeout
from search.fields import DEFAULT_FIELDS
from search.filters import check_fields, filtered, filters
from search.query import Limits, Node, parse

__all__ = ["Conditions", "Question", "ask"]


class Conditions(TypedDict, total=False):
    """What may be said beside the query text; everything has a default."""

    fields: Sequence[str]
    """Where a bare word is looked for: names of text fields."""
    since: str
    """First day, month or year; included."""
    until: str
    """Last day, month or year; included."""
    source: str
    """Only this paper, site or agency."""
    section: str
    any_word: bool
    """Words side by side mean OR."""
    dialect: str
    """The query is written for another database: a key of ``search.query.dialects.DIALECTS``."""
    timeout: float | None
    """Seconds the answer may take."""
    today: date | None
    """What ``-7d`` counts from; this machine's day when None."""
    limits: Limits | None
    """How large the query may be."""


class Question(Struct, frozen=True, kw_only=True):
    """A query as understood, with its conditions."""

    text: str
    """The query as typed."""
    query: Node
    """The query alone: its marks are what is highlighted."""
    tree: Node
    """The query and all conditions: its matches are the answer."""
    filters: Mapping[str, Node]
    """Those of the conditions that choose articles: date, source, section."""
    fields: tuple[str, ...]
    """Where a bare word is looked for."""
    warnings: tuple[str, ...]
    conditions: Conditions
    """As given, to ask a variant."""
    expansions: int
    """Forms a wildcard may stand for."""
    began: float
    """``time.monotonic()`` when it was asked."""
    deadline: float | None

    def check_time(self) -> None:
        """Raise SearchTimeout once the deadline has passed."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise SearchTimeout("the time is up", hint="show fewer articles, or allow more time")

    def seconds(self) -> float:
        """How long ago it was asked."""
        return time.monotonic() - self.began


def ask(text: str, conditions: Conditions, *, fields: Sequence[str] = DEFAULT_FIELDS) -> Question:
    """The question; ``fields`` where the conditions name none.

    Raises QueryError for the text, OptionError for a condition.
    """
    began = time.monotonic()
    limits = conditions.get("limits") or Limits()
    today, timeout = conditions.get("today"), conditions.get("timeout")
    where = conditions.get("fields", fields)
    check_fields(where)
    if name := conditions.get("dialect"):
        if conditions.get("any_word"):
            raise OptionError(
                "words side by side are a phrase there, they can't mean OR", place=name, hint="write OR between them"
            )
        from search.query.dialects import read  # noqa: PLC0415 -- few queries are in one

        query = read(text, name, fields=where, today=today, limits=limits)
    else:
        default = "or" if conditions.get("any_word") else "and"
        query = parse(text, fields=where, today=today, limits=limits, default=default)  # type: ignore[arg-type]
    chosen = filters(
        since=conditions.get("since", ""),
        until=conditions.get("until", ""),
        source=conditions.get("source", ""),
        section=conditions.get("section", ""),
        today=today,
    )
    return Question(
        text=text,
        query=query.tree,
        tree=filtered(query.tree, chosen.values()),
        filters=chosen,
        fields=query.fields,
        warnings=query.warnings,
        conditions=conditions,
        expansions=limits.expansions,
        began=began,
        deadline=None if timeout is None else began + timeout,
    )
