"""The element that holds a story comes in; its paragraphs and sub-heads go out, without the furniture between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

from msgspec import Struct

from search.sources.page.region import FURNITURE, is_card, is_named, is_not_shown, prose
from search.sources.page.tree import BLOCKS, CLOSING, HEADINGS, SILENT, STOPS, Element, folded, text_of

_UNSEEN = re.compile(
    r"(?<![a-z])(?:sr-?only|screen-?reader\w*|visually-?hidden|visuallyhidden|a11y|vh|offscreen|accessib\w+)(?![a-z])"
)
_BOLD = frozenset(("b", "strong"))
_MANY = 500
"""Blocks beyond which none is compared with all others: no story has so many, and it takes their square."""
_LONG_LINE = 80
"""Characters."""
_PROSE = 120
"""Characters of a paragraph that is taken for one whatever its name is, and may be a link for the larger part."""
_LINKED_SENTENCE = 0.85
"""The share of links above which even a sentence leads elsewhere."""


class Block(Struct, eq=False, dict=True):
    """One printed block."""

    text: str
    element: Element
    """The block element it stands in."""
    links: int = 0
    """Characters of it that are links."""
    bold: int = 0
    """Characters of it in bold type."""

    @cached_property
    def words(self) -> str:
        """The text as two prints of it are compared."""
        return folded(self.text)

    @cached_property
    def heading(self) -> bool:
        """True inside h1 to h6."""
        return any(holder.tag in HEADINGS for holder in (self.element, *self.element.iterancestors()))

    @property
    def plain(self) -> bool:
        """True for a sentence that its markup says is no sub-head, however short it is: a question, a cry."""
        return self.element.tag == "p" and self.bold * 2 < len(self.text) and _SENTENCE.search(self.text) is not None


_ENDS = re.compile(rf"[{STOPS}:;\"”’»“‘«)」』]$")
_SENTENCE = re.compile(rf"[{STOPS}][{CLOSING}]*$")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b(?!\.\d)")
_STAMP = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|uhr|h|hrs)?(?:\s?[A-Z]{2,4})?", re.IGNORECASE)
"""The time of a post in a running story."""
_POINTER = re.compile(
    r"^(?:read (?:more|also|next)|also read|see also|more on|related|watch|listen|sign up|subscribe|follow us"
    r"|click here|continue reading|advertisement|anzeige|werbung|lesen sie|mehr (?:zum|dazu)|lees ook|les også"
    r"|läs också|reklama|leia (?:mais|também)|lea también|lee también|publicidad|à lire|lire aussi|publicité"
    r"|leggi anche|czytaj|zobacz|okuyun)\b",
    re.IGNORECASE,
)


def blocks(story: Element, without: Collection[Element]) -> list[Block]:
    """The printed blocks of the story in order; what is in ``without`` (captions) is left out."""
    found = [block for block in _walk(story, set(without), len(text_of(story))) if not _is_pointer(block)]
    return _without_echoes(found)


def ends_sentence(text: str) -> bool:
    """True for a text that ends as a sentence does."""
    return _SENTENCE.search(text) is not None


def is_prose(block: Block) -> bool:
    """True for a block as long as a paragraph, and ended like one."""
    return len(block.text) > 60 and _ENDS.search(block.text) is not None


def without_ends(found: list[Block]) -> list[Block]:
    """Without the short lines before the first sentence and after the last: dates, names, minutes to read."""
    prose = [number for number, block in enumerate(found) if is_prose(block)]
    if not prose:
        return found
    first, last = prose[0], prose[-1]
    before = [
        block
        for block in found[:first]
        if _SENTENCE.search(block.text) and len(block.text) > 25 and not _CLOCK.search(block.text)
    ]
    if first and _heads(found[first - 1], found[first]) and found[first - 1] not in before:
        before.append(found[first - 1])
    after = [block for block in found[last + 1 :] if _SENTENCE.search(block.text) and len(block.text) > 15]
    return [*before, *found[first : last + 1], *after]


def _heads(line: Block, paragraph: Block) -> bool:
    """True for a heading of some words in the same box as the paragraph below it: one of several posts or parts."""
    beside = line.element.getparent() is paragraph.element.getparent()
    return beside and line.element.tag in HEADINGS and line.text.count(" ") > 1


def _without_echoes(found: list[Block]) -> list[Block]:
    """Without blocks that only repeat a part of another: pulled quotes."""
    if len(found) > _MANY:
        return found
    whole = [(block, block.words) for block in found]
    long = [(block, text) for block, text in whole if len(text) > 40]
    # A block that holds several of the others is the story once more, in one piece.
    copies = {
        id(block)
        for block, text in long
        if sum(other in text for holder, other in long if holder is not block and other != text) > 2
    }
    long = [(block, text) for block, text in long if id(block) not in copies]
    kept = []
    for block, text in whole:
        echo = len(text) > 30 and any(text in other and text != other for holder, other in long if holder is not block)
        if not echo and id(block) not in copies:
            kept.append(block)
    return kept


def _walk(story: Element, dropped: set[Element], total: int) -> Iterator[Block]:
    """Text between block boundaries; two line breaks are one."""
    state = _Line(story)
    # Not recursion: pages nest deeper than Python's stack.
    stack: list[tuple[Element, bool]] = [(story, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if leaving:
            if tag in BLOCKS:
                yield from state.flush(element.getparent() if element is not story else story)
            state.in_link -= tag == "a"
            state.in_bold -= tag in _BOLD
            if element is not story:
                state.add(element.tail or "")
            continue
        if not isinstance(tag, str) or (element is not story and _is_out(element, dropped, total)):
            if isinstance(tag, str) and tag in BLOCKS:
                yield from state.flush(element.getparent())
            state.add(element.tail or "")
            continue
        if tag == "br" or _is_break(element):
            yield from state.line_break()
            state.add(element.tail or "")
            continue
        if tag in BLOCKS:
            yield from state.flush(element)
        state.in_link += tag == "a"
        state.in_bold += tag in _BOLD
        state.add(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


class _Line:
    """The text since the last block boundary."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.in_link = 0
        self.in_bold = 0
        self._begin()

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._links = 0
        self._bold = 0
        self._breaks = 0
        self._length = 0
        self._last = ""

    def add(self, text: str) -> None:
        """More text, in a link or not."""
        if not text:
            return
        self._parts.append(text)
        self._length += len(text)
        if text.strip():
            self._breaks = 0
            self._last = text
        if self.in_link:
            self._links += len(text.strip())
        if self.in_bold:
            self._bold += len(text.strip())

    def line_break(self) -> Iterator[Block]:
        """A break: two end a paragraph; one does after a long line that ends in a full stop, as verse does not."""
        self._breaks += 1
        self._parts.append(" ")
        if self._breaks > 1 or (self._length > _LONG_LINE and _SENTENCE.search(self._last.rstrip())):
            yield from self.flush(self.element)

    def flush(self, following: Element) -> Iterator[Block]:
        """The block so far, if it has text; the next stands in ``following``."""
        text = " ".join("".join(self._parts).split())
        if text:
            yield Block(text, self.element, self._links, self._bold)
        self._begin()
        self.element = following


