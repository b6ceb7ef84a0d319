"""Numbers of forms, patterns and query words come in; words of the archive with counts over some fields go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from search.engines import Expansion, Word
from search.engines.vocabulary import edits_allowed, leaves, most_used
from search.engines.whoosh.index import Index
from search.engines.whoosh.layout import ALL_ZONES, select
from search.engines.whoosh.units import field_table
from search.query import Node

if TYPE_CHECKING:
    from search.engines.whoosh.arrays import Array
    from search.engines.whoosh.segment import Segment

_UNLIMITED = (1 << 31) - 1
_DENSE = 32
"""A form in more than one of so many documents is frequent."""


def fitting(index: Index, pattern: str, fields: Sequence[str]) -> list[Word]:
    """The forms a pattern stands for, in code-point order; none without an article."""
    return counted(index, [segment.forms.matching(pattern) for segment in index.segments], fields)


def expansions(index: Index, tree: Node, fields: Sequence[str], limit: int | None) -> list[Expansion]:
    """What each different word of a tree stands for."""
    found = []
    for leaf, where in leaves(tree, fields):
        words = most_used(counted(index, index.forms(leaf, _UNLIMITED), where))
        found.append(Expansion(node=leaf, fields=where, total=len(words), words=tuple(words[:limit])))
    return found


def near(index: Index, word: str, fields: Sequence[str], limit: int | None) -> list[Word]:
    """The forms that ``word`` may be a slip for: nearer ones first, then those in more articles."""
    found: list[Word] = []
    for edits in range(1, edits_allowed(word) + 1):
        known = {word, *(each.form for each in found)}
        forms = [segment.forms.within(word, edits) for segment in index.segments]
        found += most_used(each for each in counted(index, forms, fields) if each.form not in known)
        if limit is not None and len(found) >= limit:
            break
    return found[:limit]


def counted(index: Index, forms: Sequence[Array], fields: Sequence[str]) -> list[Word]:
    """The forms with these numbers (by segment) that some live article has in the fields, in code-point order."""
    totals: dict[str, list[int]] = {}
    stems: dict[str, str] = {}
    for segment, numbers in zip(index.segments, forms, strict=True):
        for number, articles, occurrences in _counts(segment, numbers, fields):
            form = segment.forms[number]
            total = totals.setdefault(form, [0, 0])
            total[0] += articles
            total[1] += occurrences
            stems[form] = segment.stem_of(number)
    return [Word(form, stems[form], *totals[form]) for form in sorted(totals)]


def _counts(segment: Segment, forms: Array, fields: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Of each form that has some: its number, articles and occurrences in the fields, live articles only."""
    selection = select(fields)
    wanted = field_table([field for field, _ in selection])
    per_form = [segment.lists.of(forms[place : place + 1], wanted) for place in range(len(forms))]
    lists = np.concatenate([np.empty(0, np.int64), *per_form])
    form_of = np.repeat(np.arange(len(forms)), [len(each) for each in per_form])
    postings = segment.lists.postings(lists)
    counts = postings.counts.astype(np.int64)
    if any(mask != ALL_ZONES for _, mask in selection) and len(counts):
        inside = segment.selected(segment.positions(lists, postings), selection)
        counts = np.add.reduceat(inside, np.cumsum(counts) - counts, dtype=np.int64)
    alive = counts > 0 if segment.live is None else (counts > 0) & segment.live[postings.docs]
    owner, docs, counts = form_of[postings.lists[alive]], postings.docs[alive], counts[alive]
    occurrences = np.bincount(owner, weights=counts, minlength=len(forms))
    articles = _distinct(owner, docs, len(forms), segment.documents)
    for place in np.flatnonzero(articles).tolist():
        yield int(forms[place]), int(articles[place]), int(occurrences[place])


def _distinct(owner: Array, docs: Array, owners: int, documents: int) -> Array:
    """How many different documents each owner (ascending) has."""
    counts = np.bincount(owner, minlength=owners)
    rare = np.ones(owners, np.bool_)
    starts = np.cumsum(counts) - counts
    for frequent in np.flatnonzero(counts * _DENSE > documents).tolist():
        # A table of all documents, where sorting would take longer.
        rare[frequent] = False
        table = np.zeros(documents, np.bool_)
        table[docs[starts[frequent] : starts[frequent] + counts[frequent]]] = True
        counts[frequent] = np.count_nonzero(table)
    chosen = rare[owner]
    pairs = np.unique(owner[chosen] * documents + docs[chosen])
    counts[rare] = np.bincount(pairs // max(documents, 1), minlength=owners)[rare]
    return counts
