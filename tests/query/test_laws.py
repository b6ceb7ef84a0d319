"""Laws of the language: what is printed parses back, any text is answered, places are what their definition says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from strategies import analyser
from trees import FIELDS, dense_archives, spans, trees

from search.analysis import AnalysedArticle, Span
from search.article import Article
from search.errors import QueryError
from search.query import (
    Everything,
    In,
    Near,
    Node,
    Not,
    NotNear,
    NotSame,
    Or,
    Phrase,
    Query,
    Range,
    Same,
    SpanNode,
    Value,
    Wildcard,
    edit_distance,
    parse,
    pattern_regex,
)
from search.query.proximity import Pair
from search.query.tree import in_order

MANY = 10_000 if os.environ.get("NEWS_LONG") else 500
TODAY = date(2024, 8, 1)
quietly = settings(deadline=None, suppress_health_check=list(HealthCheck))

SCRAPS = (
    *(
        '"',
        "“",
        "”",
        "(",
        ")",
        "-",
        "=",
        "*",
        "?",
        "~",
        "~2",
        ":",
        ",",
        "..",
        ".",
        "'",
        "’s",
        "/",
        "!",
        "^2",
        "+",
        "&",
        "\t",
    ),
    *(" AND ", " OR ", " NOT ", "AND", "NOT", " w/5 ", " pre/3 ", " NOT w/5 ", "/s", " w/p ", "adj5", "w/", "near"),
    *("caption:", "headline,lead:", "date:", "words:", "lang:", "filephoto:", "captoin:", "2024", "2024-07-01", "-7d"),
    *(
        "caps(",
        "atleast3(",
        "first50(",
        "nocaps",
        "flood",
        "Río",
        "U.S.",
        "1,000",
        "新聞",
        "聞",
        "서울",
        "é",
        "ß",
        "\u0301",
    ),
    *("（", "）", "＊", "～", "　", "\u200d", "\ue000", "ꀀ", "𐌰", "ﬁ", "½", "İ", "\x00", "\u2028", " ", " ", " "),
)
texts = st.one_of(
    st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join),
    st.lists(st.sampled_from(SCRAPS) | st.characters(exclude_categories=["Cs"]), max_size=14).map("".join),
    st.text(max_size=40),
)


def read(text: str) -> Query | None:
    """The query, or None where it is answered with an error; that points into the text and says something."""
    try:
        return parse(text, today=TODAY)
    except QueryError as caught:
        error = caught
    assert 0 <= error.start < error.end <= max(len(text), 1) + 1
    assert error.message
    assert error.pointed()
    return None


@settings(quietly, max_examples=MANY)
@given(texts)
@example('"聞* =新聞 聞 a"')
@example("=漢字 漢字典*")
def test_any_text_is_answered_and_what_is_printed_parses_back(text: str) -> None:
    if query := read(text):
        printed = str(query.tree)
        again = parse(printed, today=TODAY)
        assert again.tree == query.tree, printed
        assert str(again.tree) == printed


def nodes(tree: Node) -> Iterator[Node]:
    yield tree
    for operand in tree.operands:
        yield from nodes(operand)


def writable(node: Node) -> bool:
    """Some trees no text means: a range that ends before it begins, a value under a field, a lone ``*``."""
    if isinstance(node, Range):
        return node.low is None or node.high is None or node.low <= node.high
    if isinstance(node, In) and any(isinstance(inner, Everything | Value | Range) for inner in nodes(node)):
        return False
    return isinstance(node, Phrase) or Wildcard(pattern="*") not in node.operands


@quietly
@given(trees(4))
def test_a_printed_tree_parses_back(tree: Node) -> None:
    assume(all(map(writable, nodes(Not(child=tree)))))
    assert parse(str(tree)).tree == tree


def articles() -> st.SearchStrategy[AnalysedArticle]:
    def analysed(archive: list[Article]) -> AnalysedArticle:
        return analyser().analyse(archive[0])

    return dense_archives().map(analysed)


@quietly
@given(articles(), trees(3), st.sampled_from(FIELDS))
def test_places_and_marks_are_ordered_and_inside(article: AnalysedArticle, tree: Node, fields: tuple[str, ...]) -> None:
    lengths = {(zone.field, zone.number): len(zone.forms) for zone in article.zones}
    marks = tree.marks(article, fields)
    assert marks == in_order(marks)
    if not tree.matches(article, fields):
        assert marks == []
    found = list(marks)
    if isinstance(tree, SpanNode) and tree.is_span:
        places = tree.spans(article, fields)
        assert places == in_order(places)
        assert bool(places) == tree.matches(article, fields)
        assert bool(marks) == bool(places)
        assert all(any(covers(place, mark) for place in places) for mark in marks)
        found += places
    assert all(0 <= span.first <= span.last < lengths[span[:2]] for span in found)


@quietly
@given(articles(), trees(2), st.sampled_from(FIELDS))
def test_not_is_the_rest_and_marks_nothing(article: AnalysedArticle, tree: Node, fields: tuple[str, ...]) -> None:
    opposite = Not(child=tree)
    assert opposite.matches(article, fields) != tree.matches(article, fields)
    assert opposite.marks(article, fields) == []


def covers(whole: Span, part: Span) -> bool:
    return whole[:2] == part[:2] and whole.first <= part.first and part.last <= whole.last


def near(article: AnalysedArticle, pair: Pair, earlier: Span, later: Span) -> bool:
    """The relation as the language defines it, word for word; the two don't overlap, the first stands before."""
    if isinstance(pair, Near | NotNear):
        return later.first - earlier.last <= pair.distance
    assert isinstance(pair, Same | NotSame)
    zone = next(zone for zone in article.zones if (zone.field, zone.number) == earlier[:2])
    return pair.unit == "paragraph" or zone.sentences[earlier.first] == zone.sentences[later.last]


