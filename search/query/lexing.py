"""Query text comes in; its tokens (brackets, quotes, operators, fields, words) with their places go out.

Nothing is dropped: what can't be read is an error with its place.  Reading is linear in the text.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from msgspec import Struct

from search.errors import QueryError
from search.fields import ALIASES, FIELDS, Field, resolve
from search.query.limits import Limits
from search.query.operators import FUNCTIONS, OPERATORS
from search.query.syntax import Function, Operator

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，．"}
_QUOTES = dict.fromkeys(map(ord, "“”„‟″«»‹›「」『』"), ord('"'))
_MINUSES = dict.fromkeys(map(ord, "‐‑‒–−﹣"), ord("-"))
"""What programs make of a typed ``-``; the long dash is not among them, it stands between words."""
PLAIN_SYNTAX = _FULL_WIDTH | _QUOTES | _MINUSES
"""Other ways to type a quote, a bracket, a minus ...: one character for one, so that places stay true."""

_CHUNK = re.compile(r'[^\s"()]+')
_FIELDS = re.compile(r"([^\W\d_][\w-]*(?:,[^\W\d_][\w-]*)*):")
_FUNCTION = re.compile(r"([^\W\d_]+)(\d*)")
_DISTANCES = "w/1 is side by side, w/p anywhere in the paragraph"
_BROKEN_OPERATOR = re.compile(r"(?:w|near|pre|adj|onear|within)[/\\].*|[/\\]\d.*|n/\d+", re.IGNORECASE)


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    MINUS = auto()
    """A ``-`` before a word; as NOT, but it belongs to the word."""
    OPERATOR = auto()
    FUNCTION = auto()
    """A name with its opening bracket."""
    FIELD = auto()
    WORD = auto()
    QUOTED = auto()
    END = auto()


_JOINTS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


class Token(Struct, frozen=True, kw_only=True):
    """One token; which of the values it has depends on its kind."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    """Of a word without its ``=``, of a quotation what stands between the quotes."""
    inner: int = 0
    """Where ``text`` begins in the query."""
    exact: bool = False
    fields: tuple[Field, ...] = ()
    operator: Operator | None = None
    function: Function | None = None
    number: int = 0


class Shown(NamedTuple):
    """The query as typed, and the same with plain syntax characters; equally long."""

    typed: str
    text: str

    def error(self, message: str, start: int, end: int, hint: str = "") -> QueryError:
        """A QueryError that points into the query as typed."""
        return QueryError(message, text=self.typed, start=start, end=end, hint=hint)


def shown(typed: str, limits: Limits) -> Shown:
    """The query ready for reading.  Raises QueryError for one that is too long."""
    query = Shown(typed, typed.translate(PLAIN_SYNTAX))
    if len(typed) > limits.length:
        message = f"the query has {len(typed):,} characters, the limit is {limits.length:,}"
        raise query.error(message, limits.length, limits.length + 1, "split it into several queries")
    return query


def tokens(query: Shown, limits: Limits) -> list[Token]:
    """All tokens, an END last.  Raises QueryError."""
    found: list[Token] = []
    position = 0
    text = query.text
    while position < len(text):
        if text[position].isspace():
            position += 1
        else:
            token = _next(query, position, found[-1] if found else None, limits)
            found.append(token)
            position = token.end
    return [*found, Token(kind=Kind.END, start=len(text), end=len(text))]


def _next(query: Shown, start: int, before: Token | None, limits: Limits) -> Token:
    """The token that begins at ``start``, which is no white space."""
    letter = query.text[start]
    if letter in "()":
        return Token(kind=Kind.OPEN if letter == "(" else Kind.CLOSE, start=start, end=start + 1)
    if letter == '"' or query.text.startswith('="', start):
        return _quoted(query, start)
    found = _CHUNK.match(query.text, start)
    assert found is not None  # noqa: S101 - neither space, quote nor bracket
    chunk = found.group()
    glued = before is not None and before.end == start
    if glued and before is not None and before.kind is Kind.FIELD and before.fields[0].kind != "text":
        return _value(query, start, chunk)
    prefixed = glued and before is not None and before.kind in {Kind.FIELD, Kind.MINUS}
    if chunk in _JOINTS and not prefixed:
        return Token(kind=_JOINTS[chunk], start=start, end=found.end())
    operator = _operator(query, start, chunk, limits)
    if operator and prefixed:
        raise query.error(f"{chunk} is an operator", start, found.end(), f'for the words write "{chunk}"')
    return operator or _word(query, start, chunk, limits)


def _quoted(query: Shown, start: int) -> Token:
    exact = query.text[start] == "="
    inner = start + 1 + exact
    end = query.text.find('"', inner)
    if end < 0:
        raise query.error("this quote is never closed", inner - 1, inner, 'add a " where it ends')
    text = query.text[inner:end]
    return Token(kind=Kind.QUOTED, start=start, end=end + 1, text=text, inner=inner, exact=exact)


def _value(query: Shown, start: int, chunk: str) -> Token:
    """What stands right behind the colon of a date, number, flag or keyword field, whatever it begins with."""
    end = start + len(chunk)
    if query.text[end : end + 1] == "(":
        raise query.error("a bracket inside a value", end, end + 1, "put the whole value in quotes")
    return Token(kind=Kind.WORD, start=start, end=end, text=chunk, inner=start)


def _operator(query: Shown, start: int, chunk: str, limits: Limits) -> Token | None:
    """The proximity operator that the chunk is, if it is one."""
    end = start + len(chunk)
    spelled = chunk.lower()
    for operator in OPERATORS:
        if found := operator.pattern.fullmatch(spelled):
            numbered = operator.pattern.groups > 0
            number = _number(query, found.group(1), start + found.start(1), limits, _DISTANCES) if numbered else 0
            return Token(kind=Kind.OPERATOR, start=start, end=end, operator=operator, number=number)
    if _BROKEN_OPERATOR.fullmatch(chunk):
        hint = f'write w/5, pre/5, w/s or w/p without spaces; to look for the words themselves, quote them: "{chunk}"'
        raise query.error(f"{chunk} is no operator", start, end, hint)
    return None


def _number(query: Shown, digits: str, start: int, limits: Limits, hint: str = "") -> int:
    """A number from 1 to the limit."""
    end = start + len(digits)
    if not digits:
        raise query.error("a number is missing here", start, start + 1, "write it before the bracket, as in atleast3(")
    number = int(digits) if len(digits) <= 18 and digits.isdecimal() else limits.number + 1
    if not 1 <= number <= limits.number:
        raise query.error(f"{digits[:20]} is not between 1 and {limits.number:,}", start, end, hint)
    return number


def _word(query: Shown, start: int, chunk: str, limits: Limits) -> Token:
    """A minus, a field prefix, a function, or a word, whichever the chunk begins with."""
    end = start + len(chunk)
    follows = query.text[end : end + 1]
    if chunk[0] == "-" and (len(chunk) > 1 or follows in {"(", '"'}):
        return Token(kind=Kind.MINUS, start=start, end=start + 1)
    if prefix := _FIELDS.match(chunk):
        return _field(query, start, prefix.group(1))
    compared = re.fullmatch(r"([^\W\d_][\w-]*)([<>]=?|=)(.*)", chunk) if {"<", ">", "="}.intersection(chunk) else None
    if compared and (field := resolve(compared.group(1))):
        place = (start + compared.start(2), start + compared.end(2))
        raise query.error(f"{compared.group(2)} is no operator here", *place, _written(field, compared))
    exact = chunk[0] == "="
    if not exact and follows == "(":
        return _function(query, start, chunk, limits)
    if exact and (len(chunk) == 1 or follows == "("):
        raise query.error("= stands before a word or a quoted phrase", start, end, 'as in =flood or ="flood water"')
    return Token(kind=Kind.WORD, start=start, end=end, text=chunk[exact:], inner=start + exact, exact=exact)


def _field(query: Shown, start: int, names: str) -> Token:
    fields: list[Field] = []
    at = start
    for name in names.split(","):
        field = resolve(name)
        if field is None:
            raise query.error(f"unknown field {name}", at, at + len(name), _nearest(name, [*FIELDS, *ALIASES]))
        fields.append(field)
        at += len(name) + 1
    end = at
    odd = next((field for field in fields if field.kind != "text"), None)
    if odd and len(fields) > 1:
        raise query.error(f"{odd.name} can't share a prefix with other fields", start, end, "join them with OR")
    follows = query.text[end : end + 1]
    if not follows or follows.isspace() or follows == ")":
        hint = f"write the word right after the colon, as in {fields[0].name}:{_example(fields[0])}"
        raise query.error(f"nothing to look for in {names}", start, end, hint)
    return Token(kind=Kind.FIELD, start=start, end=end, fields=tuple(dict.fromkeys(fields)))


def _written(field: Field, compared: re.Match[str]) -> str:
    """The hint for ``date>=2024`` and the like."""
    sign, value = compared.group(2, 3)
    value = value or _example(field).strip(".")
    if sign == "=" or field.kind not in {"date", "number"}:
        return f"write {field.name}:{value}"
    written = f"..{value}" if sign[0] == "<" else f"{value}.."
    return f"write {field.name}:{written}; both ends of a range are included"


def _function(query: Shown, start: int, chunk: str, limits: Limits) -> Token:
    end = start + len(chunk)
    found = _FUNCTION.fullmatch(chunk)
    name = found.group(1).lower() if found else chunk
    function = FUNCTIONS.get(name)
    if function is None or found is None:
        hint = _nearest(name, list(FUNCTIONS), otherwise=f"for words put a space before the bracket: {chunk} (")
        if field := resolve(chunk):
            hint = f"to look in one field write {field.name}:(...)"
        elif chunk.isdecimal():
            hint = "a number stands between the name and the bracket, without spaces: atleast3(...)"
        raise query.error(f"unknown function {chunk}(", start, end + 1, hint)
    number = 0
    if function.counted:
        number = _number(query, found.group(2), start + found.start(2), limits)
    elif found.group(2):
        raise query.error(f"{name}(...) takes no number", start, end, f"write {function.usage}")
    return Token(kind=Kind.FUNCTION, start=start, end=end + 1, function=function, number=number)


def _nearest(name: str, known: list[str], otherwise: str = "") -> str:
    """The hint for an unknown name."""
    from difflib import get_close_matches  # noqa: PLC0415 - only an error needs it

    near = get_close_matches(name.casefold(), known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return otherwise or f'for the words themselves write quotes: "{name} ..."; news fields lists the fields'


def _example(field: Field) -> str:
    return {"text": "flood", "keyword": "*", "date": "2024-07", "number": "500..", "flag": "yes"}[field.kind]
