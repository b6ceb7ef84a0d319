"""The lines of one Nexis document come in (old or new layout); a RawArticle goes out.

Labels are English, German or French.  Old layout: source and date centred at the head, the headline, ``BYLINE:`` and
other labels in capitals, the body, then labels again (``GRAPHIC:`` holds the captions).  New layout: headline, source,
date and copyright line by line, labels with a no-break space, a line ``Body``, and ``End of Document``.  A cover page
may stand before the first document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.article import Origin, RawArticle, RawParagraph
from search.sources.captions import exported_caption
from search.sources.paragraphs import paragraphs_of

_LABELS: dict[str, tuple[str, ...]] = {
    "headline": ("HEADLINE", "ÜBERSCHRIFT", "TITRE"),
    "byline": ("BYLINE", "AUTOR", "AUTOREN", "VERFASSER", "AUTEUR", "AUTEURS"),
    "section": ("SECTION", "RUBRIK", "RESSORT", "RUBRIQUE"),
    "length": ("LENGTH", "LÄNGE", "LONGUEUR", "LENGTHS"),
    "dateline": ("DATELINE", "ORTSZEILE", "LIEU"),
    "standfirst": ("HIGHLIGHT", "HIGHLIGHTS", "ZUSAMMENFASSUNG", "ENCART", "CHAPEAU"),
    "body": ("BODY", "TEXT", "HAUPTTEXT", "HAUPTTEIL", "CORPS", "TEXTE"),
    "captions": ("GRAPHIC", "GRAPHICS", "GRAFIK", "GRAFIKEN", "ILLUSTRATION", "GRAPHIQUE", "PHOTO", "CAPTION"),
    "language": ("LANGUAGE", "SPRACHE", "LANGUE"),
    "source": ("PUBLICATION", "QUELLE"),
    "note": ("CORRECTION", "CORRECTION-DATE", "KORREKTUR"),
    "other": (
        "LOAD-DATE", "LADEDATUM", "UPDATE", "DATE-CHARGEMENT", "DATE DE CHARGEMENT", "PUBLICATION-TYPE",
        "PUBLIKATIONSTYP", "TYPE-PUBLICATION", "TYPE DE PUBLICATION", "JOURNAL-CODE", "ZEITUNGS-CODE", "CODE-REVUE",
        "SUBJECT", "CLASSIFICATION", "KLASSIFIKATION", "SÉRIE", "SERIES", "TYPE", "COPYRIGHT", "ACC-NO", "DOC-ID",
        "GEOGRAPHIC", "INDUSTRY", "COMPANY", "ORGANIZATION", "PERSON", "COUNTRY", "CITY", "STATE", "TICKER", "URL",
        "NOTES", "DISTRIBUTION", "PAGE", "SEITE",
    ),
}  # fmt: skip
_FIELD = {label: field for field, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(r"\s{0,3}([A-ZÄÖÜÉÈa-zäöüéè]+(?:[- ][A-Za-zäöüéè]+){0,2})[ \u00a0]?:(?:[ \u00a0]+(\S.*))?\s*$")
_ALONE = frozenset(
    (
        "BODY",
        "GRAPHIC",
        "CLASSIFICATION",
        "HAUPTTEXT",
        "HAUPTTEIL",
        "CORPS",
        "GRAFIK",
        "TEXT",
        "ILLUSTRATION",
        "KLASSIFIKATION",
    )
)
_HEAD = frozenset(("head", "section", "length", "byline", "dateline"))
"""Fields that stand above the story."""
_AFTER_BODY = frozenset(("captions", "language", "other", "note", "source"))
_LISTED = re.compile(r"\d{1,4}\.\s+(\S.*)$")
_DATE = re.compile(
    r"(?=.*\b(?:19|20)\d\d\b)(?=.*(?:[^\W\d_]{3,}|\d[./]\d))(?=.*\b\d{1,2}(?:[ .,/]|st|nd|rd|th|er)).{6,70}$"
)
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\)|All Rights Reserved|Alle Rechte|Tous droits)", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:Page|Seite) \d+ (?:of|von) \d+|Link to (?:Image|PDF)|Bluebook Citation.*|\[\s*(?:Image|PDF)?\s*\]",
    re.IGNORECASE,
)


def document(lines: Sequence[str], origin: Origin) -> RawArticle | None:
    """The article a document holds; None for a stretch without any label (a cover page)."""
    # The no-break spaces stay until the labels are found, which they mark.
    lines = [line.rstrip(" ") for line in lines if not _FURNITURE.fullmatch(line.strip())]
    parts, head, labelled = _parts(lines)
    if not labelled:
        return None
    headline, source, published = _head(head)
    parts = {field: [line.replace("\u00a0", " ") for line in values] for field, values in parts.items()}
    return RawArticle(
        origin=origin,
        headline=_joined(parts, "headline") or headline,
        standfirst=_joined(parts, "standfirst"),
        byline=_joined(parts, "byline"),
        dateline=_joined(parts, "dateline"),
        captions=tuple(map(exported_caption, paragraphs_of("\n".join(parts.get("captions", []))))),
        paragraphs=tuple(
            RawParagraph(text=text, kind="note" if field == "note" else None)
            for field in ("body", "note")
            for text in paragraphs_of("\n".join(parts.get(field, [])))
        ),
        section=_joined(parts, "section"),
        source=source or _joined(parts, "source"),
        published=published,
        language=_joined(parts, "language"),
    )


def _parts(lines: Sequence[str]) -> tuple[dict[str, list[str]], list[str], bool]:
    """Field -> its lines; the lines before the first label; and whether there was a label."""
    parts: dict[str, list[str]] = {}
    head: list[str] = []
    field, ended = "head", False
    for line in lines:
        found = _label(line, in_head=field in _HEAD and any(map(_DATE.match, map(str.strip, head))))
        if found and not (ended and found[0] not in _AFTER_BODY):
            field, rest = found
            ended = ended or field in _AFTER_BODY
            if rest:
                parts.setdefault(field, []).append(rest)
            else:
                parts.setdefault(field, [])
        elif field == "head":
            head.append(line)
        elif not line.strip() and field in _LABELS and field not in {"body", "captions", "note"} and not ended:
            field = (
                "body" if parts.get(field) else field
            )  # a blank line ends a label's value; what follows is the story
        else:
            parts.setdefault(field, []).append(line)
    return parts, head, bool(parts.keys() - {"body"}) or "body" in parts


def _label(line: str, *, in_head: bool) -> tuple[str, str] | None:
    """The field a line is labelled with and the rest of it; above the story a label need not look like one."""
    if line.strip().upper() in _ALONE and not line.startswith("    "):
        return _FIELD[line.strip().upper()], ""
    match = _LABEL.match(line)
    name = match[1].upper() if match else ""
    if match and in_head and _FIELD.get(name) in _HEAD:
        return _FIELD[name], match[2] or ""
    if not match or name not in _FIELD or not (match[1].isupper() or ":\u00a0" in line or line.endswith(":")):
        return None  # in the new layout a no-break space follows; a sentence may begin "Notes: " too
    return _FIELD[name], match[2] or ""


def _head(lines: list[str]) -> tuple[str, str, str]:
    """Headline, source and date from the lines before the first label, in either layout."""
    lines = _below_cover(lines)
    texts = [line.strip() for line in lines]
    dates = [number for number, text in enumerate(texts) if _DATE.match(text) and not _COPYRIGHT.search(text)]
    if not dates:
        blocks = _blocks(texts)
        return (blocks[-1] if blocks else ""), (blocks[0] if len(blocks) > 1 else ""), ""
    day = dates[-1]
    source = next((text for text in reversed(texts[:day]) if text and not _COPYRIGHT.search(text)), "")
    after = [block for block in _blocks(texts[day + 1 :]) if not _COPYRIGHT.search(block)]
    if after and _is_centred(lines[day]):  # the old layout: the headline stands below, editions are centred too
        left = [
            block
            for block in _blocks(
                [text if not _is_centred(line) else "" for line, text in zip(lines, texts, strict=True)][day + 1 :]
            )
            if not _COPYRIGHT.search(block)
        ]
        return (left or after)[-1], source, texts[day]
    before = texts[: texts.index(source)] if source else []
    blocks = _blocks(before)
    return (blocks[-1] if blocks else ""), source, texts[day]


def _below_cover(lines: list[str]) -> list[str]:
    """The lines below a cover page, which lists the documents by number: the first listed begins where it is repeated.

    In Word files no blank line stands between the two.
    """
    texts = [line.strip() for line in lines]
    listed = {match[1] for text in texts if (match := _LISTED.match(text))}
    start = next((number for number in range(len(texts) - 1, -1, -1) if texts[number] in listed), 0)
    return lines[start:]


def _is_centred(line: str) -> bool:
    return line.startswith("    ")


def _blocks(texts: list[str]) -> list[str]:
    """Lines joined where no blank line is between them."""
    return [" ".join(block.split("\n")) for block in re.split(r"\n{2,}", "\n".join(texts).strip("\n")) if block.strip()]


def _joined(parts: dict[str, list[str]], field: str) -> str:
    return " ".join(" ".join(parts.get(field, [])).split())
