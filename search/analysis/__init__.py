"""An article comes in; its words with positions, sentences and case go out: the one analyser of all that search.

The idea.  Engines disagree on what a word is, so here it is decided once: an article becomes *zones* (the headline,
each caption, each paragraph ...), a zone becomes words, and a word is its folded form, the characters it stands at, the
number of its sentence, and its capitals.  A query's words go through the same functions, and so do the highlighter's.

The contract.  The same text gives the same forms everywhere, in whatever Unicode normal form it comes; a form, read as
a text, gives itself back; words are ordered, and overlap only as pairs of Chinese, Japanese or Korean letters do;
sentence numbers never fall.  Whoever changes what any text becomes raises ``ANALYSIS_VERSION``.

The members: ``records`` (what goes out), ``analyser`` (article -> records), ``word_rules`` (text -> words),
``folding`` (word -> form and case), ``letters`` (the classes of characters), ``sentence_rules`` with ``abbreviations``
(where sentences begin), ``stems`` (form -> stem); and for many articles at once, with the same outcome,
``bulk`` (articles -> arrays), ``chunks`` and ``sentence_bits`` (what is remembered of a text between white space).

To add an abbreviation, write it into the fitting set of ``abbreviations`` and a line that needs it into
``tests/cases/analysis/sentences.txt``.  To add a language, name it in ``stems.LANGUAGES``.

Traps: a stem is made of a *form*, accents already gone; the printed extent leaves out a possessive 's; a run of Chinese
has as many words as characters; nothing here may load NLTK or Unicode's tables before a text asks for them, since every
``news search`` is a new process.
"""

from search.analysis.analyser import Analyser
from search.analysis.folding import ALL_CAPITALS, HAS_CAPITAL, fold
from search.analysis.records import AnalysedArticle, Span, Zone
from search.analysis.sentence_rules import sentence_starts, sentences
from search.analysis.stems import LANGUAGES
from search.analysis.word_rules import QueryWord, query_words, words

__all__ = [
    "ALL_CAPITALS",
    "ANALYSIS_VERSION",
    "HAS_CAPITAL",
    "LANGUAGES",
    "AnalysedArticle",
    "Analyser",
    "QueryWord",
    "Span",
    "Zone",
    "fold",
    "query_words",
    "sentence_starts",
    "sentences",
    "words",
]

ANALYSIS_VERSION = 1
"""Raised whenever the same article would be analysed otherwise; an index of another version says "rebuild"."""
