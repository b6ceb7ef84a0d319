"""Records and what became of them come in; the counts of a run go out, and sentences on what its user should know."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct, field

from search.analysis.stems import LANGUAGES
from search.article import Origin

__all__ = ["Outcome", "Report", "notes"]

Outcome: TypeAlias = Literal["added", "updated", "unchanged", "duplicates", "rejected"]

_EXAMPLES = 3
"""Dates in doubt that are named in the note about them; each article lists its own among its removals."""


class Report(Struct, kw_only=True):
    """What a run did: ``seen == added + updated + unchanged + duplicates + rejected``."""

    seen: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    """Records whose text another record already brought; the article then has two origins."""
    rejected: int = 0
    pruned: int = 0
    """Articles dropped because their sources are gone."""
    gone: int = 0
    """Articles kept though no source that was read holds them any more."""
    hidden: int = 0
    """Hidden files passed over."""
    articles: int = 0
    """Articles in the archive afterwards."""
    rejects: str = ""
    """Path of the file that lists every rejected record, or empty."""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Records that were not rejected by (``Origin.format``, ``Origin.encoding``)."""
    languages: Counter[str] = field(default_factory=Counter)
    """New and changed records by their language (ISO 639-1); empty where it is not known."""
    doubtful_dates: int = 0
    """New and changed records whose date can't be read in one way only, so that it is left empty."""
    doubts: tuple[str, ...] = ()
    """The first of them: the date as printed, and where."""

    @property
    def formats(self) -> dict[str, int]:
        """Records read by format, the most frequent first."""
        return _summed((kind, count) for (kind, _), count in self.read.items())

    @property
    def encodings(self) -> dict[str, int]:
        """Records read by encoding (Python's name), the most frequent first; formats without one are left out."""
        return _summed((_encoding(name), count) for (_, name), count in self.read.items() if name)

    @property
    def encodings_by_format(self) -> dict[str, dict[str, int]]:
        """``encodings`` of each of the ``formats``."""
        return {
            kind: _summed((_encoding(name), count) for (its, name), count in self.read.items() if its == kind and name)
            for kind in self.formats
        }

    @property
    def broken(self) -> int:
        """Records with bytes that mean nothing in their encoding; U+FFFD stands for them."""
        return sum(count for (_, name), count in self.read.items() if "," in name)

    def doubt(self, printed: str, origin: Origin) -> None:
        """Count a date that is left empty."""
        self.doubtful_dates += 1
        if self.doubtful_dates <= _EXAMPLES:
            place = ", ".join(filter(None, (origin.path.rpartition("/")[2], origin.member, origin.record)))
            self.doubts += (f"{printed!r} ({place})",)


def notes(report: Report, language: str) -> Iterator[str]:
    """What should be said at the end of a run into an archive whose words are stemmed as ``language``."""
    yield from _strange_language(report.languages, language)
    if report.broken:
        yield (
            f"{report.broken:,} of {report.read.total():,} records hold bytes that mean nothing in the encoding they "
            "were read as; where another one is right, name it with --encoding"
        )
    if report.doubtful_dates:
        more = ", ..." if report.doubtful_dates > len(report.doubts) else ""
        yield (
            f"{report.doubtful_dates:,} dates can't be read in one way only and are left empty: "
            f"{', '.join(report.doubts)}{more} (--days dmy or --days mdy says what 3/4/2024 means)"
        )


def _strange_language(met: Counter[str], language: str) -> Iterator[str]:
    """A sentence where most of what a run took in is not in the language whose words the archive stems."""
    known = sum(count for code, count in met.items() if code)
    others = [(count, code) for code, count in met.items() if code and LANGUAGES.get(code, code) != language]
    abroad = sum(count for count, _ in others)
    if language != "none" and 2 * abroad > known:
        count, code = max(others)
        most = f"{LANGUAGES.get(code, code)}: {count:,}"
        yield (
            f"the archive's language is {language}, but {abroad:,} of {known:,} articles are in another ({most}); "
            "inflected words are found in an archive of their own language"
        )


def _encoding(name: str) -> str:
    """Python's own name of an encoding a source may have by another; what was replaced is left out."""
    name = name.partition(",")[0]
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _summed(counts: Iterator[tuple[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for name, count in counts:
        found[name] += count
    return dict(found.most_common())
