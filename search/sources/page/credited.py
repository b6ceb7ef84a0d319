"""A picture's element comes in; the caption printed beside it without any mark-up for one goes out.

Sites that set their style by classes without meaning ("mt-2 text-sm") give captions no name.  Two signs are left: a
line beside the picture says what the picture's own description says, or a line names who made it ("Photo: …", "© …").
"""

from __future__ import annotations

import re

from search.article import RawCaption
from search.sources.page.region import longer
from search.sources.page.tree import HEADINGS, SILENT, Element, folded, text_of

_CREDIT_LINE = re.compile(
    r"\W{0,2}(?:(?:photo|photograph|picture|image|foto|bild|imagen|imagem|crédito|credit|copyright|bildrechte"
    r"|bildquelle|quelle|fot|kuva|kilde|zdjęcie|fotograf|fotoğraf)s?\s*(?:by|von|de|par|:|/)|©|\(c\)|사진|写真|撮影)",
    re.IGNORECASE,
)
"""What a line that names the maker of a picture begins with."""
_BOX = 500
"""Characters a picture's box stays below."""
_LINE = 100
"""Characters a credit stays below."""
_SAME = 12
"""Letters from which on a line that repeats a picture's description is no accident."""
_NAME = 40
"""Characters a person's name stays below: the name beside a face is no caption, unless a credit stands there too."""
_BUTTON = 35
"""Characters a button's words stay below."""
_LEVELS = 6
"""Elements around a picture that are looked at."""
_NEVER = frozenset(("figcaption", "figure", "form", "table", "video", "iframe", "article", "time"))


def beside(picture: Element) -> tuple[RawCaption, Element] | None:
    """The caption beside a picture, and the element that holds both; None where nothing is sure."""
    box = _box(picture)
    if box is None or _is_teaser(picture, box):
        return None
    described = {folded(picture.get(name) or "") for name in ("alt", "title", "data-caption", "data-title")}
    lines = _lines(box)
    makers = [text for text, linked in lines if len(text) < _LINE and _CREDIT_LINE.match(text)]
    words = [(text, linked) for text, linked in lines if text not in makers]
    same = next((text for text, _ in words if len(folded(text)) >= _SAME and folded(text) in described), "")
    if same and (makers or len(same) > _NAME):
        return RawCaption(text=same, credit=next(iter(makers), "")), box
    unlinked = [text for text, linked in words if not linked]
    if len(makers) != 1 or len(unlinked) > 1 or len(words) > 3:  # more is a story of its own
        return None
    return RawCaption(text=next(iter(unlinked), ""), credit=makers[0]), box


def _box(picture: Element) -> Element | None:
    """The largest element around a picture that holds no other and few words; None where it holds none."""
    found = None
    for holder, _ in zip(picture.iterancestors(), range(_LEVELS), strict=False):
        inside = [part.tag for part in holder.iter() if isinstance(part.tag, str)]
        if inside.count("img") > 1 or longer(holder, _BOX) or _NEVER & set(inside) or HEADINGS & set(inside):
            break
        found = holder if holder.tag in {"div", "section", "span", "p"} else found
    return found if found is not None and text_of(found) else None


def _is_teaser(picture: Element, box: Element) -> bool:
    """True for a picture that leads where a headline beside it leads too; a button ("$20 at the shop") may."""
    target = next((holder.get("href") for holder in picture.iterancestors("a")), None)
    return target is not None and any(
        link.get("href") == target and len(text_of(link)) > _BUTTON for link in box.iter("a")
    )


def _lines(box: Element) -> list[tuple[str, bool]]:
    """Each piece of text that stands in an element of its own, and whether it is a link or a button."""
    found: list[tuple[str, bool]] = []
    stack: list[tuple[Element, bool]] = [(box, False)]
    while stack:
        element, linked = stack.pop()
        if not isinstance(element.tag, str) or element.tag in SILENT:
            continue
        linked = linked or (element.tag == "a" and next(element.iter("img"), None) is None)
        own = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        if own:
            found.append((text_of(element), linked))
        else:
            stack.extend((child, linked) for child in reversed(element))
    return found
