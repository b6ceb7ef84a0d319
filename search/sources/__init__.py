"""Sources: paths come in, and RawArticles go out: bytes decoded and taken apart as their format says, nothing cleaned.

The idea.  ``walk`` finds the files, ``read_file`` opens one, unpacks it, recognises its format by content and lets that
format's reader yield what is in it.  A reader says where each record came from (``Origin``) and yields a BadRecord with
the reason for one it can't take, and goes on; nothing here ends a run but an option that makes no sense.

The contract of a reader (``Source``).  ``sniff(head, name)`` judges the first 64 KB, and the name only where content
can't tell.  ``read(stream, origin, options)`` yields records while it reads: memory is bounded by one record, never by
the file.  ``Origin.record`` is the record's own id where it has one, else its line or place; ``Origin.sha256`` is that
of its raw bytes.  A structured record fills the fields of RawArticle (captions above all); a dump fills ``text``.
Text is never cleaned here: damage stays as it is until ``search.cleaning``.

The members are the lines of ``SOURCES`` (``search.sources.table``; ``news formats`` prints what each holds):

    text            one article a file, lines for the splitter        nexis       GRAPHIC lines become captions
    jsonl           our records, other programs', any by mapping      factiva     HTML and text, ART becomes captions
    csv, parquet    tables by their column names, any by mapping      europresse  HTML
    html, warc      pages saved or crawled: JSON-LD, figures          docx        Word, Nexis exports among them
    feed            RSS, Atom; media descriptions become captions     mail        EML, mbox
    nitf, newsml, newsml-g2: the agencies' XML                    picture     IPTC and XMP of JPEG and TIFF

Below them: ``files`` (paths to files), ``reading`` (a file to records), ``unpacking`` (gz, bz2, xz, zst) and
``containers`` (zip, tar, WACZ, one in another), ``sharing`` (a file in parts, for worker processes), ``originals``
(a record's raw bytes again), ``decoding`` and ``letters`` (bytes to text), ``recoding`` (streams to
UTF-8), ``records``, ``captions``, ``json_shapes``, ``paragraphs``, ``markup`` and ``languages`` (other people's names
and values to ours), ``xml_text`` and ``xml_stream`` (XML mended, then read element by element), ``page`` (the story
in a web page).

The record shape of our own, for JSON Lines, is what ``news show --json`` prints (``search.article_json``):
``headline``, ``byline``, ``authors``, ``dateline``, ``captions`` (``text``, ``credit``, ``photographer``, ``agency``,
``filephoto``, ``shot``, ``place``), ``paragraphs`` (``text``, ``kind``; or plain strings), ``section``, ``source``,
``url``, ``published``, ``language``.  A body in one string is split at blank lines, else at lines.  Other people's
names are recognised (``search.sources.records.SYNONYMS``) or mapped (``--map headline=Title --map date=meta.day``).

To add a format: write ``search/sources/NAME.py`` with ``sniff``, ``read`` and ``SOURCE``, name it in
``search/sources/table.py`` before the more general ones, and put a file and what is to be read of it, ``CASE.SUFFIX``
and ``CASE.expected.json``, into ``tests/cases/sources/NAME/``.  A reader that makes another record of the same bytes
than before raises ``READING_VERSION`` (``search.sources.source``), so that ``news rebuild-index`` reads them again.

Limits (``Limits``): what asks for more memory, depth or unpacking than a record or an archive of news needs is refused
with the limit's name; every other failure is a BadRecord too, so the counts of a run add up.

Traps: a sniff that takes too much steals other formats' files (text takes everything, so it is last); names inside
containers are data and are never opened or joined to a path; sizes a file declares about itself are lies until read;
optional libraries are imported by ``source.extra`` inside ``read``, never at the head of a module.
"""

from search.sources.files import Rejected, SourceFile, file_key, walk
from search.sources.originals import raw_record
from search.sources.reading import read_file
from search.sources.source import Limits, ReadOptions, Source
from search.sources.table import SOURCES

__all__ = [
    "SOURCES",
    "Limits",
    "ReadOptions",
    "Rejected",
    "Source",
    "SourceFile",
    "file_key",
    "raw_record",
    "read_file",
    "walk",
]
