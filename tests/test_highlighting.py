"""Passages and marks: exactly what matched, inside the text, in order; taking the marks away gives the text back."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from search import highlighting
from search.analysis import Analyser
from search.article import Article, Caption, Paragraph
from search.fields import DEFAULT_FIELDS
from search.hits import Passage
from search.query import Everything, In, Near, Not, Or, Phrase, Word, parse

ANALYSER = Analyser("english")
LONG = (
    "The council met on Tuesday to speak of many things that have nothing to do with boats at all, and went home late. "
    "A ferry was bought, the clerk said. “The ferry terminal needs paint,” she added, and the terminal’s roof leaks. "
    "Nothing more was decided before the lights went out in the whole of the lower town for an hour or two. "
) * 2
ARTICLE = ANALYSER.analyse(
    Article(
        id="a",
        headline="Ferries return to Port Elgin",
        captions=(
            Caption(
                text="A ferry at the quay",
                credit="AP Photo/Lea Brandt",
                photographer="Lea Brandt",
                shot=date(2024, 1, 1),
            ),
            Caption(text="The mayor"),
        ),
        paragraphs=(
            Paragraph(text="Boats came back.", kind="lead"),
            Paragraph(text=LONG),
            Paragraph(text="A Ferry’s horn was heard at the terminal."),
        ),
    )
)


def word(form: str, *, exact: bool = False) -> Word:
    return Word(form=form, exact=exact)


def shown(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.marks]


def test_inflections_are_marked_as_printed() -> None:
    found, more = highlighting.passages(word("ferry"), ARTICLE, DEFAULT_FIELDS, limit=5)
    assert [(passage.label, shown(passage)) for passage in found] == [
        ("headline", ["Ferries"]),
        ("caption 1", ["ferry"]),
        ("paragraph 2", ["ferry", "ferry"]),
        ("paragraph 3", ["Ferry"]),
    ]
    assert more == 0


def test_a_lone_word_of_a_phrase_is_never_marked() -> None:
    phrase = Phrase(parts=(word("ferry"), word("terminal")))
    found, _ = highlighting.passages(phrase, ARTICLE, DEFAULT_FIELDS)
    assert [(passage.label, shown(passage)) for passage in found] == [("paragraph 2", ["ferry terminal"])]


def test_proximity_marks_its_operands_not_the_words_between() -> None:
    near = Near(left=word("horn"), right=word("terminal"), distance=5, ordered=False)
    found, _ = highlighting.passages(near, ARTICLE, DEFAULT_FIELDS)
    assert [shown(passage) for passage in found] == [["horn", "terminal"]]


def test_a_word_of_a_not_is_never_marked() -> None:
    tree = Or(children=(word("mayor"), Not(child=word("submarine"))))
    found, _ = highlighting.passages(tree, ARTICLE, DEFAULT_FIELDS)
    assert [shown(passage) for passage in found] == [["mayor"]]


def test_a_long_paragraph_shows_the_sentence_with_most_matched_words() -> None:
    tree = Or(children=(word("ferry"), word("terminal"), word("paint")))
    found, _ = highlighting.passages(In(fields=("paragraph",), child=tree), ARTICLE, DEFAULT_FIELDS, limit=1)
    (passage,) = found
    assert not passage.whole
    assert passage.text.startswith("“The ferry terminal needs paint,”")
    assert LONG[passage.offset : passage.offset + len(passage.text)] == passage.text


def test_a_matched_caption_always_has_a_place() -> None:
    tree = Or(children=(word("ferry"), word("terminal"), word("horn"), word("heard")))
    found, more = highlighting.passages(tree, ARTICLE, DEFAULT_FIELDS, limit=2)
    assert [passage.label for passage in found] == ["headline", "caption 1", "paragraph 3"]
    assert more == 1


def test_without_a_mark_the_opening_stands_for_the_article() -> None:
    found, more = highlighting.passages(Everything(), ARTICLE, DEFAULT_FIELDS)
    assert [(passage.label, passage.marks, passage.text) for passage in found] == [
        ("paragraph 1", (), "Boats came back.")
    ]
    assert more == 0


def test_without_a_story_a_note_or_a_caption_is_the_opening() -> None:
    note = Paragraph(text="Reporting by Lea.", kind="note")
    photo = Caption(text="A ferry at the quay")
    for paragraphs, label in (
        ((note, Paragraph(text="Boats.")), "paragraph 2"),
        ((note,), "paragraph 1"),
        ((), "caption 1"),
    ):
        article = ANALYSER.analyse(Article(id="b", captions=(photo,), paragraphs=paragraphs))
        assert [passage.label for passage in highlighting.passages(Everything(), article, DEFAULT_FIELDS)[0]] == [label]


def test_a_photographer_is_marked_in_the_credit() -> None:
    tree = In(fields=("photographer",), child=word("brandt"))
    found, _ = highlighting.passages(tree, ARTICLE, DEFAULT_FIELDS)
    assert [(passage.label, shown(passage)) for passage in found] == [("credit 1", ["Brandt"])]


def test_what_is_named_otherwise_in_the_credit_shows_the_caption() -> None:
    photo = Caption(text="A ferry. " * 90, credit="AP", agency="Associated Press")
    article = ANALYSER.analyse(Article(id="a", captions=(photo,)))
    found, _ = highlighting.passages(In(fields=("agency",), child=word("press")), article, DEFAULT_FIELDS)
    assert [(passage.label, passage.marks) for passage in found] == [("caption 1", ())]


def test_a_condition_of_photos_shows_the_captions_it_is_true_of() -> None:
    for query, labels in (
        ("shot:2024", ["caption 1"]),
        ("caption:* -shot:2024", ["caption 2"]),
        ("shot:2025", ["paragraph 1"]),
        ("photographer:*", ["caption 1"]),
        ("shot:2024 horn", ["paragraph 3"]),
    ):
        found, _ = highlighting.passages(parse(query).tree, ARTICLE, DEFAULT_FIELDS)
        assert [passage.label for passage in found] == labels


def test_the_passages_shown_tell_of_every_word_that_was_found() -> None:
    texts = ("The pier and the lamp", "A pier, a lamp, a pier", "Pier and lamp again", "A ferry")
    article = ANALYSER.analyse(Article(id="a", paragraphs=tuple(Paragraph(text=text) for text in texts)))
    found, more = highlighting.passages(parse("pier lamp ferry").tree, article, DEFAULT_FIELDS, limit=2)
    assert [passage.label for passage in found] == ["paragraph 2", "paragraph 4"]
    assert more == 2


def test_a_whole_article_is_marked_where_the_photographer_is_printed() -> None:
    found = highlighting.whole(parse("photographer:brandt").tree, ARTICLE, DEFAULT_FIELDS)
    assert {passage.label: shown(passage) for passage in found} == {
        "credit 1": ["Brandt"],
        "photographer 1": ["Brandt"],
    }


def test_a_photographer_printed_in_capitals_is_marked_as_printed() -> None:
    photo = Caption(text="The quay.", credit="Foto: AL\u0130 BRANDT/AP", photographer="Ali Brandt")
    article = ANALYSER.analyse(Article(id="a", captions=(photo,)))
    found, _ = highlighting.passages(parse("photographer:brandt").tree, article, DEFAULT_FIELDS)
    assert [(passage.label, shown(passage)) for passage in found] == [("credit 1", ["BRANDT"])]


def test_html_is_escaped_and_marked() -> None:
    assert highlighting.html('a <b> & "c"', ((2, 5),)) == "a <mark>&lt;b&gt;</mark> &amp; &quot;c&quot;"


WORDS = st.sampled_from(["ferry", "Ferry's", "terminal", "“paint”", "roof.", "U.S.", "São", "x", "—", "北京市"])
TEXTS = st.lists(WORDS, max_size=200).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(0, 4))
def test_marks_lie_inside_in_order_and_come_off_again(texts: list[str], limit: int) -> None:
    article = ANALYSER.analyse(
        Article(id="a", headline=texts[0], paragraphs=tuple(Paragraph(text=text) for text in texts[1:]))
    )
    tree = Or(
        children=(
            Phrase(parts=(word("ferry"), word("terminal"))),
            Near(left=word("us"), right=word("sao"), distance=3, ordered=False),
            word("roof"),
        )
    )
    found, more = highlighting.passages(tree, article, DEFAULT_FIELDS, limit=limit)
    assert more >= 0
    for passage in found:
        at = 0
        for start, end in passage.marks:
            assert at <= start < end <= len(passage.text)
            at = end
        painted = highlighting.marked(passage.text, passage.marks, lambda stretch: f"\x01{stretch}\x02")
        assert re.sub("[\x01\x02]", "", painted) == passage.text
        zone = next(z for z in article.zones if (z.field, z.number) == (passage.place, passage.number))
        assert zone.text[passage.offset :].startswith(passage.text)
    if tree.matches(article, DEFAULT_FIELDS) and limit:
        assert any(passage.marks for passage in found)
