"""Engines to compare: articles come in and become an index; queries come in and counts with the first ten ids go out.

Each module has ``build(articles, folder)`` and ``opened(folder)``, which gives ``ask(query) -> int``.  They are run by
``benchmarks/engine.py``, each in a process (and, if need be, an environment) of its own; ``articles`` is an Archive:

    article   dict with id, headline, captions (text, credit), paragraphs, byline, source, section, date (ISO 8601)
    query     dict with op (term, and, or, phrase, prefix, wild, fuzzy, field, drange, not), t (word or words),
              f (field), lo, hi (days as yyyymmdd), mode (count, sort, facet or none), facet

All answer with the exact number of matches, whatever else the query asks for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Archive:
    """The first articles of a file of JSON lines."""

    path: Path
    count: int

    def lines(self) -> Iterator[str]:
        """As they stand in the file."""
        with self.path.open(encoding="utf-8") as lines:
            yield from islice(lines, self.count)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(json.loads, self.lines())
