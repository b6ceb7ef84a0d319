"""A query's nodes and the tokens they were read from come in; what a careful librarian would say of them goes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.query.boolean import And, Everything, Not
from search.query.lexing import Kind, Token
from search.query.proximity import Pair
from search.query.tree import Node
from search.query.words import Word


class Item(NamedTuple):
    """A node and the tokens it was read from."""

    node: Node
    tokens: Sequence[Token]


def bracketed(tokens: Sequence[Token]) -> bool:
    """True if one pair of brackets holds them all."""
    depth = 0
    for number, token in enumerate(tokens):
        depth += (token.kind in {Kind.OPEN, Kind.FUNCTION}) - (token.kind is Kind.CLOSE)
        if depth == 0:
            return number == len(tokens) - 1 and token.kind is Kind.CLOSE
    return False


def loose_pair(item: Item) -> bool:
    """True for ``a w/5 b`` without brackets around it."""
    return isinstance(item.node, Pair) and not bracketed(item.tokens)


def bare_word(item: Item) -> bool:
    """True for one unquoted word."""
    return len(item.tokens) == 1 and item.tokens[0].kind is Kind.WORD


def mixed(what: str, node: Node) -> str:
    """The warning for operators side by side without brackets."""
    return f"{what} without brackets are read as {node}"


def not_a_phrase(pair: Node, word: Node, *, left: bool) -> str:
    """The warning for a word beside a side of a proximity operator."""
    parts = (word, f"({pair})") if left else (f"({pair})", word)
    return f"words side by side are no phrase: this is read as {parts[0]} AND {parts[1]}; for a phrase use quotes"


def no_places(node: Node, usage: str) -> str:
    """The message for an article expression where a span expression has to stand."""
    what = {And: "AND", Not: "NOT", Everything: "*"}.get(type(node), str(node))
    return f"{what} can't stand inside {usage}: it is true of a whole article, it has no place in it"


def instead(node: Node) -> str:
    """What to write instead of an article expression inside a span operator."""
    if isinstance(node, And) and all(isinstance(child, Word) for child in node.children):
        words = [str(child) for child in node.children]
        return f'write "{" ".join(words)}" for a phrase, or {" OR ".join(words)}'
    if isinstance(node, And):
        return "use OR, quotes for a phrase, or w/p"
    if isinstance(node, Not):
        return "write a NOT w/5 b, or put NOT before the whole"
    return "join it to the rest with AND"