def _is_break(element: Element) -> bool:
    """An empty element that stands for a line break."""
    return (
        element.tag == "span" and not len(element) and not element.text and "br" in (element.get("class") or "").split()
    )


def _is_out(element: Element, dropped: set[Element], total: int) -> bool:
    """True for what is no part of the story: silent elements, captions, furniture that holds less than most of it."""
    if element in dropped or element.tag in SILENT or element.tag in {"footer", "figure", "aside", "figcaption"}:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.tag in {"a", "b", "i", "em", "strong", "span"}:
        return is_named(element, _UNSEEN)
    named = is_named(element, FURNITURE)
    if named and element.tag == "p" and prose(element) > _PROSE:
        return False  # made-up names ("block-id-xAd9Share") mean nothing
    if not (named or element.tag == "form" or is_not_shown(element) or is_card(element)):
        return False
    return len(text_of(element)) * 3 < total


def _is_pointer(block: Block) -> bool:
    """True for a line that leads elsewhere, or only gives the time."""
    if _STAMP.fullmatch(block.text):
        return True
    share = block.links / len(block.text)
    if len(block.text) < 250 and share > (_LINKED_SENTENCE if block.plain and len(block.text) > _PROSE else 0.5):
        return True
    return _POINTER.match(block.text) is not None and (block.links > 0 or len(block.text) < 40)
