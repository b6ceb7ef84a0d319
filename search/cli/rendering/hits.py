"""Results come in; the list of hits people read goes out: what was found, where in the article, and which caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from search.article import Article
from search.cli.terminal import Screen, in_one_line, screen
from search.fields import TIMES
from search.hits import Hit, Passage, Results

__all__ = ["about", "caption_notes", "counted", "facets_text", "text"]

FACET_VALUES = 20
"""How many values of a facet are shown to people; programs get all."""
LONGEST_GAP = 2
"""Years or months without a match up to which each has a line of its own."""


def text(results: Results) -> str:
    """All of it: counts, facets, hits."""
    view = screen()
    summary = counted(results.total, [hit.rank for hit in results.hits], "article")
    parts = [summary, *facets_text(results, view), *(_hit(hit, view) for hit in results.hits)]
    return "\n\n".join(parts) + "\n"


def counted(total: int, ranks: Sequence[int], what: str) -> str:
    """How many were found, and which of them are shown."""
    if not total:
        return "nothing found"
    found = f"1 {what}" if total == 1 else f"{total:,} {what}s"
    if not ranks or (ranks[0] == 1 and ranks[-1] == total):
        return found
    return f"{found}; {ranks[0]:,} to {ranks[-1]:,}" + (f"; more: --offset {ranks[-1]}" if ranks[-1] < total else "")


def facets_text(results: Results, view: Screen) -> Iterator[str]:
    """Each facet as a little table, years and months in their order, with bars."""
    for name, values in results.facets.items():
        yield "\n".join([view.bold(name), *(_facet(name, values, view) if values else ["(no values)"])])


def _facet(name: str, values: Sequence[tuple[str, int]], view: Screen) -> Iterator[str]:
    if name in TIMES:
        yield from _bars(_without_gaps(values), view)
        return
    yield from (f"{count:>8,}  {in_one_line(value)}" for value, count in values[:FACET_VALUES])
    if len(values) > FACET_VALUES:
        yield f"{'':8}  and {len(values) - FACET_VALUES:,} other values"


def _without_gaps(values: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Years (``2024``) or months (``2024-07``) in order; those without a match too, a longer row of them as one."""
    counts = dict(values)
    step = 1 if "-" in min(counts) else 12
    before: int | None = None
    for value in sorted(counts):
        month = _months(value)
        empty = [] if before is None else [_named(gap, step) for gap in range(before + step, month, step)]
        yield from [(f"{empty[0]} to {empty[-1]}", 0)] if len(empty) > LONGEST_GAP else [(gap, 0) for gap in empty]
        yield value, counts[value]
        before = month


def _months(value: str) -> int:
    """How many months before a year or month."""
    year, _, month = value.partition("-")
    return int(year) * 12 + int(month or 1) - 1


def _named(month: int, step: int) -> str:
    return f"{month // 12:04}" + (f"-{month % 12 + 1:02}" if step == 1 else "")


def _bars(values: Iterable[tuple[str, int]], view: Screen) -> Iterator[str]:
    rows = list(values)
    most = max(count for _, count in rows)
    room = min((view.width or 80) - 19, 60)
    for value, count in rows:
        yield f"{count:>8,}  {value:<8}{'#' * max(round(count / most * room), bool(count))}".rstrip()


def _hit(hit: Hit, view: Screen) -> str:
    article = hit.article
    headline = next((p for p in hit.passages if p.place == "headline"), None)
    title = (headline.text, headline.marks) if headline else (article.headline or "(no headline)", ())
    lines = [
        view.block(f"{hit.rank}.", *title),
        view.block("", about(article), indent=2),
        *_passages([p for p in hit.passages if p.place != "headline"], view),
    ]
    if hit.more:
        lines.append(f"  ... and {hit.more} more place{'s' * (hit.more > 1)}")
    return "\n".join(lines)


def about(article: Article) -> str:
    """Who published it, when, in which section, and its id."""
    day = article.day.isoformat() if article.day else "no date"
    return " | ".join(part for part in (article.source, day, article.section, f"id {article.id}") if part)


def _passages(passages: list[Passage], view: Screen) -> Iterator[str]:
    """Each passage with its label; a caption always as a caption, with its credit."""
    captions = {p.number for p in passages if p.place == "caption"}
    credited = {p.number for p in passages if p.place == "credit"}
    for passage in passages:
        yield view.block(f"{passage.label}:", _with_dots(passage), _shifted(passage), indent=2)
        if passage.caption is None:
            continue
        if passage.place == "credit" and passage.number not in captions:
            yield view.block(f"caption {passage.number}:", passage.caption.text, indent=4)
        notes = caption_notes(passage.caption, with_credit=passage.place != "credit" and passage.number not in credited)
        if notes and (passage.place == "caption" or passage.number not in captions):
            yield view.block("", notes, indent=4)


def caption_notes(caption: object, *, with_credit: bool = True) -> str:
    """What is known of a photo beside its caption: credit, file photo, day, place."""
    parts = (
        _credit(getattr(caption, "credit", "")) if with_credit else "",
        "file photo" if getattr(caption, "filephoto", False) else "",
        f"taken {shot.isoformat()}" if (shot := getattr(caption, "shot", None)) else "",
        place if (place := getattr(caption, "place", "")) else "",
    )
    return " | ".join(part for part in parts if part)


def _credit(credit: str) -> str:
    """The credit, told from the caption by a label; many have one of their own (``Picture: ...``)."""
    return credit if not credit or ":" in credit else f"Photo: {credit}"


def _with_dots(passage: Passage) -> str:
    if passage.whole:
        return passage.text
    ends = passage.text.rstrip().endswith((".", "!", "?", '"', "”", "。"))
    return f"{'... ' * bool(passage.offset)}{passage.text}{'' if ends else ' ...'}"


def _shifted(passage: Passage) -> tuple[tuple[int, int], ...]:
    shift = 4 if not passage.whole and passage.offset else 0
    return tuple((start + shift, end + shift) for start, end in passage.marks)
