"""A query tree or a mistyped word comes in; the words a vocabulary is asked for go out: what all engines agree on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from search.engines import Word as Form
from search.query import Fuzzy, In, Node, Wildcard, Word

Leaf: TypeAlias = Word | Wildcard | Fuzzy
"""A node that stands for forms of the vocabulary."""


def leaves(tree: Node, fields: Sequence[str]) -> Iterator[tuple[Leaf, tuple[str, ...]]]:
    """Each different word of a tree with the fields it is looked for in, in the order written; no star alone."""
    yield from dict.fromkeys(_leaves(tree, tuple(fields)))


def _leaves(tree: Node, fields: tuple[str, ...]) -> Iterator[tuple[Leaf, tuple[str, ...]]]:
    if isinstance(tree, Word | Wildcard | Fuzzy) and str(tree) != "*":
        yield tree, fields
    for operand in tree.operands:
        yield from _leaves(operand, tree.fields if isinstance(tree, In) else fields)


def edits_allowed(word: str) -> int:
    """How many edits away a word may be that was meant: a short word is few edits from everything."""
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2


def most_used(words: Iterable[Form]) -> list[Form]:
    """Those in the most articles first, ties by form."""
    return sorted(words, key=lambda word: (-word.articles, word.form))
