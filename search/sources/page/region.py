"""A page's element tree comes in; the element that holds the story goes out.

Sentences vote: each block that reads like prose gives its length to its parent, and half to each level above.  The
winner is widened while the element around it holds clearly more prose, as when adverts cut a story into several parts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.sources.page.tree import CLOSING, SILENT, STOPS, Element, above, names_of, text_of

FURNITURE = re.compile(
    r"(?<![a-z])(?:share|sharing|social|newsletter|related|recommend\w*|recirc\w*|promo\w*|advert\w*|ads?|sponsor\w*|comments?"
    r"|disqus|breadcrumbs?|cookie\w*|consent|subscri\w+|signup|sign-up|sidebar|widget|teasers?|trending|popular|most-?read"
    r"|read-?more|more-?(?:stories|news|on|articles)|tags?|keywords|topics?|toolbar|menu|footer|navigation|nav|masthead|skip"
    r"|banner|pagination|author-?(?:bio|box|card|info|profile)|bio|biography|outbrain|taboola|paywall-?(?:offer|message)"
    r"|login|register|modal|popup|popover|tooltip|screen-?reader|sr-only|visually-?hidden|hidden|print-?only|player|embed"
    r"|inline-?(?:link|promo|related)|read-?also|see-?also|lesen-?sie|mehr-?zum|weitere|verwandt|abo|feedback|rating|podcast"
    r"|relacionad[ao]s?|correlat[aei]|apparentes?|compartir|compartilh\w+|condivid\w*|partag\w+|teilen|publicidad\w*|publicidade|pubblicita"
    r"|publicite|werbung|(?:a-?lire|lire|leia|lea|leggi|lees|lue|les)-?(?:aussi|plus|tambem|mais|mas|tambien|anche|ook|myos|ogsa)"
    r"|kanren|tweet|twitter\w*|instagram|tiktok|pull-?quotes?|infobox|info-?box|factbox|fact-?box|aside|copyright|disclaimer|corrections?-?policy|donat\w*|app-?download|follow)"
    r"(?![a-z])"
)
"""Names of elements around a story.  A name alone proves nothing: see ``is_furniture``."""
_SENTENCE_END = re.compile(rf"[{STOPS}][{CLOSING}]*(?:\s|$)")
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CARD = 700
"""Characters a teaser stays below: a heading, a summary, a name and a day."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")


def words_of_names(element: Element) -> str:
    """Class, id and role with their parts set apart: ``articleShareBar`` is ``article-share-bar``."""
    get = element.get
    return _parted(get("class"), get("id"), get("role"), get("data-testid"))


@lru_cache(maxsize=4096)
def _parted(*names: str | None) -> str:
    """Cached, since every element is asked several times and most share their class."""
    return _CAMEL.sub("-", " ".join(filter(None, names))).lower()


def is_named(element: Element, names: re.Pattern[str]) -> bool:
    """True for an element whose class, id or role holds one of ``names``."""
    return _holds(words_of_names(element), names)


@lru_cache(maxsize=16_384)
def _holds(words: str, names: re.Pattern[str]) -> bool:
    """Cached, since most elements of a page share their names, and the lists to look through are long."""
    return names.search(words) is not None


def link_share(element: Element, text: str) -> float:
    """The share of an element's text that is links."""
    if not text:
        return 0.0
    return sum(len(text_of(link)) for link in element.iter("a")) / len(text)


def prose(element: Element) -> int:
    """How much a block reads like a paragraph of a story: its length, or 0."""
    text = text_of(element)
    if len(text) < 40 or not _SENTENCE_END.search(text) or link_share(element, text) > 0.5:
        return 0
    return len(text)


def region(root: Element) -> tuple[Element, int]:
    """The element that holds the story (the body where nothing stands out), and how much prose the whole page holds."""
    body = next(root.iter("body"), root)
    blocks = [(block, amount) for block in _text_blocks(body) if (amount := prose(block))]
    amounts: dict[Element, int] = {}
    for block, amount in blocks:
        for holder in block.iterancestors():
            amounts[holder] = amounts.get(holder, 0) + amount
    scores: dict[Element, float] = {}
    for block, amount in blocks:
        weight = float(amount)
        for holder in () if _is_beside(block, amounts, body) else block.iterancestors():
            scores[holder] = scores.get(holder, 0.0) + weight
            weight /= 2
            if holder is body or weight < 1:
                break
    if not scores:
        return body, amounts.get(body, 0)
    best = max(scores, key=lambda holder: scores[holder])
    return _widened(best, amounts, body), amounts[body]


def _is_beside(block: Element, amounts: dict[Element, int], body: Element) -> bool:
    """True inside an aside, a footer, a teaser, and what is not shown.

    Not where that holds half the page's prose, as an aside never closed does; of what is not shown, clearly more.
    """
    whole = amounts.get(body, 0)
    for holder in above(block, body):
        share = amounts.get(holder, 0)
        if share * 2 < whole and (
            holder.tag in SILENT or holder.tag in {"footer", "aside", "figure"} or is_card(holder)
        ):
            return True
        if share * 3 < whole * 2 and is_not_shown(holder):
            return True
    return False


def is_not_shown(element: Element) -> bool:
    """True for an element whose own style hides it."""
    style = element.get("style")
    return style is not None and _NOT_SHOWN.search(style) is not None


def _text_blocks(body: Element) -> list[Element]:
    """Paragraphs, and other elements that hold text of their own and no blocks."""
    return [
        element
        for element in body.iter("p", "div", "blockquote", "li", "td")
        if element.tag == "p" or (_own_text(element) and not _has_block(element))
    ]


def _own_text(element: Element) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _has_block(element: Element) -> bool:
    return any(child.tag in {"p", "div", "ul", "ol", "table", "section"} for child in element)


def is_card(element: Element) -> bool:
    """True for a teaser of another story: a box with a linked heading and little text."""
    if element.tag not in {"article", "li", "div", "section"}:
        return False
    heading = next(element.iter("h2", "h3", "h4", "h5"), None)
    linked = heading is not None and (
        next(heading.iter("a"), None) is not None or any(h.tag == "a" for h in above(heading, element))
    )
    return linked and not longer(element, _CARD)


def longer(element: Element, most: int) -> bool:
    """True if an element holds more than so many characters; it is not read further."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > most:
            return True
    return False


def _widened(best: Element, amounts: dict[Element, int], body: Element) -> Element:
    """``best``, or the element around it that holds at least a quarter more prose, up to the article element."""
    chosen = best
    around = best
    while around is not body and around.getparent() is not None:
        if chosen.tag == "article" or (_is_body(chosen) and not _has_twin(chosen, body)):
            break
        around = around.getparent()
        if amounts.get(around, 0) >= 1.25 * amounts.get(chosen, 1):
            chosen = around
    return chosen


def _is_body(element: Element) -> bool:
    return "articlebody" in names_of(element).replace("-", "").replace("_", "")


def _has_twin(element: Element, body: Element) -> bool:
    """True for one of several elements of the same class: a story in parts."""
    style = element.get("class")
    return style is not None and sum(other.get("class") == style for other in body.iter(element.tag)) > 1
