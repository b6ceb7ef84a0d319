"""Matching rows with their scores come in; the first so many, in the order asked for, go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from search.engines.whoosh.arrays import Array

Key = Callable[[], Array]
"""Gives an array that runs parallel to the rows; less is better."""


def leading(count: int, need: int, keys: Sequence[Key], name: Callable[[int], str]) -> list[int]:
    """The places (of ``count``) of the first ``need``: by the first key, ties by the next, the last ties by name.

    A key is worked out only where the ones before it leave a tie.
    """
    places = _narrowed(np.arange(count), need, keys)
    columns: list[Array] = []
    order, tied = np.arange(len(places)), np.ones(max(len(places) - 1, 0), np.bool_)
    for key in keys:
        if not tied.any():
            break
        columns.append(key()[places])
        order = np.lexsort(columns[::-1])
        tied = np.logical_and.reduce([column[order[1:]] == column[order[:-1]] for column in columns])
    ordered = places[order].tolist()
    return _by_name(ordered, tied, name)[:need] if tied.any() else ordered[:need]


def _narrowed(places: Array, need: int, keys: Sequence[Key]) -> Array:
    """The places that may be among the first ``need``: all that are not surely behind so many others."""
    if need <= 0:
        return places[:0]
    if need >= len(places) or not keys:
        return places
    values = keys[0]()[places]
    bound = np.partition(values, need - 1)[need - 1]
    before = places[values < bound]
    tied = places[values == bound]
    return np.concatenate([before, _narrowed(tied, need - len(before), keys[1:])])


def _by_name(places: list[int], tied: Array, name: Callable[[int], str]) -> list[int]:
    """The places with each run of those tied to the one before put in the order of names."""
    result: list[int] = []
    bounds = [0, *(np.flatnonzero(~tied) + 1).tolist(), len(places)]
    for start, stop in pairwise(bounds):
        run = places[start:stop]
        result += sorted(run, key=name) if len(run) > 1 else run
    return result
