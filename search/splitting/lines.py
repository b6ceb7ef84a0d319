"""The lines of a dump come in, with the reasons some were dropped for; the article's parts go out."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from search.article import Paragraph
from search.splitting import byline as bylines
from search.splitting.caption import is_posed, is_told, make_caption
from search.splitting.headline import find_top
from search.splitting.names import is_organisation, is_person, mostly_capitals
from search.splitting.page import Line, Page
from search.splitting.paragraph import CONTRIBUTED, LONGEST_SUBHEAD, NOTE_STARTS, is_note, paragraph_kind
from search.splitting.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from search.article import Caption, Dateline, ParagraphKind

KICKER = 2
"""Words of a section's name above the headline; a caption has more."""
HEADLINE = 12
"""Words of a heading between paragraphs that is the headline of another story, and so the title of a link."""
LONG_HEADING = 9
"""Words; a story with several such headings has them for its own."""
OTHER_STORY = "headline of another story"
LISTS = re.compile(
    r"\W*(?:related|more\b|read\b|also\b|see\b|most\b|latest|recommended|trending|popular|you may|don.t miss"
    r"|editor.s pick|mehr|auch\b|zum thema|lire|à lire|lee\b|leer|leia|veja|czytaj|zobacz|leggi|lees\b|läs|les også)",
    re.IGNORECASE,
)
"""What stands above a list of other stories."""
LAST_WORDS = 8
"""Words of a caption that nothing but its place under another tells from a last paragraph."""
VERBS = frozenset(
    """is isn’t are was were be been has have had will won’t would can can’t could may might must do does did said says
    wants went came made got took gets goes returns""".split()  # noqa: SIM905 - a block of words reads better
)
FOOTER = 7
"""Words of a heading below the story that leads nowhere ("Related", "For subscribers")."""


def split_lines(lines: Sequence[str], dropped: Sequence[str], hinted: Collection[int] | None = None) -> Parts:
    """Label every line and take the article apart.

    ``dropped[i]`` is "" or why line i is to be left out: ``boilerplate: ...`` or ``duplicate of line N`` (1-based).
    Where N lies below, the text of line N is the better copy: it takes this line's place, and line N counts as the
    duplicate.  ``hinted`` are the lines (from 0) that may hold one of ``page.HINTS``, where the caller knows.
    """
    return _Splitter(Page(lines, dropped, hinted)).parts()


