"""A query tree and an article come in; the passages that show why it matched go out, with exact marks.

Marks come from nothing but the tree's own ``marks``, so they are the same whatever the engine: the words that made the
article match, as printed, never a lone word of a phrase and never a word of a NOT.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from search.analysis import AnalysedArticle, Span, Zone, sentence_starts
from search.analysis.records import PROSE
from search.analysis.word_rules import printed_words
from search.article import Caption
from search.hits import Mark, Passage
from search.query import PHOTO_FIELDS, Fields, Node, Range, Value, caption_views

__all__ = ["html", "marked", "marks", "passages", "whole"]

SHOWN = 320
"""Characters of a passage from which on only the best sentence of a zone is shown: about four lines of a terminal."""
AROUND = 150
"""Characters kept on both sides of the marks in a sentence longer than SHOWN."""


class _Spot(NamedTuple):
    field: str
    attribute: str
    """Of a caption."""


_NAMED_IN = {
    "photographer": _Spot("credit", "credit"),
    "agency": _Spot("credit", "credit"),
    "place": _Spot("caption", "text"),
}
"""What a photo's parts are read from: there they are shown."""

_SHOWN_FIELDS = ("headline", "caption", "credit", "paragraph", "byline", "dateline")


def marks(tree: Node, article: AnalysedArticle, fields: Fields) -> dict[tuple[str, int], tuple[Mark, ...]]:
    """The matched stretches of every zone, by (field, number): ordered, disjoint, in characters of the zone's text."""
    by_zone: dict[tuple[str, int], list[Span]] = {}
    for span in tree.marks(article, fields):
        by_zone.setdefault((span.field, span.number), []).append(span)
    zones = {(zone.field, zone.number): zone for zone in article.zones}
    return {key: _stretches(zones[key], spans) for key, spans in by_zone.items()}


def passages(
    tree: Node, article: AnalysedArticle, fields: Fields, *, limit: int = 3
) -> tuple[tuple[Passage, ...], int]:
    """The best ``limit`` passages, in the order of the article, and how many more there are.

    The headline comes on top of the limit when it is marked.  A matched caption always has a place among the passages.
    Where nothing is marked (a range, a NOT), the captions a condition of photos is true of stand for the article, else
    its first paragraph.
    """
    found = _as_printed(article, marks(tree, article, fields))
    candidates = [
        passage
        for zone in article.zones
        if zone.field in _SHOWN_FIELDS and (zone.field, zone.number) in found
        for passage in [_passage(article, zone, found[zone.field, zone.number])]
    ]
    headline = [passage for passage in candidates if passage.place == "headline"]
    rest = [passage for passage in candidates if passage.place != "headline"]
    if not candidates:
        shown = _photos(tree, article, fields) or _opening(article)
        return tuple(shown[:limit]), len(shown[limit:])
    best = _best(rest, limit)
    captions = _best([passage for passage in rest if passage.place == "caption"], 1)
    if captions and best and not any(passage.place == "caption" for passage in best):
        best[-1] = captions[0]
    places = {(passage.place, passage.number) for passage in best}
    shown = [passage for passage in rest if (passage.place, passage.number) in places]
    return (*headline, *shown), len(rest) - len(shown)


def whole(tree: Node, article: AnalysedArticle, fields: Fields) -> tuple[Passage, ...]:
    """Every zone of the article that has a mark, whole; what names a photo's parts is marked there, too."""
    found = marks(tree, article, fields)
    found |= _as_printed(article, found)
    return tuple(
        _whole(article, zone, found[zone.field, zone.number])
        for zone in article.zones
        if (zone.field, zone.number) in found
    )


def marked(text: str, stretches: Sequence[Mark], mark: Callable[[str], str]) -> str:
    """The text with every marked stretch replaced by ``mark(stretch)``.

    >>> marked("Flood hits port", ((0, 5), (11, 15)), lambda stretch: f"*{stretch}*")
    '*Flood* hits *port*'
    """
    return "".join(mark(piece) if is_marked else piece for piece, is_marked in _pieces(text, stretches))


