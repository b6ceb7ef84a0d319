"""A tree, or the names of fields, come in; they go out as what is needed, or an error says why they can't.

Used by every parser: that of our own language and those of the dialects.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.errors import OptionError, QueryError
from search.fields import FIELDS, resolve
from search.query import advice
from search.query.lexing import Shown
from search.query.limits import Limits
from search.query.tree import Node, SpanNode


def searched(names: Sequence[str]) -> tuple[str, ...]:
    """The fields of these names (aliases allowed), each once.  Raises OptionError for one that holds no text."""
    found: list[str] = []
    for name in names:
        field = resolve(name)
        if field is None or field.kind != "text":
            texts = ", ".join(field.name for field in FIELDS.values() if field.kind == "text")
            raise OptionError("words can't be looked for in this field", place=name, hint=f"it is one of {texts}")
        found.append(field.name)
    if not found:
        raise OptionError("no field to look in", hint="name at least one")
    return tuple(dict.fromkeys(found))


def span_of(query: Shown, node: Node, usage: str) -> SpanNode:
    """The node as a side of something that needs places.  Raises QueryError where it has none."""
    if isinstance(node, SpanNode) and node.is_span:
        return node
    while isinstance(node, SpanNode):
        node = next(child for child in node.operands if not child.is_span)
    raise query.error(advice.no_places(node, usage), *node.at, advice.instead(node))


def check_depth(query: Shown, tree: Node, limits: Limits) -> None:
    """Raise QueryError for a tree that is nested too deep, without recursion."""
    level: list[Node] = [tree]
    for _ in range(limits.depth):
        level = [operand for node in level for operand in node.operands]
    if level:
        raise too_deep(query, level[0].at, limits)


def too_deep(query: Shown, at: tuple[int, int], limits: Limits) -> QueryError:
    """The error for too many things inside each other."""
    message = f"the query is nested more than {limits.depth} deep"
    return query.error(message, *at, "use fewer brackets and operators inside each other")
