"""A page's tree and the element of its story come in; the captions of the story's pictures go out, with credits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec.structs import replace

from search.article import RawCaption
from search.sources.page.credited import beside
from search.sources.page.region import is_card, is_named
from search.sources.page.tree import SILENT, Element, folded, text_of

_CAPTION = re.compile(
    r"(?<![a-z])(?:fig-?caption|captions?|caption-?text|cutline|bildunterschrift|bild-?text|image-?text|legend\w*|bu|photo-?desc\w*"
    r"|wp-caption-text)(?![a-z])"
    r"|(?:image|photo|picture|slide|gallery|carousel|media|figure|foto|bild)[\w-]{0,20}-(?:desc\w*|legend\w*|caption\w*|text)(?![a-z])"
)
_CREDIT = re.compile(
    r"(?<![a-z])(?:credits?|copyright|copy-?right|source|quelle|photographer|photo-?by|image-?by|attribution|agency|bildnachweis"
    r"|bild-?autor|bild-?rechte|bild-?quelle|foto-?credit|fotograf\w*|author|byline|rights|provider|cred|distributor)(?![a-z])"
)
_NO_STORY = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|promo\w*|trending|popular|most-?read|newsletter|author-?(?:bio|box|card)"
    r"|sidebar|ads?|advert\w*|sponsor\w*|recirc\w*|more-?(?:stories|news|on)|podcast|playlist|author-?image|avatar|follow|tooltip)(?![a-z])"
)
_BRACKET = re.compile(r"[(\[][^()\[\]]{3,120}[)\]]\s*$")
_PICTURE_CREDIT = re.compile(
    r"(?<![a-z])(?:image|photo|picture|media|figure|foto|bild)[\w-]{0,20}-(?:credit|copyright)s?(?![a-z])"
)
_PICTURE_BOX = re.compile(r"(?<![a-z])(?:image|photo|picture|img|foto|bild|media)(?![a-z])")
_SELF_LINK = re.compile(
    r"^$|^#|^javascript:|\.(?:jpe?g|png|webp|gif)(?:$|\?)"
    r"|/(?:images?|photos?|pictures?|gallery|galleries|galerie|galeria|fotos?|bild(?:er)?|attachment|media)(?:[/?#-]|$)",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"(?<![a-z])(?:video\w*|player)(?![a-z])")
_PICTURE = re.compile(r"(?<![a-z])(?:images?|photos?|pictures?|foto|bild)(?![a-z])")
_TAIL = re.compile(
    r"\s*(?:[\[［(（]\s*(?:사진|写真|図|提供|撮影|출처|자료)[^\[\]［］()（）]{1,60}[\]］)）]"  # [사진 = …]
    r"|＝(?![^＝]*[、時]|[\d０-９〇一二三四五六七八九十]+[月日])[^＝。\s]{1,24}"  # ＝ＡＰ, but not ＝三日、北浜町
    r"|[（(][ＣC][）)]\s?[^()（）。]{2,40}"  # （Ｃ）共同通信社
    r"|\(\s*(?:Dok|Fot|Foto)\.[^()]{1,60}\))\s*$"  # (Dok. …)
    r"|(?<=[.!?…])\s+[^.!?\n]{0,90}?\S+@\S+\.[a-z]{2,10}\s*$"  # a photographer with address
)
"""A credit at a caption's end, in forms the splitter has no words for: Korean, Japanese, Indonesian, an address."""
_MORE = re.compile(r"(?:\s+[^\W\d_]+)?\s*[>›]+$")
"""A link to the picture at its caption's end: "more >"."""
_LONG_CREDIT = 100
"""Characters a credit stays below; an element named for the credit may hold the whole caption.  Of 60, 80, 100 and 150,
100 found most captions of the development pages (83 %, against 79 % with 60)."""
_LONG_NAME = 40
"""Characters a photographer's or an agency's name stays below."""
_TOO_LONG = 1500
"""Characters no caption has; AP's longest are about 600."""


