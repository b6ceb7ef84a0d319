"""The table of formats: a name comes in, its reader goes out; in order, each is asked whether a file is its own."""

from __future__ import annotations

from search.sources import csv_table, feed, html_page, jsonl, newsml1, newsml_g2, nexis, nitf, text
from search.sources.source import Source

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        nitf.SOURCE,
        newsml_g2.SOURCE,
        newsml1.SOURCE,
        feed.SOURCE,
        html_page.SOURCE,
        jsonl.SOURCE,
        nexis.SOURCE,
        csv_table.SOURCE,
        text.SOURCE,  # takes any text, so it is the last
    )
}
"""Every format by its name."""
