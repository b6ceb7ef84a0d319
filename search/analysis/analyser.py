"""An article comes in; the same article as zones of words, with its other values and its stemmer, goes out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC
from itertools import pairwise

from search.analysis.records import AnalysedArticle, Zone
from search.analysis.sentence_rules import sentence_starts
from search.analysis.stems import language_name, stemmer
from search.analysis.word_rules import split_words
from search.article import Article, Dateline

REMEMBERED_STEMS = 500_000
"""Forms whose stem an analyser remembers before it starts anew: the vocabulary of about a million articles."""

_PROSE = frozenset({"caption", "paragraph"})  # the other zones are one sentence each


class Analyser:
    """Turns articles into words: the one analyser of index, query and highlighter.

    ``language``: a Snowball language or its ISO 639-1 code, or ``none``; OptionError for any other.

    >>> Analyser("none").zone("headline", 1, "Mayor's U.S. visit").forms
    ('mayor', 'us', 'visit')
    """

    def __init__(self, language: str = "english") -> None:
        self.language = language_name(language)
        self._stems: dict[str, str] = {}

    def __reduce__(self) -> tuple[type[Analyser], tuple[str]]:
        # Worker processes make their own memory of stems.
        return Analyser, (self.language,)

    def stem(self, form: str) -> str:
        """The stem of a form; a form the stemmer would leave nothing of is its own stem."""
        stem = self._stems.get(form)
        if stem is None:
            if len(self._stems) >= REMEMBERED_STEMS:
                self._stems.clear()
            stem = self._stems[form] = stemmer(self.language)(form) or form
        return stem

    def analyse(self, article: Article) -> AnalysedArticle:
        """The article as the query tree judges it and as an engine is fed."""
        zones = tuple(zone for zone in self._zones(article) if zone.forms)
        return AnalysedArticle(article=article, zones=zones, values=_values(article, zones), stem=self.stem)

    def zone(
        self,
        field: str,
        number: int,
        text: str,
        *,
        kind: str = "",
        lead: bool = False,
        story_offset: int | None = None,
    ) -> Zone:
        """One text as a zone; ``number`` counts from 1."""
        found = split_words(text)
        return Zone(
            field=field,
            number=number,
            text=text,
            kind=kind,
            lead=lead,
            story_offset=story_offset,
            forms=found.forms,
            starts=found.starts,
            ends=found.ends,
            sentences=_sentence_numbers(text, found.starts) if field in _PROSE else (0,) * len(found.forms),
            cases=found.cases,
        )

    def _zones(self, article: Article) -> Iterator[Zone]:
        """All zones in the order of ``search.fields.ZONE_FIELDS``, empty ones included."""
        yield self.zone("headline", 1, article.headline)
        captions = list(enumerate(article.captions, 1))
        for number, caption in captions:
            yield self.zone("caption", number, caption.text)
        for field in ("credit", "photographer", "agency", "place"):
            for number, caption in captions:
                if text := getattr(caption, field):
                    yield self.zone(field, number, text)
        yield self.zone("byline", 1, article.byline or ", ".join(article.authors))
        if article.dateline:
            yield self.zone("dateline", 1, _dateline_text(article.dateline))
        yield from self._paragraphs(article)
        yield self.zone("section", 1, article.section)
        yield self.zone("source", 1, article.source)

    def _paragraphs(self, article: Article) -> Iterator[Zone]:
        words = paragraphs = 0
        for number, paragraph in enumerate(article.paragraphs, 1):
            if paragraph.kind not in {"lead", "body"}:
                yield self.zone("paragraph", number, paragraph.text, kind=paragraph.kind)
                continue
            zone = self.zone(
                "paragraph", number, paragraph.text, kind=paragraph.kind, lead=paragraphs < 2, story_offset=words
            )
            paragraphs += 1
            words += len(zone.forms)
            yield zone


def _dateline_text(dateline: Dateline) -> str:
    if dateline.printed:
        return dateline.printed
    return f"{dateline.place} ({dateline.agency})" if dateline.agency else dateline.place


def _sentence_numbers(text: str, starts: tuple[int, ...]) -> tuple[int, ...]:
    """For words that begin at ``starts``, the number of the sentence each stands in."""
    edges = [0, *(bisect_left(starts, edge) for edge in sentence_starts(text)[1:]), len(starts)]
    numbers: list[int] = []
    for number, (first, last) in enumerate(pairwise(edges)):
        numbers += [number] * (last - first)
    return tuple(numbers)


def _values(article: Article, zones: tuple[Zone, ...]) -> dict[str, tuple[int | str, ...]]:
    """The values of every keyword, date, number and flag field."""
    added = article.added
    if added and added.tzinfo:
        added = added.astimezone(UTC)
    return {
        "shot": tuple(caption.shot.toordinal() for caption in article.captions if caption.shot),
        "filephoto": tuple(int(caption.filephoto) for caption in article.captions),
        "url": (article.url.casefold(),) if article.url else (),
        "words": (sum(len(zone.forms) for zone in zones if zone.field == "paragraph"),),
        "date": (article.day.toordinal(),) if article.day else (),
        "added": (added.toordinal(),) if added else (),
        "lang": (article.language.casefold(),) if article.language else (),
        "id": (article.id.casefold(),),
    }
