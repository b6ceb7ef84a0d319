"""Results, articles and figures come in; JSON goes out, in the shapes below.

Every object says what it is in "schema"; a change that would break a reader raises the number at its end.  Days are
ISO 8601.  A mark is [start, end]: characters of "text", counted from 0, the end not included.  An address names a place
of an article and is understood by news show: ID#h (the headline), ID#c2 (caption 2), ID#p7 (paragraph 7).

news search --format json prints one object:

    {"schema": "news-archive-search/results/1",
     "query": "the query as understood", "total": 12, "seconds": 0.004,
     "warnings": ["how an ambiguous query was read"],
     "facets": {"source": [{"value": "Coastal Ledger", "count": 9}]},
     "hits": [HIT, ...]}

where HIT is

    {"rank": 1, "score": 8.25, "id": "k3v7q2m4x5ab", "headline": "...", "date": "2019-05-04", "source": "...",
     "section": "...", "byline": "...", "url": "...", "language": "en", "more": 2,
     "passages": [{"place": "caption", "number": 2, "label": "caption 2", "address": "k3v7q2m4x5ab#c2",
                   "text": "...", "marks": [[4, 14]], "offset": 0, "whole": true, "caption": CAPTION}]}

"total" is exact, whatever the limit; a facet's values come by count, the largest first; "more" counts places that
matched and are not shown; "offset" is where the text begins in the whole paragraph or caption, "whole" is false where
it is only a part; "caption" is there for a caption and a credit only.  What is not known is "" or, for a date, null.

news search --format jsonl prints one line per hit: HIT with "schema": "news-archive-search/hit/1" in it.

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
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from search.article_json import to_json
from search.cli.terminal import HOSTILE
from search.hits import Hit, Passage, Results

__all__ = ["dumps", "json_text", "jsonl_text", "schema"]


def schema(name: str) -> str:
    """The full name of a shape.

    >>> schema("hit")
    'news-archive-search/hit/1'
    """
    return f"news-archive-search/{name}/1"


def json_text(results: Results) -> str:
    """The results as one object."""
    return dumps(
        {
            "schema": schema("results"),
            "query": results.query,
            "total": results.total,
            "seconds": round(results.seconds, 6),
            "warnings": results.warnings,
            "facets": {
                name: [{"value": value, "count": count} for value, count in values]
                for name, values in results.facets.items()
            },
            "hits": [_hit(hit) for hit in results.hits],
        },
        indent=2,
    )


def jsonl_text(results: Results) -> str:
    """One line per hit."""
    return "".join(dumps({"schema": schema("hit"), **_hit(hit)}) for hit in results.hits)


def dumps(value: Mapping[str, Any], *, indent: int | None = None) -> str:
    r"""JSON with its final line end; what could steer a terminal is escaped, so it means the same and is harmless.

    >>> dumps({"text": "\x9b31m"})
    '{"text": "\\u009b31m"}\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    lines = text.split("\n")  # those of the layout: inside a string a line end is escaped already
    return "\n".join(HOSTILE.sub(lambda match: json.dumps(match[0])[1:-1], line) for line in lines) + "\n"


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
