"""The parts of a Factiva document by their two-letter codes come in; a RawArticle goes out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from search.article import Origin, RawArticle, RawParagraph
from search.sources.captions import exported_caption
from search.sources.languages import language_code

CODES = frozenset(
    re.findall(
        r"\w+",
        "HD BY CR WC PD ET SN SC ED SE VOL PG LA CY CX LP TD ART CT RF CO IN NS RE IPC IPD PUB AN CLM",
    )
)
_WORDS = re.compile(
    r"[\d.,\s]+\s*(?:words?|wörter|mots|palabras|parole|palavras|woorden|слов\w*|字|単語|个字)$", re.IGNORECASE
)
_DAY = re.compile(r"(?=.*\b(?:19|20)\d\d)(?=.*\d{1,2}).{6,40}$")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?: ?[AP]M)?(?: GMT)?$")


def document(parts: Mapping[str, Sequence[str]], origin: Origin) -> RawArticle:
    """The article whose parts are given as code -> paragraphs."""

    def line(code: str) -> str:
        return " ".join(" ".join(parts.get(code, ())).split())

    body = [text for code in ("LP", "TD") for text in parts.get(code, ())]
    return RawArticle(
        origin=origin,
        headline=line("HD"),
        byline=line("BY").removeprefix("作者").strip(),
        captions=tuple(exported_caption(text) for text in parts.get("ART", ()) if text.strip()),
        paragraphs=tuple(RawParagraph(text=" ".join(text.split())) for text in body if text.strip()),
        section=line("SE"),
        source=line("SN"),
        published=" ".join(filter(None, (line("PD"), line("ET")))),
        language=line("LA"),
    )


def parts_of_head(lines: Sequence[str]) -> dict[str, list[str]]:
    """Codes for the lines between headline and text of a document printed without codes, known by their order.

    After the line that counts words come the day, perhaps the hour, the source, its code, a page, the language.
    """
    parts: dict[str, list[str]] = {}
    counts = next((number for number, line in enumerate(lines) if _WORDS.match(line)), len(lines))
    if counts:
        parts["BY"] = [line for line in lines[:counts] if not _DAY.match(line)][:1]
    rest = list(lines[counts + 1 :])
    if rest and _DAY.match(rest[0]):
        parts["PD"] = [rest.pop(0)]
    if rest and _CLOCK.match(rest[0]):
        parts["ET"] = [rest.pop(0)]
    if rest:
        parts["SN"] = [rest.pop(0)]
    parts["LA"] = [line for line in rest if len(line) > 2 and language_code(line)][:1]
    return parts
