"""A query's parts, or a score's, come in; an indented list goes out that says what each finds, or is worth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from search.cli.rendering.records import dumps, schema
from search.cli.terminal import in_one_line
from search.engines import Explanation
from search.hits import Clause

__all__ = ["clauses_text", "score_json", "score_text"]

SHOWN_FORMS = 12
"""Forms named per clause; JSON has more."""


def clauses_text(clauses: Iterable[Clause]) -> str:
    """A line a part: how many articles it finds by itself, and what a word of it stands for."""
    return "\n".join(_clause(clause) for clause in clauses)


def _clause(clause: Clause) -> str:
    forms = ", ".join(f"{form.form} {form.articles:,}" for form in clause.forms[:SHOWN_FORMS])
    if clause.total_forms > SHOWN_FORMS:
        forms += f" and {clause.total_forms - SHOWN_FORMS:,} other forms"
    line = f"{clause.articles:>8,}  {'  ' * clause.depth}{in_one_line(clause.query)}"
    return f"{line}  = {in_one_line(forms)}" if forms else line


def score_text(explanation: Explanation) -> str:
    """A line a number, those it is made of below it and further in."""
    return "\n".join(_score_lines(explanation, 0)) + "\n"


def _score_lines(part: Explanation, depth: int) -> list[str]:
    made = {"sum": "sum of", "product": "product of"}.get(part.rule, "")
    note = "; ".join(each for each in (in_one_line(part.detail), made) if each)
    line = f"{'  ' * depth}{part.value:.4f}  {in_one_line(part.name)}" + (f"  ({note})" if note else "")
    return [line, *(below for each in part.parts for below in _score_lines(each, depth + 1))]


def score_json(article_id: str, explanation: Explanation) -> str:
    """The same as one object."""
    return dumps({"schema": schema("score"), "id": article_id, **_score_record(explanation)}, indent=2)


def _score_record(part: Explanation) -> dict[str, Any]:
    return {
        "name": part.name,
        "value": round(part.value, 6),
        "rule": part.rule,
        "detail": part.detail,
        "parts": [_score_record(each) for each in part.parts],
    }
