"""tantivy-py, two threads, with stemmed fields alone: less than this project's index holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.peers import tantivy


def build(articles: Iterable[dict[str, Any]], folder: Path) -> None:
    tantivy.build(articles, folder, exact=False)


add = tantivy.add
opened = tantivy.opened