def captions(root: Element, story: Element, films: Collection[str] = ()) -> tuple[list[RawCaption], list[Element]]:
    """The captions in page order, each once, and the elements they came from, to be left out of the paragraphs.

    ``films`` is what metadata says of films, folded: they have descriptions that look like captions.
    """
    found: list[RawCaption] = []
    used: list[Element] = []
    seen: set[str] = set()
    for caption, element in _found(_area(root, story), story):
        used.append(element)
        key = folded(caption.text) or folded(caption.credit)
        if key and key not in seen and key not in films and len(caption.text) < _TOO_LONG:
            seen.add(key)
            found.append(caption)
    return found, used


def _found(area: Element, story: Element) -> Iterator[tuple[RawCaption, Element]]:
    """The captions in page order, each with the element it stands in: those marked up, and those beside pictures."""
    marked = {element: _with_credit_beside(_caption(element), element) for element in _holders(area, story)}
    around = {story, *story.iterancestors()}
    boxes: dict[Element, RawCaption] = {}
    for picture in area.iter("img"):
        pair = beside(picture)
        if pair is None or pair[1] in around or pair[1] in boxes or not _is_of_story(pair[1], around):
            continue
        if not any(part in marked for part in (*pair[1].iter(), *pair[1].iterancestors())):
            boxes[pair[1]] = pair[0]
    if not boxes:
        yield from ((caption, element) for element, caption in marked.items())
        return
    captions_by_element = marked | boxes
    for element in area.iter():
        if element in captions_by_element:
            yield captions_by_element[element], element


def _holders(area: Element, story: Element) -> Iterator[Element]:
    """The elements that hold one caption each: figcaptions, others by their name, the words beside a lone picture."""
    around = {story, *story.iterancestors()}
    taken: set[Element] = set()
    for element in area.iter("figcaption", "figure", "div", "p", "span", "small", "dd", "section"):
        named = element.tag == "figcaption" or is_named(element, _CAPTION) or is_named(element, _PICTURE_CREDIT)
        holds = (named and not _holds_picture(element)) or _is_picture_box(element) or _is_bare_figure(element)
        if not holds or element in around or any(holder in taken for holder in element.iterancestors()):
            continue
        if _is_of_story(element, around):
            taken.add(element)
            yield element


def _area(root: Element, story: Element) -> Element:
    """The element that holds both the headline and the story, so that the main picture is in it.

    The whole body where no headline is marked up as one.
    """
    heading = next((h for h in root.iter("h1") if text_of(h)), next(root.iter("body"), root))
    about = {heading, *heading.iterancestors()}
    return next((holder for holder in (story, *story.iterancestors()) if holder in about), story)


def _is_of_story(element: Element, around: set[Element]) -> bool:
    """True unless something between the caption and what holds the story too says that it belongs elsewhere."""
    for holder in (element, *element.iterancestors()):
        if holder in around:
            return True
        if holder.tag in SILENT or holder.tag in {"aside", "footer"} or is_card(holder):
            return False
        if holder.tag != "figcaption" and is_named(holder, _NO_STORY):
            return False
        if is_named(holder, _VIDEO) and not is_named(holder, _PICTURE):
            return False  # films have descriptions; "image-video" is a box for either
        if holder.tag == "a" and not _SELF_LINK.search(holder.get("href") or ""):
            return False  # a picture may link to its larger self; a teaser links to its story
    return True


def _is_picture_box(element: Element) -> bool:
    """A box named for a picture that holds one, and a line or two, and no heading."""
    if element.tag != "div" or not is_named(element, _PICTURE_BOX):
        return False
    inside = [part.tag for part in element.iter() if isinstance(part.tag, str)]
    if inside.count("img") != 1 or {"h1", "h2", "h3", "h4", "figcaption", "figure", "a", "li"} & set(inside):
        return False
    return 20 < len(text_of(element)) < 500 and inside.count("p") <= 2


