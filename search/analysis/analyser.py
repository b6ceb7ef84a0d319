"""An article comes in; the same article as zones of words, with its other values and its stemmer, goes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import TypeAlias

from search.analysis.records import AnalysedArticle, Zone
from search.analysis.stems import language_name, stemmer
from search.article import Article, Dateline

REMEMBERED_STEMS = 500_000
"""Forms whose stem an analyser remembers before it starts anew: the vocabulary of about a million articles."""

STORY = frozenset({"lead", "body"})
"""Kinds of the paragraphs that make up the story."""
_LEADS = 2  # paragraphs of the story that are its lead

ZoneText: TypeAlias = tuple[str, int, str, str, bool]
"""What becomes a zone: field, number, text, paragraph's kind, whether it is a lead."""


class Analyser:
    """Turns articles into words: the one analyser of index, query and highlighter.

    ``language``: a Snowball language or its ISO 639-1 code, or ``none``; OptionError for any other.

    >>> Analyser("en").stem("flooding")
    'flood'
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
        zones = tuple(zone for zone in _zones(article) if zone.forms)
        words = sum(len(zone.forms) for zone in zones if zone.field == "paragraph")
        return AnalysedArticle(article=article, zones=zones, values=values(article, words), stem=self.stem)


def _zones(article: Article) -> Iterator[Zone]:
    """All zones, empty ones included."""
    words = 0
    for field, number, text, kind, lead in zone_texts(article):
        offset = words if kind in STORY else None
        zone = Zone(field=field, number=number, text=text, kind=kind, lead=lead, story_offset=offset)
        words += len(zone.forms) if kind in STORY else 0
        yield zone


def zone_texts(article: Article) -> list[ZoneText]:
    """The texts an article has zones of, in the order of ``search.fields.ZONE_FIELDS``, empty ones included."""
    zones: list[ZoneText] = [("headline", 1, article.headline, "", False)]
    captions = list(enumerate(article.captions, 1))
    zones += [("caption", number, caption.text, "", False) for number, caption in captions]
    for field in ("credit", "photographer", "agency", "place") if captions else ():
        zones += [(field, number, text, "", False) for number, caption in captions if (text := getattr(caption, field))]
    zones.append(("byline", 1, article.byline or ", ".join(article.authors), "", False))
    if article.dateline:
        zones.append(("dateline", 1, _dateline_text(article.dateline), "", False))
    story = 0
    for number, paragraph in enumerate(article.paragraphs, 1):
        story += paragraph.kind in STORY
        lead = story <= _LEADS and paragraph.kind in STORY
        zones.append(("paragraph", number, paragraph.text, paragraph.kind, lead))
    zones.append(("section", 1, article.section, "", False))
    zones.append(("source", 1, article.source, "", False))
    return zones


def _dateline_text(dateline: Dateline) -> str:
    if dateline.printed:
        return dateline.printed
    return f"{dateline.place} ({dateline.agency})" if dateline.agency else dateline.place


def values(article: Article, words: int) -> dict[str, tuple[int | str, ...]]:
    """The values of every keyword, date, number and flag field; ``words``: those of all paragraphs."""
    added = article.added
    if added and added.tzinfo:
        added = added.astimezone(UTC)
    return {
        "shot": tuple(caption.shot.toordinal() for caption in article.captions if caption.shot),
        "filephoto": tuple(int(caption.filephoto) for caption in article.captions),
        "url": (article.url.casefold(),) if article.url else (),
        "words": (words,),
        "date": (article.day.toordinal(),) if article.day else (),
        "added": (added.toordinal(),) if added else (),
        "lang": (article.language.casefold(),) if article.language else (),
        "id": (article.id.casefold(),),
    }
