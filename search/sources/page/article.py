"""The text of a page comes in; the article it holds goes out as the fields of a RawArticle."""

from __future__ import annotations

import re
from collections import Counter

from search.article import Origin, ParagraphKind, RawArticle, RawParagraph
from search.sources.page.authors import authors
from search.sources.page.blocks import Block, blocks, without_ends
from search.sources.page.captions import captions
from search.sources.page.day import printed_day
from search.sources.page.headline import headline
from search.sources.page.metadata import Metadata, metadata
from search.sources.page.region import region, words_of_names
from search.sources.page.tree import folded, read_page
from search.sources.page.unprinted import characters, unprinted
from search.sources.source import Refused

_STANDFIRST = re.compile(
    r"(?<![a-z])(?:standfirst|dek|deck|sub-?(?:title|head\w*|line)|summary|intro|introduction|vorspann|chapo|ingress|lead|strap\w*"
    r"|excerpt|entradilla|bajada|sumario|sommario|catenaccio|resumo|linha-?fina|bigode|ozet|spot|einleitung|anriss|unterzeile)(?![a-z])"
)
_HEAD = 6
"""Blocks among which the standfirst is looked for."""
_LONG_STANDFIRST = 700
"""Characters no standfirst has."""
_THIN = 700
"""Characters of print below which the story is looked for in the page's scripts too."""
_FULL = 3000
"""Characters of sentences in a page from which on the story must be a tenth of them; of 127 real pages it was 48 % at
least."""
_SHORT = 80
"""Characters below which a splitter that sees no markup may take a paragraph for a sub-head."""


def article(text: str, origin: Origin) -> RawArticle:
    """The article of a page; its paragraphs are empty where the page has none.

    Raises ExtraMissing without lxml, Refused for a page that can't be parsed whole, and for one most of whose text is
    not in the story found.
    """
    root, scripts = read_page(text)
    said = metadata(root, scripts)
    story, prose = region(root)
    found, holders = captions(root, story, said.films)
    title = headline(root, said)
    printed = [block for block in blocks(story, holders) if folded(block.text) != folded(title)]
    standfirst, printed = _standfirst(printed, said)
    printed = without_ends(printed)
    paragraphs = [RawParagraph(text=block.text, kind=_kind(block)) for block in printed]
    length = characters(paragraphs)
    if length < _THIN and characters(data := unprinted(scripts, said.body)) > 3 * length:
        paragraphs, found = data, found or list(said.captions)
    _check_share(characters(paragraphs), prose)
    return RawArticle(
        origin=origin,
        headline=title,
        standfirst=standfirst,
        authors=authors(root, said),
        captions=tuple(found),
        paragraphs=tuple(paragraphs),
        section=said.section,
        source=said.source,
        url=said.url,
        published=said.published or printed_day(root),
        language=said.language,
    )


def _check_share(found: int, prose: int) -> None:
    """Raise Refused where a story is only a small part of a page that is full of sentences."""
    if prose > _FULL and found * 10 < prose:
        raise Refused(f"the story found has {found:,} characters, and the page's other texts have {prose:,}")


def _kind(block: Block) -> ParagraphKind | None:
    """What the markup says a block is; None leaves it to the splitter."""
    if block.heading:
        return "subhead"
    return "body" if block.plain and len(block.text) < _SHORT else None


def _standfirst(printed: list[Block], said: Metadata) -> tuple[str, list[Block]]:
    """The summary at the head of the story, and the other blocks.

    Its element is named for it, as no paragraph's is; or metadata gives the same words as the page's description, and
    it is set apart from the paragraphs: in another element, in another style, or in bold type.
    """
    usual = _Usual(printed)
    descriptions = [folded(text) for text in said.descriptions]
    for number, block in enumerate(printed[:_HEAD]):
        if usual.is_named_apart(block) and len(block.text) < _LONG_STANDFIRST:
            return block.text, printed[:number] + printed[number + 1 :]
        end = _described(printed, number, descriptions)
        if end and all(usual.is_apart(part) for part in printed[number:end]):
            return " ".join(part.text for part in printed[number:end]), printed[:number] + printed[end:]
    return "", printed


def _described(printed: list[Block], start: int, descriptions: list[str]) -> int:
    """Where the blocks end that together say what a description says; 0 where they don't."""
    words = ""
    for end in range(start, min(start + 4, len(printed))):
        words += folded(printed[end].text)
        if words in descriptions:
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
        if self._style != element.get("class") and _STANDFIRST.search(words_of_names(element)):
            return True
        holder = element.getparent()
        apart = holder is not self._home
        return apart and any(
            _STANDFIRST.search(words_of_names(part)) is not None for part in (element, holder) if part is not None
        )

    def is_apart(self, block: Block) -> bool:
        """True for a block that is not set as the paragraphs are."""
        element = block.element
        bold = block.bold * 10 > len(block.text) * 9
        return element.getparent() is not self._home or element.get("class") != self._style or bold
