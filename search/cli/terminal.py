"""Text comes in; what a terminal may be shown of it goes out: harmless, marked, wrapped, and paged when it is long."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from shutil import get_terminal_size
from unicodedata import category, east_asian_width

from msgspec import Struct

from search.hits import Mark

__all__ = ["Screen", "in_one_line", "page", "printable", "screen"]

HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed; DEL and C1, whose U+009B begins a command too
    "\u2028-\u202e\u2066-\u206f"  # line separators; what turns the direction of text around
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and tags: invisible text
    "\ud800-\udfff]"  # surrogates, which nothing can print
)
"""What no output may hold: characters that steer a terminal, reorder a line or hide text."""

_OPEN, _CLOSE = "\x02", "\x03"
"""Stand for a mark's ends while a text is wrapped; ``printable`` has left no others."""
_NARROWEST = 20


def printable(text: str) -> str:
    r"""The text with everything that could steer a terminal made visible, character by character: the length stays.

    >>> printable("red: \x1b[31m")
    'red: ␛[31m'
    """
    return HOSTILE.sub(_visible, text)


def in_one_line(text: str) -> str:
    """As ``printable``, with tabs and line ends as spaces."""
    return printable(text).replace("\n", " ").replace("\t", " ")


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


class Screen(Struct, frozen=True, kw_only=True):
    """Where text is shown: how wide, and whether in colour."""

    width: int | None = None
    """Columns; None does not wrap."""
    colour: bool = False

    def bold(self, text: str) -> str:
        """A heading."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def dim(self, text: str) -> str:
        """Something beside the point."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour else text

    def marked(self, text: str, marks: Sequence[Mark] = ()) -> str:
        """One line of text, harmless, its marked stretches in colour or between stars."""
        return self._styled(self._with_marks(text, marks))

    def block(self, label: str, text: str, marks: Sequence[Mark] = (), *, indent: int = 0) -> str:
        """``label`` and the text, marked and wrapped; lines after the first begin two further in than ``indent``."""
        body = self._with_marks(text, marks)
        whole = f"{label} {body}" if label else body
        hanging = " " * (indent + 2 * bool(label))
        lines = wrapped(whole, None if self.width is None else max(self.width - len(hanging), _NARROWEST))
        first = lines[0]
        if label and first.startswith(label):
            lines[0] = (self.dim(label) if indent else self.bold(label)) + first[len(label) :]
        styled, is_open = [], False
        for line in lines:
            # A pager forgets the colour at a line's end, so a mark that goes on is opened again.
            styled.append(self._styled((_OPEN if is_open else "") + line, closed=True))
            is_open = line.rfind(_OPEN) > line.rfind(_CLOSE) or (is_open and _CLOSE not in line)
        return "\n".join([" " * indent + styled[0], *(hanging + line for line in styled[1:])])

    def _with_marks(self, text: str, marks: Sequence[Mark]) -> str:
        start, end = (_OPEN, _CLOSE) if self.colour else ("*", "*")
        shown = in_one_line(text)
        pieces, at = [], 0
        for first, last in marks:
            pieces += [shown[at:first], start, shown[first:last], end]
            at = last
        return "".join(pieces) + shown[at:]

    def _styled(self, text: str, *, closed: bool = False) -> str:
        if not self.colour:
            return text
        open_at_end = closed and text.rfind(_OPEN) > text.rfind(_CLOSE)
        styled = text.replace(_OPEN, "\x1b[1;33m").replace(_CLOSE, "\x1b[0m")
        return styled + "\x1b[0m" if open_at_end else styled


def screen() -> Screen:
    """The screen stdout is, as the environment describes it: ``COLUMNS``, ``NO_COLOR``, ``TERM``."""
    terminal = sys.stdout.isatty()
    wraps = terminal or os.environ.get("COLUMNS", "").isdecimal()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Screen(width=max(get_terminal_size().columns, _NARROWEST) if wraps else None, colour=terminal and not plain)


def wrapped(text: str, width: int | None) -> list[str]:
    """The text in lines of at most ``width`` cells, broken at spaces, and inside a word only where it is wider."""
    if width is None:
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        for number, piece in enumerate(_pieces(word, width)):
            size = cells(piece)
            if number or (line and used + 1 + size > width):
                lines.append(line)
                line, used = piece, size
            elif line:
                line, used = f"{line} {piece}", used + 1 + size
            else:
                line, used = piece, size
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    if cells(word) <= width:
        return [word]
    pieces, used = [""], 0
    for char in word:
        size = cells(char)
        if used + size > width:
            pieces.append("")
            used = 0
        pieces[-1] += char
        used += size
    return pieces


def cells(text: str) -> int:
    """How many columns a terminal gives the text: two for wide East Asian letters, none for accents on their own."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(
        0 if category(char) in {"Mn", "Me", "Cf", "Cc"} else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def page(text: str) -> None:
    """Write a text to stdout; one that is longer than the terminal goes through the pager (``PAGER``, else less)."""
    if sys.stdout.isatty() and text.count("\n") >= get_terminal_size().lines and _paged(text):
        return
    sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")


def _paged(text: str) -> bool:
    """True if a pager showed it."""
    import shlex  # noqa: PLC0415 -- only a terminal needs these two
    import subprocess  # noqa: PLC0415

    command = shlex.split(os.environ.get("PAGER", "less"))
    if not command or command == ["cat"]:
        return False
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env={"LESS": "FRX", **os.environ})  # noqa: S603
    except OSError:
        return False
    with suppress(BrokenPipeError, KeyboardInterrupt):  # left before the end; Ctrl-C is the pager's own
        pager.communicate(text.encode("utf-8", "backslashreplace"))
    while pager.returncode is None:
        with suppress(KeyboardInterrupt):
            pager.wait()
    return True
