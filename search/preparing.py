"""A record as read comes in; an article, cleaned and split, goes out, without an id yet.

The middle of the ingest line: cleaning, then the lines or parts that are dropped, then splitting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from search.article import Article, RawArticle, Removal, Repair
from search.article_json import day_or_time
from search.cleaning import CLEANING_VERSION, clean
from search.cleaning.boilerplate import boilerplate
from search.cleaning.links import gaps
from search.cleaning.repeats import repeats
from search.splitting import Parts, split_lines, split_record
from search.splitting.dates import stamp_time
from search.splitting.parts import SPLITTING_VERSION

__all__ = ["PREPARED", "Prepared", "prepare"]

PREPARED = f"{CLEANING_VERSION}.{SPLITTING_VERSION}"
"""Version of what cleaning and splitting make of a record; a record prepared by another version is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A record after cleaning and splitting; the article has no id yet."""

    article: Article
    labels: tuple[str | None, ...] = ()
    """For a dump: what each line was taken for (headline, byline, dateline_lead, caption, paragraph, boilerplate,
    duplicate; None for an empty line)."""


def prepare(raw: RawArticle) -> Prepared:
    """Clean and split one record."""
    parts, repairs, removals = _prepare_dump(raw) if raw.text else _prepare_record(raw)
    published, doubt = _published(raw.published)
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
        published=published or parts.published,
        language=raw.language,
        origins=(raw.origin,),
        repairs=repairs,
        removals=(*parts.removals, *removals, *doubt),
        gaps=sum(len(gaps(paragraph.text)) for paragraph in parts.paragraphs),
    )
    return Prepared(article=article, labels=parts.labels)


def _prepare_dump(raw: RawArticle) -> tuple[Parts, tuple[Repair, ...], list[Removal]]:
    cleaned = clean(raw.text)
    lines = cleaned.text.split("\n")
    repaired = [False] * len(lines)
    for repair in cleaned.repairs:
        repaired[int(repair.place.removeprefix("line ")) - 1] = True
    dropped = boilerplate(lines)
    for number, original in enumerate(repeats(lines, repaired)):
        if original is not None and not dropped[number]:
            dropped[number] = f"duplicate of line {original + 1}"
    return split_lines(lines, dropped), cleaned.repairs, []


def _prepare_record(raw: RawArticle) -> tuple[Parts, tuple[Repair, ...], list[Removal]]:
    found: list[Repair] = []

    def mended(text: str, place: str) -> str:
        if not text:
            return text
        cleaned = clean(text, place=place)
        found.extend(cleaned.repairs)
        return cleaned.text

    captions = tuple(
        replace(caption, text=mended(caption.text, f"caption {n}"), credit=mended(caption.credit, f"caption {n}"))
        for n, caption in enumerate(raw.captions, 1)
    )
    paragraphs = tuple(
        replace(paragraph, text=mended(paragraph.text, f"paragraph {n}"))
        for n, paragraph in enumerate(raw.paragraphs, 1)
    )
    removals: list[Removal] = []
    if not raw.id:  # what this package wrote has been through this already
        texts = [paragraph.text for paragraph in paragraphs]
        reasons = boilerplate(texts)
        again = repeats(texts, [any(r.place == f"paragraph {n}" for r in found) for n in range(1, len(texts) + 1)])
        for number, (reason, original) in enumerate(zip(reasons, again, strict=True)):
            why = reason or (f"duplicate of paragraph {original + 1}" if original is not None else "")
            if why and texts[number]:
                rule = "boilerplate" if reason else "duplicate"
                removals.append(Removal(rule=rule, place=f"paragraph {number + 1}", text=texts[number], reason=why))
        gone = {removal.place for removal in removals}
        paragraphs = tuple(p for n, p in enumerate(paragraphs, 1) if f"paragraph {n}" not in gone)
    named: dict[str, Any] = {
        name: mended(getattr(raw, name), name)
        for name in ("headline", "standfirst", "byline", "dateline", "section", "source")
    }
    clean_raw = replace(
        raw,
        **named,
        captions=captions,
        paragraphs=paragraphs,
        authors=tuple(mended(author, "byline") for author in raw.authors),
    )
    return split_record(clean_raw), tuple(found), removals


def _published(text: str) -> tuple[date | datetime | None, tuple[Removal, ...]]:
    """The time a record gives; what can't be read in one way only is listed, never guessed."""
    text = " ".join(text.split())
    if not text:
        return None, ()
    for reader in (_iso, parsedate_to_datetime, _written):
        try:
            found = reader(text)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            return found, ()
    reason = "no date that can be read one way only"
    return None, (Removal(rule="date", place="published", text=text, reason=reason),)


def _iso(text: str) -> date | datetime:
    """ISO 8601, also without hyphens; a day stays a day."""
    return date.fromisoformat(text) if len(text) <= len("2024-08-02") else day_or_time(text)


def _written(text: str) -> date | datetime | None:
    """A day with its month in words, or in figures that can mean one day only; as many systems write them."""
    parted = re.sub(r"(?<=\d)[-/](?=[^\W\d])|(?<=[^\W\d])[-/](?=\d)", " ", text)  # 26-FEB-1987
    return stamp_time(re.sub(r"^(\d{4})/(\d\d?)/(\d\d?)\b", r"\1-\2-\3", parted))
