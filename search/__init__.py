r"""A folder of news articles comes in; a program that searches it exactly is six lines long.

>>> import tempfile
>>> from pathlib import Path
>>> import search
>>> folder = Path(tempfile.mkdtemp())
>>> text = "High tide floods the quay\nPORT ELGIN (AP) — The tide came over the quay at dawn."
>>> _ = (folder / "tide.txt").write_text(text, encoding="utf-8")
>>> with search.Archive.create(folder / "archive") as archive:
...     report = archive.add([folder / "tide.txt"])
...     results = archive.search("headline:flood AND (tide w/5 quay)")
...     for hit in results.hits:
...         print(hit.article.headline, [(passage.label, passage.marks) for passage in hit.passages])
High tide floods the quay [('headline', ((5, 9), (10, 16), (21, 25))), ('paragraph 1', ((22, 26), (41, 45)))]

``Archive`` is the one object to know.  What it takes and gives are plain records; what it raises is a ``SearchError``.
Each folder of the package explains itself in the docstring of its ``__init__``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.archive import Archive
    from search.article import Article, Caption, Paragraph
    from search.errors import QueryError, SearchError
    from search.hits import Hit, Passage, Photo, Photos, Results
    from search.query import Limits
    from search.report import Report
    from search.sources import ReadOptions

__all__ = [
    "Archive",
    "Article",
    "Caption",
    "Hit",
    "Limits",
    "Paragraph",
    "Passage",
    "Photo",
    "Photos",
    "QueryError",
    "ReadOptions",
    "Report",
    "Results",
    "SearchError",
]

__version__ = "0.1.0"

_HOMES = {
    "Archive": "archive",
    "Article": "article",
    "Caption": "article",
    "Hit": "hits",
    "Limits": "query",
    "Paragraph": "article",
    "Passage": "hits",
    "Photo": "hits",
    "Photos": "hits",
    "QueryError": "errors",
    "ReadOptions": "sources",
    "Report": "report",
    "Results": "hits",
    "SearchError": "errors",
}
"""Where each name lives; imported when it is first asked for, since ``news search`` must not pay for the rest."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'search' has no attribute {name!r}")
    value = getattr(import_module(f"search.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
