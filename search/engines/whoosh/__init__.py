"""The default engine: analysed articles and a tree come in; a Whoosh index is written and searched by NumPy.

The idea.  Whoosh works token by token in Python.  Here every step is an operation on whole arrays, for all documents
of a segment at once: writing is one sort, searching is gathering, sorting and comparing positions.  The arrays are
mapped from the file and need next to no decoding.  It stays a Whoosh index: the folder has Whoosh's table of
contents, and Whoosh's own searcher reads the same arrays through a codec (``plain``, ``plain_codec``).

The contract is that of ``search.engines``.  A *generation* folder holds

    commit-N.json           what commit N consists of, with versions and checksums (``commits``); what ``news`` opens
    _MAIN_N.toc             the same for plain Whoosh, a pickle: written, never read by us
    MAIN_x.arrays           a segment: named arrays in one file, with a directory and a crc32 each (``arrays``)
    MAIN_x.deletedN         which documents of the segment commit N leaves out, a bit each

Nothing is ever changed in place.  A commit is: segment file synced, deletions synced, commit file synced, table of
contents, folder synced.  A writer removes what does not belong to the commit it starts from, so a commit nobody named
leaves nothing. A table of contents that no commit of ours goes with was written by plain Whoosh: answered with
"rebuild".

The arrays of a segment, all little-endian, n documents, F fields with zones (``search.fields.ZONE_FIELDS``):

    array                        dtype   length          meaning
    forms.text, forms.at         u1, u4  -, forms + 1    the lexicon: forms in order, a line each; where each begins
    forms.stem                   u4      forms           number of its stem
    stems.text, stems.at         u1, u4  -, stems + 1    stems in order
    stems.forms, stems.first     u4, u4  forms, stems+1  forms by stem; where those of each stem begin
    lists.first                  u4      forms + 1       where the lists of a form begin; a list is a form in a field
    lists.field                  u1      lists           the field
    lists.docs, lists.words      u4, u4  lists           documents, occurrences
    docs, counts, places         ragged                  of each list: documents skipped before each; occurrences in
                                                         each, less one; positions, from the first of the cell
    NAME.width, NAME.at          u1, u4  lists           of a ragged array: bytes a number (0, 1, 2, 4); list's begin
    NAME.1, NAME.2, NAME.4       u1, u2, u4              the numbers of lists of that width, list after list
    cells.base, cells.length     u4, u2+ F n + 1, F n    of each cell (field * n + document): first position; words
    zones.start, zones.cell      u4, u4  zones           first position; cell
    zones.number, zones.flags    u2+, u1 zones           number in the article; LEAD and paragraph's kind (``layout``)
    zones.story                  u2+     zones           one more than the story's words before; 0 outside the story
    zones.bits, sentences.bits   u8      positions / 64  where zones and sentences begin, a bit a position (``bits``)
    zones.before, ...            u4      positions / 64  bits set before each word of bits: zone of any position
    zones.longest, ...           u4      1               the longest zone, the longest sentence
    capital.bits, capitals.bits  u8      positions / 64  words printed with a capital, with nothing but capitals
    version                      i8      n               the store's number of the article version
    id, headline                 u1, u4  -, n + 1        .text and .at, a line a document
    value.FIELD.row              u4      pairs           dates, numbers, flags, keywords, facets: the document ...
    value.FIELD.number, .word    i4, u4  pairs           ... and its number, or the value's place in .text and .at

(u2+: u4 where a number needs it.)  Positions number every word of the segment: field by field, document by document,
zone by zone, with one unused position behind each zone, so that side by side means in one zone and fields are
stretches.

The members, from the bottom: ``arrays packed ragged bits nearby lexicon lists columns`` (what is in the file),
``layout`` (numbers both sides share), ``commits``; ``building merging writer`` (articles to segments); ``segment index
cache`` (segments, opened); ``forms`` (a word of the query to forms), ``leaves places`` (a word's lists to rows, to
positions), ``spans proximity`` (span expressions to spans), ``units scoring`` (spans to scores), ``matching`` (the tree
to rows), ``vocabulary explaining ordering facets reader``; ``checking``; ``plain plain_codec plain_documents`` (the
side of Whoosh).

To add an operator: a case in ``SpanFinder.find`` (spans from spans) or in ``Matching`` (rows from rows), and the
contract suite. To add an array: write it in ``building`` and ``merging``, raise ``layout.FORMAT``.

Traps.  A pickle runs code when read: only plain Whoosh reads the table of contents.  Positions are int32, so a
segment has at most 2**31.  ``within`` is a hint: more spans than asked for are right, fewer are not.  What leaves the
cache is shared by threads: nobody writes to an array after it was made.
What a search doesn't need is not worked out: a unit has its rows first, and scores of those rows that are asked for;
only what is asked for a second time is kept whole.
A search is mostly memory traffic: pages touched for the first time cost more than the arithmetic on them, and choosing
by a mask (``values[mask]``) five times as much as ``values.compress(mask)``.  Two ways to work out the same score must
round the same, or articles that tie in one segment don't in two.
"""

from __future__ import annotations

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
