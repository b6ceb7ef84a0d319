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
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from msgspec.structs import fields

from search.article import Article, Caption, Dateline, Origin, Paragraph, Removal, Repair

SCHEMA = "news-archive-search/article/1"
"""Name and version of the shape; a change that breaks readers raises the number."""

_FRONT = ("id", "added", "origins")
"""What ``tail`` leaves out."""

_HISTORY = ("id", "added", "origins", "repairs", "removals")
"""What an article's content is not: who it is here and how it came to be."""

_NO_CONTENT = ("schema", *_HISTORY)

_Record = TypeVar("_Record", Caption, Dateline, Origin, Paragraph, Removal, Repair)


def to_json(article: Article) -> dict[str, Any]:
    """The article as a JSON object (see the module's head); empty values are left out."""
    return {"schema": SCHEMA, **_plain(article)}


def from_json(record: Mapping[str, Any]) -> Article:
    """The article such an object describes.

    Raises ValueError for another schema, and ValueError, TypeError or KeyError where a value is not of its kind.
    """
    if record.get("schema", SCHEMA) != SCHEMA:
        message = f"schema {record['schema']!r} is not {SCHEMA!r}"
        raise ValueError(message)
    dateline = record.get("dateline")
    return Article(
        id=record["id"],
        headline=record.get("headline", ""),
        byline=record.get("byline", ""),
        authors=tuple(record.get("authors", ())),
        dateline=Dateline(**{**_EMPTY[Dateline], **dateline}) if dateline else None,
        captions=tuple(_caption(caption) for caption in record.get("captions", ())),
        paragraphs=_records(Paragraph, record.get("paragraphs", ())),
        section=record.get("section", ""),
        source=record.get("source", ""),
        url=record.get("url", ""),
        published=day_or_time(record["published"]) if record.get("published") else None,
        language=record.get("language", ""),
        added=datetime.fromisoformat(record["added"]) if record.get("added") else None,
        origins=_records(Origin, record.get("origins", ())),
        repairs=_records(Repair, record.get("repairs", ())),
        removals=_records(Removal, record.get("removals", ())),
        gaps=record.get("gaps", 0),
    )


def tail(article: Article) -> str:
    """The article as JSON without what only its archive knows (id, added, origins): ``completed`` adds the front."""
    plain = {name: _value(value) for name in _TAIL if (value := getattr(article, name))}
    return _ENCODER.encode(plain)[1:]


def completed(tail: str, article_id: str, added: datetime | None) -> str:
    """The JSON text of an article from its tail, as ``to_json`` would have it but for the order of the keys."""
    times = f',"added":"{added.isoformat()}"' if added else ""
    return f'{{"schema":"{SCHEMA}","id":{_ENCODER.encode(article_id)}{times}{"," if len(tail) > 1 else ""}{tail}'


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
    plain = {key: value for key, value in _plain(article).items() if key not in _HISTORY}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_digest(article: Article) -> bytes:
    """SHA-256 of the words a reader sees (headline, captions, paragraphs), spaces folded.

    Two records with the same digest are one article met twice, whatever their format, address or date.
    """
    texts = [
        article.headline,
        *(caption.text for caption in article.captions),
        *(p.text for p in article.paragraphs),
    ]
    return hashlib.sha256("\n".join(map(_spaced, texts)).encode()).digest()


def _spaced(text: str) -> str:
    """The text with single spaces for its white space, which is what cleaned texts have already."""
    if text.isprintable() and "  " not in text:  # no other white space is printable
        return text.strip(" ")
    return " ".join(text.split())


def _plain(record: object) -> dict[str, Any]:
    plain = {}
    for name in _NAMES[type(record)]:
        value = getattr(record, name)
        if value:
            plain[name] = _value(value)
    return plain


def _value(value: object) -> object:
    if isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, tuple):
        if type(value[0]) is Paragraph and all(part.text for part in value):  # most of an article
            return [{"text": part.text, "kind": part.kind} for part in value]
        return [_value(item) for item in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return _plain(value)


def _records(kind: type[_Record], records: Sequence[Mapping[str, Any]]) -> tuple[_Record, ...]:
    return tuple(kind(**{**_EMPTY[kind], **record}) for record in records)


def _caption(record: Mapping[str, Any]) -> Caption:
    shot = record.get("shot")
    return Caption(**{**_EMPTY[Caption], **record, "shot": date.fromisoformat(shot) if shot else None})


_NAMES: dict[type[object], tuple[str, ...]] = {
    kind: kind.__struct_fields__ for kind in (Article, Caption, Dateline, Origin, Paragraph, Removal, Repair)
}
_TAIL = tuple(name for name in _NAMES[Article] if name not in _FRONT)
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_EMPTY: dict[type[object], dict[str, Any]] = {
    kind: {field.name: "" for field in fields(kind) if field.required}
    for kind in (Caption, Dateline, Origin, Paragraph, Removal, Repair)
}
"""What an absent key means where the record itself has no default."""
