"""A structured record comes in; its parts go out: what it gives is kept, what it leaves out is split from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.article import Dateline, Paragraph
from search.splitting import byline as bylines
from search.splitting.caption import fill_caption
from search.splitting.dateline import dateline
from search.splitting.names import as_written
from search.splitting.paragraph import paragraph_kind
from search.splitting.parts import Parts

if TYPE_CHECKING:
    from search.article import RawArticle, RawParagraph


def split_record(raw: RawArticle) -> Parts:
    """Parts of a record whose fields are given; ``raw.text`` is not looked at (see `split_lines`).

    Filled in where empty: a caption's credit, photographer, agency, day and place from its text; the authors from the
    byline; the dateline from the first paragraph; the kinds of paragraphs.
    """
    byline = bylines.strip_label(raw.byline)
    paragraphs = _paragraphs(raw)
    story = next((paragraph.text for paragraph in paragraphs if paragraph.kind in ("lead", "body")), "")
    captions = (fill_caption(caption) for caption in raw.captions if caption.text.strip() or caption.credit.strip())
    return Parts(
        headline=raw.headline.strip(),
        byline=byline or ", ".join(raw.authors),
        authors=tuple(map(as_written, raw.authors)) or (bylines.authors(byline) if byline else ()),
        dateline=_dateline(raw.dateline, story),
        captions=tuple(captions),
        paragraphs=tuple(paragraphs),
    )


def _dateline(printed: str, story: str) -> Dateline | None:
    """The dateline a source keeps apart, or the story's own; of one place, the one that says more."""
    given, own = _given_dateline(printed), dateline(story)
    if given and own and own.place.casefold().startswith(given.place.casefold()) and not (given.agency or given.day):
        return own
    return given or own


def _given_dateline(printed: str) -> Dateline | None:
    """A dateline a source keeps apart: read like a printed one where it is whole, else taken for the place."""
    printed = printed.strip()
    if not printed:
        return None
    read = dateline(f"{printed} — x") or dateline(f"{printed} x")
    if read:
        return Dateline(place=read.place, agency=read.agency, day=read.day, printed=printed)
    return Dateline(place=printed.rstrip(" —–-:"), printed=printed)


def _paragraphs(raw: RawArticle) -> list[Paragraph]:
    given = [paragraph for paragraph in raw.paragraphs if paragraph.text.strip()]
    found: list[Paragraph] = []
    if raw.standfirst.strip() and raw.standfirst.strip() not in {paragraph.text.strip() for paragraph in given}:
        found.append(Paragraph(text=raw.standfirst.strip(), kind="standfirst"))
    has_lead = any(paragraph.kind == "lead" for paragraph in given)
    for place, paragraph in enumerate(given):
        made = _paragraph(paragraph, raw, more=place + 1 < len(given))
        if made.kind == "body" and not has_lead and paragraph.kind is None:
            made, has_lead = Paragraph(text=made.text, kind="lead"), True
        found.append(made)
    return found


def _paragraph(paragraph: RawParagraph, raw: RawArticle, *, more: bool) -> Paragraph:
    text = paragraph.text.strip()
    if paragraph.kind is not None:
        return Paragraph(text=text, kind=paragraph.kind)
    if text == raw.standfirst.strip():
        return Paragraph(text=text, kind="standfirst")
    return Paragraph(text=text, kind=paragraph_kind(text, story_follows=more))
