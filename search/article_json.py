"""An Article comes in, its documented JSON object goes out, and back: what the store keeps and programs read.

    {"schema": "news-archive-search/article/1", "id": "…", "headline": "…", "byline": "…", "authors": ["…"],
     "dateline": {"place": "…", "agency": "…", "day": "…", "printed": "…"},
     "captions": [{"text": "…", "credit": "…", "photographer": "…", "agency": "…", "filephoto": true,
                   "shot": "2024-08-01", "place": "…"}],
     "paragraphs": [{"text": "…", "kind": "lead"}],
     "section": "…", "source": "…", "url": "…", "published": "2024-08-02T10:00:00+02:00", "language": "en",
     "added": "2024-08-03T07:00:00+00:00",
     "origins": [{"path": "…", "member": "…", "record": "…", "format": "text", "encoding": "utf-8", "sha256": "…"}],
     "repairs": [{"rule": "…", "place": "…", "before": "…", "after": "…", "uncertain": true}],
     "removals": [{"rule": "…", "place": "…", "text": "…", "reason": "…"}], "gaps": 2}

An absent key means empty, zero or false; days and times are ISO 8601.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from search.article import Article, Caption, Dateline, Origin, Paragraph, Removal, Repair

SCHEMA = "news-archive-search/article/1"
"""Name and version of the shape; a change that breaks readers raises the number."""

_HISTORY = ("id", "added", "origins", "repairs", "removals")
"""What an article's content is not: who it is here and how it came to be."""

_NO_CONTENT = ("schema", *_HISTORY)

_PARTS: Mapping[str, type[Struct]] = {
    "captions": Caption,
    "paragraphs": Paragraph,
    "origins": Origin,
    "repairs": Repair,
    "removals": Removal,
}


class _Written(Struct, kw_only=True, omit_defaults=True):
    """The object as it is written: an Article whose times are text."""

    schema: str = ""
    id: str = ""
    headline: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    dateline: Dateline | None = None
    captions: tuple[Caption, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    section: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    added: str = ""
    origins: tuple[Origin, ...] = ()
    repairs: tuple[Repair, ...] = ()
    removals: tuple[Removal, ...] = ()
    gaps: int = 0


def to_json(article: Article) -> dict[str, Any]:
    """The article as a JSON object (see the module's head); empty values are left out."""
    written = _written(article)
    written.schema, written.id, written.origins = SCHEMA, article.id, article.origins
    written.added = article.added.isoformat() if article.added else ""
    plain: dict[str, Any] = msgspec.json.decode(_ENCODER.encode(written))
    return plain


def from_json(record: Mapping[str, Any]) -> Article:
    """The article such an object describes.  Raises ValueError for another schema and for what is no such object."""
    try:
        return _article(msgspec.convert(_whole(record), _Written))
    except (TypeError, AttributeError) as error:
        message = f"not the object of an article ({error})"
        raise ValueError(message) from error


def read(text: str | bytes) -> Article:
    """As ``from_json``, of the object's JSON text."""
    try:
        found = _decoder().decode(text)
    except msgspec.ValidationError:  # an earlier version left out more than it must have
        return from_json(json.loads(text))
    return _article(found)


def tail(article: Article) -> bytes:
    """The article as JSON without what only its archive knows (id, added, origins): ``completed`` adds the front."""
    return _ENCODER.encode(_written(article))[1:]


def completed(tail: bytes, article_id: str, added: datetime | None) -> bytes:
    """The JSON text of an article from its tail, as ``to_json`` would have it but for the order of the keys."""
    front = _Written(schema=SCHEMA, id=article_id, added=added.isoformat() if added else "")
    return _ENCODER.encode(front)[:-1] + (b"," if len(tail) > 1 else b"") + tail


def same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two JSON objects of articles say the same, whatever their id, origins and repairs."""
    ours, theirs = ({key: value for key, value in each.items() if key not in _NO_CONTENT} for each in (one, other))
    return ours == theirs


def day_or_time(text: str) -> date | datetime:
    """An ISO 8601 day or time: a day stays a day.

    >>> day_or_time("2024-08-02")
    datetime.date(2024, 8, 2)

    Raises ValueError for anything else.
    """
    return date.fromisoformat(text) if len(text) == len("2024-08-02") else datetime.fromisoformat(text)


def content(article: Article) -> str:
    """The article's content as canonical JSON: equal for equal articles, whatever their id, origins and repairs."""
    plain = {key: value for key, value in to_json(article).items() if key not in _NO_CONTENT}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_digest(article: Article) -> bytes:
    """SHA-256 of the words a reader sees (headline, captions, paragraphs), spaces folded.

    Two records with the same digest are one article met twice, whatever their format, address or date.
    """
    texts = [
        article.headline,
        *[caption.text for caption in article.captions],
        *[paragraph.text for paragraph in article.paragraphs],
    ]
    return hashlib.sha256("\n".join(map(_spaced, texts)).encode()).digest()


def _spaced(text: str) -> str:
    """The text with single spaces for its white space, which is what cleaned texts have already."""
    if text.isprintable() and "  " not in text:  # no other white space is printable
        return text.strip(" ")
    return " ".join(text.split())


def _written(article: Article) -> _Written:
    """All of it but what ``tail`` leaves out."""
    return _Written(
        headline=article.headline,
        byline=article.byline,
        authors=article.authors,
        dateline=article.dateline,
        captions=article.captions,
        paragraphs=article.paragraphs,
        section=article.section,
        source=article.source,
        url=article.url,
        published=article.published.isoformat() if article.published else "",
        language=article.language,
        repairs=article.repairs,
        removals=article.removals,
        gaps=article.gaps,
    )


def _article(found: _Written) -> Article:
    """What was written, with its times.  Raises ValueError for another schema."""
    if (found.schema or SCHEMA) != SCHEMA:
        message = f"schema {found.schema!r} is not {SCHEMA!r}"
        raise ValueError(message)
    return Article(
        id=found.id,
        headline=found.headline,
        byline=found.byline,
        authors=found.authors,
        dateline=found.dateline,
        captions=found.captions,
        paragraphs=found.paragraphs,
        section=found.section,
        source=found.source,
        url=found.url,
        published=day_or_time(found.published) if found.published else None,
        language=found.language,
        added=datetime.fromisoformat(found.added) if found.added else None,
        origins=found.origins,
        repairs=found.repairs,
        removals=found.removals,
        gaps=found.gaps,
    )


def _whole(record: Mapping[str, Any]) -> dict[str, Any]:
    """The object with all its parts must have: an earlier version left out every empty text."""
    parts = {
        name: [{**_empty(kind), **part} for part in record[name]] for name, kind in _PARTS.items() if record.get(name)
    }
    dateline = record.get("dateline")
    return {**record, **parts, "dateline": {**_empty(Dateline), **dateline} if dateline else None}


@cache
def _decoder() -> msgspec.json.Decoder[_Written]:
    """Made when it is first asked for, since it takes a millisecond."""
    return msgspec.json.Decoder(_Written)


@cache
def _empty(kind: type[Struct]) -> dict[str, Any]:
    """What an absent key means where the record itself has no default."""
    return {field.name: "" for field in fields(kind) if field.required}


_ENCODER = msgspec.json.Encoder()
