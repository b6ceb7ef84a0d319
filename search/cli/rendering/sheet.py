"""Results come in; CSV for a spreadsheet goes out: a row a result, nothing in it a spreadsheet would run.

A sheet is one table: where counts were asked for and no hit is shown, it is that of the counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from search.cli.terminal import printable
from search.highlighting import marked
from search.hits import Hit, Photo, Photos, Results

__all__ = ["COLUMNS", "FORMULA", "PHOTO_COLUMNS", "cell", "csv_text", "photos_csv", "raw_csv_text", "raw_photos_csv"]

COLUMNS = ("rank", "id", "date", "source", "section", "byline", "headline", "passages", "credits", "url", "score")

PHOTO_COLUMNS = (
    "rank", "address", "caption", "credit", "photographer", "agency", "file photo", "taken", "place", "headline",
    "date", "source", "score",
)  # fmt: skip

FACET_COLUMNS = ("facet", "value", "articles")

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula (OWASP, "CSV Injection"), wide forms included."""


def csv_text(results: Results) -> str:
    """A header and a row per hit; a cell that looks like a formula gets a ``'`` in front."""
    return _sheet(results, raw=False)


def raw_csv_text(results: Results) -> str:
    """The same without the ``'``: for programs, which run no formulas."""
    return _sheet(results, raw=True)


def photos_csv(photos: Photos) -> str:
    """A header and a row per caption, cells as in ``csv_text``."""
    return _csv(PHOTO_COLUMNS, map(_photo_row, photos.hits), raw=False)


def raw_photos_csv(photos: Photos) -> str:
    """The same without the ``'``."""
    return _csv(PHOTO_COLUMNS, map(_photo_row, photos.hits), raw=True)


def cell(value: str) -> str:
    """The value as text for every spreadsheet.

    >>> cell("=1+1")
    "'=1+1"
    """
    return f"'{value}" if value.startswith(FORMULA) else value


def _sheet(results: Results, *, raw: bool) -> str:
    if results.facets and not results.hits:
        counts = ((name, value, str(count)) for name, values in results.facets.items() for value, count in values)
        return _csv(FACET_COLUMNS, counts, raw=raw)
    return _csv(COLUMNS, map(_row, results.hits), raw=raw)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]], *, raw: bool) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([printable(value if raw else cell(value)) for value in row])
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


def _photo_row(photo: Photo) -> tuple[str, ...]:
    caption, article = photo.caption, photo.article
    return (
        str(photo.rank),
        photo.address,
        marked(caption.text, photo.marks, lambda stretch: f"*{stretch}*"),
        marked(caption.credit, photo.credit_marks, lambda stretch: f"*{stretch}*"),
        caption.photographer,
        caption.agency,
        "yes" if caption.filephoto else "no",
        caption.shot.isoformat() if caption.shot else "",
        caption.place,
        article.headline,
        article.day.isoformat() if article.day else "",
        article.source,
        f"{photo.score:.4f}",
    )
