"""The text of a page comes in; the article it holds goes out as the fields of a RawArticle."""

from __future__ import annotations

import re
from collections import Counter

from search.article import Origin, ParagraphKind, RawArticle, RawParagraph
from search.sources.page.authors import authors
from search.sources.page.blocks import Block, blocks, without_ends
from search.sources.page.captions import captions
from search.sources.page.day import printed_day
from search.sources.page.metadata import Metadata, metadata
from search.sources.page.region import region, words_of_names
from search.sources.page.tree import Element, folded, parse, text_of

_STANDFIRST = re.compile(
    r"(?<![a-z])(?:standfirst|dek|deck|sub-?(?:title|head\w*|line)|summary|intro|introduction|vorspann|chapo|ingress|lead|strap\w*"
    r"|excerpt|entradilla|bajada|sumario|ozet|spot|einleitung|anriss|unterzeile)(?![a-z])"
)
_SHORT = 80
"""Characters below which a splitter that sees no markup may take a paragraph for a sub-head."""
_SITE_NAME = re.compile(r"\s+[|–—·-]\s+([^|–—·]{2,40})$")


def article(text: str, origin: Origin) -> RawArticle:
    """The article of a page; its paragraphs are empty where the page has none.

    Raises ExtraMissing without lxml, Refused for a page that can't be parsed whole.
    """
    root = parse(text)
    said = metadata(root)
    story = region(root)
    found, holders = captions(root, story)
    headline = _headline(root, said)
    printed = [block for block in blocks(story, holders) if folded(block.text) != folded(headline)]
    standfirst, printed = _standfirst(printed, said)
    printed = without_ends(printed)
    return RawArticle(
        origin=origin,
        headline=headline,
        standfirst=standfirst,
        authors=authors(root, said),
        captions=tuple(found),
        paragraphs=tuple(RawParagraph(text=block.text, kind=_kind(block)) for block in printed),
        section=said.section,
        source=said.source,
        url=said.url,
        published=said.published or printed_day(root),
        language=said.language,
    )


def _kind(block: Block) -> ParagraphKind | None:
    """What the markup says a block is; None leaves it to the splitter."""
    if block.heading:
        return "subhead"
    return "body" if block.plain and len(block.text) < _SHORT else None


def _headline(root: Element, said: Metadata) -> str:
    """The printed headline that metadata confirms; metadata's own words where they say more (a kicker's colon)."""
    headings = [heading for heading in root.iter("h1") if not _in_trail(heading)]
    site = folded(said.source)
    printed = [text for text in map(text_of, headings) if len(folded(text)) > 3 and folded(text) != site]
    titles = [_without_site(text, said.source) for text in said.headlines]
    matched = _matched(printed, titles) or (
        _matched(list(map(text_of, root.iter("h2"))), titles) if not printed else ""
    )
    return matched or next(iter(titles or printed), "")


def _matched(printed: list[str], titles: list[str]) -> str:
    """What heading and metadata agree on."""
    for headline in printed:
        for title in titles:
            if folded(title) == folded(headline):
                return title
    for headline in printed:
        for title in titles:
            one, two = folded(headline), folded(title)
            if len(one) > 3 and two.startswith(one):
                return headline  # the rest is the site's name
            if min(len(one), len(two)) > 10 and (one in two or two in one):
                return title
    return ""


def _in_trail(heading: Element) -> bool:
    """True for a heading in a list or a menu: some sites mark up the last step of the trail as h1."""
    holders = [heading, *heading.iterancestors()]
    return any(
        holder.tag in {"nav", "li", "ol", "ul"} or "breadcrumb" in words_of_names(holder) for holder in holders[:6]
    )


def _without_site(title: str, site: str) -> str:
    """A title without the site's name at its end."""
    match = _SITE_NAME.search(title)
    name = folded(match[1]) if match else ""
    known = folded(site)
    return (
        title[: match.start()]
        if match and name and (name in known or (known and known in name) or "." in match[1])
        else title
    )


def _standfirst(printed: list[Block], said: Metadata) -> tuple[str, list[Block]]:
    """The summary at the head of the story, and the other blocks.

    Its element is named for it; or metadata gives the same words as the page's description and it stands apart from the
    paragraphs, in another element than most of them.
    """
    descriptions = {folded(text) for text in said.descriptions}
    parents = Counter(block.element.getparent() for block in printed)
    home = parents.most_common(1)[0][0] if parents else None
    for number, block in enumerate(printed[:4]):
        holders = (block.element, block.element.getparent())
        named = any(_STANDFIRST.search(words_of_names(holder)) for holder in holders if holder is not None)
        apart = block.element.getparent() is not home and folded(block.text) in descriptions
        if (named and len(block.text) < 700 and block.element.getparent() is not home) or apart:
            return block.text, printed[:number] + printed[number + 1 :]
    return "", printed
