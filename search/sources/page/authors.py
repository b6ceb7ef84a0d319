"""A page's metadata and tree come in; the names of the story's authors go out."""

from __future__ import annotations

import re

from search.sources.page.metadata import Metadata
from search.sources.page.tree import Element, text_of

_SPLIT = re.compile(r"\s*(?:,|;|/|\||&|\band\b|\bund\b|\by\b|\bet\b|\be\b|\boch\b|\bog\b|\bi\b|\bve\b)\s*")
_LEAD = re.compile(r"^(?:by|von|par|por|de|di|af|av|text:?|autor(?:in)?:?|written by|story by|from)\s+", re.IGNORECASE)


def authors(root: Element, said: Metadata) -> tuple[str, ...]:
    """The authors metadata names, else those printed where the page marks them."""
    names = said.authors or tuple(
        text_of(element) for element in root.xpath("//*[@rel='author' or @itemprop='author']")
    )
    found: dict[str, None] = {}
    for name in names:
        for part in _SPLIT.split(_LEAD.sub("", name)):
            if part and len(part) < 60:
                found[part] = None
    return tuple(found)
