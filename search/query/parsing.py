"""Query text comes in; the query as understood (its tree, and warnings where it could be read otherwise) goes out.

Binding, tightest first: field and function, phrase, proximity (left to right), NOT and ``-``, AND (written or not), OR.
A recursive descent with one method for each of these; every nesting is counted, so no text can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from search.errors import QueryError
from search.fields import DEFAULT_FIELDS, Field
from search.query import advice, lookalikes
from search.query.advice import Item
from search.query.boolean import And, Everything, Not, Or
from search.query.checks import check_depth, searched, span_of, too_deep
from search.query.lexing import Kind, Shown, Token, shown, tokens
from search.query.limits import DEFAULT_LIMITS, Limits
from search.query.ranges import Range, Value
from search.query.scope import In
from search.query.tree import Node
from search.query.values import any_value, read_value
from search.query.wording import ANY_WORD, read
from search.query.words import Wildcard, Word

_ENDS_AND = {Kind.OR, Kind.CLOSE, Kind.END}
_NEGATIONS = {Kind.NOT, Kind.MINUS}


class Query(Struct, frozen=True, kw_only=True):
    """A query as understood."""

    text: str
    """As typed."""
    tree: Node
    """``str(tree)`` is the query as understood, in query text."""
    fields: tuple[str, ...]
    """Where a bare word is looked for."""
    warnings: tuple[str, ...] = ()
    """What a careful librarian would ask back, each with the reading that was taken."""


def parse(
    text: str,
    *,
    fields: Sequence[str] = DEFAULT_FIELDS,
    today: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    default: Literal["and", "or"] = "and",
) -> Query:
    """Read a query.

    ``fields``: where a bare word is looked for (names or aliases of text fields; OptionError for any other).
    ``today``: what relative dates count from, this machine's day when None.
    ``default``: how words side by side are joined; conditions (dates, numbers, NOT) always hold.
    Raises QueryError for a text that has no meaning, or one beyond the ``limits``.

    >>> str(parse("flood -insurance").tree)
    'flood AND NOT insurance'
    """
    query = shown(text, limits)
    parser = _Parser(query, limits, today, default)
    tree = parser.whole()
    return Query(text=text, tree=tree, fields=searched(fields), warnings=parser.warnings())


def parse_pattern(text: str) -> str:
    """The pattern of the forms that begin with a word, or of a word with wildcards: folded, as forms are.

    Raises QueryError for anything but one word.

    >>> parse_pattern("Élan"), parse_pattern("U.?.")
    ('elan*', 'u?')
    """
    typed = text.strip()
    tree = parse(typed if {"*", "?"}.intersection(typed) else f"{typed}*").tree
    match tree:
        case Everything():
            return "*"
        case Wildcard():
            return tree.pattern
        case Word():  # a run of Chinese, which has no ending
            return tree.form
    hint = "write the beginning of one, or a pattern: harb*r"
    raise QueryError("this is not one word", text=text, start=0, end=max(len(text), 1), hint=hint)


class _Parser:
    """One query being read: its tokens, how far we are, and the doubts met on the way."""

    def __init__(self, query: Shown, limits: Limits, today: date | None, default: Literal["and", "or"]) -> None:
        self.query = query
        self.tokens = tokens(query, limits)
        self.limits = limits
        self.default = default
        self.doubts: list[Callable[[], str]] = []
        """Warnings, put into words only when the tree is known to be of a printable depth."""
        self._today = today
        self._values: set[int] = set()
        """Where the tokens begin that were read as dates, numbers and the like."""
        self._next = 0
        self._depth = 0
        self._fields: tuple[Field, ...] = ()
        """The field whose brackets we are in."""

    def today(self) -> date:
        """The day relative dates count from, the same for the whole query."""
        if self._today is None:
            self._today = date.today()  # noqa: DTZ011 - the reader's own day is meant
        return self._today

    def whole(self) -> Node:
        """The tree of the whole text."""
        if self._peek().kind is Kind.END:
            raise self.query.error("the query is empty", 0, 1, "write a word, or * for every article")
        tree = self._or()
        if self._peek().kind is Kind.CLOSE:
            raise self._error("this bracket was never opened", self._peek(), "leave it out or add a ( before")
        check_depth(self.query, tree, self.limits)
        return tree

    def warnings(self) -> tuple[str, ...]:
        """Every doubt in words, once."""
        return tuple(
            dict.fromkeys([*(doubt() for doubt in self.doubts), *lookalikes.about_words(self.tokens, self._values)])
        )

    # --- tokens

    def _peek(self, ahead: int = 0) -> Token:
        return self.tokens[min(self._next + ahead, len(self.tokens) - 1)]

    def _take(self) -> Token:
        token = self._peek()
        self._next += 1
        return token

    def _item(self, rule: Callable[[], Node]) -> Item:
        first = self._next
        return Item(rule(), self.tokens[first : self._next])

    def _since(self, first: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[self._next - 1].end

    def _error(self, message: str, token: Token, hint: str = "") -> QueryError:
        return self.query.error(message, token.start, token.end, hint)

    def _inside(self, opening: Token, rule: Callable[[], Node]) -> Node:
        """What the rule reads, one level deeper."""
        self._depth += 1
        if self._depth > self.limits.depth:
            raise too_deep(self.query, (opening.start, opening.end), self.limits)
        node = rule()
        self._depth -= 1
        return node

    # --- the grammar, loosest first

    def _or(self) -> Node:
        first = self._next
        items = [self._item(self._and)]
        while self._peek().kind is Kind.OR:
            self._take()
            items.append(self._item(self._and))
        if len(items) == 1:
            return items[0].node
        node = Or(children=tuple(item.node for item in items), at=self._since(first))
        if any(isinstance(item.node, And) and not advice.bracketed(item.tokens) for item in items):
            self.doubts.append(partial(advice.mixed, "AND and OR", node))
        return node

    def _and(self) -> Node:
        """Everything joined by AND, or by standing side by side (an OR of words where that is the default)."""
        first = self._next
        groups = [[self._item(self._not)]]
        while self._peek().kind not in _ENDS_AND:
            if self._peek().kind is Kind.AND:
                self._take()
                groups[-1].append(self._item(self._not))
            else:
                groups.append([self._item(self._not)])
        at = self._since(first)
        self._doubt_neighbours(groups)
        items = [item for group in groups for item in group]
        if self.default == "and":
            return _joined(And, [item.node for item in items], at)
        joined = [_joined(And, [item.node for item in group], at) for group in groups]
        words = [node for node in joined if not _is_condition(node)]
        conditions = [node for node in joined if _is_condition(node)]
        return _joined(And, [*([_joined(Or, words, at)] if words else []), *conditions], at)

    def _doubt_neighbours(self, groups: Sequence[Sequence[Item]]) -> None:
        """Warn of a word beside an operator's side, which other systems read as a phrase."""
        for before, after in pairwise(groups):
            one, other = before[-1], after[0]
            if advice.loose_pair(one) and advice.bare_word(other):
                self.doubts.append(partial(advice.not_a_phrase, one.node, other.node, left=False))
            if advice.bare_word(one) and advice.loose_pair(other):
                self.doubts.append(partial(advice.not_a_phrase, other.node, one.node, left=True))

    def _not(self) -> Node:
        token = self._peek()
        if token.kind not in _NEGATIONS:
            return self._near()
        first = self._next
        self._take()
        child = self._inside(token, self._not)
        return Not(child=child, at=self._since(first))

    def _near(self) -> Node:
        first = self._next
        left = self._operand()
        signs = []
        while self._at_operator():
            apart = self._peek().kind is Kind.NOT
            if apart:
                self._take()
            sign = self._take()
            assert sign.operator is not None  # noqa: S101 - an OPERATOR has one
            right = self._operand()
            build = sign.operator.apart if apart else sign.operator.build
            usage = sign.operator.usage
            left = build(
                span_of(self.query, left, usage), span_of(self.query, right, usage), sign.number, self._since(first)
            )
            signs.append((apart, sign.operator, sign.number))
        if len(set(signs)) > 1:
            self.doubts.append(partial(advice.mixed, "proximity operators", left))
        return left

    def _at_operator(self) -> bool:
        kind = self._peek().kind
        return kind is Kind.OPERATOR or (kind is Kind.NOT and self._peek(1).kind is Kind.OPERATOR)

    def _operand(self) -> Node:
        token = self._peek()
        match token.kind:
            case Kind.OPEN:
                self._take()
                return self._bracket(token)
            case Kind.FIELD:
                return self._in(token)
            case Kind.FUNCTION:
                return self._function(token)
            case Kind.WORD | Kind.QUOTED:
                self._take()
                return self._text(token)
            case _:
                raise self._dangling(token)

    def _bracket(self, opening: Token) -> Node:
        """What stands in brackets, the opening one already taken."""
        if self._peek().kind is Kind.CLOSE:
            message, at = "nothing stands in these brackets", (opening.start, self._peek().end)
            raise self.query.error(message, *at, "write a word in them or leave them out")
        node = self._inside(opening, self._or)
        if self._peek().kind is not Kind.CLOSE:
            raise self.query.error(
                "this bracket is never closed", opening.end - 1, opening.end, "add a ) where it ends"
            )
        self._take()
        return node

    def _in(self, prefix: Token) -> Node:
        first = self._next
        self._take()
        if self._peek().kind in _NEGATIONS:
            raise self._error("NOT stands before the field", self._peek(), f"write -{prefix.fields[0].name}:...")
        outer, self._fields = self._fields, prefix.fields
        node = self._inside(prefix, self._operand)
        self._fields = outer
        at = self._since(first)
        if isinstance(node, Range | Value):
            return replace(node, at=at)
        if prefix.fields[0].kind != "text":
            return node
        return In(fields=tuple(field.name for field in prefix.fields), child=node, at=at)

    def _function(self, opening: Token) -> Node:
        first = self._next
        self._take()
        assert opening.function is not None  # noqa: S101 - a FUNCTION has one
        child = span_of(self.query, self._bracket(opening), opening.function.usage)
        return opening.function.build(child, opening.number, self._since(first))

    def _text(self, token: Token) -> Node:
        """A word or a quotation, read as the field we are in wants it."""
        at = (token.start, token.end)
        if self._fields and self._fields[0].kind != "text":
            self._values.add(token.start)
            return read_value(self.query, token, self._fields[0], self.today)
        node = read(self.query, token, self.limits)
        if node != ANY_WORD:
            return node
        anything = [any_value(field, at) for field in self._fields]
        return _joined(Or, anything, at) if anything else Everything(at=at)

    # --- errors

    def _dangling(self, token: Token) -> QueryError:
        """The error for a token that can't begin an operand."""
        before = self.tokens[self._next - 1] if self._next else None
        if token.kind is Kind.OPERATOR and before is not None and before.kind in _NEGATIONS:
            return self._error("an operator has nothing on its left", token, "write NOT (a w/5 b), or a NOT w/5 b")
        if token.kind in _NEGATIONS:
            return self._error("NOT has no places in a text", token, "write a NOT w/5 b, or put NOT before the whole")
        if token.kind is Kind.CLOSE and (before is None or before.kind is Kind.CLOSE):
            return self._error("this bracket was never opened", token, "leave it out or add a ( before")
        if before is not None and before.kind not in {Kind.OPEN, Kind.FUNCTION}:
            words = self.query.typed[before.start : before.end]
            return self._error(f"nothing follows {words}", before, f'to look for the word itself, quote it: "{words}"')
        words = self.query.typed[token.start : token.end]
        return self._error(
            f"{words} has nothing on its left", token, f'to look for the word itself, quote it: "{words}"'
        )


def _is_condition(node: Node) -> bool:
    """True for what no word is looked for in: a NOT, dates, numbers, keywords, everything."""
    return isinstance(node, Not) or not any(each.is_span for each in node.walk())


def _joined(kind: type[And | Or], children: Sequence[Node], at: tuple[int, int]) -> Node:
    """The children under one node; a single child is itself."""
    return children[0] if len(children) == 1 else kind(children=tuple(children), at=at)
