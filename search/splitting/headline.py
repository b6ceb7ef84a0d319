"""The lines left of a dump come in; which of them is the headline and where the story begins go out.

No single sign decides.  Each line above the story gets points for looking like a headline (length, no full stop,
capitals), for what stands beside it (a byline below, credited captions above) and for sharing words with the story;
captions, repeats and credits lose points.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.splitting.names import mostly_capitals

if TYPE_CHECKING:
    from search.splitting.page import Line, Page

_TEAM = r"(?:[A-ZÀ-Þ][\w.’'&-]*[a-zß-ÿ][\w.’'&-]*(?:\s|$)){1,4}"
_SCORE = re.compile(rf"{_TEAM}\d{{1,3}}(?:\s?[-–:]\s?\d{{1,3}}\s{_TEAM}|,?\s{_TEAM}\d{{1,3}})(?:\s?\(.*\))?")
"""How a match ended: "Alder 2 Holm 1", "Alder 2-1 Holm"."""
_SCORE_ENDS = frozenset("0123456789)")
TOP = 60
"""Lines from the start in which headline and lead are looked for; galleries of fifty captions exist."""
LABEL = 2
"""Words of a section's name or a button that stands among headline and captions and says nothing about them."""
SAID = 3.0
"""Evidence of a line that says itself it is a caption."""
LEAST = -3.5
"""Points under which no line is taken for the headline."""


def find_top(page: Page) -> tuple[int | None, int]:
    """Positions in ``page.kept`` of the headline (None: the dump has none) and of the lead (len(kept): no story)."""
    kept = page.kept[:TOP]
    repeated_headline, lead = _clues(page)
    if lead is None:
        lead = _find_lead(kept, repeated_headline)
    if repeated_headline is not None and repeated_headline < lead:
        return repeated_headline, lead
    best, score = None, LEAST
    echo = set(kept[lead].text.casefold().split()) if lead < len(kept) else set()
    above: Line | None = None
    signed = False
    for place, line in enumerate(kept[:lead]):
        if not (line.byline or line.stamp or line.credited or line.evidence >= SAID):
            points = _points(line, above, kept[place + 1 : min(lead, place + 3)], echo)
            points += 0.5 * (place == lead - 1) - 1.5 * signed
            if points > score:
                best, score = place, points
        above = line if line.words > LABEL else above
        signed = signed or line.byline
    return best, lead if lead < len(kept) else len(page.kept)


def _clues(page: Page) -> tuple[int | None, int | None]:
    """What repeats tell: a line printed twice in a row is the headline; copies of the top's lines follow the lead."""
    headline = None
    for place, originals in page.runs():
        line = page.kept[place]
        if place >= TOP:
            break
        if originals == {line.index} and not line.credited and headline is None and (place == 0 or not line.stopped):
            headline = place
            continue
        if line.prose and not line.credited and place > 0:
            return headline, place
        break
    return headline, None


def _find_lead(kept: list[Line], headline: int | None) -> int:
    """The first paragraph of the story: prose below something like a headline, with no byline still to come."""
    top = _above_story(kept)
    byline = next((n for n in range(top) if kept[n].byline), None)
    if byline is None:
        byline = next((n for n in range(1, min(top, len(kept) - 1)) if _is_lone_name(kept, n)), -1)
    start = max(byline + 1, (headline or 0) + 1)
    for place in range(start, top):
        if kept[place].told and kept[place].dateline:
            return place
    for place in range(start, len(kept)):
        if _opens_story(kept, place):
            return place
    return next((n for n in range(start, len(kept)) if kept[n].told), len(kept))


def _above_story(kept: list[Line]) -> int:
    """How many lines stand above the end of the first three paragraphs in a row: byline and lead are among them."""
    row = 0
    for place, line in enumerate(kept):
        row = row + 1 if line.told else 0
        if row == 3:
            return place + 1
    return len(kept)


def _is_lone_name(kept: list[Line], place: int) -> bool:
    """A person's name by itself above prose, with at most one paragraph (a standfirst) and a headline above it."""
    line = kept[place]
    if line.ended or line.words > 8 or not line.names or not (kept[place + 1].prose or kept[place + 1].credited):
        return False
    above = kept[:place]
    return sum(other.told for other in above) <= 1 and any(
        _could_be_headline(other) and other.words > 3 for other in above
    )


def _opens_story(kept: list[Line], place: int) -> bool:
    line = kept[place]
    if not line.told or (place + 1 < len(kept) and (kept[place + 1].stamp or kept[place + 1].byline)):
        return False
    if not any(_could_be_headline(above) for above in kept[:place]):
        return False
    below = [other for other in kept[place + 1 : place + 4] if not other.captionlike and not other.stamp]
    return not below or below[0].ended or any(other.prose for other in below)


def _could_be_headline(line: Line) -> bool:
    if (line.prose and line.stopped) or line.credited or line.byline or line.stamp:
        return False
    return 2 <= line.words <= 40


def _points(line: Line, above: Line | None, beside: list[Line], echo: set[str]) -> float:
    """Points for a line under the line ``above`` (labels aside) and before the two ``beside`` it."""
    points = _form(line)
    if beside and (beside[0].byline or beside[0].stamp or _is_short_name(beside[0])):
        points += 2.0
    elif len(beside) > 1 and (beside[1].byline or _is_short_name(beside[1])) and not beside[0].credited:
        points += 1.5
    if above is None:
        points += 1.0
    elif above.credited:
        points += 1.5
    elif _could_be_headline(above):
        if above.words < line.words and above.evidence < 1.5:
            points -= 1.5  # the second of two such lines, and the longer: a standfirst
        if line.names:
            points -= 2.5  # a byline that does not say so
    words = {word for word in line.text.casefold().split() if len(word) > 3}
    if words and echo:
        points += min(1.0, 2.0 * len(words & echo) / len(words))
    return points


def _is_short_name(line: Line) -> bool:
    return line.words <= 8 and line.names


def _form(line: Line) -> float:
    """Points for the line by itself."""
    points = -8.0 if line.told and line.stopped else -3.0 if line.stopped or line.text[-1:] in ":;," else 0.0
    words = line.words
    points += (
        (-2.5, -2.5, -0.5, 0.0)[words]
        if words < 4
        else 1.0
        if words <= 22
        else 0.0
        if words <= 30
        else -2.0
        if words <= 45
        else -6.0
    )
    points -= 1.0 if line.credit else 0.0
    points -= 0.7 * min(3.0, max(0.0, line.evidence))
    points -= 4.0 if line.repeated else 0.0
    points -= 3.0 if line.text[-1] in _SCORE_ENDS and _SCORE.fullmatch(line.text) else 0.0
    points -= 1.5 if words <= 5 and line.names else 0.0
    points += 1.0 if words >= 4 and mostly_capitals(line.text) > 0.8 else 0.0
    return points
