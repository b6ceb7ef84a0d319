"""A query in a dialect and the dialect's table come in; our tree, and warnings where the meaning differs, go out.

A Pratt parser: each form of the table is an operand, a prefix, a postfix or an operator with a binding strength.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, TypeAlias, cast

from msgspec import Struct, field

from search.errors import QueryError
from search.query.boolean import And, Everything, Or
from search.query.checks import check_depth, span_of, too_deep
from search.query.lexing import PLAIN_SYNTAX, Kind, Shown, Token
from search.query.limits import Limits
from search.query.lookalikes import SIGNS, about_signs
from search.query.tree import Node, SpanNode
from search.query.wording import ANY_WORD
from search.query.wording import read as read_words

Role: TypeAlias = Literal["operand", "prefix", "operator", "postfix"]

At: TypeAlias = tuple[int, int]


class Found(Struct, frozen=True, kw_only=True):
    """One form found in a query: the match, and what a table's functions may ask."""

    query: Shown
    match: re.Match[str]
    limits: Limits
    today: date | None

    @property
    def at(self) -> At:
        """Where it stands."""
        return self.match.span()

    def number(self, group: int | str = 1) -> int:
        """A number of the form, from 1 to the limit."""
        value = int(self.match.group(group))
        if not 1 <= value <= self.limits.number:
            message = f"{value} is not between 1 and {self.limits.number:,}"
            raise self.query.error(message, *self.match.span(group))
        return value

    def span(self, node: Node) -> SpanNode:
        """The node as something with places."""
        return span_of(self.query, node, self.match.group().strip())

    def error(self, message: str, hint: str) -> QueryError:
        """An error that points at the form."""
        return self.query.error(message, *self.at, hint)


class Form(Struct, frozen=True, kw_only=True):
    """Something a dialect writes."""

    role: Role
    pattern: str
    """Matched at the place we are, capitals or not; a word does not go on behind it."""
    build: Callable[..., Node]
    """(Found) for an operand; (Found, node) for a prefix or postfix; (Found, left, right) for an operator."""
    binding: float | Callable[[Found], float] = 0
    """How tightly an operator or prefix holds what stands right of it."""
    warning: str = ""
    """How our reading differs, where it does."""

    def strength(self, found: Found | None) -> float:
        """The binding of the form as found."""
        return self.binding(found) if callable(self.binding) and found else cast("float", self.binding)


class Dialect(Struct, frozen=True, kw_only=True):
    """A dialect's table."""

    name: str
    forms: Sequence[Form]
    """Tried in this order."""
    wildcards: dict[str, str] = field(default_factory=dict)
    """Its signs, each one character, with ours."""
    sign_warnings: dict[str, str] = field(default_factory=dict)
    """What to say of a sign whose meaning differs."""
    lookalikes: dict[str, str] = field(default_factory=dict)
    """Words that are none of its operators and could be meant as one, with that one."""
    brackets: str = "()"
    """Opening and closing ones, in pairs."""
    fields: str = ""
    """Those it knows here, for the hint about one it does not."""
    order: str = ""
    """What its operators bind like, tightest first, for the warning where it matters."""


class _Piece(Struct, frozen=True, kw_only=True):
    kind: Literal["form", "open", "close", "words", "end"]
    start: int
    end: int
    form: Form | None = None
    found: Found | None = None


def chained(kind: type[And | Or], left: Node, right: Node) -> Node:
    """AND or OR of two; a chain of one of them becomes one node."""
    children = (*left.children, right) if isinstance(left, kind) else (left, right)
    return kind(children=children, at=(left.at[0], right.at[1]))


_WORD = re.compile(r'[^\s()"]+')
_END = r'(?:(?<=[(=])|(?=[\s()"]|$))'
"""A form ends with its own bracket or equals sign, or where a word does."""


