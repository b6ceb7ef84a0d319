"""What splitting promises for any text: nothing lost, no exception, linear time; and the rules between its parts."""

from __future__ import annotations

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import Origin, RawArticle, RawCaption, RawParagraph
from search.splitting import Parts, split_lines, split_record
from search.splitting.dates import find_day, is_stamp

PIECES = st.sampled_from(
    [
        "", "By Ann Smith", "Ann Smith", "HOLM (AP) — ", "(AP Photo/Bo Lee)", "Photo by", "©", "/", "Getty Images",
        "FILE - ", "Published 1 May 2024", "The ferry was late.", "Storm hits the coast", "“", "”", "(", ")", " | ",
        "Credit:", "\u2028", "\U0001f600", "漢字", "...", ". ", ", ", "left", "12/13/2024", "Reporting by", "duplicate",
        "–", "Image source,",
    ]
)  # fmt: skip
LINES = st.lists(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=6).map(" ".join)), max_size=14)
REASONS = st.sampled_from(["", "", "", "boilerplate: rule", "duplicate of line 1", "duplicate of line 9", "duplicate"])


def texts(parts: Parts) -> list[str]:
    """Every text the parts hold, captions with their credits."""
    found = [parts.headline, parts.byline, *(removal.text for removal in parts.removals)]
    found += [paragraph.text for paragraph in parts.paragraphs]
    return found + [f"{caption.text} {caption.credit}" for caption in parts.captions]


@settings(deadline=None, max_examples=400)
@given(LINES, st.data())
def test_every_line_is_in_exactly_one_part(lines: list[str], data: st.DataObject) -> None:
    dropped = data.draw(st.lists(REASONS, min_size=len(lines), max_size=len(lines)))
    parts = split_lines(lines, dropped)
    full = [index for index, line in enumerate(lines) if line.strip()]
    assert [index for index, label in enumerate(parts.labels) if label] == full
    counted = [label for label in parts.labels if label]
    assert counted.count("headline") == bool(parts.headline)
    assert counted.count("caption") == len(parts.captions)
    assert counted.count("paragraph") + counted.count("dateline_lead") == len(parts.paragraphs)
    assert counted.count("boilerplate") + counted.count("duplicate") == len(parts.removals)
    assert (parts.dateline is not None) == ("dateline_lead" in counted)


