"""Captions that matched come in; the list people read goes out: each photo with its credit, day and article."""

from __future__ import annotations

from search.cli.rendering.hits import about, caption_notes, counted
from search.cli.terminal import Screen, screen
from search.hits import Photo, Photos

__all__ = ["text"]


def text(photos: Photos) -> str:
    """All of it: the count, then photo by photo."""
    view = screen()
    ranks = [photo.rank for photo in photos.hits]
    return (
        "\n\n".join([counted(photos.total, ranks, "caption"), *(_photo(photo, view) for photo in photos.hits)]) + "\n"
    )


def _photo(photo: Photo, view: Screen) -> str:
    caption = photo.caption
    lines = [view.block(f"{photo.rank}.", caption.text or "(no caption)", photo.marks)]
    if caption.credit:
        lines.append(view.block("Photo:", caption.credit, photo.credit_marks, indent=2))
    named = [("photographer:", caption.photographer), ("agency:", caption.agency)]
    lines += [view.block(label, value, indent=2) for label, value in named if value]
    if notes := caption_notes(caption, with_credit=False):
        lines.append(view.block("", notes, indent=2))
    article = photo.article
    lines.append(view.block("", f"{article.headline or '(no headline)'} | {about(article)}#c{photo.number}", indent=2))
    return "\n".join(lines)
