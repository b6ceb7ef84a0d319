"""One word of a text comes in; whether a query's word, wildcard, fuzzy word or phrase means it goes out.

flood           any word with the same stem: floods, flooding
=flood          this form only (case and accents do not count)
"river bank"    side by side, in this order, inflections allowed; ="river bank" for these forms only
harb*  harb?r   a wildcard: ``*`` for any letters or none, ``?`` for exactly one; forms, never stems
harbuor~  ~2    one (two) letters inserted, left out, changed, or swapped with a neighbour; forms, never stems
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from search.analysis import AnalysedArticle, Span, words
from search.query.tree import Fields, Node, Place, SpanNode


class Plain(SpanNode, frozen=True, kw_only=True):
    """A node whose places are marked as they are."""

    @abstractmethod
    def spans(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Its places, ordered by (zone order, first, last), without repeats."""

    def places(self, article: AnalysedArticle, fields: Fields) -> list[Place]:
        """Its spans, each marking itself."""
        return [Place(span, (span,)) for span in self.spans(article, fields)]

    def marks(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Its spans."""
        return self.spans(article, fields)


class OneWord(Plain, frozen=True, kw_only=True):
    """A node whose places are single words, judged one by one."""

    @abstractmethod
    def test(self, stem: Callable[[str], str]) -> Callable[[str], bool]:
        """The question put to each form of a text; ``stem`` is the archive's own."""

    def judge(self, article: AnalysedArticle) -> Callable[[Iterable[str]], Collection[str]]:
        """What leaves, of the forms of a text of this article, those it means."""
        meaning = article.meanings.get(self)
        if meaning is not None:
            return meaning.intersection
        accepts = self.test(article.stem)
        return lambda forms: set(filter(accepts, set(forms)))

    def spans(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Every word whose form passes the test."""
        judged = self.judge(article)
        spans: list[Span] = []
        for zone in article.select(fields):
            if accepted := judged(zone.forms):
                places = [position for position, form in enumerate(zone.forms) if form in accepted]
                spans += [Span(zone.field, zone.number, position, position) for position in places]
        return spans


class Word(OneWord, frozen=True, kw_only=True):
    """One word: all forms of its stem, or with ``exact`` this form alone."""

    form: str
    """Folded, unstemmed."""
    exact: bool = False

    def test(self, stem: Callable[[str], str]) -> Callable[[str], bool]:
        """True of a form with the same stem, or of the form itself."""
        if self.exact:
            return self.form.__eq__
        wanted = stem(self.form)
        return lambda form: stem(form) == wanted

    def __str__(self) -> str:
        """The form, in quotes where it would read as an operator."""
        text = f'"{self.form}"' if _OPERATOR_LIKE.fullmatch(self.form) else self.form
        return f"={text}" if self.exact else text


class Wildcard(OneWord, frozen=True, kw_only=True):
    """Every form the pattern stands for."""

    pattern: str
    """A folded form with ``*`` (any characters or none) and ``?`` (exactly one) in it."""

    def test(self, stem: Callable[[str], str]) -> Callable[[str], bool]:  # noqa: ARG002 - forms, never stems
        """True of a form the whole pattern fits."""
        fits = pattern_regex(self.pattern).fullmatch
        return lambda form: fits(form) is not None

    def judge(self, article: AnalysedArticle) -> Callable[[Iterable[str]], Collection[str]]:  # noqa: ARG002 - as above
        """The test without a call of Python's own for each form."""
        fits = pattern_regex(self.pattern).fullmatch
        return lambda forms: set(filter(fits, set(forms)))

    def __str__(self) -> str:
        """The pattern."""
        return self.pattern


class Fuzzy(OneWord, frozen=True, kw_only=True):
    """Every form at most ``edits`` edits away."""

    form: str
    edits: int
    """1 or 2."""

    def test(self, stem: Callable[[str], str]) -> Callable[[str], bool]:  # noqa: ARG002 - forms, never stems
        """True of a form that few edits away."""
        return lambda form: edit_distance(self.form, form, self.edits) <= self.edits

    def __str__(self) -> str:
        """The form, a tilde, and the edits when more than one."""
        return f"{self.form}~" if self.edits == 1 else f"{self.form}~{self.edits}"


Leaf: TypeAlias = Word | Wildcard | Fuzzy
"""What stands for single words."""


class Phrase(Plain, frozen=True, kw_only=True):
    """Words side by side, in order, in one zone (a sentence may end between them)."""

    parts: tuple[Leaf, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        """Its words."""
        return self.parts

    def spans(self, article: AnalysedArticle, fields: Fields) -> list[Span]:
        """Every stretch of as many words as it has, each passing the test in its turn."""
        judges = [word.judge(article) for word in self.parts]
        spans: list[Span] = []
        for zone in article.select(fields):
            accepted = [forms for judged in judges if (forms := judged(zone.forms))]
            if len(accepted) == len(judges):
                starts = [start for start, form in enumerate(zone.forms) if form in accepted[0]]
                for step, forms in enumerate(accepted[1:], 1):
                    last = len(zone.forms) - step
                    starts = [start for start in starts if start < last and zone.forms[start + step] in forms]
                spans += [Span(zone.field, zone.number, start, start + len(judges) - 1) for start in starts]
        return spans

    def __str__(self) -> str:
        """The words in quotes; the ``=`` before the quotes when every plain word is exact."""
        exact = [word.exact for word in self.parts if isinstance(word, Word)]
        together = bool(exact) and all(exact)
        return ("=" if together else "") + f'"{_joined(self.parts, bare=together)}"'


_OPERATOR_LIKE = re.compile(r"(?:adj|near|pre)\d+")


def _joined(parts: Sequence[Leaf], *, bare: bool) -> str:
    """The words of a phrase as they stand between its quotes; ``bare`` leaves out the ``=`` of exact ones."""
    text = ""
    overlap = ""
    for part in parts:
        printed = part.form if isinstance(part, Word) else str(part)
        if overlap and printed.startswith(overlap):
            # Each pair of a run of Chinese begins with the letter the pair before it ended with: printed once.
            text += printed.removeprefix(overlap).removesuffix("*")
        else:
            text += (" " if text else "") + ("=" if isinstance(part, Word) and part.exact and not bare else "")
            text += printed
        overlap = _second_letter(printed)
    return text


def _second_letter(form: str) -> str:
    """The second letter of a pair of Chinese, Japanese or Korean letters; empty for anything else."""
    if form.isascii():
        return ""
    found = list(words(form))
    return form[found[1][1] :] if len(found) == 2 and found[0][0] == form else ""


@lru_cache(maxsize=1024)
def pattern_regex(pattern: str) -> re.Pattern[str]:
    """The regular expression (for ``fullmatch``) of a pattern with ``*`` and ``?``.

    >>> bool(pattern_regex("harb?r*").fullmatch("harbors"))
    True
    """
    first, *rest = (
        "".join("." if letter == "?" else re.escape(letter) for letter in part) for part in pattern.split("*")
    )
    if not rest:
        return re.compile(first, re.DOTALL)
    # Each piece between stars is taken where it first fits and never elsewhere: all that follows can only gain by that,
    # and without it a handful of stars would take time exponential in the length of a form.
    between = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
    return re.compile(f"{first}{between}.*{rest[-1]}", re.DOTALL)


def edit_distance(left: str, right: str, most: int) -> int:
    """How many letters must be inserted, left out, changed or swapped with a neighbour.

    More than ``most`` is always ``most + 1``.
    Optimal string alignment distance: the recurrence of Damerau (1964), where no letter is edited twice.

    >>> edit_distance("harbuor", "harbour", 2)
    1
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, above, row = row, before, [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)