def html(text: str, stretches: Sequence[Mark]) -> str:
    """The text as HTML: escaped, marked stretches in ``<mark>``.

    >>> html("R&D <grows>", ((4, 11),))
    'R&amp;D <mark>&lt;grows&gt;</mark>'
    """
    from html import escape  # noqa: PLC0415 -- its table of entities is large, and few searches print HTML

    return "".join(
        f"<mark>{escape(piece)}</mark>" if is_marked else escape(piece) for piece, is_marked in _pieces(text, stretches)
    )


def _pieces(text: str, stretches: Sequence[Mark]) -> Iterable[tuple[str, bool]]:
    at = 0
    for start, end in stretches:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def _stretches(zone: Zone, spans: Iterable[Span]) -> tuple[Mark, ...]:
    """Spans of words as characters."""
    return _joined((zone.starts[span.first], zone.ends[span.last]) for span in spans)


def _joined(stretches: Iterable[Mark]) -> tuple[Mark, ...]:
    """In order, overlapping ones made one."""
    merged: list[Mark] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1] - 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _passage(article: AnalysedArticle, zone: Zone, stretches: tuple[Mark, ...]) -> Passage:
    """The zone, or its best sentence where it is long."""
    if len(zone.text) <= SHOWN or zone.field == "headline" or not stretches:
        return _whole(article, zone, stretches)
    start, end = _window(zone, stretches)
    inside = tuple((s - start, e - start) for s, e in stretches if s >= start and e <= end)
    return Passage(
        place=zone.field,
        number=zone.number,
        text=zone.text[start:end],
        marks=inside,
        offset=start,
        whole=False,
        caption=_caption(article, zone),
    )


def _whole(article: AnalysedArticle, zone: Zone, stretches: tuple[Mark, ...]) -> Passage:
    return Passage(
        place=zone.field, number=zone.number, text=zone.text, marks=stretches, caption=_caption(article, zone)
    )


def _caption(article: AnalysedArticle, zone: Zone) -> Caption | None:
    return article.article.captions[zone.number - 1] if zone.field in {"caption", "credit"} else None


def _window(zone: Zone, stretches: tuple[Mark, ...]) -> Mark:
    """The characters of the sentences that hold the most different matched words, cut down when they are too long."""
    sentences = _sentences(zone)
    best = max(sentences, key=lambda sentence: (_different(zone.text, stretches, sentence), -sentence[0]))
    start, end = best
    # A phrase may cross the end of a sentence; it is never cut in two.
    end = max([end, *(mark[1] for mark in stretches if start <= mark[0] < end)])
    while len(zone.text[start:end]) < SHOWN // 2:  # a short sentence is shown with the next
        after = next((s for s in sentences if s[0] >= end), None)
        if after is None or after[1] - start > SHOWN:
            break
        end = after[1]
    if end - start <= 2 * SHOWN:
        return start, end
    first = next(mark for mark in stretches if mark[0] >= start)
    low, high = max(start, first[0] - AROUND), min(end, max(first[1], first[0] + SHOWN) + AROUND)
    return _to_word(zone, low, high)


def _sentences(zone: Zone) -> list[Mark]:
    """Where each sentence that has words begins and ends, spaces left out."""
    text = zone.text
    edges = sentence_starts(text) if zone.field in PROSE else [0]
    # A sentence begins at its first word, or at the quotation mark or bracket that opens it.
    begun = [
        _opened(text, edge, word.start())
        for edge, next_edge in pairwise([*edges, len(text)])
        if (word := _letter().search(text, edge, next_edge))
    ]
    starts = [0, *begun[1:]]
    return [(start, start + len(text[start:end].rstrip())) for start, end in pairwise([*starts, len(text)])]


@cache
def _letter() -> re.Pattern[str]:
    """What a word begins with."""
    return re.compile(r"[^\W_]")


def _opened(text: str, low: int, start: int) -> int:
    while start > low and not text[start - 1].isspace():
        start -= 1
    return start


