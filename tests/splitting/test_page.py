"""The shortcut for plain prose never changes what a line is: lines come in, found together and one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning.look import look
from search.splitting import credit
from search.splitting.dates import is_stamp
from search.splitting.page import HINTS, HintedLine, Line, OpenLine, Page, PlainLine, is_hinted
from search.splitting.paragraph import PROSE

WORDS = st.sampled_from(
    [
        *("the ferry left at nine", "boats", "“", "”", '"', "(l.", "(file ", ")", "].", ".", "!", "?", "\n", "Photo"),
        *("nobody on the quay had seen it before the storm came in from the west", "FILE", "Getty", "漢字。", "é", "x"),
        *HINTS,
    ]
)
TEXTS = st.lists(
    (st.lists(WORDS, min_size=1, max_size=9).map(" ".join) | st.text(min_size=1)).map(str.strip).filter(bool),
    max_size=9,
)


def page(texts: list[str], hinted: set[int] | None = None) -> list[Line]:
    return Page(texts, [""] * len(texts), hinted).kept


CONSTANTS = ("ended", "prose", "told", "hinted", "captionlike", "credited", "credit_only", "credit", "evidence")


@settings(deadline=None, max_examples=500)
@given(TEXTS)
def test_lines_searched_together_are_those_found_one_by_one(texts: list[str]) -> None:
    for line in page(texts, look(texts).pictured):
        prose = len(line.text) >= PROSE and Line(line.index, line.text).ended
        short = OpenLine if len(line.text) >= PROSE else Line
        assert type(line) is ((HintedLine if is_hinted(line.text) else PlainLine) if prose else short)


@settings(deadline=None, max_examples=500)
@given(TEXTS)
@pytest.mark.parametrize("name", CONSTANTS)
def test_what_is_said_of_a_kind_is_what_each_line_would_say(name: str, texts: list[str]) -> None:
    for line in page(texts):
        assert getattr(line, name) == getattr(Line(line.index, line.text), name)


TAILS = st.lists(
    st.sampled_from(
        [
            *(
                "Photo by",
                "photo: ",
                "Photos",
                "courtesy ",
                "cOURTESY",
                "Credit:",
                "credit ",
                "©",
                "(c)",
                "AP ",
                "file ",
            ),
            *(
                "Image",
                "Source:",
                "Quelle:",
                " ",
                "  ",
                "\t",
                ".",
                ". ",
                ",",
                " —",
                "—",
                " - ",
                "|",
                "/",
                ";",
                "”",
                "x",
            ),
            *("Ann Smith", "HOLM", "on the quay", "by ", "via ", "Courtesy of", "摄影：", "BO LEE"),
        ]
    ),
    max_size=9,
).map("".join)


@settings(deadline=None, max_examples=1500)
@given(TAILS)
def test_labels_looked_for_first_are_all_there_are(tail: str) -> None:
    slow = []
    position = 0
    while (match := credit._LABEL_TAIL.search(tail, position)) is not None:
        slow.append(match.span())
        position = match.start("label") + 1
    assert [match.span() for match in credit._label_matches(tail)] == slow


def test_a_stamp_after_a_name_may_have_its_year_before_a_chinese_character() -> None:
    assert is_stamp("Alder Post | 2025年4月8日")