def read(text: str, dialect: Dialect, *, today: date | None, limits: Limits) -> tuple[Node, tuple[str, ...]]:
    """The tree and the warnings.  Raises QueryError."""
    opening, closing = dialect.brackets[::2], dialect.brackets[1::2]
    brackets = str.maketrans(opening + closing, "(" * len(opening) + ")" * len(closing))
    plain = text.translate(PLAIN_SYNTAX).translate(brackets)
    query = Shown(text, plain)
    if len(text) > limits.length:
        message = f"the query has {len(text):,} characters, the limit is {limits.length:,}"
        raise query.error(message, limits.length, limits.length + 1, "split it into several queries")
    reader = _Reader(query, dialect, limits, _pieces(query, dialect, limits, today))
    tree = reader.whole()
    check_depth(query, tree, limits)
    return tree, reader.warnings(tree)


def _pieces(query: Shown, dialect: Dialect, limits: Limits, today: date | None) -> list[_Piece]:
    forms = [(form, re.compile(f"(?:{form.pattern}){_END}", re.IGNORECASE)) for form in dialect.forms]
    found: list[_Piece] = []
    place = 0
    while place < len(query.text):
        if query.text[place].isspace():
            place += 1
            continue
        piece = _piece(query, place, forms, limits, today)
        found.append(piece)
        place = piece.end
    return [*found, _Piece(kind="end", start=place, end=place)]


def _piece(
    query: Shown, place: int, forms: Sequence[tuple[Form, re.Pattern[str]]], limits: Limits, today: date | None
) -> _Piece:
    letter = query.text[place]
    if letter in "()":
        return _Piece(kind="open" if letter == "(" else "close", start=place, end=place + 1)
    if letter == '"':
        end = query.text.find('"', place + 1)
        if end < 0:
            raise query.error("this quote is never closed", place, place + 1, 'add a " where it ends')
        return _Piece(kind="words", start=place, end=end + 1)
    for form, pattern in forms:
        match = pattern.match(query.text, place)
        if match:
            found = Found(query=query, match=match, limits=limits, today=today)
            return _Piece(kind="form", start=place, end=match.end(), form=form, found=found)
    word = _WORD.match(query.text, place)
    assert word is not None  # noqa: S101 - neither space, quote nor bracket
    return _Piece(kind="words", start=place, end=word.end())


