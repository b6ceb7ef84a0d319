"""A short line that closes many articles of one source is no news; a story's own end is."""

from __future__ import annotations

import json
from pathlib import Path

from search.archive import Archive
from search.article import Article, Paragraph
from search.habits import LEAST, learn, without

SIGNATURE = "Views to the Hill Courier, Box 12"


def story(number: int, *closing: str, source: str = "Hill Courier") -> Article:
    texts = (
        f"Story {number} begins.",
        f"It goes on for {'uvwxyzabcdefghijklmnopqrst'[number % 26] * 4} years.",
        f"It ends on page {'abcdefghijklmnopqrstuvwxyz'[number % 26] * 3}.",
        *closing,
    )
    return Article(id=str(number), source=source, paragraphs=tuple(Paragraph(text=text) for text in texts))


def test_a_closing_line_is_learned_for_its_source_only() -> None:
    articles = [story(n, SIGNATURE) for n in range(LEAST)] + [story(n, source="Coastal Ledger") for n in range(LEAST)]
    habits = learn(articles)
    trimmed = without(articles[0], habits)
    assert [p.text for p in trimmed.paragraphs] == [
        "Story 0 begins.",
        "It goes on for uuuu years.",
        "It ends on page aaa.",
    ]
    assert [removal.text for removal in trimmed.removals] == [SIGNATURE]
    other = story(1, SIGNATURE, source="Coastal Ledger")
    assert without(other, habits) is other


def test_what_was_learned_is_learned_again_from_the_trimmed() -> None:
    articles = [story(n, SIGNATURE) for n in range(LEAST)]
    habits = learn(articles)
    trimmed = [without(article, habits) for article in articles]
    assert learn(trimmed) == habits
    assert [without(article, habits) for article in trimmed] == trimmed


def test_a_few_are_not_a_habit_and_a_long_text_is_a_story() -> None:
    assert learn([story(n, SIGNATURE) for n in range(LEAST - 1)]) == {}
    assert learn([story(n, "The whole story once more. " * 20) for n in range(LEAST)]) == {}


def test_an_article_is_never_trimmed_to_nothing() -> None:
    lone = Article(id="x", source="Hill Courier", paragraphs=(Paragraph(text=SIGNATURE),))
    assert without(lone, {"Hill Courier": frozenset({"views to the hill courier, box 0"})}) is lone


def test_a_rebuild_learns_and_the_next_add_knows(tmp_path: Path) -> None:
    def record(number: int) -> str:
        texts = [paragraph.text for paragraph in story(number, SIGNATURE).paragraphs]
        return json.dumps({"headline": f"Story {number}", "paragraphs": texts, "source": "Hill Courier"}) + "\n"

    wire = tmp_path / "wire.jsonl"
    wire.write_text("".join(map(record, range(LEAST))), encoding="utf-8")
    with Archive.create(tmp_path / "archive", engine="memory") as archive:
        archive.rebuild_index([wire])
        assert archive.search('"box 12"').total == 0
        later = tmp_path / "later.jsonl"
        later.write_text(record(LEAST), encoding="utf-8")
        assert archive.add([later]).added == 1
        assert archive.search('"box 12"').total == 0
        assert archive.rebuild_index([wire]).unchanged == LEAST
        assert archive.search("story").total == LEAST + 1
        (hit,) = archive.search('"story 7"').hits
        assert [removal.text for removal in hit.article.removals] == [SIGNATURE]
