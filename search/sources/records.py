"""A record of named values (a JSON object, a row of a table) comes in; a RawArticle or the reason against it goes out.

Every line format that has names shares this: which of other people's names mean which of our fields, and what their
values look like (a string, a list, an object with a ``name``, HTML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeAlias
from unicodedata import combining, normalize

from msgspec.structs import replace

from search.article import BadRecord, Origin, RawArticle, RawCaption, RawParagraph
from search.article_json import SCHEMA
from search.errors import OptionError
from search.sources.captions import captions_of
from search.sources.decoding import whole
from search.sources.markup import fragment, looks_html, plain
from search.sources.paragraphs import paragraphs_of
from search.sources.source import ReadOptions

Values: TypeAlias = Mapping[str, Any]

# Other people's names for our fields, best first; compared without case, spaces, hyphens and underscores.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "heading", "head", "hl1", "webtitle", "newstitle", "titel", "uberschrift",
        "ueberschrift", "schlagzeile", "titre", "titulo", "titolo"),
    "standfirst": (
        "standfirst", "subtitle", "subheadline", "deck", "dek", "strapline", "alternativeheadline", "summary",
        "description", "abstract", "excerpt", "teaser", "trailtext",
    ),
    "paragraphs": (
        "paragraphs", "body", "maintext", "articlebody", "fulltext", "bodytext", "bodyxhtml", "bodyhtml", "contenthtml",
        "contenttext", "text", "content", "story", "articletext", "article", "plaintext", "cleanedtext", "rawtext",
        "texte", "texto", "testo", "inhalt",
    ),
    "byline": ("byline", "author", "authorname", "writer", "reporter", "creator", "by", "autor", "auteur", "autore"),
    "authors": ("authors", "bylines", "authornames", "contributors"),
    "dateline": ("dateline",),
    "captions": (
        "captions", "caption", "imagecaption", "imagecaptions", "photocaption", "photocaptions", "cutline", "graphic",
        "bildunterschrift", "bildtext", "legende", "legenda", "didascalia",
        "images", "image", "photos", "pictures", "media", "multimedia", "associations",
    ),
    "credit": ("credit", "imagecredit", "photocredit", "captioncredit", "credittext", "creditline"),
    "section": ("section", "articlesection", "sectionname", "category", "categories", "desk", "rubric", "ressort",
        "rubrik", "rubrique", "seccion", "sezione"),
    "source": (
        "source", "publisher", "publication", "newspaper", "outlet", "paper", "provider", "sitename", "site",
        "sourcename", "sourcehostname", "sourcedomain", "hostname", "domain",
    ),
    "url": ("url", "link", "permalink", "canonicallink", "canonicalurl", "weburl", "articleurl", "sourceurl", "source"),
    "published": (
        "published", "publishedat", "publishdate", "datepublish", "datepublished", "publicationdate", "publishingdate",
        "publishedtime", "pubdate", "date", "webpublicationdate", "issued", "firstpublished", "firstcreated",
        "versioncreated", "datetime", "created", "createdat", "timestamp", "time", "datum", "fecha", "day",
        "datedepublication",
    ),
    "language": ("language", "lang", "inlanguage", "languagecode", "metalang", "sprache", "langue", "idioma"),
}  # fmt: skip
_ADDRESS = re.compile(r"(?:https?:|ftp:|//|/)\S+$", re.IGNORECASE)
_IDS = ("id", "guid", "uid", "uuid", "docid", "articleid", "documentid", "uri", "key", "url", "link")
_ALIASES = {
    "title": "headline", "body": "paragraphs", "text": "paragraphs", "paragraph": "paragraphs", "caption": "captions",
    "date": "published", "author": "byline", "lang": "language",
}  # fmt: skip
_INSIDE = (
    "name",
    "rendered",
    "text",
    "title",
    "value",
    "plain",
    "content",
    "headline",
    "#text",
    "@value",
    "label",
    "full",
    "main",
    "original",
)
"""Where an object keeps the value it stands for."""
_KINDS = frozenset(("lead", "body", "subhead", "standfirst", "note"))
"""Of paragraphs."""


def our_field(name: str) -> str:
    """The field of RawArticle (or ``id``) a user's ``--map`` or ``--set`` means; raises OptionError for none."""
    field = _ALIASES.get(name.lower(), name.lower())
    if field not in SYNONYMS and field != "id":
        raise OptionError("no field an article has", place=name, hint="one of " + ", ".join([*SYNONYMS, "id"]))
    return field


