"""An article's dates, numbers, flags and keywords come in; whether they are the ones asked for goes out.

date:2024                        within the year; also 2024-07, 2024-07-01, today, yesterday
date:2024-07-01..2024-08-15      both ends included, each end its whole day, month or year; 2024.. and ..2024 are open
date:-7d..                       since seven days ago; d, w, m, y
words:500..                      numbers
lang:en  url:*harbour*  id:…     the whole value, capitals do not count, wildcards allowed
filephoto:yes                    yes or no
caption:*                        the article has a caption (a date, a credit, ...) at all
"""

from __future__ import annotations

from datetime import date

from search.analysis import AnalysedArticle, Span
from search.fields import FIELDS
from search.query.tree import Fields, Node
from search.query.words import pattern_regex


class Range(Node, frozen=True, kw_only=True):
    """An article with a value of a date or number field in a range."""

    field: str
    low: int | None
    """The least value that counts (a day as ``date.toordinal`` gives it); None for no bound."""
    high: int | None
    """The greatest that counts."""

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:  # noqa: ARG002 - it names its own field
        """True if at least one value lies in the range; never without a value."""
        return any(
            (self.low is None or self.low <= value) and (self.high is None or value <= self.high)
            for value in article.values.get(self.field, ())
            if isinstance(value, int)
        )

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:  # noqa: ARG002 - no word made it match
        """None."""
        return []

    def __str__(self) -> str:
        """The field and the range, dates as whole days."""
        low, high = (self._end(end) for end in (self.low, self.high))
        if not low and not high:
            return f"{self.field}:*"
        return f"{self.field}:{low}" if low == high else f"{self.field}:{low}..{high}"

    def _end(self, value: int | None) -> str:
        if value is None:
            return ""
        return date.fromordinal(value).isoformat() if FIELDS[self.field].kind == "date" else str(value)


class Value(Node, frozen=True, kw_only=True):
    """An article with a value of a keyword or flag field that a pattern fits.

    The pattern ``*`` may stand beside a text field too: the article has a (not empty) zone of that field.
    """

    field: str
    pattern: str
    """Case-folded, ``*`` and ``?`` as in wildcards; ``1`` or ``0`` for a flag."""

    def matches(self, article: AnalysedArticle, fields: Fields) -> bool:  # noqa: ARG002 - it names its own field
        """True if the pattern fits at least one value whole."""
        if FIELDS[self.field].kind == "text":
            return any(True for _ in article.select((self.field,)))
        fits = pattern_regex(self.pattern).fullmatch
        return any(fits(str(value)) is not None for value in article.values.get(self.field, ()))

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:  # noqa: ARG002 - no word made it match
        """None."""
        return []

    def __str__(self) -> str:
        """The field and the pattern, in quotes unless it is plain."""
        if FIELDS[self.field].kind == "flag" and self.pattern in {"0", "1"}:
            return f"{self.field}:{'yes' if self.pattern == '1' else 'no'}"
        plain = not any(letter.isspace() or letter in "()" for letter in self.pattern)
        return f"{self.field}:{self.pattern}" if plain else f'{self.field}:"{self.pattern}"'
