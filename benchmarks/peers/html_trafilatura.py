"""A page comes in; what trafilatura makes of it goes out (it has no captions)."""

from __future__ import annotations

from typing import Any

import trafilatura


def read(html: str, url: str, language: str) -> dict[str, Any]:  # noqa: ARG001 - the other reader asks for a language
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    said = found.as_dict()
    return {
        "title": said.get("title") or "",
        "authors": [name.strip() for name in (said.get("author") or "").split(";") if name.strip()],
        "date": said.get("date") or "",
        "paragraphs": [line for line in (said.get("text") or "").split("\n") if line.strip()],
        "captions": [],
    }
