"""Clean text comes in, the parts of an article go out: headline, byline, dateline, captions, paragraphs.

The idea.  A dump is lines without labels.  No publisher's layout is known here; a line is known by its form (a
byline says "By", a credit stands in brackets, prose ends in a full stop), by its place (above or below the
headline, after the last paragraph) and by its neighbours.  Each part has a file that knows its form; `lines` puts
form and place together.

The contract.  `split_lines(lines, dropped)` labels every line; `split_record(raw)` fills in what a structured
source left out and keeps what it gave.  Both give `Parts`.  Nothing is lost: every non-empty line is in exactly one
part or among the removals, with its reason.  Any text gives parts, in time linear in its length, without an
exception.

The members.  ``lines`` (the walk over a dump), ``page`` (the lines left and what they look like), ``headline``
(headline and lead, by points), ``byline``, ``dateline``, ``caption``, ``credit``, ``paragraph``, ``dates``,
``names`` (people, agencies), ``wide`` (Chinese, Japanese, Korean: what counts as long), ``signs`` (whether a text has
one of many), ``record`` (structured sources), ``parts`` (the result).

How to add a form.  Write the case into ``tests/cases/splitting``, see it fail, then widen the pattern in the part's
file.  A form that only one publisher prints is no rule; the agencies the whole world credits are a table in
``names``, and ``benchmarks/without_names.py`` shows what is lost without each: nothing, but for the three or four
that stand alone.  Then compare all labels before and after on as many texts as there are.

The traps.  Boilerplate and repeats are decided by `search.cleaning`, which this package may not import: the caller
passes the reasons.  The order of the walk matters (a credited line is never the headline, nothing before the byline
is the lead).  A standfirst looks like a headline, a caption without credit like either; only their order tells them
apart.  Time: most lines are finished sentences without a sign of a caption, and ``Line`` finds that out at once with
`str` methods; a pattern over every line would cost more than all the rest.  Whatever looks at the whole story from a
line of it does so once a page.
"""

from __future__ import annotations

from search.splitting.lines import split_lines
from search.splitting.parts import Parts
from search.splitting.record import split_record

__all__ = ["Parts", "split_lines", "split_record"]
