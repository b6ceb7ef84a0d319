"""A text comes in; whether it is Chinese, Japanese or Korean, and how many words it counts for, goes out.

What lines are measured by (so many characters for a paragraph, so many words for a heading) is said for alphabets; a
Chinese character says as much as half an English word.
"""

from __future__ import annotations

import re

_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
ENOUGH = 400
"""Characters looked at; more words than these hold no rule tells apart."""
A_WORD = 2
"""Characters that count as a word."""


def is_wide(text: str) -> bool:
    """True if a character of it is Chinese, Japanese or Korean.

    >>> is_wide("港の霧笛"), is_wide("Café “Zur Möwe”")
    (True, False)
    """
    return not text.isascii() and _WIDE.search(text) is not None


def wide_words(text: str) -> int:
    """How many words its Chinese, Japanese and Korean characters count for.

    >>> wide_words("港の霧笛")
    2
    """
    return 0 if text.isascii() else len(_WIDE.findall(text, 0, ENOUGH)) // A_WORD
