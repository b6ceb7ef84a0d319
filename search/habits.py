"""Stored articles come in; the lines their sources close articles with go out, and articles without those lines.

"Reuter", "All rights reserved to the Gazette", "Send your views to ...": no rule knows every paper's, but a short line
that ends many articles of one source is not news.  Only closing lines are learned and only closing lines are taken off,
so a sub-heading that recurs in a column stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from search.article import Article, Removal
from search.cleaning.boilerplate import fold_line

__all__ = ["Habits", "learn", "without"]

Habits = Mapping[str, frozenset[str]]
"""Source (as articles name it; empty for those without) -> folded lines that close its articles."""

CLOSING = 3
"""Paragraphs at the end of an article that are looked at: a sign-up, a copyright line, a signature."""
LEAST = 20
"""Articles of one source a line must close: below, a serial or a recurring column does the same."""
SHARE = 0.01
"""And this part of the source's articles: in a large archive a hundred stories may end alike by chance."""
LONGEST = 200
"""Characters; a longer closing paragraph that recurs is a story printed again."""
REASON = "boilerplate: closes many articles of its source"
"""What a removal made here says."""
_KEPT = 400_000
"""Lines counted at a time; when there are more, those met once are forgotten, so memory stays bounded."""


def learn(articles: Iterable[Article]) -> dict[str, frozenset[str]]:
    """What closes many articles of one source."""
    counts: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for article in articles:
        totals[article.source] += 1
        closing = [paragraph.text for paragraph in article.paragraphs[1:][-CLOSING:]]
        closing += [removal.text for removal in article.removals if removal.reason == REASON]  # learned before
        counts.update({(article.source, line) for line in map(_line, closing) if line})
        if len(counts) > _KEPT:
            counts = Counter({line: times for line, times in counts.items() if times > 1})
    found: dict[str, set[str]] = {}
    for (source, line), times in counts.items():
        if times >= LEAST and times >= SHARE * totals[source]:
            found.setdefault(source, set()).add(line)
    return {source: frozenset(lines) for source, lines in found.items()}


def without(article: Article, habits: Habits) -> Article:
    """The article without the closing lines that are its source's habit; they are listed among its removals."""
    lines = habits.get(article.source)
    if not lines:
        return article
    keep = len(article.paragraphs)
    while keep > 1 and keep > len(article.paragraphs) - CLOSING and _line(article.paragraphs[keep - 1].text) in lines:
        keep -= 1
    removals = tuple(
        Removal(rule="boilerplate", place=f"paragraph {number}", text=paragraph.text, reason=REASON)
        for number, paragraph in enumerate(article.paragraphs, 1)
        if number > keep
    )
    if not removals:
        return article
    return replace(article, paragraphs=article.paragraphs[:keep], removals=(*article.removals, *removals))


def _line(text: str) -> str:
    return fold_line(text) if len(text) <= LONGEST else ""