def _is_bare_figure(element: Element) -> bool:
    """A figure that has words and no figcaption to hold them."""
    if (
        element.tag != "figure"
        or next(element.iter("figcaption", "h2", "h3", "li", "blockquote", "table"), None) is not None
    ):
        return False
    if next(element.iter("img", "picture"), None) is None:
        return False
    inside = (part for part in element.iter() if part is not element)
    return 3 < len(text_of(element)) < 500 and not any(is_named(part, _CAPTION) for part in inside)


def _holds_picture(element: Element) -> bool:
    return element.tag != "figcaption" and next(element.iter("img", "picture", "video", "figcaption"), None) is not None


def _caption(element: Element) -> RawCaption:
    """The caption's words and, where its markup sets the credit apart, the credit."""
    element = _one_copy(element)
    whole = text_of(element)
    parts = [part for part in element.iter() if part is not element and _is_credit(part)]
    # Small print that is all there is, is the caption.
    parts = [part for part in parts if not (part.tag == "small" and text_of(part) == whole)]
    outer = [part for part in parts if not any(holder in parts for holder in part.iterancestors())]
    said_credits = [credit for credit in dict.fromkeys(map(text_of, outer)) if 0 < len(credit) < _LONG_CREDIT]
    text = whole
    if not parts and is_named(element, _PICTURE_CREDIT):
        return RawCaption(text="", credit=text)
    for credit in sorted(said_credits, key=len, reverse=True):  # a label may be a part of the name behind it
        at = text.rfind(credit)
        text = text[:at] + text[at + len(credit) :]
    text = _MORE.sub("", " ".join(text.split())).strip(" |/–-")
    if not said_credits:
        text, tail = _without_tail(text, element)
        said_credits = [tail] if tail else []
    # The words may end with the whole credit in brackets, and the markup repeat a part of it.
    said = _BRACKET.search(text)
    credit = "/".join(_without_echoes(said_credits))
    return RawCaption(text=text, credit="" if said and folded(credit) in folded(said[0]) else credit)


def _one_copy(element: Element) -> Element:
    """The element, or its first child where all its children say the same: a copy for phones, one for desks."""
    copies = [child for child in element if text_of(child)]
    said = {folded(text_of(child)) for child in copies}
    return copies[0] if len(copies) > 1 and len(said) == 1 and not (element.text or "").strip() else element


def _without_echoes(names: list[str]) -> list[str]:
    """Credits without those that others repeat: a label in an element of its own, a line for phones."""
    forms = {folded(name): name for name in reversed(names)}
    return [
        name for form, name in reversed(forms.items()) if not any(form in other for other in forms if other != form)
    ]


def _without_tail(text: str, element: Element) -> tuple[str, str]:
    """A caption's text and the credit that its layout or its last words set apart."""
    first = element[0] if len(element) else None
    if first is not None and first.tag in {"span", "em", "cite"} and not (element.text or "").strip():
        line = text_of(first)
        rest = text[len(line) :].strip()
        broken = first.getnext() is not None and first.getnext().tag == "br"
        if broken and text.startswith(line) and 0 < len(line) < _LONG_NAME < len(rest) and line[-1] not in ".!?:":
            return rest, line  # a name on a line of its own above the words
    match = _TAIL.search(text)
    if not match or not match.start():
        return text, ""
    return text[: match.start()].rstrip(), match[0].strip().lstrip("＝")


def _with_credit_beside(caption: RawCaption, element: Element) -> RawCaption:
    """A caption without a credit, with the one that stands beside it in the same figure."""
    figure = next((holder for holder in element.iterancestors() if holder.tag == "figure"), None)
    if caption.credit or figure is None:
        return caption
    beside = [
        part for part in figure.iter() if part.tag != "figcaption" and _is_credit(part) and part not in element.iter()
    ]
    credit = next(filter(None, map(text_of, beside)), "")
    return replace(caption, credit=credit) if len(credit) < 120 and credit not in caption.text else caption


def _is_credit(part: Element) -> bool:
    return isinstance(part.tag, str) and (
        part.tag in {"cite", "small"}
        or is_named(part, _CREDIT)
        or part.get("itemprop") in {"copyrightHolder", "author", "creditText"}
    )
