"""A record before and after cleaning comes in; a report of every line, repair and removal goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from search.article import Article, BadRecord, Origin, Repair
from search.article_json import to_json
from search.cli.rendering.articles import article_text, origins_text, removals_text
from search.cli.rendering.records import schema
from search.cli.terminal import Screen, in_one_line

__all__ = ["Cleaning", "cleaning_record", "cleaning_text", "reject_record"]

NAMES = {"dateline_lead": "lead"}
"""Labels whose name says something else to people than to the splitter."""


class Cleaning(Struct, frozen=True, kw_only=True):
    """One record after cleaning and splitting."""

    article: Article
    lines: Sequence[tuple[str | None, str]] = ()
    """Of a dump: what each line was taken for (None: empty), and the line as cleaned."""


def cleaning_text(cleaning: Cleaning, view: Screen) -> str:
    """The whole report."""
    article = cleaning.article
    parts = [origins_text(article.origins, view)]
    if cleaning.lines:
        parts.append("\n".join([view.bold("Lines"), *_lines(cleaning, view)]))
    parts.append("\n".join([view.bold("Repairs"), *_repairs(article, view)]) if article.repairs else "No repairs.")
    parts.append(removals_text(article.removals, view))
    parts.append("\n".join([view.bold("The article"), article_text(article, view)]))
    return "\n\n".join(parts)


def _lines(cleaning: Cleaning, view: Screen) -> Iterator[str]:
    for number, (label, text) in enumerate(cleaning.lines, 1):
        if label is not None:
            yield view.block(f"{number} {NAMES.get(label, label)}:", text, indent=0)


def _repairs(article: Article, view: Screen) -> Iterator[str]:
    uncertain = sum(repair.uncertain for repair in article.repairs)
    yield f"  {len(article.repairs)}, of which uncertain: {uncertain}"
    for repair in article.repairs:
        yield view.block(f"{repair.place}:", _change(repair), indent=2)


def _change(repair: Repair) -> str:
    doubt = "  (uncertain: bytes were lost)" if repair.uncertain else ""
    return f"{_quoted(repair.before)} -> {_quoted(repair.after)}  {repair.rule}{doubt}"


def _quoted(text: str) -> str:
    """The text in quotes; what nobody can see, spaces above all, as its number."""
    shown = "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)
    return f'"{in_one_line(shown)}"'


def cleaning_record(cleaning: Cleaning) -> dict[str, Any]:
    """The report as JSON."""
    lines = [
        {"number": number, "label": label, "text": text}
        for number, (label, text) in enumerate(cleaning.lines, 1)
        if label is not None
    ]
    return {"schema": schema("cleaning"), "article": to_json(cleaning.article), "lines": lines}


def reject_record(bad: BadRecord) -> dict[str, Any]:
    """A record that can't be read, as JSON."""
    origin: Origin = bad.origin
    named = {name: getattr(origin, name) for name in ("path", "member", "record", "format", "encoding")}
    return {"schema": schema("reject"), "reason": bad.reason, "origin": {k: v for k, v in named.items() if v}}
