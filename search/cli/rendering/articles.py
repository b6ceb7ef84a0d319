"""One article comes in; the page people read goes out: story, captions taken apart, origins, what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.article import Article, Caption, Origin, Removal
from search.cli.rendering.hits import caption_notes
from search.cli.terminal import Screen
from search.hits import Mark

__all__ = ["article_text", "origins_text", "part_text", "removals_text"]

Marks = Mapping[tuple[str, int], Sequence[Mark]]
"""Marked stretches by (field, 1-based number)."""


def article_text(article: Article, view: Screen, marks: Marks | None = None) -> str:
    """The whole article; every caption and paragraph begins with its address in it (``c2``, ``p7``)."""
    found = marks or {}
    head = view.block("", article.headline or "(no headline)", found.get(("headline", 1), ()))
    parts = ["\n".join([view.bold(head) if not found else head, *_facts(article, view, found)])]
    parts += (_caption(number, caption, view, found) for number, caption in enumerate(article.captions, 1))
    parts += (
        view.block(
            f"p{number}" + (f" {paragraph.kind}" if paragraph.kind not in {"lead", "body"} else ""),
            paragraph.text,
            found.get(("paragraph", number), ()),
        )
        for number, paragraph in enumerate(article.paragraphs, 1)
    )
    if article.gaps:
        parts.append(view.dim(f"Words are missing in the source in {article.gaps} place{'s' * (article.gaps > 1)}."))
    return "\n\n".join(parts)


def _facts(article: Article, view: Screen, found: Marks) -> Iterator[str]:
    when = str(article.published or "")
    byline = article.byline or ", ".join(article.authors)
    dateline = article.dateline.printed if article.dateline else ""
    rows = (
        ("by", byline, "byline"),
        ("dateline", dateline, "dateline"),
        ("published", when, ""),
        ("source", article.source, "source"),
        ("section", article.section, "section"),
        ("language", article.language, ""),
        ("address", article.url, ""),
        ("id", article.id, ""),
    )
    for label, value, field in rows:
        if value:
            yield view.block(f"{label}:", value, found.get((field, 1), ()) if field else (), indent=2)


def _caption(number: int, caption: Caption, view: Screen, found: Marks) -> str:
    lines = [view.block(f"c{number} caption", caption.text, found.get(("caption", number), ()))]
    if caption.credit:
        lines.append(view.block("credit:", caption.credit, found.get(("credit", number), ()), indent=4))
    lines += (
        view.block(f"{label}:", value, found.get((label, number), ()), indent=4)
        for label in ("photographer", "agency")
        if (value := getattr(caption, label))
    )
    if notes := caption_notes(caption, with_credit=False):
        lines.append(view.block("", notes, indent=4))
    return "\n".join(lines)


def part_text(article: Article, letter: str, number: int, view: Screen, marks: Marks | None = None) -> str:
    """One part alone: ``h``, ``c`` and the caption's number, or ``p`` and the paragraph's.

    Raises IndexError where the article has no such part.
    """
    found = marks or {}
    if letter == "h":
        return view.block("", article.headline, found.get(("headline", 1), ()))
    if letter == "c":
        return _caption(number, article.captions[number - 1], view, found)
    return view.block("", article.paragraphs[number - 1].text, found.get(("paragraph", number), ()))


def removals_text(removals: Iterable[Removal], view: Screen) -> str:
    """What was left out of the article, each with its place and reason."""
    blocks = [
        "\n".join(
            [
                view.block(f"{removal.place}:", removal.text, indent=2),
                view.block("", _why(removal), indent=4),
            ]
        )
        for removal in removals
    ]
    return "\n".join([view.bold("Left out"), *blocks]) if blocks else "Nothing was left out."


def _why(removal: Removal) -> str:
    """The rule, unless the reason begins with its name."""
    named = removal.reason.startswith(removal.rule)
    return f"({removal.reason})" if named else f"({removal.rule}: {removal.reason})"


def origins_text(origins: Iterable[Origin], view: Screen) -> str:
    """Where the article was read from."""
    lines = [
        view.block("", " | ".join(_origin_facts(origin)), indent=2)
        for origin in origins
    ]  # fmt: skip
    return "\n".join([view.bold("Read from"), *lines])


def _origin_facts(origin: Origin) -> list[str]:
    facts = [origin.path, origin.member, f"record {origin.record}" if origin.record else "", origin.format]
    facts += [origin.encoding, f"sha256 {origin.sha256[:16]}" if origin.sha256 else ""]
    return [fact for fact in facts if fact]
