"""Labelled texts and what cleaning and splitting made of them come in; scores in per cent go out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Levenshtein

Record = Mapping[str, Any]

LABELS = ("headline", "byline", "dateline_lead", "caption", "paragraph", "boilerplate", "duplicate")
LOSSY = ("gbk_ignore", "gbk_replace", "gbk_question", "gb18030_ignore")
"""Kinds of damage whose lost and kept bytes are scored apart."""

_MARKS = str.maketrans("“”„«»‘’‚—–‑\u00a0", '"""""\'\'\'--- ')
_LABEL_WORD = re.compile(
    r"(?i)^(((image|picture|photo|photograph|illustration|video)?\s*credits?|photographs?|photos?|images?|pictures?"
    r"|illustration|copyright|source|courtesy)\b\s*(by|of|via|courtesy of)?\b|©|by\b|care of\b)\s*[:.]*\s*"
)
_BYLINE_WORD = re.compile(r"(?i)^(by|written by:?|author of the article:?( by)?|article by|story by)\b[:\s]*")


class Tally:
    """Counts of right answers among all, by measure."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def add(self, measure: str, right: float, asked: int = 1) -> None:
        """Count ``right`` of ``asked`` more."""
        self.right[measure] += int(right)
        self.asked[measure] += asked

    def percent(self) -> dict[str, float]:
        """The share of right answers of every measure that was asked."""
        return {name: 100 * self.right[name] / count for name, count in self.asked.items() if count}


def plain(text: str) -> str:
    """A text as it is compared: NFC, no-break spaces as spaces."""
    return unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u202f", " "))


def key(text: str | None) -> str:
    """A text as it is compared where quotes and dashes may differ in style."""
    folded = unicodedata.normalize("NFKC", text or "").translate(_MARKS)
    return re.sub(r"\s+", " ", folded).strip()


def caption_key(text: str | None) -> str:
    return re.sub(r"^FILE ?[-:] ?", "", key(text)).rstrip(" .")


def credit_key(text: str | None) -> str:
    credit = key(text)
    while len(credit) > 1 and credit[0] in "([" and credit[-1] in ")]":
        credit = credit[1:-1].strip()
    return re.sub(r"\s*/\s*", "/", _LABEL_WORD.sub("", credit)).strip(" ;.").casefold()


def byline_key(text: str | None) -> str:
    return _BYLINE_WORD.sub("", key(text)).casefold()


def score_mojibake(records: Iterable[Record], repair: Callable[[str], str]) -> dict[str, float]:
    """Exact recovery of every kind of damage; of the lossy ones also the places that lost or kept bytes."""
    tally = Tally()
    for record in records:
        original, got = plain(record["original"]), plain(repair(record["damaged"]))
        tally.add(f"mojibake {record['kind']} exact", got == original)
        if record["kind"] in LOSSY:
            wrong = _wrong_places(original, got)
            lost = set(record["lost"])
            kept = set(record["affected"]) - lost
            tally.add("mojibake gbk lost", len(lost - wrong), len(lost))
            tally.add("mojibake gbk kept", len(kept - wrong), len(kept))
    return tally.percent()


def _wrong_places(original: str, got: str) -> set[int]:
    wrong: set[int] = set()
    for edit in Levenshtein.opcodes(original, got):
        if edit.tag in {"replace", "delete"}:
            wrong.update(range(edit.src_start, edit.src_end))
    return wrong


def count_changed(records: Iterable[Record], repair: Callable[[str], str]) -> int:
    """How many sound texts are changed."""
    return sum(plain(repair(record["text"])) != plain(record["text"]) for record in records)


def score_dumps(records: Iterable[Record], split: Callable[[str], Any], field: str) -> dict[str, float]:
    """Labels (macro F1) and parts of dumps; ``split`` gives a ``search.indexing.Prepared`` for a text."""
    tally = Tally()
    hits, claims, wants = Counter[str](), Counter[str](), Counter[str]()
    for record in records:
        prepared = split(record[field])
        for line, label in zip(record["lines"], prepared.labels, strict=True):
            if line["label"] is not None:
                want = label if label in line.get("accept", ()) else line["label"]
                wants[want] += 1
                claims[label] += 1
                hits[want] += label == want
        _score_parts(tally, record["gold"], prepared.article)
    f1 = [2 * hits[name] / (claims[name] + wants[name] or 1) for name in LABELS]
    scores = {"labels F1": 100 * sum(f1) / len(f1), **tally.percent()}
    return {f"{field} {name}": value for name, value in scores.items()}


def _score_parts(tally: Tally, gold: Record, article: Any) -> None:
    tally.add("headline", key(article.headline) == key(gold["headline"]))
    if gold["byline"]:
        tally.add("byline", byline_key(article.byline) == byline_key(gold["byline"]))
    if gold["dateline"]:
        place = article.dateline.place if article.dateline else ""
        tally.add("dateline place", key(place).casefold() == key(gold["dateline"]["place"]).casefold())
    left = list(article.captions)
    for caption in gold["captions"]:
        _score_caption(tally, caption, left, article.captions)
    optional = {key(text) for text in gold["optional"] + gold["summary"]}
    wanted = Counter(map(key, gold["paragraphs"]))
    given = Counter(key(paragraph.text) for paragraph in article.paragraphs)
    counted = {text: count for text, count in given.items() if text not in optional or text in wanted}
    tally.add("paragraphs", wanted == Counter(counted))


def _score_caption(tally: Tally, gold: Record, left: list[Any], every: Sequence[Any]) -> None:
    same = [mine for mine in left if caption_key(mine.text) == caption_key(gold["text"])]
    exact = [mine for mine in same if credit_key(mine.credit) == credit_key(gold["credit"])]
    hit = next(iter(exact or same), None)
    tally.add("caption text", hit is not None)
    if hit is not None:
        left.remove(hit)
    else:
        printed = key(gold["printed"])
        hit = next((mine for mine in every if printed.startswith(key(mine.text)[:60] or "\0")), None)
    if gold["credit"] and gold["credit_form"] != "bare":
        tally.add("credit", hit is not None and credit_key(hit.credit) == credit_key(gold["credit"]))
