"""A page comes in; what this project makes of it, cleaned and split, goes out."""

from __future__ import annotations

from typing import Any

from search.article import Origin, RawArticle
from search.preparing import prepare
from search.sources.html_page import page


def read(html: str, url: str, language: str) -> dict[str, Any]:  # noqa: ARG001 - the page says both itself
    raw = page(html.encode(), Origin(path="-", format="html"))
    if not isinstance(raw, RawArticle):
        return {}
    article = prepare(raw).article
    return {
        "title": article.headline,
        "authors": list(article.authors),
        "date": str(article.published or "")[:10],
        "paragraphs": [part.text for part in article.paragraphs if part.kind not in {"standfirst", "subhead"}],
        "standfirst": " ".join(part.text for part in article.paragraphs if part.kind == "standfirst"),
        "captions": [{"text": caption.text, "credit": caption.credit} for caption in article.captions],
    }
