"""Mojibake: text that was UTF-8, but was read in another encoding, comes in; the text as it was written goes out.

The idea.  A wrong decoding is a function from bytes to characters, so it is undone by going back to the bytes.
Where every byte came through, ftfy (https://ftfy.readthedocs.io) does that, with its own sense for what is no
language.  Two decodings lose bytes, and there the inverse has holes: ``gbk`` (Chinese: the commonest damage of
dumps, unknown to ftfy) and ``cp1252``.  ``context`` then chooses, for all holes of a paragraph at once, what was
there: closing quote, apostrophe, dash, ellipsis or letter.

The contract.  Damage is a matter of lines, for archives are glued together line by line; evidence is a matter of
the whole text.  A *strong* run can hardly be anything else than damage; a weak one (a lone Chinese character that
could be an é) is believed next to a strong one.  A line with genuine Chinese, Japanese or Korean in it is left
alone.

The members.  ``pieces`` (bytes with holes), ``gbk`` and ``cp1252`` (each yields ``Run``s of pieces),
``evidence`` (how sure it is that Chinese is damage), ``habits`` (language and typography of a text), ``marks`` (how
well a character fits a place), ``context`` (the choice).

To add a lossy decoding: write a file that yields ``Run``s, and ask it in ``mojibake`` below.

Traps: every number in ``marks`` is an opinion, so add a case before changing one; only what newspapers print
(``pieces._PLAUSIBLE``) is ever put into a hole.
"""

from __future__ import annotations

import re
from collections import Counter

from search.cleaning.edits import Edit, difference
from search.cleaning.mojibake.context import filled
from search.cleaning.mojibake.cp1252 import CP1252, cp1252_runs
from search.cleaning.mojibake.evidence import CJK
from search.cleaning.mojibake.gbk import GBK, gbk_runs
from search.cleaning.mojibake.pieces import Run

__all__ = ["MOJIBAKE", "mojibake"]

_USUAL = "“”‘’„‚–—…•«»\xa0\u202f"
MOJIBAKE = re.compile(f"[^\0-\x7f{_USUAL}][^\0-\x7f]|[{_USUAL}][^\0-\x7f{_USUAL}]|{GBK.pattern}|[\x80-\x9f]")
"""Damage of any sort has a place where two characters beyond ASCII meet, not both typography, or a Chinese one."""

_SHOUTED = re.compile("(?<=[A-ZÀ-Ý])[À-Þ][”’»…™®–—](?![a-zß-ÿ])")
"""The end of a word in capitals before a mark, as in “IRMÃ”: by itself no proof, though ftfy believes it."""


def mojibake(text: str) -> list[Edit]:
    """Edits that undo a wrong decoding, each within one line."""
    if not MOJIBAKE.search(text):
        return []
    runs: list[Run] = []
    if GBK.search(text):
        runs = _believed(text, list(gbk_runs(text)))
    if not runs and CP1252.search(text):
        runs = list(cp1252_runs(text))
    return _with_ftfy(text, filled(text, runs) if runs else [])


def _believed(text: str, runs: list[Run]) -> list[Run]:
    """The runs to repair: the strong ones, and the weak ones near them, but none next to genuine Chinese."""
    if not any(run.strong for run in runs):
        return []
    lines = _line_numbers(text, runs)
    strong = Counter(line for run, line in zip(runs, lines, strict=True) if run.strong)
    genuine = _genuine(text, runs)
    return [
        run
        for run, line in zip(runs, lines, strict=True)
        if run.likely and not genuine[line] and (strong[line] or _could_stand_alone(run, strong))
    ]


def _could_stand_alone(run: Run, strong: Counter[int]) -> bool:
    """True if a weak run, alone in its line, may be a word of one letter or a mark in a text that has more damage."""
    letters = [char for piece in run.pieces if isinstance(piece, str) for char in piece if char.isalpha()]
    return strong.total() > 1 and len(letters) <= 1


def _line_numbers(text: str, runs: list[Run]) -> list[int]:
    numbers: list[int] = []
    line = at = 0
    for run in runs:
        line += text.count("\n", at, run.start)
        at = run.start
        numbers.append(line)
    return numbers


def _genuine(text: str, runs: list[Run]) -> Counter[int]:
    """Of every line, how many characters of Chinese, Japanese or Korean are in no run."""
    count: Counter[int] = Counter()
    inside = {at for run in runs for at in range(run.start, run.end)}
    offset = 0
    for number, line in enumerate(text.split("\n")):
        for found in CJK.finditer(line):
            count[number] += offset + found.start() not in inside
        offset += len(line) + 1
    return count


def _with_ftfy(text: str, made: list[Edit]) -> list[Edit]:
    """These edits, and those of ftfy in the lines they leave alone."""
    import ftfy  # noqa: PLC0415 - 60 ms, and most texts never come here

    config = ftfy.TextFixerConfig(
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        unescape_html=False,
        normalization=None,
    )
    edits: list[Edit] = []
    proven = bool(made) and made[0].variant == "cp1252"
    waiting = list(reversed(made))
    offset = 0
    for line in text.split("\n"):
        end = offset + len(line)
        if waiting and waiting[-1].start < end:
            while waiting and waiting[-1].start < end:
                edits.append(waiting.pop())
        elif MOJIBAKE.search(_SHOUTED.sub("", line)) or (proven and CP1252.search(line)):
            found = difference(line, ftfy.fix_encoding(line, config), offset=offset, variant="ftfy")
            proven = proven or bool(found)
            edits += found
        offset = end + 1
    return edits
