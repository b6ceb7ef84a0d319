"""The text of a page comes in; the article it holds goes out as the fields of a RawArticle."""

from __future__ import annotations

from search.article import Origin, ParagraphKind, RawArticle, RawParagraph
from search.sources.page.authors import authors
from search.sources.page.blocks import Block, blocks, without_ends
from search.sources.page.captions import captions
from search.sources.page.day import printed_day
from search.sources.page.headline import headline
from search.sources.page.metadata import metadata
from search.sources.page.region import region
from search.sources.page.standfirst import standfirst
from search.sources.page.tree import folded, read_page
from search.sources.page.unprinted import characters, unprinted
from search.sources.source import Refused

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
    words = folded(title)
    printed = [block for block in blocks(story, holders) if not _is_headline(block, words)]
    summary, printed = standfirst(root, story, holders, printed, said.descriptions)
    printed = without_ends(printed)
    paragraphs = [RawParagraph(text=block.text, kind=_kind(block)) for block in printed]
    length = characters(paragraphs)
    if length < _THIN and characters(data := unprinted(scripts, said.body)) > 3 * length:
        paragraphs, found = data, found or list(said.captions)
    _check_share(characters(paragraphs), prose)
    return RawArticle(
        origin=origin,
        headline=title,
        standfirst=summary,
        authors=authors(root, said),
        captions=tuple(found),
        paragraphs=tuple(paragraphs),
        section=said.section,
        source=said.source,
        url=said.url,
        published=said.published or printed_day(root),
        language=said.language,
    )


def _is_headline(block: Block, title: str) -> bool:
    """True for the headline, alone or under its kicker."""
    return block.words == title or (bool(title) and block.heading and title in block.words)


def _check_share(found: int, prose: int) -> None:
    """Raise Refused where a story is only a small part of a page that is full of sentences."""
    if prose > _FULL and found * 10 < prose:
        raise Refused(f"the story found has {found:,} characters, and the page's other texts have {prose:,}")


def _kind(block: Block) -> ParagraphKind | None:
    """What the markup says a block is; None leaves it to the splitter."""
    if block.heading:
        return "subhead"
    return "body" if block.plain and len(block.text) < _SHORT else None
