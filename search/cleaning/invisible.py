"""A text with characters nobody can see comes in, the same text without them goes out."""

from __future__ import annotations

import re

from search.cleaning.edits import Edit

INVISIBLE = re.compile(
    "[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]"  # halves of a UTF-16 pair
    "|[\x80-\x9f]"  # C1 controls: cp1252 characters read as Latin-1
    "|[\x00-\x08\x0e-\x1b\x7f"  # C0 controls; those that are white space belong to that rule
    "\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+"  # soft hyphen, bidi controls ...
    "|[\u200c\u200d]+"  # joiners
)
_JOINING = re.compile(
    "[\u0590-\u1cff\u2190-\u2bff\ua840-\uabff\ufb1d-\ufdff\ufe00-\ufe0f\ufe70-\ufefc\U00010800-\U0001ffff]"
)
"""Scripts and pictographs in which a joiner shapes what is seen."""


def invisible(text: str) -> list[Edit]:
    """Edits that drop invisible characters.

    A pair of surrogates becomes its character and a lone one U+FFFD; a C1 control becomes the cp1252 character of the
    same byte (https://html.spec.whatwg.org/#numeric-character-reference-end-state does so too); joiners stay where the
    script on either side needs them.
    """
    edits = []
    for match in INVISIBLE.finditer(text):
        after = _visible(match, text)
        if after != match[0]:
            edits.append(Edit(start=match.start(), end=match.end(), after=after))
    return edits


def _visible(match: re.Match[str], text: str) -> str:
    found = match[0]
    if "\ud800" <= found[0] <= "\udfff":
        return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "\x80" <= found[0] <= "\x9f":
        return bytes([ord(found)]).decode("cp1252", "ignore")
    if found[0] in "\u200c\u200d":
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        return found[0] if _JOINING.search(around) else ""
    return ""
