"""A dump's lines and what the caller dropped come in; the lines that are left, each with its form, go out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from msgspec import Struct

from search.article import Removal
from search.splitting import byline, credit, dates
from search.splitting.caption import ASIDES, CAPTION_HINTS, evidence
from search.splitting.dateline import dateline
from search.splitting.paragraph import PROSE, WIDE_PROSE, ends_sentence
from search.splitting.signs import holds
from search.splitting.wide import is_wide, wide_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from search.article import Dateline
    from search.splitting.credit import Credit

_T = TypeVar("_T")
_COPY = "duplicate"
"""How the reason begins of a line that repeats another."""
_ORIGINAL = re.compile(r"\bline (\d+)")
_CREDIT_MARKS = (
    "/", "|", "©", "oto", "icture", "mage", "llustr", "redit", "ourtesy", "ource:", "ideo:", "ild:",
)  # fmt: skip
CREDIT_HINTS = ("/", "|", "©", "oto", "icture", "mage", "redit")
_WIDE_HINTS = ("摄", "攝", "写真", "사진", "＝", "左から", "右から", "（左", "（右", "왼쪽", "오른쪽")
WORDING_HINTS = ("left", "right", "seen ", ", 20", ", 19")
HINTS = (*CREDIT_HINTS, *WORDING_HINTS)
"""A finished sentence that has none of these is neither a caption nor credited."""
OPEN_HINTS = tuple(hint for hint in dict.fromkeys((*_CREDIT_MARKS, *CAPTION_HINTS)) if not holds(hint, HINTS))
"""What a line without full stop must lack besides."""
_OPENINGS = ("FILE", "Getty", "Reuters", "Copyright", "PA ", "AP ", "EPA ", "(", "Image", "Photo", "Picture", "Caption")
_INITIALS = frozenset(opening[0] for opening in _OPENINGS)
_BRACKETS = (")", "]", "）", ").", "].", "）。")
_BREAK = re.compile(r"[.!?…”\"—–•·:-]\s+\S")
_LAST_WORDS = frozenset(
    "AP PA AFP EPA EFE PTI Reuters REUTERS Shutterstock iStock Press Alamy Handout Supplied Images".split()  # noqa: SIM905
)
"""A line without full stop that neither has a break in it nor ends in one of these ends in no credit."""
LONGEST_UNCREDITED = 330
"""Characters; a longer line that has no credit is no caption, whatever its wording."""
LONGEST_QUOTED = 90
"""The same for a line with a quotation in it."""
CREDIT_TAIL = 100
"""Characters at the end of a finished sentence in which the marks of a credit are looked for."""
LONGEST_CAPTION = 1200
"""Characters; nobody prints a longer caption, and a longer line need not be asked."""


class _Lazy(Generic[_T]):
    """``functools.cached_property`` without its lock, which costs more than what most of these properties compute."""

    def __init__(self, compute: Callable[[Line], _T]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, line: Line, _: object = None) -> _T:
        value = line.__dict__[self.name] = self.compute(line)
        return value


class Line(Struct, dict=True, eq=False):
    """One line that was not dropped; what it looks like is found out when asked, and once."""

    index: int
    text: str
    asked: bool = True
    """One of ``HINTS`` may stand in it."""
    repeated: bool = False
    plain: ClassVar[bool] = False
    """Prose, and nothing but: no hint of a caption or a credit."""

    @_Lazy
    def ended(self) -> bool:
        """It ends as a sentence does."""
        return self.text[-1] in ".!?" or ends_sentence(self.text)

    @_Lazy
    def prose(self) -> bool:
        """It is long enough for a paragraph, and ended."""
        length = len(self.text)
        return self.ended and (length >= PROSE or (length >= WIDE_PROSE and is_wide(self.text)))

    @_Lazy
    def hinted(self) -> bool:
        """Something in it gives cause to look for a caption or a credit."""
        text = self.text
        return is_hinted(text, asked=self.asked) or (
            not self.ended and (holds(text, OPEN_HINTS) or (is_wide(text) and holds(text, _WIDE_HINTS)))
        )

    @_Lazy
    def captionlike(self) -> bool:
        """It has a credit, or reads like a caption."""
        return self.credit is not None or self.evidence >= 2

    @_Lazy
    def told(self) -> bool:
        """Prose that is no caption: a paragraph of the story."""
        return self.prose and not self.captionlike

    @_Lazy
    def words(self) -> int:
        """How many."""
        text = self.text
        count = text.count(" ") + 1
        if "|" in text or "&" in text:
            count -= text.count(" | ") + text.count(" & ")
        return count if text.isascii() else max(count, wide_words(text))

    @_Lazy
    def stopped(self) -> bool:
        """It ends in a full stop, as no headline does."""
        return self.text.rstrip("”\"’')]")[-1:] == "."

    @_Lazy
    def credit(self) -> Credit | None:
        """Its credit, if it has one; ordinary sentences are not even asked."""
        text = self.text
        if not self.hinted and (self.ended or not (text[text.rfind(" ") + 1 :] in _LAST_WORDS or _BREAK.search(text))):
            return None
        if len(text) > LONGEST_CAPTION:
            return None
        if self.prose and text[-1] not in ")]）" and text[-2] not in ")]）" and not text.startswith(_OPENINGS):
            tail = text[-CREDIT_TAIL:]
            if not holds(tail, _CREDIT_MARKS):
                return None
        return credit.split_credit(text)

    @_Lazy
    def credited(self) -> bool:
        """It has a credit that its form proves."""
        return self.credit is not None and self.credit.sure

    @_Lazy
    def evidence(self) -> float:
        """How much its wording speaks for a caption, its credit aside."""
        if not self.hinted and (self.ended or "," not in self.text):
            return 0.0
        return evidence(self.text) if len(self.text) <= LONGEST_UNCREDITED else 0.0

    @_Lazy
    def stamp(self) -> bool:
        """It is a time stamp."""
        return dates.is_stamp(self.text)

    @_Lazy
    def byline(self) -> bool:
        """It says it is a byline."""
        return byline.is_labelled(self.text) and not self.stamp

    @_Lazy
    def names(self) -> bool:
        """It could be a byline."""
        return not self.credit_only and byline.is_bare(self.text)

    @_Lazy
    def credit_only(self) -> bool:
        """Nothing but a credit, and one that can't be a byline."""
        found = self.credit
        if found is None or found.text or not found.sure:
            return False
        return found.credit != self.text or "/" in self.text

    @_Lazy
    def dateline(self) -> Dateline | None:
        """The dateline it opens with."""
        return None if self.credited else dateline(self.text)


