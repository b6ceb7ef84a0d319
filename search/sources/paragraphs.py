"""The body of an article as one string comes in; its paragraphs go out.

Blank lines separate paragraphs; without them each line is one, unless the lines were broken at a fixed width: then
an indented line begins a paragraph and the others are joined.
"""

from __future__ import annotations

import re
from itertools import pairwise

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ENDS = tuple('.!?:;"”’»)…。！？')
_WIDTH = 100
"""Longest line of text that was broken at a fixed width; wire and database exports use 60 to 80."""


def paragraphs_of(body: str) -> list[str]:
    r"""The paragraphs of ``body``, in order, without blanks at their ends.

    >>> paragraphs_of("One.\n\nTwo goes\non here.")
    ['One.', 'Two goes on here.']
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n").replace("\u2028", "\n")
    blocks = _BLANK.split(body)
    found = [paragraph for block in blocks for paragraph in _of_block(block)]
    return [paragraph for paragraph in found if paragraph]


def _of_block(block: str) -> list[str]:
    lines = [line for line in block.split("\n") if line.strip()]
    if len(lines) < 2 or not broken_at_width(lines):
        return [line.strip() for line in lines]
    paragraphs: list[list[str]] = []
    for line in lines:
        if not paragraphs or _indented(line):
            paragraphs.append([])
        paragraphs[-1].append(line.strip())
    return [" ".join(parts) for parts in paragraphs]


def broken_at_width(lines: list[str]) -> bool:
    """True if line ends here are a matter of width: no line is long, and most lines stop in mid-sentence."""
    if max(map(len, lines)) > _WIDTH:
        return False
    # The line before an indented one, and the last, end a paragraph whatever the layout.
    inner = [line for line, following in pairwise(lines) if not _indented(following)]
    if not inner:
        return len(lines) < 2
    stops = sum(line.rstrip().endswith(_ENDS) for line in inner)
    return stops * 2 < len(inner)


def _indented(line: str) -> bool:
    return line.startswith(("  ", "\t", "\u3000"))
