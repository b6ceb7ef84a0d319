"""The pictures of a record (a string, a list, objects of many shapes) come in; RawCaptions go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from search.article import RawCaption
from search.sources.decoding import whole
from search.sources.markup import plain

# Names of a caption's parts in the shapes people have, best first: ours, fundus, ninjs, schema.org, NewsML, feeds.
_TEXT = ("text", "caption", "caption_text", "description_text", "cutline", "body_text")
_CREDIT = (
    "credit",
    "creditText",
    "credit_text",
    "creditline",
    "credit_line",
    "copyrightnotice",
    "copyright",
    "copyrightholder",
)
_PHOTOGRAPHER = ("photographer", "authors", "byline", "author", "creator", "by")
_AGENCY = ("agency", "provider", "source")
_SHOT = ("shot", "dateCreated", "date_created")
_PLACE = ("place", "located", "contentLocation", "location", "city")
_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|/|[\w./-]+\.(?:jpe?g|png|gif|webp)\b)\S*$", re.IGNORECASE)

_PICTURE_WORD = re.compile(
    r"^(?:photos?|pictures?|images?|graphics?|fotos?|bild(?:er)?|drawings?|map)\b\s*[:;,]\s*", re.IGNORECASE
)
_CREDIT_FIRST = re.compile(r"([^\W\d_][^.;:,]{2,50}/[^.;:,]{2,50}?) ?; +(\S.{14,})$")
"""Name/Agency; caption: as some papers' exports have it."""
_PAGE = re.compile(r"\s*\((?:pg|pp|p|s)\. ?[A-Z]{0,3}\d+\)\s*$", re.IGNORECASE)


def exported_caption(text: str) -> RawCaption:
    """A caption as the databases export it, in one line: without the word for a picture before it and the page behind.

    >>> exported_caption("PHOTO: Ida Brand/Coastal Ledger; The keeper at the lock. (pg. B4)").credit
    'Ida Brand/Coastal Ledger'
    """
    text = _PAGE.sub("", _PICTURE_WORD.sub("", " ".join(text.split())))
    credit = _CREDIT_FIRST.match(text)
    return RawCaption(text=credit[2], credit=credit[1]) if credit else RawCaption(text=text)


def captions_of(value: Any) -> Iterator[RawCaption]:
    """The captions ``value`` holds: addresses of pictures and pictures without words give none."""
    if isinstance(value, str):
        lines = [value] if "<" in value else value.splitlines()
        yield from (RawCaption(text=text) for line in lines if (text := _plain(line)) and not _ADDRESS.match(text))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from captions_of(item) if not isinstance(item, (list, tuple)) else ()
    elif isinstance(value, Mapping):
        caption = _of_object(value)
        if caption:
            yield caption
        elif not any(isinstance(part, str) for part in value.values()):  # a table of pictures by name, as ninjs 1 has
            for item in value.values():
                yield from captions_of(item) if isinstance(item, (Mapping, list)) else ()


def _of_object(value: Mapping[str, Any]) -> RawCaption | None:
    text = _first(value, _TEXT)
    if not text and "caption" not in value:  # beside a caption, the description is the alternative text for the blind
        text = _first(value, ("description",))
    credit = _first(value, _CREDIT)
    if not (text or credit):
        return None
    flag = value.get("filephoto")
    return RawCaption(
        text=text,
        credit=credit,
        photographer=_first(value, _PHOTOGRAPHER),
        agency=_first(value, _AGENCY),
        filephoto=flag if isinstance(flag, bool) else None,
        shot=_first(value, _SHOT),
        place=_first(value, _PLACE),
    )


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        if name in value and (text := _words(value[name])):
            return text
    return ""


def _words(value: Any) -> str:
    if isinstance(value, str):  # nearly all are
        text = _plain(value)
        return "" if _ADDRESS.match(text) else text
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("text") or value.get("value") or ""
        return "" if isinstance(value, Mapping) else _words(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (_words(item) for item in value if not isinstance(item, (list, tuple)))))
    return ""


def _plain(text: str) -> str:
    return " ".join(plain(whole(text)).split())
