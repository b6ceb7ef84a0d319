"""Results, photos or an article come in; a page of HTML goes out: escaped, matches in ``<mark>``, no script, no style.

Every place has its address as ``id`` (``ID``, ``ID#c2``, ``ID#p7``), the same as ``news show`` understands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from search import highlighting
from search.article import Article, Caption
from search.cli.rendering.hits import about, caption_notes, counted
from search.cli.terminal import printable
from search.hits import Hit, Mark, Passage, Photo, Photos, Results

__all__ = ["article_page", "part_page", "photos_page", "results_page"]

Marks = Mapping[tuple[str, int], Sequence[Mark]]
"""Marked stretches by (field, 1-based number)."""


def results_page(results: Results) -> str:
    """The hits, each an ``<article>``; facets as tables."""
    head = counted(results.total, [hit.rank for hit in results.hits], "article")
    tables = [_table(name, values) for name, values in results.facets.items()]
    return _page(results.query, [_p(head), *tables, *map(_hit, results.hits)])


def photos_page(photos: Photos) -> str:
    """The photos, each a ``<figure>``."""
    head = counted(photos.total, [photo.rank for photo in photos.hits], "caption")
    return _page(photos.query, [_p(head), *map(_photo, photos.hits)])


def article_page(article: Article, marks: Marks) -> str:
    """A whole article."""
    byline = article.byline or ", ".join(article.authors)
    body = [
        _part(article, "h", 1, marks),
        *([f'<p class="byline">{_text(byline, marks.get(("byline", 1), ()))}</p>'] if byline else []),
        _p(about(article)),
        *(_part(article, "c", number, marks) for number in range(1, len(article.captions) + 1)),
        *(_part(article, "p", number, marks) for number in range(1, len(article.paragraphs) + 1)),
    ]
    return _page(article.headline, [_article(article, body)])


def part_page(article: Article, letter: str, number: int, marks: Marks) -> str:
    """One part alone: ``h``, ``c`` and the caption's number, or ``p`` and the paragraph's."""
    return _page(article.headline, [_part(article, letter, number, marks)])


def _part(article: Article, letter: str, number: int, marks: Marks) -> str:
    if letter == "h":
        return f'<h1 id="{escape(article.id)}#h">{_text(article.headline, marks.get(("headline", 1), ()))}</h1>'
    if letter == "c":
        found = marks.get(("caption", number), ()), marks.get(("credit", number), ())
        return _figure(article, number, article.captions[number - 1], *found)
    paragraph = article.paragraphs[number - 1]
    inside = _text(paragraph.text, marks.get(("paragraph", number), ()))
    if paragraph.kind == "subhead":
        return f'<h2 id="{escape(article.id)}#p{number}">{inside}</h2>'
    kind = "" if paragraph.kind in {"lead", "body"} else f' class="{paragraph.kind}"'
    return f'<p id="{escape(article.id)}#p{number}"{kind}>{inside}</p>'


def _page(title: str, body: Iterable[str]) -> str:
    lines = ["<!doctype html>", "<html>", '<head><meta charset="utf-8">', f"<title>{_text(title)}</title></head>"]
    return "\n".join([*lines, "<body>", *body, "</body>", "</html>"]) + "\n"


def _article(article: Article, body: Iterable[str]) -> str:
    language = f' lang="{escape(article.language)}"' if article.language else ""
    return "\n".join([f'<article id="{escape(article.id)}"{language}>', *body, "</article>"])


def _hit(hit: Hit) -> str:
    headline = next((passage for passage in hit.passages if passage.place == "headline"), None)
    title = _text(hit.article.headline, headline.marks if headline else ())
    places = [_passage(hit, passage) for passage in hit.passages if passage.place != "headline"]
    more = [_p(f"and {hit.more} more place{'s' * (hit.more > 1)}")] if hit.more else []
    return _article(hit.article, [f"<h2>{title}</h2>", _p(about(hit.article)), *places, *more])


def _passage(hit: Hit, passage: Passage) -> str:
    address = f"{hit.id}#{passage.address}"
    if passage.place == "caption" and passage.caption is not None:
        return _figure(hit.article, passage.number, passage.caption, passage.marks, (), text=passage.text)
    before, after = "… " * bool(passage.offset), "" if passage.whole else " …"
    label = f"<b>{_text(passage.label)}</b>"
    return f'<p id="{escape(address)}">{label} {before}{_text(passage.text, passage.marks)}{after}</p>'


def _photo(photo: Photo) -> str:
    figure = _figure(photo.article, photo.number, photo.caption, photo.marks, photo.credit_marks)
    return f"{figure}\n{_p(f'{photo.article.headline} | {about(photo.article)}')}"


def _figure(
    article: Article,
    number: int,
    caption: Caption,
    marks: Sequence[Mark],
    credit_marks: Sequence[Mark],
    *,
    text: str | None = None,
) -> str:
    shown = _text(caption.text if text is None else text, marks)
    credit = f"<cite>{_text(caption.credit, credit_marks)}</cite>" if caption.credit else ""
    notes = f"<small>{_text(caption_notes(caption, with_credit=False))}</small>"
    inside = " ".join(part for part in (shown, credit, notes) if part and part != "<small></small>")
    return f'<figure id="{escape(article.id)}#c{number}"><figcaption>{inside}</figcaption></figure>'


def _table(name: str, values: Iterable[tuple[str, int]]) -> str:
    rows = "".join(f"<tr><td>{_text(value)}</td><td>{count}</td></tr>" for value, count in values)
    return f"<table><caption>{_text(name)}</caption>{rows}</table>"


def _p(text: str) -> str:
    return f"<p>{_text(text)}</p>"


def _text(text: str, marks: Sequence[Mark] = ()) -> str:
    return highlighting.html(printable(text), marks)
