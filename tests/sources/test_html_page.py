from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

pytest.importorskip("lxml")

from search.article import BadRecord, Origin, RawArticle
from search.sources import html_page

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]
SENTENCE = "The harbour master said on Monday that no ferry would leave before the storm had passed."


def page(body: str, head: str = "") -> bytes:
    html = f"<html><head><title>t</title>{head}</head><body><h1>Ferries stay</h1>{body}</body></html>"
    return f"<!DOCTYPE html>{html}".encode()


def words(records: list[RawArticle | BadRecord]) -> str:
    (record,) = records
    return record.reason if isinstance(record, BadRecord) else " ".join(p.text for p in record.paragraphs)


@pytest.mark.parametrize("depth", [100, 254, 256, 1000, 5000])
def test_deep_pages_keep_their_text_or_say_so(read_bytes: Read, depth: int) -> None:
    found = words(read_bytes(page("<div>" * depth + f"<p>{SENTENCE} Tailword.</p>" + "</div>" * depth)))
    assert "Tailword" in found or "the parser lost" in found


def test_a_text_of_eleven_megabytes() -> None:
    data = page(f"<p>{(SENTENCE + ' ') * 130_000} Tailword.</p>")
    assert "Tailword" in words([html_page.page(data, Origin(path="x"))])


@pytest.mark.parametrize(
    "trap",
    ["<!--" * 16_000, "<a " + "x=1 " * 20_000 + ">", "<div>" * 20_000, "<" * 50_000, "&" * 50_000, "<p" * 20_000],
    ids=["comments", "attributes", "divs", "signs", "ampersands", "open tags"],
)
def test_pages_that_stall_parsers(read_bytes: Read, trap: str) -> None:
    (record,) = read_bytes(page(f"<p>{SENTENCE}</p>" * 3 + trap))
    assert isinstance(record, BadRecord) or "harbour master" in words([record])


def test_a_page_without_a_story_is_a_listed_reject(read_bytes: Read) -> None:
    assert "no story found" in words(read_bytes(page("<nav><a href=/>Home</a></nav>")))


def test_broken_json_ld_does_no_harm(read_bytes: Read) -> None:
    story = '{"@type": "NewsArticle", "headline": "Ferries\nstay", "author": "Jo Vance"}'
    head = f'<script type="application/ld+json">{story}</script>'
    (record,) = read_bytes(page(f"<p>{SENTENCE}</p>", head))
    assert isinstance(record, RawArticle)
    assert (record.headline, record.authors) == ("Ferries stay", ("Jo Vance",))


def test_a_pulled_quote_is_not_said_twice(read_bytes: Read) -> None:
    body = f"<p>It is so. {SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE.replace('Monday', 'Friday')}</p>"
    assert words(read_bytes(page(body))).count("on Monday") == 1
