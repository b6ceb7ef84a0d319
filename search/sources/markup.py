"""A piece of HTML inside a record comes in; its paragraphs and captions go out, in time linear in its length.

For the bodies that feeds, JSON records and mails carry.  Whole pages, with menus and adverts around the story, are the
business of ``search.sources.html``.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from search.article import RawCaption, RawParagraph

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>|<[!?][^>]*>")
_LOOKS = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|figure|blockquote|em|strong|b|i|a|span|img|table)\b[^<>]*>", re.IGNORECASE
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6"
        " header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul block hl1 hl2",
    )
)
_SILENT = frozenset(re.findall(r"\w+", "script style head title noscript template svg iframe object select button"))
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hl2"))


class Fragment(NamedTuple):
    """What a piece of HTML says."""

    paragraphs: tuple[RawParagraph, ...]
    captions: tuple[RawCaption, ...]


def looks_html(text: str) -> bool:
    """True if ``text`` holds tags, not just a sign or two."""
    return "<" in text and _LOOKS.search(text) is not None


def plain(text: str) -> str:
    """``text`` without tags and entities, on one line, if it holds any.

    >>> plain("Ferry <b>late</b> &amp; full")
    'Ferry late & full'
    """
    if "<" not in text and "&" not in text:
        return text
    return " ".join(unescape(_TAG.sub("", without_comments(text))).split())


def without_comments(text: str) -> str:
    """``text`` without ``<!-- … -->``; one that never closes ends the text."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join([*kept, text[at:]])


def fragment(text: str) -> Fragment:
    """The paragraphs, sub-heads and captions of a piece of HTML."""
    reader = _Reader()
    at = 0
    text = without_comments(text)
    for tag in _TAG.finditer(text):
        reader.data(text[at : tag.start()])
        at = tag.end()
        if tag[2]:
            reader.tag(tag[2].rpartition(":")[2].lower(), closing=bool(tag[1]), lone=tag[3].endswith("/"))
    reader.data(text[at:])
    reader.flush()
    return Fragment(tuple(reader.paragraphs), tuple(reader.captions))


class _Reader:
    """The state between tags."""

    def __init__(self) -> None:
        self.paragraphs: list[RawParagraph] = []
        self.captions: list[RawCaption] = []
        self._parts: list[str] = []
        self._silent = ""
        self._breaks = 0
        self._block = ""

    def data(self, text: str) -> None:
        if self._silent or not text:
            return
        if text.strip():
            self._breaks = 0
        self._parts.append(text)

    def tag(self, name: str, *, closing: bool, lone: bool) -> None:
        if self._silent:
            self._silent = "" if closing and name == self._silent else self._silent
        elif name in _SILENT:
            self._silent = "" if closing or lone else name
        elif name == "br":
            self._breaks += 1
            self._parts.append(" ")
            if self._breaks > 1:  # two line breaks make a paragraph, one does not
                self.flush()
        elif name in _BLOCKS:
            self.flush()
            self._block = "" if closing else name

    def flush(self) -> None:
        """End the paragraph."""
        text = " ".join(unescape("".join(self._parts)).split())
        self._parts.clear()
        self._breaks = 0
        if not text:
            return
        if self._block == "figcaption":
            self.captions.append(RawCaption(text=text))
        else:
            self.paragraphs.append(RawParagraph(text=text, kind="subhead" if self._block in _HEADS else None))
