"""XML as news has it: mended the same however it comes in pieces, and told apart from what CDATA says."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from search.sources import xml_text
from search.sources.source import Limits, Refused
from search.sources.xml_text import XmlText

PIECES = (
    "&nbsp;",
    "&amp;",
    "&",
    "& ",
    "&bogus;",
    "&#233;",
    "<![CDATA[",
    "]]>",
    "]",
    "]]",
    "<p>",
    "</p>",
    "a",
    "é ",
    ";",
)


def mended(text: bytes) -> bytes:
    return XmlText(io.BytesIO(text), Limits()).readall()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "<a>R&D &amp; &nbsp;&eacute; &#233; &bogus; &</a>",
            "<a>R&amp;D &amp; &#160;&#233; &#233; &amp;bogus; &amp;</a>",
        ),
        ("<a><![CDATA[R&D &nbsp;]]> & b</a>", "<a><![CDATA[R&D &nbsp;]]> &amp; b</a>"),
        ("\ufeff \n<?xml version='1.0'?><a>\x0b\x00</a>", "<?xml version='1.0'?><a></a>"),
    ],
)
def test_what_no_parser_takes_is_mended(written: str, read: str) -> None:
    assert mended(written.encode()) == read.encode()


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("utf-8", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "utf-8"),
        ("nonsense", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-8", "utf-16"),
        ("gb2312", "gb18030"),
    ],
)
def test_the_bytes_count_before_the_declaration(declared: str, real: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?><a>Café “R” und Möwen</a>".replace(
        "é", "中" if real[0] == "g" else "é"
    )
    assert mended(text.encode(real)).decode().endswith(text.partition("<a>")[2])


@settings(deadline=None, max_examples=300)
@given(some.lists(some.sampled_from(PIECES), max_size=40), some.integers(1, 30))
def test_pieces_of_any_size_give_the_same(parts: list[str], size: int) -> None:
    text = ("<a>" + "".join(parts)).encode()
    whole = mended(text)
    before = xml_text.PIECE
    try:
        xml_text.PIECE = size
        assert mended(text) == whole
    finally:
        xml_text.PIECE = before


def test_own_entities_are_refused_across_pieces() -> None:
    filler = b"x" * (xml_text.PIECE - 3)
    with pytest.raises(Refused, match="entities of its own"):
        mended(b"<!--" + filler + b"<!ENTITY a 'b'>")
