"""A line comes in; the byline it is goes out, as printed without "By", and the authors it names."""

from __future__ import annotations

import re

from search.splitting.names import agency, as_written, is_organisation, is_person, mostly_capitals

LONGEST_BYLINE = 160

_LABEL = re.compile(
    r"""(?:
      (?:authors?\s+of\s+the\s+article|written|story|article|report(?:ed|ing)?|text|words|analysis|opinion|column|
        commentary|
         compiled|posted|submitted|edited|interview|review|submitted)\s*(?:by\b|:)\s*(?:by\b\s*)?:?
    | (?:by|von|par|por|(?-i:[dD][ai](?=\s[A-Z]))|door|av|af|przez)\b\s*:?
    | authors?\s*:
    | (?:autor(?:in|en|es|a)?|texte?|texto|testo|tekst|haber|redacción|reporter|reportage|reportaje|ein\sbericht\svon)
      \s*:
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_WIDE_BYLINE = re.compile(
    r"""【[^】]{1,14}[=＝](?P<japanese>[^】]{2,24})】
    | (?:本[报報]|本社|[\u4e00-\u9fff]{2,6}[报報])?(?:特约|驻\S{2,6})?(?:记者|記者|通讯员|通訊員|撰稿人|作者|撰文
      |文[/／|｜])\s*[:：/／|｜]?\s*(?P<chinese>[\u4e00-\u9fff·]{2,6}(?:[\s、，,]+[\u4e00-\u9fff·]{2,6}){0,4})
    | (?P<korean>[가-힣]{2,4})\s?(?:기자|특파원|논설위원)(?:\s*[=(（].{0,40})?""",
    re.VERBOSE,
)
"""A place and a name in brackets, "our reporter" and names, a name and "reporter"."""
WIDE = "\u2e80"
"""Chinese, Japanese and Korean characters stand above this one."""
_SURE_LABEL = re.compile(
    r"(?:by|von|par|por|d[ai]|door|av|af|przez|written|authors?|article|story|report)\b", re.IGNORECASE
)
_ROLE = re.compile(
    r"""\b(?:staff|senior|chief|special|freelance|associate|associated|contributing|political|politics|education|
      sports?|business|economics?|health|science|
    environment|technology|crime|court|home|foreign|city|night|deputy|assistant|managing|executive|investigative|
      national|international|
    europe|africa|asia|middle|west|east|north|south|showbiz|royal|features?|entertainment|arts|culture|news|data|
      digital|multimedia|
    local|community|guest|head|agenc(?:y|ies)|columnist|reporters?|writers?|correspondents?|editors?|journalists?|
      producers?|contributors?|bureau|desk|
    team|newsroom|presenter|analyst|fellow|professor|phd|md|democracy)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ROLE_NOUN = re.compile(
    r"\b(?:columnist|reporters?|writers?|correspondents?|editors?|journalists?|producers?|contributors?|bureau|desk|team"
    r"|newsroom|staff|agencies)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;&/|•·]|\s(?:and|with|avec|mit|con|und|et|y|e)\s|\s[-–—]\s")
_OUTLET = re.compile(
    r"\s+(?:for|in|at|from|of|special\s+to|via|reporting)\s+.*$|\s*\([^)]*\)|\s*<[^>]*>|\s*\S+@\S+", re.IGNORECASE
)

_FIRST_LETTERS = frozenset("BbVvPpDdAaWwSsRrTtCcEeIiOoHh")
_SMALL = frozenset(
    """
    and & door av af przez de da do dos del della di du der den la le el al bin binti ibn van von zu zur ten ter for in
    with | / -
    """.split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
_DESKS = frozenset(
    """redacción redazione redaktion redaktionen redação rédaction redactie redakcja newsroom agencies agencias
    agenturen agências agences""".split()  # noqa: SIM905 - a block of words reads better than so many quoted ones
)
"""What stands where a name would, when nobody signs."""
_ASIDE = re.compile(r"\s*\([a-z][a-z ]{1,20}\)")
"""When or how somebody wrote: "(now)", "(earlier)", "(graphic)"."""
_PLAIN_OUTLET = re.compile(r"\s+(?:for|in|at|from)(?:\s+[A-Z][\w.'’-]*){1,4}$|\s*\S+@\S+")


def strip_label(line: str) -> str:
    """The line without "By", "Written by:", "Von" and the like at its start."""
    if line[:1] > WIDE and (wide := _WIDE_BYLINE.fullmatch(line)):
        return wide["japanese"] or wide["chinese"] or wide["korean"]
    match = _LABEL.match(line)
    return line[match.end() :].strip() if match else line.strip()


def is_labelled(line: str) -> bool:
    """True for a line that says itself it is a byline: a label, then a name.

    >>> is_labelled("By ANN SMITH, BO LEE and CY ORR"), is_labelled("By noon the harbour was closed.")
    (True, False)
    """
    if len(line) > LONGEST_BYLINE or line[:1] not in _FIRST_LETTERS:
        return line[:1] > WIDE and _WIDE_BYLINE.fullmatch(line) is not None
    match = _LABEL.match(line)
    if match is None or not (_SURE_LABEL.match(line) or ":" in match[0]):
        return False
    rest = line[match.end() :].strip()
    return bool(rest) and _is_names(rest, strict=match[0].strip().casefold() in _SMALL)


def is_role(line: str) -> bool:
    """True for what a writer is, on the line below the name.

    >>> is_role("Political Correspondent"), is_role("Staff Writer"), is_role("Correspondents were told")
    (True, True, False)
    """
    return len(line.split()) <= 5 and line.istitle() and bool(_ROLE_NOUN.search(line)) and not _without_role(line)


def is_bare(line: str) -> bool:
    """True for a line that could be a byline by its form alone: names, roles, an agency; its position must confirm it.

    >>> is_bare("Ann Smith Education editor"), is_bare("Associated Press"), is_bare("Storm hits the coast")
    (True, True, False)
    """
    if agency(line) or line.casefold() in _DESKS:
        return True
    if line.endswith(")"):
        line = _ASIDE.sub("", line)
    if not 4 < len(line) <= LONGEST_BYLINE or line[-1] in '.!?:”")' or not line[0].isupper():
        return False
    second = line.split(None, 2)[1:2]
    if second and second[0][0].islower() and not (second[0] in _SMALL or _ROLE.match(second[0])):
        return False
    return _is_names(line.strip(), strict=True)


def _is_names(text: str, *, strict: bool) -> bool:
    if "(" in text:
        text = _ASIDE.sub("", text)
    text = (_PLAIN_OUTLET if strict else _OUTLET).sub("", text).strip(" .")
    if not text:
        return False
    pieces = [piece for piece in map(str.strip, _BREAK.split(text)) if piece]
    return bool(pieces) and len(pieces) <= 14 and all(_is_name(piece, strict=strict) for piece in pieces)


def _is_name(piece: str, *, strict: bool) -> bool:
    if agency(piece) or is_person(piece):
        return True
    name = _without_role(piece)
    if name != piece:
        return not name or is_person(name) or (len(name.split()) <= 3 and mostly_capitals(name) > 0.99)
    if is_organisation(piece):
        return True
    return not strict and len(piece.split()) <= 6 and mostly_capitals(piece) > 0.6


def _without_role(piece: str) -> str:
    """The words before the first that belongs to a role: "Richard Roe" of "Richard Roe Education editor"."""
    if not _ROLE_NOUN.search(piece):
        return piece
    match = _ROLE.search(piece)
    return piece[: match.start()].strip() if match else piece


def authors(byline: str) -> tuple[str, ...]:
    """The people (or, where there is none, the agency) a byline names, in order, without roles and outlets.

    A name printed in capitals is given as names are written, so that it is one person's wherever it is printed.

    >>> authors("Ann Smith, Bo Lee and Cy Orr in Port Alder")
    ('Ann Smith', 'Bo Lee', 'Cy Orr')
    >>> authors("Ann Smith Staff Writer"), authors("Associated Press")
    (('Ann Smith',), ('Associated Press',))
    """
    text = strip_label(byline)
    found: list[str] = []
    rest: list[str] = []
    for piece in map(str.strip, _BREAK.split(text)):
        name = _without_role(_OUTLET.sub("", piece)).strip(" .,")
        if is_person(name):
            found.append(as_written(name))
        elif name:
            rest.append(name)
    return tuple(dict.fromkeys(found or [name for name in rest if is_organisation(name)][:1] or [text.strip(" .")]))
