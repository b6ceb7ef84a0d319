"""Matching rows with their scores come in; the first so many, in the order asked for, go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from search.engines.whoosh.arrays import Array

Key = Callable[[], Array]
"""Gives an array that runs parallel to the rows; less is better."""


def leading(count: int, need: int, keys: Sequence[Key], name: Callable[[int], str]) -> list[int]:
    """The places (of ``count``) of the first ``need``: by the first key, ties by the next, the last ties by name.

    A key is worked out only where the ones before it leave a tie.
    """
    places = np.arange(count)
    order = _narrowed(places, need, keys)
    groups = [order]
    for number, key in enumerate(keys):
        if number and not any(len(group) > 1 for group in groups):
            break
        values = key()
        groups = [part for group in groups for part in _tied(group[np.argsort(values[group], kind="stable")], values)]
    return [place for group in groups for place in _by_name(group, name)][:need]


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


def _tied(group: Array, values: Array) -> list[Array]:
    """The sorted group, cut where the value changes."""
    mine = values[group]
    return np.split(group, np.flatnonzero(mine[1:] != mine[:-1]) + 1)


def _by_name(group: Array, name: Callable[[int], str]) -> list[int]:
    return sorted(group.tolist(), key=name) if len(group) > 1 else group.tolist()