@settings(deadline=None, max_examples=300)
@given(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    kept = "".join(char for text in texts(split_lines(lines, [""] * len(lines))) for char in text if char.isalnum())
    before = sorted(char for line in lines for char in line if char.isalnum())
    # Only label words go ("By", "Photo:"), so what is left is a part of what was.
    assert len(kept) <= len(before)
    names = {"Ann", "Smith", "Bo", "Lee", "Storm", "ferry", "HOLM", "漢字"}
    for name in names:
        assert sum(line.count(name) for line in lines) == sum(
            text.count(name) for text in texts(split_lines(lines, [""] * len(lines)))
        )


def test_a_long_line_and_many_lines_take_seconds() -> None:
    start = time.process_time()
    split_lines(["a" * 10_000_000], [""])
    split_lines(["word " * 2_000_000 + "(AP Photo/Bo Lee)"], [""])
    split_lines(
        ["Storm hits the coast", *["The ferry was late again on Monday, the harbour master said."] * 100_000],
        [""] * 100_001,
    )
    split_lines(["Boats leave Port Alder. (AP Photo/Ann Smith)"] * 50_000, [""] * 50_000)
    split_lines(["("] * 100_000, [""] * 100_000)
    prose = ["The ferry was late again on Monday, the harbour master said."] * 8_000
    links = ["Ann Smith: Harbour opens two new lines to the islands before the summer comes"] * 8_000
    short = ["Related stories", "Harbour opens two new lines to the islands before summer"] * 4_000
    asides = ["The basin in 1911."] * 4_000 + ["Boats in Holm. (AP Photo/Bo Lee)"] * 4_000
    open_ended = ["word " * 25 + "end"] * 4_000
    page = ["Storm hits the coast", *prose, *links, *prose, *short, *asides, *open_ended]
    split_lines(page, [""] * len(page))
    split_lines(page[::-1], [""] * len(page))
    split_lines(["霧" * 2_000_000, "＝" * 100_000, "（" * 100_000], ["", "", ""])
    assert time.process_time() - start < 20


def test_clean_copy_below_takes_the_damaged_ones_place() -> None:
    lines = [
        "The bakery that never closes",
        "The bakery hasn?t closed for a single night since the war, its owner says.",
        "The bakery hasn’t closed for a single night since the war, its owner says.",
        "Nothing is ever thrown away, and nobody who comes at night is sent away.",
    ]
    parts = split_lines(lines, ["", "duplicate of line 3", "", ""])
    assert parts.labels == ("headline", "paragraph", "duplicate", "paragraph")
    assert parts.paragraphs[0].text == lines[2]
    assert [removal.text for removal in parts.removals] == [lines[1]]


def test_removals_say_where_and_why() -> None:
    parts = split_lines(["____", "Storm hits the coast", "By Bo Lee"], ["boilerplate: rule", "", ""])
    assert [(removal.place, removal.rule, removal.reason) for removal in parts.removals] == [
        ("line 1", "boilerplate", "boilerplate: rule")
    ]


def test_one_sentence_below_the_headline_is_the_story() -> None:
    flash = ["Ferry strike enters second week", "NORHAVEN (CL) — Crews stayed ashore.", "Nobody came."]
    parts = split_lines(flash, [""] * 3)
    assert [(paragraph.kind, paragraph.text) for paragraph in parts.paragraphs] == [
        ("lead", flash[1]),
        ("body", flash[2]),
    ]


def test_time_stamps_are_handed_on() -> None:
    lines = [
        "Storm hits the coast",
        "Posted: Dec 9, 2021 / 05:20 PM",
        "The storm hit the coast at noon and closed the harbour for hours.",
    ]
    assert split_lines(lines, [""] * 3).stamps == ("Posted: Dec 9, 2021 / 05:20 PM",)


def test_a_day_in_a_caption_is_found_with_its_year() -> None:
    assert find_day("in Holm, Monday, April 14, 2025, at dawn") == date(2025, 4, 14)
    assert find_day("à Holm, le 14 avril 2025") == date(2025, 4, 14)
    assert find_day("on the 3rd May 2021") == date(2021, 5, 3)
    assert find_day("in May 2021, room 12") is None


def test_sentences_with_dates_are_no_time_stamps() -> None:
    assert not is_stamp("The bridge opened on 8 May 2021.")
    assert is_stamp("8 May 2021, 10:15")
    assert is_stamp("Last updated 3 hours ago")


ORIGIN = Origin(path="x")


def test_a_record_keeps_what_it_is_given() -> None:
    raw = RawArticle(
        origin=ORIGIN,
        headline="Storm hits the coast",
        authors=("Ann Smith",),
        byline="By A. Smith",
        dateline="PORT ALDER (AP)",
        captions=(
            RawCaption(
                text="Boats. (AP Photo/Bo Lee)", credit="Cy Orr", photographer="Cy Orr", filephoto=True, place="Holm"
            ),
        ),
        paragraphs=(RawParagraph(text="HOLM — The storm came.", kind="body"),),
    )
    parts = split_record(raw)
    assert parts.authors == ("Ann Smith",)
    assert parts.dateline is not None
    assert (parts.dateline.place, parts.dateline.agency) == ("PORT ALDER", "AP")
    (caption,) = parts.captions
    assert (caption.text, caption.credit, caption.photographer) == ("Boats. (AP Photo/Bo Lee)", "Cy Orr", "Cy Orr")
    assert (caption.filephoto, caption.place) == (True, "Holm")
    assert parts.paragraphs[0].kind == "body"


def test_a_record_is_filled_in_where_it_says_nothing() -> None:
    raw = RawArticle(
        origin=ORIGIN,
        byline="By Ann Smith and Bo Lee",
        standfirst="What we know so far",
        captions=(
            RawCaption(text="FILE - Boats in Holm, Norland, May 1, 2024. (AP Photo/Cy Orr, File)"),
            RawCaption(text=" "),
        ),
        paragraphs=(
            RawParagraph(text="HOLM, Norland (AP) — The storm came at noon."),
            RawParagraph(text="What happens next"),
            RawParagraph(text="Nobody knows, the mayor said."),
            RawParagraph(text="Dee Roe contributed to this report."),
        ),
    )
    parts = split_record(raw)
    assert (parts.byline, parts.authors) == ("Ann Smith and Bo Lee", ("Ann Smith", "Bo Lee"))
    assert [paragraph.kind for paragraph in parts.paragraphs] == ["standfirst", "lead", "subhead", "body", "note"]
    assert parts.dateline is not None
    assert parts.dateline.place == "HOLM, Norland"
    (caption,) = parts.captions
    assert caption.credit == "AP Photo/Cy Orr, File"
    assert (caption.photographer, caption.agency, caption.filephoto) == ("Cy Orr", "AP", True)
    assert (caption.shot, caption.place) == (date(2024, 5, 1), "Holm, Norland")


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(max_size=50), max_size=5), st.text(max_size=40), st.text(max_size=40))
def test_any_record_gives_parts(paragraphs: list[str], byline: str, dateline: str) -> None:
    raw = RawArticle(
        origin=ORIGIN,
        byline=byline,
        dateline=dateline,
        captions=tuple(RawCaption(text=text) for text in paragraphs),
        paragraphs=tuple(RawParagraph(text=text) for text in paragraphs),
    )
    assert len(split_record(raw).paragraphs) == sum(bool(text.strip()) for text in paragraphs)
