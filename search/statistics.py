"""An archive folder comes in; figures about everything it holds go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, field

from search.article import Article
from search.locks import Pin
from search.store import ArticleStore

__all__ = ["Statistics", "statistics"]

_EVERY = 500
"""Articles between two calls of ``progress``."""


class Statistics(Struct, kw_only=True):
    """What an archive holds, counted; days are ISO 8601, empty where no article has one."""

    articles: int = 0
    captions: int = 0
    captions_with_credit: int = 0
    file_photos: int = 0
    paragraphs: int = 0
    first_day: str = ""
    last_day: str = ""
    without_date: int = 0
    repairs: int = 0
    uncertain_repairs: int = 0
    articles_with_uncertain_repairs: int = 0
    removals: int = 0
    gaps: int = 0
    """Places where words are missing in the sources."""
    rejects: int = 0
    """Records the last run could not read."""
    bytes_on_disk: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    """Articles by source."""
    languages: Counter[str] = field(default_factory=Counter)
    """Articles by language."""

    def as_record(self) -> dict[str, int | str | dict[str, int]]:
        """All figures by name."""
        return {name: _plain(getattr(self, name)) for name in self.__struct_fields__}

    def take(self, article: Article) -> None:
        """Count one article in."""
        self.articles += 1
        self.captions += len(article.captions)
        self.captions_with_credit += sum(bool(caption.credit) for caption in article.captions)
        self.file_photos += sum(caption.filephoto for caption in article.captions)
        self.paragraphs += len(article.paragraphs)
        self.repairs += len(article.repairs)
        self.uncertain_repairs += sum(repair.uncertain for repair in article.repairs)
        self.articles_with_uncertain_repairs += article.uncertain
        self.removals += len(article.removals)
        self.gaps += article.gaps
        self.sources[article.source] += 1
        self.languages[article.language] += 1
        if article.day is None:
            self.without_date += 1
            return
        day = article.day.isoformat()
        self.first_day = min(self.first_day or day, day)
        self.last_day = max(self.last_day, day)


def statistics(folder: Path, progress: Callable[[str, int, int], None] | None = None) -> Statistics:
    """Count everything in the archive at ``folder``; reads every article, so it takes a while.

    Raises ArchiveDamaged.
    """
    figures = Statistics()
    store = ArticleStore(folder / "articles.db")
    try:
        current = store.current()
        if current is not None:
            pin = Pin(folder, current.number)
            try:
                for _, article in store.articles(current.number):
                    figures.take(article)
                    if progress and figures.articles % _EVERY == 0:
                        progress("counting", figures.articles, current.articles)
            finally:
                pin.release()
    finally:
        store.close()
    rejects = folder / "rejects.jsonl"
    figures.rejects = rejects.read_bytes().count(b"\n") if rejects.exists() else 0
    figures.bytes_on_disk = sum(map(_size, folder.rglob("*")))
    return figures


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:  # a writer clears away old files
        return 0


def _plain(value: int | str | Counter[str]) -> int | str | dict[str, int]:
    return dict(value.most_common()) if isinstance(value, Counter) else value