class OpenLine(Line):
    """Long enough for a paragraph, but without the end of a sentence."""

    ended = prose = told = False


class HintedLine(Line):
    """Prose with some hint, so that it may be a caption."""

    ended = prose = hinted = True


class PlainLine(Line):
    """A line that is prose, and nothing but: most of a story, so all that follows from it is said here, once."""

    plain = ended = prose = told = True
    hinted = captionlike = credited = credit_only = False
    credit = None
    evidence = 0.0


def _line(index: int, text: str, *, asked: bool) -> Line:
    """The line, and what it is as far as its length, its end and its hints tell; ``asked``: it may have a hint."""
    if len(text) < PROSE:
        return Line(index, text, asked)
    if not (text[-1] in ".!?" or ends_sentence(text)):
        return OpenLine(index, text, asked)
    return HintedLine(index, text) if is_hinted(text, asked=asked) else PlainLine(index, text)


def is_hinted(text: str, *, asked: bool = True) -> bool:
    """It has one of ``HINTS`` where that could mean something, ends in a bracket or opens as captions do.

    ``asked``: False if it is known to have none of ``HINTS``.
    """
    if text.endswith(_BRACKETS) or (text[0] in _INITIALS and text.startswith(_OPENINGS)):
        return True
    if not (asked or "(" in text):
        return False
    hints: tuple[str, ...] = HINTS
    if _only_end_counts(text):
        text, hints = text[-CREDIT_TAIL:], CREDIT_HINTS
    return (asked and holds(text, hints)) or ("(" in text and holds(text, ASIDES))


