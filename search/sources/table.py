"""The table of formats: a name comes in, its reader goes out; in order, each is asked whether a file is its own."""

from __future__ import annotations

from search.sources import (
    csv_table,
    docx,
    europresse,
    factiva,
    feed,
    html_page,
    jsonl,
    mail,
    newsml1,
    newsml_g2,
    nexis,
    nitf,
    parquet,
    picture,
    text,
    warc,
)
from search.sources.source import Source

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        # Known by their first bytes.
        picture.SOURCE,
        parquet.SOURCE,
        docx.SOURCE,
        warc.SOURCE,
        # Known by their root element, or by names only they use, so before HTML in general.
        nitf.SOURCE,
        newsml_g2.SOURCE,
        newsml1.SOURCE,
        feed.SOURCE,
        factiva.SOURCE,
        europresse.SOURCE,
        html_page.SOURCE,
        # Known by the look of their text.
        jsonl.SOURCE,
        mail.SOURCE,
        nexis.SOURCE,
        csv_table.SOURCE,
        text.SOURCE,  # takes any text, so it is the last
    )
}
"""Every format by its name."""
