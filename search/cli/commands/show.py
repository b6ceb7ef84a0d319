"""Ids come in, of articles or of places in them; the articles go out, whole and readable."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import typer

from search.archive import Archive
from search.article import Article
from search.cli import messages
from search.cli.options import ARCHIVE, ArchiveFolder
from search.cli.terminal import page, screen
from search.errors import ArticleMissing, OptionError, SourceMissing
from search.hits import Mark

_PLACE = re.compile(r"h|([cp])([1-9][0-9]{0,8})")

Place: TypeAlias = tuple[str, int] | None
"""Letter and number of a place in an article; None for the whole."""
Marks: TypeAlias = Mapping[tuple[str, int], tuple[Mark, ...]]


def run(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids; ID#p7 and ID#c2 name a paragraph, a caption.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON per article; can be added again.")] = False,
    output: Annotated[
        Literal["text", "html"], typer.Option("--format", metavar="text|html", help="Shape of output.")
    ] = "text",
    removed: Annotated[bool, typer.Option("--removed", help="What cleaning left out, and why.")] = False,
    source: Annotated[
        bool, typer.Option("--source", help="Where it was read from, and the record as it stands there.")
    ] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Only the bytes of that record, exactly.")] = False,
    query: Annotated[str, typer.Option(metavar="QUERY", help="Mark what this query matches.")] = "",
    archive: ArchiveFolder = ARCHIVE,
) -> None:
    """Show whole articles, or one place of them.

    Example:  news show k3v7q2m4x5ab --query 'lighthouse w/5 keeper'
    """
    texts, code = [], 0
    with Archive.open(archive) as opened:
        for name in ids:
            try:
                article = opened.get(name.partition("#")[0])
            except ArticleMissing as error:
                messages.warn(str(error), place=name)
                code = 1
                continue
            if raw:
                _write_raw(article)
                continue
            place = _place(name, article)
            marks = {(p.place, p.number): p.marks for p in opened.highlight(article.id, query)} if query else {}
            if query and not marks:
                messages.note(f"the query marks nothing in {article.id}")
            if as_json:
                texts.append(_json(article, place))
            elif output == "html":
                texts.append(_html(article, place, marks))
            else:
                texts.append(_text(article, place, marks, removed=removed, source=source))
    if texts:
        page(("" if as_json or output == "html" else "\n\n\n").join(texts))
    raise typer.Exit(code)


def _write_raw(article: Article) -> None:
    """The bytes of the article's first record that its source still holds; raises SourceMissing."""
    from search.sources import raw_record  # noqa: PLC0415 -- the readers

    for number, origin in enumerate(article.origins, 1):
        try:
            sys.stdout.buffer.write(raw_record(origin))
        except SourceMissing:
            if number == len(article.origins):
                raise
        else:
            return


def _place(name: str, article: Article) -> Place:
    """The place that an address names, as its letter and number; None for the whole article."""
    _, sign, part = name.partition("#")
    if not sign:
        return None
    found = _PLACE.fullmatch(part)
    letter, number = (found[1] or "h", int(found[2] or 1)) if found else ("", 0)
    if number > {"h": 1, "c": len(article.captions), "p": len(article.paragraphs)}.get(letter, -1):
        has = f"it has c1 to c{len(article.captions)} and p1 to p{len(article.paragraphs)}"
        raise OptionError("the article has no such place", place=name, hint=has)
    return letter, number


def _text(article: Article, place: Place, marks: Marks, *, removed: bool, source: bool) -> str:
    from search.cli.rendering.articles import (  # noqa: PLC0415 -- JSON needs none of it
        article_text,
        part_text,
        removals_text,
    )

    view = screen()
    if place:
        return part_text(article, *place, view, marks)
    parts = [article_text(article, view, marks)]
    if removed:
        parts.append(removals_text(article.removals, view))
    if source:
        from search.cli.rendering.originals import originals_text  # noqa: PLC0415 -- the readers

        parts.append(originals_text(article.origins, view))
    return "\n\n".join(parts)


def _html(article: Article, place: Place, marks: Marks) -> str:
    from search.cli.rendering.web import article_page, part_page  # noqa: PLC0415 -- text needs none of it

    return part_page(article, *place, marks) if place else article_page(article, marks)


def _json(article: Article, place: Place) -> str:
    from search.article_json import to_json  # noqa: PLC0415 -- text needs none of it
    from search.cli.rendering.records import dumps, schema  # noqa: PLC0415

    record = to_json(article)
    if place is None:
        return dumps(record)
    letter, number = place
    address = {"schema": schema("part"), "address": f"{article.id}#{letter}{'' if letter == 'h' else number}"}
    if letter == "h":
        return dumps({**address, "text": article.headline})
    return dumps({**address, **record["captions" if letter == "c" else "paragraphs"][number - 1]})
