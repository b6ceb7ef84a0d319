"""Nothing comes in; the table of searchable fields goes out."""

from __future__ import annotations

from search.cli.rendering.numbers import table
from search.cli.terminal import page, screen
from search.fields import DEFAULT_FIELDS, FIELDS, Field


def run() -> None:
    """List the fields a query can name.

    A * marks those where bare words are looked for.

    Example:  news fields
    """
    page(
        table(
            [
                (field.name + "*" * (field.name in DEFAULT_FIELDS), field.kind, _meaning(field))
                for field in FIELDS.values()
            ],
            screen(),
        )
    )


def _meaning(field: Field) -> str:
    notes = [f"also {', '.join(field.aliases)}"] * bool(field.aliases) + ["facet"] * field.facet
    return f"{field.meaning} ({'; '.join(notes)})" if notes else field.meaning
