"""Results, articles and figures come in; JSON goes out, in the shapes below.

Every object says what it is in "schema"; a change that would break a reader raises the number at its end.  Days are
ISO 8601.  A mark is [start, end]: characters of "text", counted from 0, the end not included.  An address names a place
of an article and is understood by news show: ID#h (the headline), ID#c2 (caption 2), ID#p7 (paragraph 7).

news search --format json prints one object:

    {"schema": "news-archive-search/results/1",
     "query": "the query as understood", "total": 12, "seconds": 0.004,
     "warnings": ["how an ambiguous query was read"],
     "suggestions": [{"query": "...", "total": 3, "any_word": false}],
     "facets": {"source": [{"value": "Coastal Ledger", "count": 9}]},
     "hits": [HIT, ...]}

where HIT is

    {"rank": 1, "score": 8.25, "id": "k3v7q2m4x5ab", "headline": "...", "date": "2019-05-04", "source": "...",
     "section": "...", "byline": "...", "url": "...", "language": "en", "more": 2,
     "passages": [{"place": "caption", "number": 2, "label": "caption 2", "address": "k3v7q2m4x5ab#c2",
                   "text": "...", "marks": [[4, 14]], "offset": 0, "whole": true, "caption": CAPTION}]}

"suggestions" are other queries that find something, where a word is unknown or nothing was found; "any_word" is true
for the same query with --any.  "total" is exact, whatever the limit; a facet's values come by count, the largest first,
years and months in their order; "more" counts places that matched and are not shown; "offset" is where the text begins
in the whole paragraph or caption, "whole" is false where it is only a part; "caption" is there for a caption and a
credit only.
What is not known is "" or, for a date, null.

news search --format jsonl prints one line per hit: HIT with "schema": "news-archive-search/hit/1" in it; before them,
where counts were asked for, one line per facet:

    {"schema": "news-archive-search/facet/1", "facet": "year", "values": [{"value": "2019", "count": 9}]}

With --explain the object has "clauses", the query's parts, each before those inside it:

    {"query": "light*", "depth": 1, "articles": 5, "fields": ["caption"], "total_forms": 2,
     "forms": [{"form": "lighthouse", "articles": 4, "occurrences": 9}]}

"articles" is what the part finds by itself; "forms" are what a word, wildcard or fuzzy word stands for, the most used
first and a thousand at most.  news search --explain-score ID --format json prints

    {"schema": "news-archive-search/score/1", "id": "...", PART}

where PART is "name", "value", "rule" (sum or product of the parts, formula: what "detail" says, given: counted),
"detail", and "parts", a list of the same.

news captions --format json prints one object:

    {"schema": "news-archive-search/photos/1",
     "query": "...", "total": 3, "seconds": 0.004, "warnings": [], "suggestions": [],
     "hits": [PHOTO, ...]}

and --format jsonl one line per caption, PHOTO with "schema": "news-archive-search/photo/1" in it, where PHOTO is

    {"rank": 1, "score": 8.25, "address": "k3v7q2m4x5ab#c2", "id": "k3v7q2m4x5ab", "number": 2, "text": "...",
     "marks": [[4, 14]], "credit": "...", "credit_marks": [], "photographer": "...", "agency": "...", "filephoto": true,
     "shot": "2019-05-03", "place": "...", "headline": "...", "date": "2019-05-04", "source": "..."}

news show --json prints one line per article, in the shape the archive keeps, with
"schema": "news-archive-search/article/1"; such lines can be added to an archive again.  CAPTION is as in there:

    {"text": "...", "credit": "...", "photographer": "...", "agency": "...", "filephoto": true, "shot": "2019-05-03",
     "place": "..."}

news show --json ID#p7 prints {"schema": "news-archive-search/part/1", "address": "...", "text": "...", ...}, the rest
being that caption's or paragraph's own keys.

news clean --json prints one line per record:

    {"schema": "news-archive-search/cleaning/1", "article": ARTICLE,
     "lines": [{"number": 3, "label": "caption", "text": "..."}]}

with "repairs" and "removals" inside the article; "lines" is empty for a record that came in named parts.  A record that
can't be read is {"schema": "news-archive-search/reject/1", "reason": "...", "origin": ORIGIN}.

news stats --json prints {"schema": "news-archive-search/statistics/1", ...} with the figures news stats shows.

news terms --json prints one line per word: {"schema": "news-archive-search/term/1", "form": "...", "stem": "...",
"articles": 4, "occurrences": 9}.

Where a command prints JSON, its messages on the error stream are JSON too, a line each.  What is worth knowing:

    {"schema": "news-archive-search/note/1", "message": "..."}

and what went wrong:

    {"schema": "news-archive-search/error/1", "kind": "QueryError", "message": "unknown field captoin",
     "place": "column 1", "hint": "did you mean caption?", "query": "captoin:x", "start": 0, "end": 7}

"query", "start" and "end" (characters, as in a mark) come with an error in a query only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from msgspec.structs import asdict

from search.article_json import to_json
from search.cli.terminal import HOSTILE
from search.hits import Clause, Hit, Passage, Photo, Photos, Results

__all__ = ["dumps", "json_text", "jsonl_text", "photos_json", "photos_jsonl", "schema"]


def schema(name: str) -> str:
    """The full name of a shape.

    >>> schema("hit")
    'news-archive-search/hit/1'
    """
    return f"news-archive-search/{name}/1"


def json_text(results: Results) -> str:
    """The results as one object."""
    explained = {"clauses": [_clause(clause) for clause in results.clauses]} if results.clauses else {}
    return dumps(
        {
            "schema": schema("results"),
            "query": results.query,
            "total": results.total,
            "seconds": round(results.seconds, 6),
            "warnings": results.warnings,
            "suggestions": [asdict(each) for each in results.suggestions],
            **explained,
            "facets": {name: _counts(values) for name, values in results.facets.items()},
            "hits": [_hit(hit) for hit in results.hits],
        },
        indent=2,
    )


def jsonl_text(results: Results) -> str:
    """One line per facet, then one per hit."""
    facets = ({"schema": schema("facet"), "facet": name, "values": _counts(v)} for name, v in results.facets.items())
    hits = ({"schema": schema("hit"), **_hit(hit)} for hit in results.hits)
    return "".join(map(dumps, chain(facets, hits)))


def photos_json(photos: Photos) -> str:
    """The captions found as one object."""
    return dumps(
        {
            "schema": schema("photos"),
            "query": photos.query,
            "total": photos.total,
            "seconds": round(photos.seconds, 6),
            "warnings": photos.warnings,
            "suggestions": [asdict(each) for each in photos.suggestions],
            "hits": [_photo(photo) for photo in photos.hits],
        },
        indent=2,
    )


def photos_jsonl(photos: Photos) -> str:
    """One line per caption."""
    return "".join(dumps({"schema": schema("photo"), **_photo(photo)}) for photo in photos.hits)


def dumps(value: Mapping[str, Any], *, indent: int | None = None) -> str:
    r"""JSON with its final line end; what could steer a terminal is escaped, so it means the same and is harmless.

    >>> dumps({"text": "\x9b31m"})
    '{"text": "\\u009b31m"}\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    lines = text.split("\n")  # those of the layout: inside a string a line end is escaped already
    return "\n".join(HOSTILE.sub(lambda match: json.dumps(match[0])[1:-1], line) for line in lines) + "\n"


