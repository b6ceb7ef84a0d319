"""An article comes in; what it is counted under goes out, the same for every engine.

A byline is counted by its authors, each for himself; every other text field by its zones as printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from search.analysis import AnalysedArticle
from search.article import Article
from search.fields import FIELDS, TIMES


def printed(article: Article, field: str, text: str) -> Iterable[str]:
    """The values a zone of a text field is counted under."""
    values = article.authors if field == "byline" and article.authors else (text,)
    return [on_one_line(value) for value in values if value]


def on_one_line(text: str) -> str:
    """A value as it is shown and kept."""
    return text.replace("\n", " ")


def facet_values(article: AnalysedArticle, facet: str) -> set[str]:
    """All an article counts under: its values, or the year or month of its date, as ISO 8601 writes them."""
    if facet in TIMES:
        length = len("2024") if facet == "year" else len("2024-07")
        days = [date.fromordinal(day) for day in article.values.get("date", ()) if isinstance(day, int)]
        return {day.isoformat()[:length] for day in days}
    if FIELDS[facet].kind == "text":
        zones = article.select((facet,))
        return {value for zone in zones for value in printed(article.article, facet, zone.text)}
    return set(map(str, article.values.get(facet, ())))
