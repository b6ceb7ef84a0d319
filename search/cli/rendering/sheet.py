"""Results come in; CSV for a spreadsheet goes out: one row per article, nothing in it a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from search.cli.terminal import printable
from search.highlighting import marked
from search.hits import Hit, Results

__all__ = ["COLUMNS", "FORMULA", "cell", "csv_text", "raw_csv_text"]

COLUMNS = ("rank", "id", "date", "source", "section", "byline", "headline", "passages", "credits", "url", "score")

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula (OWASP, "CSV Injection"), wide forms included."""


def csv_text(results: Results) -> str:
    """A header and a row per hit; a cell that looks like a formula gets a ``'`` in front."""
    return _csv(results, raw=False)


def raw_csv_text(results: Results) -> str:
    """The same without the ``'``: for programs, which run no formulas."""
    return _csv(results, raw=True)


def cell(value: str) -> str:
    """The value as text for every spreadsheet.

    >>> cell("=1+1")
    "'=1+1"
    """
    return f"'{value}" if value.startswith(FORMULA) else value


def _csv(results: Results, *, raw: bool) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for hit in results.hits:
        writer.writerow([printable(value if raw else cell(value)) for value in _row(hit)])
    return file.getvalue()


def _row(hit: Hit) -> tuple[str, ...]:
    article = hit.article
    passages = "\n".join(f"{p.label}: {marked(p.text, p.marks, lambda stretch: f'*{stretch}*')}" for p in hit.passages)
    credited = dict.fromkeys(p.caption.credit for p in hit.passages if p.caption and p.caption.credit)
    return (
        str(hit.rank),
        hit.id,
        article.day.isoformat() if article.day else "",
        article.source,
        article.section,
        article.byline,
        article.headline,
        passages,
        "; ".join(credited),
        article.url,
        f"{hit.score:.4f}",
    )