class _Reader:
    def __init__(self, query: Shown, dialect: Dialect, limits: Limits, pieces: list[_Piece]) -> None:
        self.query = query
        self.dialect = dialect
        self.limits = limits
        self.pieces = pieces
        self._next = 0
        self._depth = 0
        self._warnings: list[str] = []
        self._used: list[set[tuple[Form, float]]] = [set()]
        """The operators met in each pair of brackets we are in."""
        self._mixed = False

    def whole(self) -> Node:
        """The tree of the whole text."""
        if self._peek().kind == "end":
            raise self.query.error("the query is empty", 0, 1, "write a word")
        tree = self._expression(0)
        piece = self._peek()
        if piece.kind == "close":
            raise self._error("this bracket was never opened", piece, "leave it out or add a ( before")
        if piece.kind != "end":
            raise self._error("an operator is missing before this", piece, "write and, or, or w/5 between the two")
        self._leave()
        return tree

    def warnings(self, tree: Node) -> tuple[str, ...]:
        """Where the meaning differs, each once."""
        mixed = [f"{self.dialect.name} binds {self.dialect.order}: this is read as {tree}"] if self._mixed else []
        return tuple(dict.fromkeys([*mixed, *self._warnings]))

    def _peek(self) -> _Piece:
        return self.pieces[self._next]

    def _take(self) -> _Piece:
        self._next += 1
        return self.pieces[self._next - 1]

    def _error(self, message: str, piece: _Piece, hint: str) -> QueryError:
        return self.query.error(message, piece.start, piece.end, hint)

    def _leave(self) -> None:
        """Note, at the end of a bracket, whether operators of several kinds stood in it."""
        self._mixed |= len(self._used.pop()) > 1

    def _expression(self, floor: float) -> Node:
        """An operand, and every operator after it that binds more tightly than the floor."""
        self._depth += 1
        if self._depth > self.limits.depth:
            raise too_deep(self.query, (self._peek().start, self._peek().end), self.limits)
        left = self._operand()
        while (form := self._follows()) and form.strength(self._peek().found) > floor:
            piece = self._take()
            found = self._noted(piece)
            if form.role == "postfix":
                left = form.build(found, left)
            else:
                strength = form.strength(found)
                self._used[-1].add((form, strength))
                left = form.build(found, left, self._expression(strength))
        self._depth -= 1
        return left

    def _follows(self) -> Form | None:
        form = self._peek().form
        return form if form and form.role in {"operator", "postfix"} else None

    def _noted(self, piece: _Piece) -> Found:
        """The piece's form, its warning taken down."""
        assert piece.form is not None  # noqa: S101 - asked for forms only
        assert piece.found is not None  # noqa: S101 - a form was found
        if piece.form.warning:
            self._warnings.append(piece.form.warning)
        return piece.found

    def _operand(self) -> Node:
        piece = self._take()
        if piece.kind == "open":
            return self._bracket(piece)
        if piece.kind == "words":
            return self._words(piece)
        form = piece.form
        if form is None or form.role not in {"operand", "prefix"}:
            raise self._dangling(piece)
        found = self._noted(piece)
        if form.role == "operand":
            return form.build(found)
        child = self._bracket(piece) if found.match.group().endswith("(") else self._expression(form.strength(found))
        return form.build(found, child)

    def _bracket(self, opening: _Piece) -> Node:
        if self._peek().kind == "close":
            raise self._error("nothing stands in these brackets", opening, "write a word in them or leave them out")
        self._used.append(set())
        node = self._expression(0)
        if self._peek().kind not in {"close", "end"}:
            raise self._error("an operator is missing before this", self._peek(), "write and, or, or w/5 between")
        if self._peek().kind == "end":
            raise self.query.error(
                "this bracket is never closed", opening.end - 1, opening.end, "add a ) where it ends"
            )
        self._take()
        self._leave()
        return node

    def _words(self, first: _Piece) -> Node:
        """All words side by side: a phrase."""
        last = first
        self._doubt(first)
        while self._peek().kind == "words":
            last = self._take()
            self._doubt(last)
        if self._peek().kind == "open" and self._peek().start == last.end:
            words = self.query.typed[last.start : last.end]
            hint = f"write an operator before the bracket, or one of {self.dialect.fields}"
            raise self._error(f"unknown function or segment {words}(", last, hint)
        text = self.query.text[first.start : last.end]
        self._warnings += [warning for sign, warning in self.dialect.sign_warnings.items() if sign in text]
        signs = str.maketrans({'"': " ", "=": " ", "~": " ", **self.dialect.wildcards})
        token = Token(kind=Kind.QUOTED, start=first.start, end=last.end, text=text.translate(signs), inner=first.start)
        self._warnings += about_signs(token.text, f"{SIGNS}-")
        node = read_words(self.query, token, self.limits)
        return Everything(at=node.at) if node == ANY_WORD else node

    def _doubt(self, piece: _Piece) -> None:
        """Note a word that could be meant as an operator."""
        word = self.query.text[piece.start : piece.end]
        if meant := self.dialect.lookalikes.get(word.lower()):
            self._warnings.append(f"{word} is read as a word of a phrase; the operator is {meant}")

    def _dangling(self, piece: _Piece) -> QueryError:
        words = self.query.typed[piece.start : piece.end]
        if piece.kind == "end":
            before = self.pieces[-2]
            written = self.query.typed[before.start : before.end].strip()
            return self._error(f"nothing follows {written}", before, "write a word after it, or leave it out")
        if piece.kind == "close":
            return self._error("nothing stands before this bracket", piece, "write a word, or leave it out")
        return self._error(f"{words} has nothing on its left", piece, "write a word before it, or leave it out")
