"""Clean text comes in, the parts of an article go out."""

from __future__ import annotations

from search.splitting.lines import split_lines
from search.splitting.parts import Parts

__all__ = ["Parts", "split_lines"]