def _different(text: str, stretches: tuple[Mark, ...], sentence: Mark) -> int:
    low, high = sentence
    return len({text[s:e].casefold() for s, e in stretches if low <= s < high})


def _to_word(zone: Zone, low: int, high: int) -> Mark:
    """Move a window's ends to the nearest ends of words inside it."""
    words = printed_words(zone.text)
    starts = [start for start in words.starts if low <= start < high]
    ends = [end for end in words.ends if low < end <= high]
    return (starts[0], max(ends[-1], starts[0])) if starts and ends else (low, high)


def _best(passages: Sequence[Passage], limit: int) -> list[Passage]:
    """So many of the passages, the best first: those with most words that none before has, then with most marks."""
    if len(passages) <= limit:
        return list(passages)
    left = [_Told(passage, _words(passage)) for passage in passages]
    best: list[Passage] = []
    told: set[str] = set()
    while left and len(best) < limit:
        chosen = left.pop(max(range(len(left)), key=lambda number: left[number].worth(told)))
        best.append(chosen.passage)
        told |= chosen.words
    return best


class _Told(NamedTuple):
    passage: Passage
    words: set[str]

    def worth(self, told: set[str]) -> tuple[int, float]:
        """New matched words count most, then different ones, repeats a little."""
        return len(self.words - told), len(self.words) + min(len(self.passage.marks), 9) / 10


def _words(passage: Passage) -> set[str]:
    return {passage.text[start:end].casefold() for start, end in passage.marks}


def _as_printed(
    article: AnalysedArticle, found: dict[tuple[str, int], tuple[Mark, ...]]
) -> dict[tuple[str, int], tuple[Mark, ...]]:
    """Marks in a photographer, an agency or a photo's place as marks in the credit or caption that names them."""
    shown = {key: stretches for key, stretches in found.items() if key[0] not in _NAMED_IN}
    texts = {(zone.field, zone.number): zone.text for zone in article.zones}
    for (field, number), stretches in found.items():
        if field in _NAMED_IN:
            caption = article.article.captions[number - 1]
            printed: str = getattr(caption, _NAMED_IN[field].attribute)
            start = _small(printed).find(_small(texts[field, number]))
            key = (_NAMED_IN[field].field if start >= 0 else "caption", number)
            moved = [(first + start, last + start) for first, last in stretches] if start >= 0 else []
            shown[key] = _joined([*shown.get(key, ()), *moved])
    return shown


def _small(text: str) -> str:
    """All letters small, each in its place: a name printed in capitals is given as names are written."""
    return text.replace("\u0130", "i").lower()  # the one letter that `str.lower` makes two of


def _photos(tree: Node, article: AnalysedArticle, fields: Fields) -> list[Passage]:
    """The captions for which the tree is true, where it has a condition of photos (taken when, where, by anybody)."""
    conditions = (node for node in tree.walk() if isinstance(node, Range | Value))
    if not any(node.field in PHOTO_FIELDS for node in conditions):
        return []
    matching = {number for number, view in caption_views(article) if tree.matches(view, fields)}
    return [_whole(article, zone, ()) for zone in article.select(("caption",)) if zone.number in matching]


def _opening(article: AnalysedArticle) -> list[Passage]:
    """The story's first paragraph; of an article without a story any other, at worst a caption."""
    story = (zone for zone in article.zones if zone.story_offset is not None)
    others = (zone for name in ("paragraph", "caption") for zone in article.select((name,)))
    zone = next(story, None) or next(others, None)
    if zone is None:
        return []
    return [_passage(article, zone, ())] if len(zone.text) <= SHOWN else [_beginning(article, zone)]


def _beginning(article: AnalysedArticle, zone: Zone) -> Passage:
    start, end = _to_word(zone, 0, SHOWN)
    return Passage(
        place=zone.field, number=zone.number, text=zone.text[start:end], marks=(), offset=start, whole=False,
        caption=_caption(article, zone),
    )  # fmt: skip
