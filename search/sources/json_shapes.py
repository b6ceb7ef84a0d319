"""A JSON object as another program writes it comes in; it goes out with the names ``search.sources.records`` knows.

Most programs' keys are synonyms and need nothing here (news-please, newspaper4k, trafilatura, JSON Feed, NewsAPI).
Those whose *structure* differs do: fundus (a body of sections), schema.org (a graph of things) and IPTC ninjs 1 to 3
(bodies and headlines by role, pictures as associations, items that are a picture).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_WRAPPED = ("_source", "fields")
"""Where services put an article's fields beside what they say of it themselves (search servers, papers' interfaces)."""
_ARTICLE_TYPES = ("Article", "Posting", "Report", "Blog", "Review")
_NINJS_ONLY = frozenset(
    ("associations", "bodies", "body_xhtml", "body_html", "descriptions", "headlines", "renditions")
)
_PICTURES = frozenset(("picture", "graphic", "photo"))


def common(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The articles an object holds, with common names; an object of no known shape comes back as it is."""
    for key in _WRAPPED:
        if isinstance(inner := record.get(key), Mapping):
            mapped = {f"{key}.{name}": value for name, value in inner.items()}  # --map headline=fields.title
            record = {**record, **inner, **mapped, key: None}
    if "@graph" in record or "@type" in record:
        yield from _schema_org(record)
    elif isinstance(record.get("body"), Mapping) and "sections" in record["body"]:
        yield _fundus(record)
    elif "type" in record and _NINJS_ONLY & record.keys():
        yield _ninjs(record)
    else:
        yield record


def _schema_org(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    graph = record.get("@graph")
    things = [thing for thing in graph if isinstance(thing, dict)] if isinstance(graph, list) else [record]
    articles = [thing for thing in things if is_article(thing)]
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    for thing in articles or [record]:
        named = {key.removeprefix("schema:"): _linked(value, by_id) for key, value in thing.items()}
        page = named.get("mainEntityOfPage")
        page = page.get("@id") or page.get("url") if isinstance(page, Mapping) else page
        known_id = {"id": named["@id"]} if isinstance(named.get("@id"), str) else {}
        yield known_id | ({"url": page} if isinstance(page, str) else {}) | named


def is_article(thing: Mapping[str, Any]) -> bool:
    """True if a schema.org thing is a piece of journalism."""
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and any(part in kind for part in _ARTICLE_TYPES) for kind in kinds)


def _linked(value: Any, by_id: Mapping[str, Any]) -> Any:
    """``value`` with references to other things of the graph, one level deep, put in their place."""
    if isinstance(value, Mapping) and len(value) == 1 and "@id" in value:
        return by_id.get(value["@id"], value)
    return [_linked(item, by_id) for item in value] if isinstance(value, list) else value


def _fundus(record: dict[str, Any]) -> dict[str, Any]:
    body = record["body"]
    paragraphs: list[dict[str, str]] = []
    for section in body["sections"] if isinstance(body["sections"], list) else ():
        if isinstance(section, Mapping):
            paragraphs += [{"text": text, "kind": "subhead"} for text in _strings(section.get("headline"))]
            paragraphs += [{"text": text} for text in _strings(section.get("paragraphs"))]
    summary = " ".join(_strings(body.get("summary")))
    images = [_fundus_image(image) for image in record.get("images") or () if isinstance(image, Mapping)]
    return {
        **record,
        "body": None,
        "plaintext": None,
        "paragraphs": paragraphs,
        "standfirst": summary,
        "captions": images,
    }


def _fundus_image(image: Mapping[str, Any]) -> dict[str, Any]:
    # Its description is the alternative text; only its caption was printed.
    return {"caption": image.get("caption"), "credit": ", ".join(_strings(image.get("authors")))}


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item.strip() for item in values if isinstance(item, str) and item.strip()]


def _ninjs(record: dict[str, Any]) -> dict[str, Any]:
    kind = record.get("type")
    found = {
        **record,
        "headline": record.get("headline") or _by_role(record.get("headlines")),
        "byline": record.get("byline") or record.get("by"),
        "dateline": record.get("located"),
        "standfirst": record.get("description_text") or _by_role(record.get("descriptions")),
        "captions": _pictures(record.get("associations")),
        "section": record.get("section") or record.get("service"),
        "body": record.get("body_text")
        or record.get("body_xhtml")
        or record.get("body_html")
        or _by_role(record.get("bodies")),
    }
    if kind in _PICTURES:  # the item is a picture: what it says is the caption, who made it is no reporter
        found |= {"captions": [_picture(record)], "byline": None, "authors": None, "standfirst": None, "dateline": None}
    return found


def _by_role(values: Any) -> str:
    """Of ninjs 2 and 3's lists of {role, contenttype, value}: the main one, else the first."""
    items = [item for item in values or () if isinstance(item, Mapping) and isinstance(item.get("value"), str)]
    main = (item for item in items if item.get("role", "main") in {"main", "", "body", "headline", "caption"})
    best = next(main, items[0] if items else None)
    return str(best["value"]) if best else ""


def _pictures(associations: Any) -> list[dict[str, Any]]:
    """The pictures among the associations: an object of objects in ninjs 1, a list in 2 and 3."""
    items = associations.values() if isinstance(associations, Mapping) else associations or ()
    return [_picture(item) for item in items if isinstance(item, Mapping) and item.get("type", "picture") in _PICTURES]


def _picture(item: Mapping[str, Any]) -> dict[str, Any]:
    item = {key.lower(): value for key, value in item.items()}  # creditline is creditLine in ninjs 3
    return {
        "text": item.get("description_text") or _by_role(item.get("descriptions")) or item.get("body_text"),
        "credit": item.get("creditline") or item.get("copyrightnotice") or item.get("copyrightholder"),
        "photographer": item.get("byline") or item.get("by"),
        "agency": item.get("source"),
        "shot": item.get("contentcreated"),
        "place": item.get("located"),
    }
