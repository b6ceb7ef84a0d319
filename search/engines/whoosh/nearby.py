"""A sorted lexicon and a word come in; the words a few edits away go out.

The distance is optimal string alignment: letters inserted, left out, changed, or swapped with a neighbour (Damerau,
1964).  Words that begin alike share the rows of the recurrence; since they stand side by side, the lexicon is walked
like a trie, level by level and all its branches at once, and a branch is left as soon as nothing in it can be near.
"""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.arrays import Array
from search.engines.whoosh.packed import ranges

FIRST_WIDE = 0x80
"""The first byte of UTF-8 that is no letter by itself."""
_END = ord("\n")


def near(letters: Array, starts: Array, word: str, edits: int) -> Array:
    """The numbers of the words at most so many edits away, in order (int64).

    ``letters``: code points (u4), or UTF-8 (u1; then words of more than ASCII's letters are passed over), a line each
    word, the words in order; ``starts``: where each begins.
    """
    target = np.frombuffer(word.encode("utf-32-le"), "<u4")
    low, high = np.zeros(1, np.int64), np.full(1, len(starts), np.int64)
    row = np.arange(len(word) + 1, dtype=np.uint16)[None, :]
    before, last = row, np.zeros(1, letters.dtype)
    found = [np.empty(0, np.int64)]
    for depth in range(len(word) + edits + 1):
        words = ranges(low, high - low)
        next_letters = letters[starts[words] + depth]
        branch = np.repeat(np.arange(len(low)), high - low)
        first = np.ones(len(words), np.bool_)
        first[1:] = (next_letters[1:] != next_letters[:-1]) | (branch[1:] != branch[:-1])
        at = np.flatnonzero(first)
        branch, letter = branch[at], next_letters[at]
        low, high = words[at], words[at] + np.diff(at, append=len(words))
        ended = letter == _END
        found.append(low[ended & (row[branch, -1] <= edits)])
        below = _below(row[branch], before[branch], target, letter, last[branch])
        # A swap goes on from the row before the last one.
        hope = ~ended if letters.itemsize > 1 else (letter != _END) & (letter < FIRST_WIDE)
        hope &= (below.min(axis=1) <= edits) | (row[branch].min(axis=1) < edits)
        low, high, before, row, last = low[hope], high[hope], row[branch[hope]], below[hope], letter[hope]
    return np.sort(np.concatenate(found))


def _below(row: Array, before: Array, target: Array, letter: Array, last: Array) -> Array:
    """The next row of the recurrence for each branch, its letter read; ``last``: the letter read before."""
    below = np.empty_like(row)
    below[:, 0] = row[:, 0] + 1
    for place in range(len(target)):
        best = np.minimum(row[:, place + 1], below[:, place]) + 1
        best = np.minimum(best, row[:, place] + (letter != target[place]))
        if place:
            swapped = (letter == target[place - 1]) & (last == target[place])
            best = np.where(swapped, np.minimum(best, before[:, place - 1] + 1), best)
        below[:, place + 1] = best
    return below
