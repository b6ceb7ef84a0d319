"""Mojibake: UTF-8 read in another encoding comes in, the text as it was written goes out."""

from __future__ import annotations

import re

from search.cleaning.edits import Edit, difference
from search.cleaning.mojibake.context import filled
from search.cleaning.mojibake.gbk import GBK, gbk_runs
from search.cleaning.mojibake.pieces import Run

__all__ = ["MOJIBAKE", "mojibake"]

MOJIBAKE = re.compile("[\x80-\x9f\xa0-\xff]|[^\x00-\xff‘’“”–—…•]")


def mojibake(text: str) -> list[Edit]:
    """Edits that undo a wrong decoding, line by line."""
    if GBK.search(text) and (runs := _believed(text, list(gbk_runs(text)))):
        return filled(text, runs)
    return by_ftfy(text)


def _believed(text: str, runs: list[Run]) -> list[Run]:
    """The runs to repair: the strong ones, and if there are any, the weak ones too."""
    return runs if any(run.strong for run in runs) else []


def by_ftfy(text: str) -> list[Edit]:
    import ftfy  # noqa: PLC0415 - 60 ms, and most texts never come here

    config = ftfy.TextFixerConfig(
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        unescape_html=False,
        normalization=None,
    )
    edits: list[Edit] = []
    offset = 0
    for line in text.split("\n"):
        edits += difference(line, ftfy.fix_encoding(line, config), offset=offset)
        offset += len(line) + 1
    return edits
