"""The first paragraph comes in; the dateline it opens with goes out: place, agency, day."""

from __future__ import annotations

import re

from search.article import Dateline
from search.splitting.names import agency
from search.splitting.signs import holds

LONGEST_PLACE = 48
"""Characters; the longest common form is a city, a region and a country."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = rf"(?:{_MONTH}|{_MONTH.upper()})\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?"
_UPPER = r"[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĠĢĤĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŹŻŽ]"
_CAPITALS = rf"{_UPPER}(?:{_UPPER}|['’.\-]|[ ](?={_UPPER}))*"
# A region after the city may be mixed ("Tenn.", "Northern Ireland"); a city in mixed case needs more proof.
_REGION = rf"{_UPPER}[\w.'’\-]*(?:[ ]{_UPPER}[\w.'’\-]*){{0,3}}"
_MIXED = rf"{_UPPER}[\w.'’\-]*(?:[ ](?:{_UPPER}[\w.'’\-]*|de|del|la|du|upon|am|an|der)){{0,3}}"
_END = r"(?:\s+//\s+|\s*(?:—|–|--|―)\s*|\s+[-_]+\s+|\s*-\s+|\.-\s*)"
_DATELINE = re.compile(
    rf"""
    (?:
      (?P<city>{_CAPITALS})(?P<region>(?:,[ ](?!(?:{_DAY})){_REGION}){{0,2}}|/{_CAPITALS})
      (?:,?[ ]+(?P<day>{_DAY}))?
      (?:,?[ ]*\((?P<agency>[A-Za-z][\w.&/ \-]{{1,40}})\)|,[ ](?P<agency4>[A-Z]{{2,6}}))?
      (?P<end>{_END}|[ ]*:[ ]+|[ ]+\|[ ]+)
    |
      (?P<mixed>{_MIXED}(?:,[ ](?!(?:{_DAY})){_REGION}){{0,2}})
      (?:
         ,[ ]+(?P<mixed_day>{_DAY})(?:,?[ ]*\((?P<agency2>[A-Za-z][\w.&/ \-]{{1,40}})\)|,[ ](?P<agency5>[A-Z]{{2,6}}))?
         (?:{_END}|[ ]*:[ ]+)
       | ,?[ ]*\((?P<agency3>[A-Za-z][\w.&/ \-]{{1,40}})\)(?:{_END}|[ ]*:[ ]+)
       | (?:[ ]*[—–―][ ]*)
      )
    )(?=["“”'‘’«„(\[]?[\w$£€])
    """,
    re.VERBOSE,
)
_AGENCY_GROUPS = ("agency", "agency2", "agency3", "agency4", "agency5")
_ENDS = ("(", "—", "–", "―", " -", "--", ": ", "ST. ")
_NOT_PLACES = frozenset(
    """
    breaking update updated exclusive watch read correction analysis opinion file video photos live review
    editorial advertisement related more note warning spoiler q a i it he she but and the this that in on
    by for from what why how who when where yes no ok if so as at we you they there here now then still
    also first second third fact explainer
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)


def dateline(paragraph: str) -> Dateline | None:
    """The dateline ``paragraph`` opens with, or None.

    In capitals the place needs no agency; in small letters an agency, a day, or a dash right after it must follow.

    >>> dateline("PORT ALDER, Jan 5 (Reuters) - The ferry is late.")
    Dateline(place='PORT ALDER', agency='Reuters', day='Jan 5', printed='PORT ALDER, Jan 5 (Reuters) -')
    >>> dateline("The ferry - a new one - is late.") is None
    True
    """
    if not paragraph[:1].isupper():
        return None
    opening = paragraph[:LONGEST_PLACE]
    if not (opening[1:2].isupper() or holds(opening, _ENDS)):
        return None
    match = _DATELINE.match(paragraph[:140])
    if match is None:
        return None
    place = (match["city"] or "") + (match["region"] or "") or match["mixed"]
    source = next(filter(None, map(match.group, _AGENCY_GROUPS)), "")
    day = match["day"] or match["mixed_day"] or ""
    place = place.strip(" ,")
    if source[:1].islower() and not agency(source):
        return None
    if not _plausible(place, proven=bool(source or day), capitals=bool(match["city"])):
        return None
    return Dateline(place=place, agency=agency(source) or source.strip(), day=day, printed=match[0].strip())


def _plausible(place: str, *, proven: bool, capitals: bool) -> bool:
    if not 2 < len(place) <= LONGEST_PLACE:
        return False
    words = place.casefold().replace(",", " ").split()
    if words[0] in _NOT_PLACES or len(words) > 6 or len(place.rstrip(".")) < 3:
        return False
    return proven or capitals or place.partition(",")[0].casefold() in _DASH_CITIES


_DASH_CITIES = frozenset(
    city.replace("_", " ")
    for city in """
    london paris berlin brussels washington new_york moscow kyiv beijing tokyo jerusalem cairo delhi
    new_delhi rome madrid vienna geneva berne zurich zürich wien münchen hamburg frankfurt toronto ottawa
    sydney canberra dublin belfast edinburgh cardiff singapore hong_kong seoul manila jakarta nairobi
    johannesburg cape_town lagos athens istanbul ankara warsaw prague budapest lisbon bruxelles genève
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""The cities papers print in small letters before a bare dash; any other such opening is an ordinary sentence."""