def _counts(values: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"value": value, "count": count} for value, count in values]


def _hit(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "id": hit.id,
        "headline": article.headline,
        "date": article.day.isoformat() if article.day else None,
        "source": article.source,
        "section": article.section,
        "byline": article.byline,
        "url": article.url,
        "language": article.language,
        "more": hit.more,
        "passages": [_passage(hit, passage) for passage in hit.passages],
    }


def _passage(hit: Hit, passage: Passage) -> dict[str, Any]:
    record: dict[str, Any] = {
        "place": passage.place,
        "number": passage.number,
        "label": passage.label,
        "address": f"{hit.id}#{passage.address}",
        "text": passage.text,
        "marks": passage.marks,
        "offset": passage.offset,
        "whole": passage.whole,
    }
    if passage.caption is not None:
        record["caption"] = to_json(hit.article)["captions"][passage.number - 1]
    return record


def _clause(clause: Clause) -> dict[str, Any]:
    return {**asdict(clause), "forms": [form._asdict() for form in clause.forms]}


def _photo(photo: Photo) -> dict[str, Any]:
    caption, article = photo.caption, photo.article
    return {
        "rank": photo.rank,
        "score": round(photo.score, 6),
        "address": photo.address,
        "id": article.id,
        "number": photo.number,
        "text": caption.text,
        "marks": photo.marks,
        "credit": caption.credit,
        "credit_marks": photo.credit_marks,
        "photographer": caption.photographer,
        "agency": caption.agency,
        "filephoto": caption.filephoto,
        "shot": caption.shot.isoformat() if caption.shot else None,
        "place": caption.place,
        "headline": article.headline,
        "date": article.day.isoformat() if article.day else None,
        "source": article.source,
    }
