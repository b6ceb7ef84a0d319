"""A web page comes in as text; its article goes out: headline, authors, date, captions with credits, paragraphs.

The idea.  A page says what it holds three times: in JSON-LD, in meta tags, and in print.  ``metadata`` collects the
first two.  ``tree`` parses the page.  ``region`` finds the element that holds the story by where its sentences are.
``captions`` takes the pictures' captions out, with their credits; ``blocks`` turns what is left into paragraphs and
drops what is no story (links to other stories, sign-ups, sharing).  ``headline`` lets all that name one vote;
``standfirst`` and ``authors`` find what their names say; ``article`` puts all together.

Traps: lxml loses everything, in silence, below 255 levels or behind an 11 MB text unless it is told ``huge_tree``;
class names that mean furniture on one site hold the story on another, so a name alone never drops what holds most of
the text; a headline in metadata may be cut or written for search engines, the printed one may carry a kicker.
"""

from search.sources.page.article import article

__all__ = ["article"]