pairs = st.builds(Near, left=spans(1), right=spans(1), distance=st.integers(1, 6), ordered=st.booleans()) | st.builds(
    Same, left=spans(1), right=spans(1), unit=st.sampled_from(("sentence", "paragraph"))
)
exclusions = st.builds(
    NotNear, left=spans(1), right=spans(1), distance=st.integers(1, 6), ordered=st.booleans()
) | st.builds(NotSame, left=spans(1), right=spans(1), unit=st.sampled_from(("sentence", "paragraph")))


@quietly
@given(articles(), pairs)
def test_proximity_is_every_smallest_cover(article: AnalysedArticle, pair: Near | Same) -> None:
    lefts, rights = pair.left.spans(article, FIELDS[1]), pair.right.spans(article, FIELDS[1])
    either = [(a, b) for a in lefts for b in rights if a[:2] == b[:2]]
    if not (isinstance(pair, Near) and pair.ordered):
        either += [(b, a) for a, b in either]
    found = {a._replace(last=b.last) for a, b in either if a.last < b.first and near(article, pair, a, b)}
    smallest = [cover for cover in found if not any(other != cover and covers(cover, other) for other in found)]
    assert pair.spans(article, FIELDS[1]) == in_order(smallest)


@quietly
@given(articles(), exclusions)
def test_exclusion_keeps_what_has_no_other_side_near(article: AnalysedArticle, pair: NotNear | NotSame) -> None:
    lefts, rights = pair.left.spans(article, FIELDS[1]), pair.right.spans(article, FIELDS[1])

    def kept(a: Span) -> bool:
        others = [b for b in rights if a[:2] == b[:2] and a != b]
        apart = [b for b in others if b.last < a.first or a.last < b.first]
        before = [b for b in apart if b.last < a.first and near(article, pair, b, a)]
        after = [b for b in apart if a.last < b.first and near(article, pair, a, b)]
        ordered = isinstance(pair, NotNear) and pair.ordered
        return len(others) == len(apart) and not after and (ordered or not before)

    assert pair.spans(article, FIELDS[1]) == [a for a in lefts if kept(a)]


@quietly
@given(articles(), spans(2), spans(2))
def test_or_has_the_places_of_both(article: AnalysedArticle, left: SpanNode, right: SpanNode) -> None:
    both = Or(children=(left, right)).spans(article, FIELDS[1])
    assert both == in_order([*left.spans(article, FIELDS[1]), *right.spans(article, FIELDS[1])])


letters = st.text("abcd", max_size=6)


@given(letters, letters, st.integers(0, 3))
def test_edit_distance_is_that_of_the_full_table(left: str, right: str, most: int) -> None:
    table = {(i, j): i + j for i in range(len(left) + 1) for j in range(len(right) + 1) if not i or not j}
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and (a, left[i - 2]) == (right[j - 2], b):
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    assert edit_distance(left, right, most) == min(table[len(left), len(right)], most + 1)


def test_many_stars_take_no_time() -> None:
    assert not pattern_regex("*a" * 40 + "b").fullmatch("a" * 2000)


@given(st.text("ab*?", max_size=8), st.text("abc", max_size=8))
def test_a_pattern_fits_as_its_letters_do(pattern: str, form: str) -> None:
    def fits(pattern: str, form: str) -> bool:
        if not pattern:
            return not form
        if pattern[0] == "*":
            return fits(pattern[1:], form) or (form != "" and fits(pattern, form[1:]))
        return form != "" and pattern[0] in ("?", form[0]) and fits(pattern[1:], form[1:])

    assert (pattern_regex(pattern).fullmatch(form) is not None) == fits(pattern, form)