class _Splitter:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.story: list[Line] = []
        self.headline = ""
        self.byline: list[str] = []
        self.captions: list[Caption] = []
        self.listed = False
        """A line without credit below the headline is the story in short, and no caption: there are several, or else
        the captions of this page have credits."""
        self.last_caption = -2
        """The line of the last, where that has a credit."""
        self.paragraphs: list[Paragraph] = []
        self.dateline: Dateline | None = None
        self.stamps: list[str] = []

    def parts(self) -> Parts:
        kept = self.page.kept
        head, lead = find_top(self.page)
        for line in kept[: lead if head is None else head]:
            if head is None and line.told:
                self._take_paragraph(line, "lead")
            else:
                self._above(line)
        if head is not None:
            self.headline = kept[head].text
            self.page.labels[kept[head].index] = "headline"
            self._below(kept[head + 1 : lead], alone=lead == len(kept))
        self._story(kept[lead:])
        printed = ", ".join(self.byline)
        return Parts(
            headline=self.headline,
            byline=printed,
            authors=bylines.authors(printed) if printed else (),
            dateline=self.dateline,
            captions=tuple(self.captions),
            paragraphs=tuple(self.paragraphs),
            stamps=tuple(self.stamps),
            labels=tuple(self.page.labels),
            removals=self.page.removals_in_order(),
        )

    def _above(self, line: Line) -> None:
        """A line above the headline: a caption, unless it says what else it is."""
        if line.byline:
            self._take_byline(line)
        elif line.stamp:
            self._take_stamp(line)
        elif line.words <= KICKER and not line.credit and not line.repeated:
            self.page.drop(line.index, line.text, "boilerplate", "section name above the headline")
        else:
            self._take_caption(line)

    def _below(self, region: list[Line], *, alone: bool) -> None:
        """The lines between headline and lead: standfirst, byline, time stamp, captions.

        ``alone``: no lead follows, so the first whole sentence is the story, and all there is of it.
        """
        named = self._find_byline(region)
        bare = [line for line in region if line is not named and not (line.ended or line.byline or line.stamp)]
        unmarked = not any(line.credit or line.evidence for line in bare)
        self.listed = (len(bare) > 2 and unmarked) or (
            bool(bare) and any(line.credited for line in self.page.kept if not line.plain)
        )
        for place, line in enumerate(region):
            if line is named or line.byline or (place and region[place - 1] is named and bylines.is_role(line.text)):
                self._take_byline(line)
            elif line.stamp:
                self._take_stamp(line)
            elif self._is_caption_above_story(line, first=place == 0):
                self._take_caption(line)
            elif line.words <= KICKER and not line.ended:
                self.page.drop(line.index, line.text, "boilerplate", "label between headline and story")
            else:
                told = any(paragraph.kind == "lead" for paragraph in self.paragraphs)
                kind: ParagraphKind = "body" if told else "lead" if alone and line.ended else "standfirst"
                self._take_paragraph(line, kind)

    def _is_caption_above_story(self, line: Line, *, first: bool) -> bool:
        """Between headline and lead less proof is needed; below the byline a line without full stop needs none."""
        if line.credit or line.evidence >= (1 if line.ended else 1.5):
            return True
        return bool(self.byline) and not (line.ended or first or self.listed) and line.words > 3

    def _find_byline(self, region: list[Line]) -> Line | None:
        if self.byline or any(line.byline for line in region):
            return next((line for line in region if line.byline), None)
        named = [line for line in region if line.words <= 12 and line.names]
        people = (line for line in named if not is_organisation(line.text))
        return next(people, named[0] if named else None)

    def _story(self, story: list[Line]) -> None:
        if not story:
            return
        self.story = story
        last = len(story) - 1
        while last >= 0 and not (story[last].plain or (story[last].prose and not self._is_caption(story[last]))):
            last -= 1
        self._take_paragraph(story[0], "lead")
        labels, paragraphs = self.page.labels, self.paragraphs
        for place, line in enumerate(story[1:], start=1):
            if line.plain:
                text = line.text
                asked = text[:4].lower() in NOTE_STARTS or CONTRIBUTED in text
                kind: ParagraphKind = "note" if asked and is_note(text) else "body"
                if len(paragraphs) < 2:  # the second may have the dateline
                    self._take_paragraph(line, kind)
                    continue
                paragraphs.append(Paragraph(text=text, kind=kind))
                labels[line.index] = "paragraph"
            elif self._is_caption(line):
                self._take_caption(line)
            else:
                self._tell(line, ended=place > last)

    def _tell(self, line: Line, *, ended: bool) -> None:
        """A line below the lead that is no caption by its wording; ``ended``: no prose follows it."""
        kind = paragraph_kind(line.text, story_follows=not ended)
        if kind != "note" and self._is_open_sentence(line) and self.open_sentences > 1:
            # One may be a paragraph that lost its full stop; several are this page's captions.
            self._take_caption(line)
        elif kind == "subhead" and self._is_other_headline(line):
            self.page.drop(line.index, line.text, "boilerplate", OTHER_STORY)
        elif (not line.ended and is_posed(line.text)) or (ended and self._is_short_caption(line)):
            self._take_caption(line)
        elif not ended or line.ended or kind == "note":
            self._take_paragraph(line, kind)
        elif line.stamp:
            self._take_stamp(line)
        elif line.words <= FOOTER:
            self.page.drop(line.index, line.text, "boilerplate", "heading with nothing below it")
        elif line.evidence < 1 and not line.credit and self._is_listed(line):
            self.page.drop(line.index, line.text, "boilerplate", OTHER_STORY)
        elif mostly_capitals(line.text) > 0.75 and line.evidence < 1:
            self.page.drop(line.index, line.text, "boilerplate", "headline with nothing below it")
        elif ". " in line.text and not line.credit and line.evidence < 1:
            self._take_paragraph(line, kind)
        else:
            self._take_caption(line)

    @cached_property
    def open_sentences(self) -> int:
        """How many the story has."""
        return sum(map(self._is_open_sentence, self.story))

    @cached_property
    def long_headings(self) -> int:
        """How many the story has."""
        return sum(not line.ended and line.words >= LONG_HEADING for line in self.story)

    @cached_property
    def points_elsewhere(self) -> bool:
        """Whether a line that leads to another story was left out of this page."""
        return self.page.has_removed(LISTS)

    def _is_other_headline(self, line: Line) -> bool:
        """The one heading of the story that is as long as a headline, and in its tense: it leads elsewhere.

        So does "Ann Smith: Why the ferry is late" on a page that has such lines under "Read:" as well.
        """
        writer, colon, title = line.text.partition(": ")
        if colon and title.count(" ") >= 2 and is_person(writer) and self.points_elsewhere:
            return True
        return (
            line.words >= HEADLINE
            and not (line.ended or line.text[0].islower())
            and line.evidence < 1
            and not is_told(line.text)
            and self.long_headings == 1
        )

    def _is_short_caption(self, line: Line) -> bool:
        """A few words right below a caption, after the story: "The basin in 1911."."""
        verbless = VERBS.isdisjoint(line.text.casefold().split())
        return (
            line.stopped and verbless and line.words <= LAST_WORDS and self.last_caption == self.page.above(line.index)
        )

    def _is_listed(self, line: Line) -> bool:
        """It stands in a list of other stories: under "Related", or under one that does."""
        above = self.page.removals.get(self.page.above(line.index))
        return above is not None and (above.reason == OTHER_STORY or LISTS.match(above.text) is not None)

    @staticmethod
    def _is_open_sentence(line: Line) -> bool:
        """One sentence, too long for a heading, without its full stop."""
        return not (line.plain or line.ended) and line.words > LONGEST_SUBHEAD and ". " not in line.text

    @staticmethod
    def _is_caption(line: Line) -> bool:
        """Whether a line among paragraphs is a caption: a credit it can't have by chance, or wording that says so."""
        if line.credited:
            signed_off = line.credit is not None and " " not in line.credit.credit and line.prose and line.evidence < 0
            return not signed_off
        if line.credit is not None and line.evidence >= 1:
            return True
        return line.evidence >= (2 if line.ended else 1.5) and len(line.text) <= 330

    def _take_byline(self, line: Line) -> None:
        self.byline.append(bylines.strip_label(line.text))
        self.page.labels[line.index] = "byline"

    def _take_stamp(self, line: Line) -> None:
        self.stamps.append(line.text)
        self.page.drop(line.index, line.text, "boilerplate", "time stamp")

    def _take_caption(self, line: Line) -> None:
        self.captions.append(make_caption(line.text, line.credit))
        self.last_caption = line.index if line.credited else -2
        self.page.labels[line.index] = "caption"

    def _take_paragraph(self, line: Line, kind: ParagraphKind) -> None:
        self.paragraphs.append(Paragraph(text=line.text, kind=kind))
        self.page.labels[line.index] = "paragraph"
        if len(self.paragraphs) <= 2 and self.dateline is None and line.dateline is not None:
            self.dateline = line.dateline
            self.page.labels[line.index] = "dateline_lead"
