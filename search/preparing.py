"""A record as read comes in; an article, cleaned and split, goes out, without an id yet.

The middle of the ingest line: cleaning, then the lines or parts that are dropped, then splitting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from search.article import Article, RawArticle, Removal, Repair
from search.cleaning import CLEANING_VERSION, clean, clean_fields
from search.cleaning.boilerplate import boilerplate
from search.cleaning.links import count_gaps
from search.cleaning.look import Look, look
from search.cleaning.repeats import repeats
from search.sources.moments import moment
from search.splitting import Parts, split_lines, split_record
from search.splitting.parts import SPLITTING_VERSION

__all__ = ["PREPARED", "Prepared", "prepare"]

PREPARED = f"{CLEANING_VERSION}.{SPLITTING_VERSION}"
"""Version of what cleaning and splitting make of a record; a record prepared by another version is read again."""

_NAMED = ("headline", "standfirst", "byline", "dateline", "section", "source")
"""Fields of a record that hold one text each."""


class Prepared(Struct, frozen=True, kw_only=True):
    """A record after cleaning and splitting; the article has no id yet."""

    article: Article
    labels: tuple[str | None, ...] = ()
    """For a dump: what each line was taken for (headline, byline, dateline_lead, caption, paragraph, boilerplate,
    duplicate; None for an empty line)."""


class _Made(NamedTuple):
    parts: Parts
    repairs: tuple[Repair, ...]
    removals: list[Removal]
    torn: list[str]
    """Paragraphs that may have lost words with their links."""


def prepare(raw: RawArticle) -> Prepared:
    """Clean and split one record."""
    parts, repairs, removals, torn = _prepare_dump(raw) if raw.text else _prepare_record(raw)
    published, doubt = _published(raw.published, parts.stamps)
    article = Article(
        id="",
        headline=parts.headline,
        byline=parts.byline,
        authors=parts.authors,
        dateline=parts.dateline,
        captions=parts.captions,
        paragraphs=parts.paragraphs,
        section=raw.section,
        source=raw.source,
        url=raw.url,
        published=published,
        language=raw.language,
        origins=(raw.origin,),
        repairs=repairs,
        removals=(*parts.removals, *removals, *doubt),
        gaps=count_gaps([paragraph.text for paragraph in parts.paragraphs], torn),
    )
    return Prepared(article=article, labels=parts.labels)


def _prepare_dump(raw: RawArticle) -> _Made:
    cleaned = clean(raw.text)
    lines = cleaned.text.split("\n")
    repaired = [False] * len(lines)
    for repair in cleaned.repairs:
        repaired[int(repair.place.removeprefix("line ")) - 1] = True
    seen = look(lines, cleaned.encoded)
    dropped = boilerplate(lines, seen=seen)
    for number, original in enumerate(repeats(lines, repaired)):
        if original is not None and not dropped[number]:
            dropped[number] = f"duplicate of line {original + 1}"
    return _Made(split_lines(lines, dropped, seen.pictured), cleaned.repairs, [], _texts(lines, seen.torn))


def _prepare_record(raw: RawArticle) -> _Made:
    raw, repairs = _cleaned_record(raw)
    texts = [paragraph.text for paragraph in raw.paragraphs]
    seen = look(texts)
    removals: list[Removal] = []
    if not raw.id:  # what this package wrote has been through this already
        removals = _removals(texts, seen, {repair.place for repair in repairs})
    if removals:
        gone = {removal.place for removal in removals}
        kept = tuple(p for n, p in enumerate(raw.paragraphs, 1) if f"paragraph {n}" not in gone)
        raw = replace(raw, paragraphs=kept)
    return _Made(split_record(raw), repairs, removals, _texts(texts, seen.torn))


def _texts(lines: Sequence[str], numbers: Iterable[int]) -> list[str]:
    return [lines[number].strip() for number in numbers]


def _cleaned_record(raw: RawArticle) -> tuple[RawArticle, tuple[Repair, ...]]:
    """The record with every text of it cleaned, all of them together."""
    fields = [(name, getattr(raw, name)) for name in _NAMED]
    fields += [("byline", author) for author in raw.authors]
    for number, caption in enumerate(raw.captions, 1):
        fields += (f"caption {number}", caption.text), (f"caption {number}", caption.credit)
    fields += [(f"paragraph {number}", paragraph.text) for number, paragraph in enumerate(raw.paragraphs, 1)]
    texts, repairs = clean_fields(fields)
    if not repairs:
        return raw, ()
    made = iter(texts)
    named: dict[str, Any] = {name: next(made) for name in _NAMED}
    return replace(
        raw,
        **named,
        authors=tuple(next(made) for _ in raw.authors),
        captions=tuple(replace(caption, text=next(made), credit=next(made)) for caption in raw.captions),
        paragraphs=tuple(replace(paragraph, text=next(made)) for paragraph in raw.paragraphs),
    ), repairs


def _removals(texts: Sequence[str], seen: Look, repaired: Collection[str]) -> list[Removal]:
    """The paragraphs that are boilerplate or say again what another says; ``repaired`` are the places mended."""
    again = repeats(texts, [f"paragraph {number}" in repaired for number in range(1, len(texts) + 1)])
    removals = []
    for number, (text, reason, original) in enumerate(zip(texts, boilerplate(texts, seen=seen), again, strict=True), 1):
        why = reason or (f"duplicate of paragraph {original + 1}" if original is not None else "")
        if why and text:
            rule = "boilerplate" if reason else "duplicate"
            removals.append(Removal(rule=rule, place=f"paragraph {number}", text=text, reason=why))
    return removals


def _published(text: str, stamps: Sequence[str]) -> tuple[date | datetime | None, tuple[Removal, ...]]:
    """The time a record gives, or the first its page prints; what can't be read in one way only is listed."""
    if not text.strip():
        return next(filter(None, map(moment, stamps)), None), ()
    found = moment(text)
    if found is not None:
        return found, ()
    reason = "no date that can be read one way only"
    return None, (Removal(rule="date", place="published", text=" ".join(text.split()), reason=reason),)