def folded(key: str) -> str:
    """``key`` as names are compared: ``Pub_Date`` is ``pubdate``, ``Légende`` is ``legende``."""
    if not key.isascii():
        key = "".join(char for char in normalize("NFKD", key) if not combining(char))
    return key.strip().lower().replace("_", "").replace("-", "").replace(" ", "").replace(".", "")


class Names:
    """Finds our fields in records; made once a file, since the records of a file have the same keys."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = {our_field(field): path for field, path in mapping.items()}
        self._keys: tuple[str, ...] = ()
        """Those of the last record ..."""
        self._found: dict[str, list[str]] = {}
        """... and what ``_places`` says of them."""

    def values(self, record: Values) -> dict[str, Any]:
        """Our field -> the record's value, for all it has that are not empty."""
        found = {}
        for field, places in self._places(record).items():
            if field == "id" or field in self._mapping:
                continue
            for key in places:
                if _full(value := record[key]) and _fits(field, value):
                    found[field] = value
                    break
        mapped = {field: reach(record, path) for field, path in self._mapping.items()}
        return found | {field: value for field, value in mapped.items() if _full(value)}

    def _places(self, record: Values) -> dict[str, list[str]]:
        """Our field (or ``id``) -> those of the record's keys that may hold it, best first."""
        if (keys := tuple(record)) != self._keys:
            known: dict[str, str] = {}
            for key in keys:
                known.setdefault(folded(key), key)
            wanted = {**SYNONYMS, "id": _IDS}
            found = {field: [known[name] for name in names if name in known] for field, names in wanted.items()}
            self._keys, self._found = keys, {field: places for field, places in found.items() if places}
        return self._found

    def record_id(self, record: Values) -> str:
        """The record's own id, or an empty string."""
        if "id" in self._mapping:
            return string(reach(record, self._mapping["id"]))
        ids = (record[key] for key in self._places(record).get("id", ()))
        return next((string(value) for value in ids if isinstance(value, (str, int)) and string(value)), "")


def reach(record: Any, path: str) -> Any:
    """The value at ``path``: a key, or keys joined by dots (numbers reach into lists); None if there is none."""
    if isinstance(record, Mapping) and path in record:
        return record[path]
    for step in path.split("."):
        if isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(record, list) and step.isdigit() and int(step) < len(record):
            record = record[int(step)]
        else:
            return None
    return record


def article(record: Values, origin: Origin, options: ReadOptions, names: Names | None = None) -> RawArticle | BadRecord:
    """The article a record describes; a BadRecord when there is no text in it."""
    names = names or Names(options.mapping)
    values = names.values(record)
    origin = replace(origin, record=names.record_id(record) or origin.record)
    body, body_captions = _body(values.get("paragraphs"))
    captions = (*captions_of(values.get("captions")), *body_captions)
    if len(captions) == 1 and not captions[0].credit:
        captions = (replace(captions[0], credit=plain(string(values.get("credit")))),)
    headline = plain(string(values.get("headline")))
    standfirst = string(values.get("standfirst"))
    if not (headline or body or captions or standfirst):
        return BadRecord(
            origin=origin, reason=f"no text in it: none of its keys ({_keys(record)}) holds a headline or a body"
        )
    authors = tuple(strings(values.get("authors")))
    byline = plain(string(values.get("byline")))
    if not authors and ";" in byline:  # trafilatura's way to write several
        authors = tuple(name.strip() for name in byline.split(";") if name.strip())
    return RawArticle(
        origin=origin,
        id=string(record.get("id")) if record.get("schema") == SCHEMA else "",
        headline=headline,
        standfirst=plain(standfirst) if standfirst and not _repeats(standfirst, body) else "",
        byline=", ".join(authors) if ";" in byline else byline,
        authors=authors,
        dateline=_dateline(values.get("dateline")),
        captions=captions,
        paragraphs=body,
        section=string(values.get("section")),
        source=string(values.get("source")),
        url=string(values.get("url")),
        published=when(values.get("published")),
        language=string(values.get("language")),
    )


