"""A page's tree, its story's element and blocks come in; the standfirst goes out, and the blocks without it.

A standfirst is named as one in the markup; or it says what metadata gives as the page's description, and is set apart
from the paragraphs.  It stands at the head of the story, or between the headline and the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from search.sources.page.blocks import Block, ends_sentence, is_prose
from search.sources.page.region import is_card, is_named, longer
from search.sources.page.tree import BLOCKS, Element, folded, text_of

_STANDFIRST = re.compile(
    r"(?<![a-z])(?:standfirst|dek|deck|sub-?(?:title|head\w*|line)|summary|intro|introduction|vorspann|chapo|ingress|lead|strap\w*"
    r"|excerpt|entradilla|bajada|sumario|sommario|catenaccio|resumo|linha-?fina|bigode|ozet|spot|einleitung|anriss|unterzeile)(?![a-z])"
)
_HEAD = 6
"""Blocks among which the standfirst is looked for."""
_LONG_STANDFIRST = 700
"""Characters no standfirst has."""
_SHORT_STANDFIRST = 12
"""Letters a standfirst has at least; a label has fewer."""
_LINE = 60
"""Characters a line with a name and a day stays below."""
_DOTS = ("…", "...")
_NOT_AT_HEAD = frozenset(("figure", "figcaption", "aside", "footer", "nav", "li", "form", "table"))


def standfirst(
    root: Element, story: Element, without: Iterable[Element], printed: list[Block], descriptions: Iterable[str]
) -> tuple[str, list[Block]]:
    """The summary at the head of the story, empty where there is none, and the other blocks.

    It is in none of the elements in ``without`` (captions).
    """
    said = [(folded(text), text.endswith(_DOTS)) for text in descriptions]
    number, end = _place(printed, said)
    if end:
        return " ".join(part.text for part in printed[number:end]), printed[:number] + printed[end:]
    words = {block.words for block in printed}
    above = [(text, element) for text, element in _above(root, story, set(without)) if folded(text) not in words]
    described = (text for text, _ in above if _is_said(folded(text), said))
    named = (text for text, element in above if _is_named(element) and (len(text) > _LINE or ends_sentence(text)))
    return next(described, "") or next(named, ""), printed


def _place(printed: list[Block], said: list[tuple[str, bool]]) -> tuple[int, int]:
    """Where the standfirst begins and ends among the story's blocks; two zeros where it does not stand there."""
    usual = _Usual(printed)
    has_begun = False
    for number, block in enumerate(printed[:_HEAD]):
        if block.heading and has_begun:
            continue  # a sub-head may be named as a sub-title
        has_begun = has_begun or (is_prose(block) and not block.heading)
        if usual.is_named_apart(block) and len(block.text) < _LONG_STANDFIRST:
            return number, number + 1
        end = _described(printed, number, said)
        if end and all(usual.is_apart(part) for part in printed[number:end]):
            return number, end
    return 0, 0


def _above(root: Element, story: Element, without: set[Element]) -> Iterator[tuple[str, Element]]:
    """The texts printed between the first heading and the story, with their elements."""
    around = {story, *story.iterancestors()}
    is_after = False
    for element in root.iter("h1", "h2", "h3", "h4", "p", "div", "span", story.tag):
        if element is story:
            return
        is_after = is_after or element.tag == "h1"
        if not is_after or element in around or longer(element, _LONG_STANDFIRST):
            continue
        text = text_of(element)
        if len(folded(text)) >= _SHORT_STANDFIRST and _is_free(element, around, without):
            yield text, element


def _is_free(element: Element, around: set[Element], without: set[Element]) -> bool:
    """True for an element that holds no other block, and stands in no list, picture or teaser."""
    if any(child.tag in BLOCKS for child in element.iterdescendants()):
        return False
    for holder in (element, *element.iterancestors()):
        if holder in around:
            return True
        if holder in without or holder.tag in _NOT_AT_HEAD or is_card(holder):
            return False
    return False


def _is_named(element: Element) -> bool:
    """True for an element whose names say that it is a standfirst."""
    return is_named(element, _STANDFIRST)


def _is_said(words: str, said: Iterable[tuple[str, bool]]) -> bool:
    """True for what a description says, or the beginning of which one says."""
    return any(words == other or (is_cut and words.startswith(other)) for other, is_cut in said)


def _described(printed: list[Block], start: int, said: list[tuple[str, bool]]) -> int:
    """Where the blocks end that together say what a description says; 0 where they don't."""
    words = ""
    for end in range(start, min(start + 4, len(printed))):
        words += printed[end].words
        if _is_said(words, said):
            return end + 1
    return 0


class _Usual:
    """How most of a story's paragraphs are set: where, and in which style."""

    def __init__(self, printed: list[Block]) -> None:
        homes = Counter(block.element.getparent() for block in printed)
        styles = Counter(block.element.get("class") for block in printed if block.element.tag == "p")
        self._home = homes.most_common(1)[0][0] if homes else None
        self._style = styles.most_common(1)[0][0] if styles else None

    def is_named_apart(self, block: Block) -> bool:
        """True for a block named as a standfirst, in its own element or one that does not hold the story too."""
        element = block.element
        if self._style != element.get("class") and _is_named(element):
            return True
        holder = element.getparent()
        return holder is not self._home and any(_is_named(part) for part in (element, holder) if part is not None)

    def is_apart(self, block: Block) -> bool:
        """True for a block that is not set as the paragraphs are."""
        element = block.element
        bold = block.bold * 10 > len(block.text) * 9
        return element.getparent() is not self._home or element.get("class") != self._style or bold
