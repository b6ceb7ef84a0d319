"""An analysed article comes in; the same article photo by photo, as if it had no other caption, goes out.

A search for captions (``news captions``) judges each caption by itself: AND and NOT then mean *in this caption*.
An engine knows articles only, so it is asked for ``broadened(tree)``, which matches every article that could have such
a caption; each caption of those is then judged by the tree as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from search.analysis import AnalysedArticle
from search.fields import FIELDS
from search.query.boolean import And, Everything, Not, Or
from search.query.ranges import Range, Value
from search.query.scope import In
from search.query.tree import Fields, Node, SpanNode

CAPTION_FIELDS: tuple[str, ...] = ("caption", "credit")
"""Where a bare word is looked for in a search for captions."""

PHOTO_FIELDS = frozenset({"caption", "credit", "photographer", "agency", "place", "shot", "filephoto"})
"""Fields that a caption has for itself; all others it shares with its article."""

View: TypeAlias = tuple[int, AnalysedArticle]
"""The number of a caption (1-based), and the article with that caption alone."""


def caption_views(article: AnalysedArticle) -> Iterator[View]:
    """The article once for each of its captions, the others left out; the rest of it stays."""
    for number, caption in enumerate(article.article.captions, 1):
        zones = tuple(zone for zone in article.zones if zone.field not in PHOTO_FIELDS or zone.number == number)
        shot = (caption.shot.toordinal(),) if caption.shot else ()
        values = {**article.values, "shot": shot, "filephoto": (int(caption.filephoto),)}
        yield number, replace(article, zones=zones, values=values)


def broadened(tree: Node, fields: Fields = CAPTION_FIELDS) -> Node:
    """A tree that matches every article one of whose captions the tree matches (and perhaps some others).

    With fewer captions a node can only lose places, so all of them are safe as they are, but for NOT: what is in one
    caption says nothing about another, so a NOT of captions becomes everything.
    """
    match tree:
        case Not():
            return Everything() if _about_photos(tree.child, fields) else tree
        case In():
            return replace(tree, child=broadened(tree.child, tree.fields))
        case And() | Or():
            return replace(tree, children=tuple(broadened(child, fields) for child in tree.children))
        case _:
            return tree


def _about_photos(tree: Node, fields: Fields) -> bool:
    """True if something under the node is looked for in captions."""
    if isinstance(tree, Range | Value):
        return tree.field in PHOTO_FIELDS
    if isinstance(tree, In):
        return _about_photos(tree.child, tree.fields)
    if isinstance(tree, SpanNode) and not tree.operands:
        return any(PHOTO_FIELDS.intersection(FIELDS[name].zones or (name,)) for name in fields)
    return any(_about_photos(operand, fields) for operand in tree.operands)