def _only_end_counts(text: str) -> bool:
    """Only its credit could make it a caption, and only its end can hold one."""
    return len(text) > LONGEST_QUOTED and ("“" in text or '"' in text or len(text) > LONGEST_UNCREDITED)


class Page:
    """The lines that are left, and the bookkeeping of those that are not."""

    def __init__(self, lines: Sequence[str], dropped: Sequence[str], hinted: Collection[int] | None = None) -> None:
        self.labels: list[str | None] = [None] * len(lines)
        self.removals: dict[int, Removal] = {}
        """By the index of the line."""
        self.copies: dict[int, int] = {}
        """Line that is a copy -> line that stays."""
        kept: list[int] = []
        texts = [line.strip() for line in lines]
        self._resolve(texts, dropped)
        for index, text in enumerate(texts):
            reason = dropped[index]
            if not text:
                continue
            if index in self.copies:
                self.drop(index, text, "duplicate", f"duplicate of line {self.copies[index] + 1}", rule="repeats")
            elif not reason or index in self._holders:
                kept.append(index)
            elif reason.startswith(_COPY):
                self.drop(index, text, "duplicate", reason, rule="repeats")
            else:
                self.drop(index, text, "boilerplate", reason, rule="boilerplate")
        if self._holders or hinted is None:  # not all lines stand where they stood when they were looked at
            hinted = range(len(lines))
        self.kept = [_line(index, texts[index], asked=index in hinted) for index in kept]
        if self.copies:
            originals = set(self.copies.values())
            for line in self.kept:
                line.repeated = line.index in originals

    def _resolve(self, texts: list[str], dropped: Sequence[str]) -> None:
        """Where the clean copy stands below the damaged one, the clean text moves up into its place."""
        self._holders: set[int] = set()
        for index, reason in enumerate(dropped):
            if not (reason and reason.startswith(_COPY) and texts[index] and (match := _ORIGINAL.search(reason))):
                continue
            target = int(match[1]) - 1
            if not 0 <= target < len(texts) or target == index or not texts[target]:
                continue
            if target > index and target not in self.copies and not dropped[target]:
                texts[index], texts[target] = texts[target], texts[index]
                self.copies[target] = index
                self._holders.add(index)
            elif target > index:
                self.copies[index] = self.copies.get(target, target)
            else:
                self.copies[index] = target

    def drop(self, index: int, text: str, label: str, reason: str, rule: str = "splitting") -> None:
        """Leave a line out, and say why."""
        self.labels[index] = label
        self.removals[index] = Removal(rule=rule, place=f"line {index + 1}", text=text, reason=reason)

    def above(self, index: int) -> int:
        """The index of the line right above, empty ones aside; -1 for none."""
        return next((place for place in range(index - 1, -1, -1) if self.labels[place]), -1)

    def has_removed(self, pattern: re.Pattern[str]) -> bool:
        """Whether a line that was left out begins so."""
        return any(pattern.match(removal.text) for removal in self.removals.values())

    def removals_in_order(self) -> tuple[Removal, ...]:
        """By line."""
        return tuple(removal for _, removal in sorted(self.removals.items()))

    def runs(self) -> list[tuple[int, set[int]]]:
        """Each run of copies: position in ``kept`` of the line before it, and the lines it copies."""
        if not self.copies:
            return []
        found: list[tuple[int, set[int]]] = []
        position = {line.index: place for place, line in enumerate(self.kept)}
        last = -1
        for index, label in enumerate(self.labels):
            if index in position:
                last = position[index]
            elif index in self.copies and last >= 0:
                if not found or found[-1][0] != last:
                    found.append((last, set()))
                found[-1][1].add(self.copies[index])
            elif label and found and found[-1][0] == last:
                continue
        return found
