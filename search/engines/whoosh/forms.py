"""One word of a query (word, wildcard, fuzzy) comes in; the forms it stands for go out, by number, in every segment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.segment import Segment
from search.query import Fuzzy, Wildcard, Word, too_many_forms

Leaf = Word | Wildcard | Fuzzy
Stemmer = Callable[[str], str]
Check = Callable[[], None]
"""Raises SearchTimeout when time is up; called before every step that may take long."""


def forms_of(leaf: Leaf, segments: Sequence[Segment], stem: Stemmer, most: int, check: Check) -> list[Array]:
    """The numbers of the forms (int64, in order), a list entry for each segment.

    ``most`` bounds how many different forms a wildcard or a fuzzy word may stand for; QueryError beyond it.  ``stem``
    is asked only about a form no segment holds: what is known takes its stem from the index.  ``check`` raises when
    time is up.
    """
    if isinstance(leaf, Wildcard):
        return _limited(leaf, [each.forms.matching(leaf.pattern) for each in _checked(segments, check)], segments, most)
    if isinstance(leaf, Fuzzy):
        found = [each.forms.within(leaf.form, leaf.edits) for each in _checked(segments, check)]
        return _limited(leaf, found, segments, most)
    numbers = list(_numbers(leaf.form, segments))
    if leaf.exact:
        return [np.array([number] if number >= 0 else [], np.int64) for number in numbers]
    pairs = list(zip(segments, numbers, strict=True))
    known = next((each.stem_of(number) for each, number in pairs if number >= 0), None)
    wanted = stem(leaf.form) if known is None else known
    return [each.family(number) if number >= 0 else each.forms_of(wanted) for each, number in pairs]


def _numbers(form: str, segments: Sequence[Segment]) -> Iterator[int]:
    """The form's number in each segment, or -1; a segment's words are a good guess at those of the next."""
    share = None
    for each in segments:
        place = each.forms.place(form.encode(), share)
        share = place / max(len(each.forms), 1)
        yield each.forms.number_at(place, form)


def _checked(segments: Sequence[Segment], check: Check) -> Iterator[Segment]:
    for segment in segments:
        check()
        yield segment


def _limited(leaf: Wildcard | Fuzzy, found: list[Array], segments: Sequence[Segment], most: int) -> list[Array]:
    """The forms found, unless they are too many; a star alone is no wildcard but everything."""
    if sum(map(len, found)) > most and str(leaf) != "*":
        pairs = zip(segments, found, strict=True)
        different = {each.forms.raw(number) for each, numbers in pairs for number in numbers.tolist()}
        if len(different) > most:
            raise too_many_forms(leaf, len(different), most)
    return found
