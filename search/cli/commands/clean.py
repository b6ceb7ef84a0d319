"""A file comes in; a report of what cleaning and splitting make of it goes out, and nothing is indexed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli import messages
from search.cli.options import DayOrder, Defaults, Encoding, Fetched, Format, Hosts, Mapping, Maximum, read_options
from search.cli.terminal import page, screen

if TYPE_CHECKING:
    from search.article import BadRecord
    from search.cli.rendering.cleanings import Cleaning
    from search.sources import ReadOptions


def run(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help="Files and folders; - is standard input.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON per record.")] = False,
    mapping: Mapping = None,
    defaults: Defaults = None,
    encoding: Encoding = None,
    format_name: Format = None,
    maximum: Maximum = None,
    hosts: Hosts = None,
    fetched: Fetched = "",
    day_order: DayOrder = None,
) -> None:
    """Show what cleaning and splitting make of a file.

    Every line with what it was taken for, every repair and removal, the captions taken apart.  Nothing is indexed.

    Example:  news clean news/1998/fire.txt
    """
    from search.article import BadRecord  # noqa: PLC0415 -- with the rest, when there is work
    from search.cli.rendering.cleanings import cleaning_record, cleaning_text, reject_record  # noqa: PLC0415
    from search.cli.rendering.records import dumps  # noqa: PLC0415

    view = screen()
    texts, rejected = [], 0
    options = read_options(
        mapping, defaults, encoding, format_name, maximum, hosts=hosts, fetched=fetched, day_order=day_order
    )
    for found in _cleanings(paths, options):
        if isinstance(found, BadRecord):
            rejected += 1
            messages.warn(f"can't be read: {found.origin.path}: {found.reason}")
            if as_json:
                texts.append(dumps(reject_record(found)))
        else:
            texts.append(dumps(cleaning_record(found)) if as_json else cleaning_text(found, view))
    if texts:
        page("".join(texts) if as_json else "\n\n\n".join(texts))
    read = len(texts) - rejected * as_json
    raise typer.Exit(0 if read else 1)


def _cleanings(paths: list[str], options: ReadOptions) -> Iterator[Cleaning | BadRecord]:
    from search.article import BadRecord, Origin  # noqa: PLC0415
    from search.cleaning import clean  # noqa: PLC0415
    from search.cli.rendering.cleanings import Cleaning  # noqa: PLC0415
    from search.preparing import prepare  # noqa: PLC0415
    from search.sources import Rejected, read_file, walk  # noqa: PLC0415

    for file in walk(paths):
        if isinstance(file, Rejected):
            if file.kind != "hidden":
                yield BadRecord(origin=Origin(path=file.path), reason=file.reason)
            continue
        for raw in read_file(file, options):
            if isinstance(raw, BadRecord):
                yield raw
                continue
            prepared = prepare(raw)
            lines = clean(raw.text).text.split("\n") if raw.text else []
            labels = (*prepared.labels, *[None] * (len(lines) - len(prepared.labels)))
            yield Cleaning(article=prepared.article, lines=list(zip(labels, lines, strict=False)))
