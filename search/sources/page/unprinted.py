"""A page whose story is only in its scripts comes in; the paragraphs of the story go out.

Sites built in the browser send the story as data: the body in JSON-LD, or a tree of blocks in a script
(``__NEXT_DATA__``, ``window.__STATE__ = {…}``).  No site's names are known here: of everything in the data, the list of
blocks, or the one long text, that holds most sentences is the story.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from search.article import RawParagraph
from search.sources.markup import fragment, looks_html
from search.sources.page.tree import CLOSING, STOPS, Script
from search.sources.paragraphs import paragraphs_of

_ASSIGNED = re.compile(r"(?:^|[;\s])(?:window|self|globalThis)?[\w.$\[\]\"']*\s*=\s*(?=[{\[])")
_SENTENCE = re.compile(rf"[{STOPS}][{CLOSING}]*(?:\s|$|<)")
_TEXTS = ("text", "content", "html", "value", "body", "paragraph", "copy", "children", "data")
"""Keys under which blocks keep their words."""
_SHORT_SCRIPT = 1000
"""Characters below which a script holds no story."""
_LONG = 400
"""Characters from which on one string may be a whole story."""
_BLOCK = 40
"""Characters from which on a string of a list counts as a paragraph."""
_DEEP = 60
"""Levels of data that are looked into; real states nest some thirty deep."""


def unprinted(scripts: Iterable[Script], body: str) -> list[RawParagraph]:
    """The story's paragraphs in JSON-LD's ``body`` or in the page's scripts, whichever says more; empty without any."""
    found = [_paragraphs(body)] if body else []
    for script in scripts:
        if len(script.text) > _SHORT_SCRIPT and "ld+json" not in script.type:
            found += [_best(value) for value in _data(script.text)]
    return max(found, key=characters, default=[])


def characters(paragraphs: list[RawParagraph]) -> int:
    """How much paragraphs say."""
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _data(text: str) -> Iterator[Any]:
    """The JSON in a script: all of it, or what is assigned in it."""
    decoder = json.JSONDecoder(strict=False)
    begins = (
        [len(text) - len(text.lstrip())]
        if text.lstrip()[:1] in {"{", "["}
        else [match.end() for match in _ASSIGNED.finditer(text)][:20]
    )
    end = 0
    for begin in begins:
        if begin < end:
            continue
        try:
            value, end = decoder.raw_decode(text, begin)
        except (ValueError, RecursionError):
            continue
        yield value


def _best(value: Any) -> list[RawParagraph]:
    """The list of blocks, or the long text, that holds most sentences."""
    best: list[RawParagraph] = []
    level = [value]
    for _ in range(_DEEP):
        inner: list[Any] = []
        for item in level:
            found = _story(item)
            if characters(found) > characters(best):
                best = found
            parts = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
            inner += [part for part in parts if isinstance(part, (dict, list, str))]
        level = inner
        if not level:
            break
    return best


def _story(item: Any) -> list[RawParagraph]:
    if isinstance(item, str):
        return _paragraphs(item) if len(item) > _LONG and len(_SENTENCE.findall(item)) > 2 else []
    if not isinstance(item, list):
        return []
    texts = [text for part in item if (text := _words(part))]
    return [paragraph for text in texts for paragraph in _paragraphs(text)] if _reads_well(texts) else []


def _reads_well(texts: list[str]) -> bool:
    """True for blocks of which most are sentences."""
    good = sum(len(text) >= _BLOCK and _SENTENCE.search(text) is not None for text in texts)
    return good > 1 and good * 2 >= len(texts)


def _words(part: Any, depth: int = 0) -> str:
    """What a block says; of a picture or a film nothing, for it names an address."""
    if isinstance(part, str):
        return part if not part.startswith(("http:", "https:", "/")) else ""
    if isinstance(part, list) and depth < 4:
        return "".join(_words(piece, depth + 1) for piece in part)
    if not isinstance(part, dict) or depth > 4 or part.keys() & {"src", "url", "thumbnailUrl", "image"}:
        return ""
    return next((text for key in _TEXTS if key in part and (text := _words(part[key], depth + 1))), "")


def _paragraphs(text: str) -> list[RawParagraph]:
    if looks_html(text):
        return list(fragment(text).paragraphs)
    return [RawParagraph(text=paragraph) for paragraph in paragraphs_of(text)]
