"""A record as read comes in; what it is to a store goes out: its article, as the store keeps it, and its digests.

All of it depends on the record alone, so worker processes do it; only whether it is new is for the store to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from search.article import Article, BadRecord, Origin, RawArticle
from search.article_json import completed, read, tail, text_digest
from search.habits import Habits, without
from search.language import LANGUAGE_VERSION, detected
from search.preparing import PREPARED, prepare
from search.rows import Key, KnownOrigin
from search.sources import Limits, ReadOptions
from search.sources.source import READING_VERSION, LimitExceeded, reading_of

__all__ = ["MADE_BY", "Known", "Refined", "Refining", "batches", "made_by", "refine", "refined", "same"]

MADE_BY = f"{PREPARED}.{LANGUAGE_VERSION}.{READING_VERSION}"
"""Version of what is made of a record; one that another version made is made again."""

Known = Callable[[Sequence[Key]], Mapping[Key, KnownOrigin]]
"""What the store knows of records, by their keys."""

_AT_ONCE = 50
"""Records looked up together ..."""
_LETTERS = 1 << 20
"""... as long as they are no longer than this."""

_Item = TypeVar("_Item")


class Refined(Struct, frozen=True, kw_only=True, tag=True):
    """A record, and what was made of it."""

    origin: Origin
    id: str = ""
    """Of a record this package wrote."""
    tail: bytes = b""
    """The article (``search.article_json.tail``); empty where no text was left of it."""
    words: bytes = b""
    """``text_digest`` of the article."""
    language: str = ""
    doubt: str = ""
    """Its date as printed, where that can be read in more ways than one, or in none."""
    known: bool = False
    """The store has this record as it is, so nothing was made of it."""

    @property
    def article(self) -> Article:
        """The article, without its times and origins."""
        return read(completed(self.tail, self.id, None))


class Refining(Struct, frozen=True, kw_only=True):
    """How records are refined; the same for every record of a run."""

    habits: Habits
    limits: Limits
    made_by: str = MADE_BY
    """See ``made_by``."""

    @classmethod
    def of(cls, options: ReadOptions, habits: Habits) -> Self:
        """How the records read with these options are refined."""
        return cls(habits=habits, limits=options.limits, made_by=made_by(options))

    def __call__(self, raw: RawArticle) -> Refined | BadRecord:
        """The record, refined; a BadRecord where it is no article but a whole shelf, or something in it fails us."""
        texts = [raw.headline, raw.text, *[p.text for p in raw.paragraphs], *[c.text for c in raw.captions]]
        limit = self.limits.article_letters
        if sum(map(len, texts)) > limit:  # it would fill the memory
            told = LimitExceeded("its text is longer than an article may be", "article_letters", limit)
            return BadRecord(origin=raw.origin, reason=str(told))
        try:
            return refine(raw, self.habits)
        except Exception as error:  # noqa: BLE001 - a record nobody foresaw costs itself alone
            return BadRecord(origin=raw.origin, reason=f"cleaning failed: {type(error).__name__}: {error}"[:300])


def refine(raw: RawArticle, habits: Habits) -> Refined:
    """Clean, split and write down one record."""
    article = without(prepare(raw).article, habits)
    if not article.language and not raw.id:  # what this package wrote stays as it is
        article = replace(article, language=detected(article))
    left = article.headline or article.paragraphs or article.captions
    return Refined(
        origin=raw.origin,
        id=raw.id,
        tail=tail(article) if left else b"",
        words=text_digest(article),
        language=article.language,
        doubt=next((removal.text for removal in article.removals if removal.rule == "date"), ""),
    )


def refined(
    records: Iterable[RawArticle | BadRecord], refining: Refining, known: Known | None
) -> Iterator[Refined | BadRecord]:
    """Each record, refined if the store does not have it as it is; ``known`` None: it has none at all."""
    for some in batches(records, _letters):
        keys = [record.origin.key for record in some if isinstance(record, RawArticle)]
        held = known(keys) if known else {}
        for record in some:
            if isinstance(record, BadRecord):
                yield record
            elif same(held.get(record.origin.key), record.origin, refining.made_by):
                yield Refined(origin=record.origin, known=True)
            else:
                yield refining(record)


def batches(items: Iterable[_Item], letters: Callable[[_Item], int], *, most: int = _AT_ONCE) -> Iterator[list[_Item]]:
    """The items, in order, some at a time: never more than so many, nor more letters than one of them takes over."""
    some: list[_Item] = []
    size = 0
    for item in items:
        some.append(item)
        size += letters(item)
        if len(some) >= most or size >= _LETTERS:
            yield some
            some, size = [], 0
    if some:
        yield some


def _letters(record: RawArticle | BadRecord) -> int:
    return 0 if isinstance(record, BadRecord) else len(record.text) + sum([len(p.text) for p in record.paragraphs])


def made_by(options: ReadOptions) -> str:
    """``MADE_BY``, and what the options add to it that say how a record is to be read."""
    return "+".join(filter(None, (MADE_BY, reading_of(options))))


def same(known: KnownOrigin | None, origin: Origin, made_by: str) -> bool:
    """Whether the record is what the store knows, byte for byte, and would be made into the same article.

    Where no option says how to read it, what an earlier run was told of it stays.
    """
    if known is None or known.sha256 != origin.sha256:
        return False
    return known.prepared == made_by or (made_by == MADE_BY and known.prepared.startswith(f"{MADE_BY}+"))