def string(value: Any) -> str:
    """A value as one string: a number's digits, an object's name, a list's strings joined by commas."""
    if isinstance(value, str):
        return whole(value).strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return ", ".join(strings(value))


def strings(value: Any) -> Iterator[str]:
    """The strings of a list (objects by their name), or the one a value is."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in _INSIDE if _full(value.get(key))), "")
    for item in value if isinstance(value, (list, tuple)) else [value]:
        text = string(item) if not isinstance(item, (list, tuple)) else ""
        if text:
            yield text


def when(value: Any) -> str:
    """A point in time as printed; a number of seconds or milliseconds since 1970 becomes ISO 8601 in UTC."""
    if isinstance(value, Mapping) and isinstance(value.get("$date"), (str, int)):  # as MongoDB exports it
        value = value["$date"]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) > 1e11 else value
        if abs(seconds) > 1e8:  # smaller ones are years, or days as 20240131
            return datetime.fromtimestamp(seconds, UTC).isoformat() if abs(seconds) < 2.5e11 else ""
    return string(value)


def _body(value: Any) -> tuple[tuple[RawParagraph, ...], tuple[RawCaption, ...]]:
    """Paragraphs, and the captions that stand among them in HTML."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("rendered", "paragraphs", *_INSIDE) if _full(value.get(key))), "")
    if isinstance(value, str):
        text = whole(value)
        if looks_html(text):
            read = fragment(text)
            return read.paragraphs, read.captions
        return tuple(RawParagraph(text=paragraph) for paragraph in paragraphs_of(text)), ()
    found = tuple(_paragraph(item) for item in value) if isinstance(value, (list, tuple)) else ()
    return tuple(paragraph for paragraph in found if paragraph.text), ()


def _paragraph(item: Any) -> RawParagraph:
    text = string(item)
    text = plain(text) if looks_html(text) else text
    if isinstance(item, str):  # nearly all are
        return RawParagraph(text=text)
    kind = item.get("kind") if isinstance(item, Mapping) else None
    return RawParagraph(text=text, kind=kind if kind in _KINDS else None)


def _dateline(value: Any) -> str:
    """A dateline as printed, from our own object or a string."""
    return string(value.get("printed") or value.get("place")) if isinstance(value, Mapping) else string(value)


def _repeats(standfirst: str, body: tuple[RawParagraph, ...]) -> bool:
    """True if a summary only says again what the story says, cut or whole."""
    story = " ".join(" ".join(paragraph.text.split()) for paragraph in body)
    lines = [" ".join(line.strip().rstrip(".… ").split()) for line in standfirst.splitlines()]
    return all(line in story for line in lines)


def _fits(field: str, value: Any) -> bool:
    """True unless an address stands where a name is wanted, or the other way round (trafilatura's ``source``)."""
    if not isinstance(value, str) or field not in {"source", "url"}:
        return True
    return (_ADDRESS.match(value.strip()) is not None) == (field == "url")


def _full(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    return value not in (None, [], {}, ())


def _keys(record: Values) -> str:
    keys = [str(key)[:30] for key in list(record)[:6]]
    return ", ".join(keys) + (", …" if len(record) > 6 else "") if keys else "none"
