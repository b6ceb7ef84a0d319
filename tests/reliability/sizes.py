"""The environment comes in; how much each reliability test does goes out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

Note: TypeAlias = Callable[[str, str, str], None]
"""``note(test, what was done, what came of it)``: a line of the summary table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The short sizes, those of every ``make test``."""

    kills: int = 10
    """Kills at random times, for each engine."""
    step: int = 3
    """Every how many-th operation on a file is a crash point."""
    cuts: int = 0
    """Power cuts of a disk image, for each engine; needs root."""
    full_disks: int = 6
    """Sizes of a disk too small, for each engine; needs root."""
    seconds: float = 2.0
    """How long readers and writers run against each other."""
    rounds: int = 1
    """Of eight processes that add at once."""
    searches: int = 400
    """By eight threads sharing an archive."""
    copies: int = 60
    """Damaged copies, for each engine; those whose damage means nothing come on top."""
    histories: int = 5
    """Of random adds, edits and removals, for each engine."""
    workers: int = 2
    """Worker processes killed."""
    megabytes: int = 12
    """The longest page read."""
    queries: int = 600
    """Random query texts, for each engine."""
    articles: int = 400
    """In the archive that is asked."""
    broken_files: int = 90
    """Cut or changed input files."""
    strings: int = 20_000
    """Texts shown on a terminal."""

    @property
    def long(self) -> bool:
        """True in ``make torture``."""
        return self.kills > Sizes().kills


def sizes() -> Sizes:
    """The sizes ``NEWS_TORTURE`` (JSON) asks for, else the short ones."""
    return replace(Sizes(), **json.loads(os.environ.get("NEWS_TORTURE", "{}")))
