"""Matching rows with their scores come in; the first so many, in the order asked for, go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from search.engines.whoosh.arrays import Array

Key = Callable[[], Array]
"""Gives an array that runs parallel to the rows; greater is better."""
_STRIDE = 64
"""Of so many values the greatest is looked at first."""


def leading(count: int, need: int, keys: Sequence[Key], name: Callable[[int], str]) -> list[int]:
    """The places (of ``count``) of the first ``need``: by the first key, ties by the next, the last ties by name.

    A key is worked out only where the ones before it leave a tie.
    """
    places = _narrowed(count, need, keys)
    columns: list[Array] = []
    order, tied = np.arange(len(places)), np.ones(max(len(places) - 1, 0), np.bool_)
    for key in keys:
        if not tied.any():
            break
        columns.append(-key()[places].astype(np.float64))
        order = np.lexsort(columns[::-1])
        tied = np.logical_and.reduce([column[order[1:]] == column[order[:-1]] for column in columns])
    ordered = places[order].tolist()
    return _by_name(ordered, tied, name)[:need] if tied.any() else ordered[:need]


def _narrowed(count: int, need: int, keys: Sequence[Key]) -> Array:
    """The places (of ``count``) that may be among the first ``need``: all that are not surely behind so many others."""
    if need <= 0:
        return np.empty(0, np.int64)
    if need >= count or not keys:
        return np.arange(count)
    values = keys[0]()
    some = np.flatnonzero(values >= _not_above(values, need))
    chosen = values.take(some)
    bound = np.partition(chosen, -need)[-need]
    before, tied = some.compress(chosen > bound), some.compress(chosen == bound)
    if len(before) + len(tied) == need:
        return np.concatenate([before, tied])
    rest = [partial(_chosen, key, tied) for key in keys[1:]]
    return np.concatenate([before, tied[_narrowed(len(tied), need - len(before), rest)]])


def _not_above(values: Array, need: int) -> Any:
    """A number that ``need`` of the values reach or exceed, found in one pass over them.

    The values are dealt into groups; as many groups have a greatest value that reaches the bound.
    """
    groups = len(values) // _STRIDE
    if groups < need:
        return values.min()
    greatest = values[: groups * _STRIDE].reshape(_STRIDE, groups).max(axis=0)
    greatest.partition(groups - need)
    return greatest[groups - need]


def _chosen(key: Key, places: Array) -> Array:
    return key()[places]


def _by_name(places: list[int], tied: Array, name: Callable[[int], str]) -> list[int]:
    """The places with each run of those tied to the one before put in the order of names."""
    result: list[int] = []
    bounds = [0, *(np.flatnonzero(~tied) + 1).tolist(), len(places)]
    for start, stop in pairwise(bounds):
        run = places[start:stop]
        result += sorted(run, key=name) if len(run) > 1 else run
    return result
