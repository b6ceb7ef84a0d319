"""A page comes in; what newspaper4k makes of it goes out (it has no captions)."""

from __future__ import annotations

from typing import Any

import newspaper
from newspaper.languages import valid_languages

_KNOWN = frozenset(valid_languages())


def read(html: str, url: str, language: str) -> dict[str, Any]:
    known = language if language in _KNOWN else "en"
    found = newspaper.article(url, input_html=html, language=known, fetch_images=False)
    return {
        "title": found.title,
        "authors": list(found.authors),
        "date": str(found.publish_date or "")[:10],
        "paragraphs": [line for line in found.text.split("\n") if line.strip()],
        "captions": [],
    }
