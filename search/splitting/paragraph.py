"""A line of the story comes in; what kind of paragraph it is goes out: body, subhead, note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.article import ParagraphKind

PROSE = 55
"""Characters from which a line that ends like a sentence counts as the story's prose."""
WIDE_PROSE = 25
"""The same in Chinese, Japanese and Korean."""
LONGEST_SUBHEAD = 20
"""Words; a heading between paragraphs is shorter, a paragraph that lost its full stop is longer."""

LONGEST_NOTE = 400
"""Characters."""

NOTE_STARTS = frozenset(
    (
        *("addi", "(add", "repo", "(rep", "edit", "(edi", "writ", "(wri", "comp", "(com", "corr", "clar"),
        *("with", "an e", "this", "mit ", "reda", "avec"),
    )
)
"""The first four characters of what ``_NOTE`` matches."""
_CLOSERS = "”\"’'»)]*♦■● \u00a0」』）"
_STOPS = ".!?…:;,。！？—–"
_ENDINGS = frozenset(_STOPS)
_QUOTES = frozenset("”\"’'")
_NOTE = re.compile(
    r"""(?:(?:additional\s)?reporting\sby|\(?(?:reporting|editing|writing|compiled|additional\sreporting)\s(?:by|
      from)\b|editor.?s?.?\snote|correction\s?:|clarification\s?:|
      with\s(?:files|reporting|additional\sreporting|inputs|agencies)\b|an\searlier\sversion\sof\sthis|
        this\s(?:story|article|report|post|piece)\s(?:has\sbeen|was|is)\s(?:first\s|originally\s)?(?:updated|
          corrected|published|amended|part|adapted|produced|reprinted|edited)|
      (?:mit\smaterial|redaktion:|avec\safp))""",
    re.IGNORECASE | re.VERBOSE,
)
_SIGNED = re.compile(r"[;.,(]\s?(?:additional\s)?(?:editing|reporting|writing)\sby\s[A-Z]", re.IGNORECASE)
_LIFE = re.compile(r"\bborn\b.{4,40}\bdied\b")
CONTRIBUTED = " contributed "
_CONTRIBUTED = re.compile(r"contributed (?:to this (?:report|story|article)|reporting|from)\b")


def ends_sentence(text: str) -> bool:
    """True if the text ends as a sentence does: full stop, question or exclamation mark, colon, ellipsis, quotes aside.

    >>> ends_sentence("“It is late,” she said."), ends_sentence("Storm hits the coast")
    (True, False)
    """
    if text[-1:].isalnum():
        return False
    if text[-1:] in _STOPS or (text[-1:] in _QUOTES and text[-2:-1] in _ENDINGS):
        return True
    if text[-1:] == "」" and "。" in text:
        return True  # Japanese prints no stop before it
    if text[-1:] in ")]":
        # "... in February. (BA)", "... (Six did.)"
        text = text[: max(text.rfind("("), text.rfind("["))].rstrip() or text
    text = text.rstrip(_CLOSERS)
    if text and not (text[-1].isalnum() or text[-1] in _STOPS):
        text = text[:-1].rstrip(_CLOSERS)  # an ornament that closes the story
    return text[-1:] in _STOPS


def is_note(text: str) -> bool:
    """True for what a desk adds to a story: who helped, who edited, what was corrected."""
    if len(text) >= LONGEST_NOTE:
        return False
    return (text[:4].lower() in NOTE_STARTS and _NOTE.match(text) is not None) or (
        CONTRIBUTED in text and _CONTRIBUTED.search(text) is not None
    )


def paragraph_kind(text: str, *, story_follows: bool) -> ParagraphKind:
    """The kind of a line below the lead: a heading needs story after it, a note says what it is.

    >>> paragraph_kind("What happens next", story_follows=True)
    'subhead'
    >>> paragraph_kind("Bo Lee contributed to this report.", story_follows=False)
    'note'
    """
    if is_note(text) or (" by " in text and _SIGNED.search(text)) or (text[0] in "•*" and _LIFE.search(text)):
        return "note"
    if (
        story_follows
        and len(text) < 160
        and len(text.split()) <= LONGEST_SUBHEAD
        and not ends_sentence(text.rstrip("?!"))
    ):
        return "subhead"
    return "body"
