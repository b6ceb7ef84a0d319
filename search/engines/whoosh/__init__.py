"""The default engine: a Whoosh index, written and searched by NumPy."""

from __future__ import annotations

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
