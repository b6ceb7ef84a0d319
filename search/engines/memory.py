"""The reference engine: articles and a tree come in; what the tree itself says of each article goes out.

An index is one file a commit, all live articles as JSON lines; they are analysed anew whenever it is opened.  That is
slow and simple on purpose: this engine is what the others are measured against.  The commit's name holds the file's
checksum.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from search.analysis import AnalysedArticle, Analyser, Span
from search.article import Article
from search.article_json import from_json, to_json
from search.engines import Expansion, Explanation, Match, Matches, Request, Word
from search.engines.explaining import explanation
from search.engines.facets import facet_values
from search.engines.ranking import Place, Ranking, Unit
from search.engines.vocabulary import edits_allowed, leaves, most_used
from search.errors import ArchiveDamaged, ArchiveMissing, SearchTimeout
from search.query import Fuzzy, Leaf, Node, SpanNode, Wildcard, edit_distance, pattern_regex, too_many_forms


class MemoryEngine:
    """Indexes in one folder; the engine has no options."""

    def __init__(self, path: Path, *, language: str, options: Mapping[str, object]) -> None:  # noqa: ARG002 - has none
        self._folder = Path(path)
        self._language = language

    def writer(self, base: str | None) -> MemoryWriter:
        """A writer whose commit continues from ``base``; None starts an empty index."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for path in self._folder.glob("*.jsonl*"):
            if base is None or path.name > _file(base):
                path.unlink()  # a commit nobody named
        return MemoryWriter(self._folder, base, {} if base is None else dict(_articles(self._folder, base)))

    def reader(self, commit: str) -> MemoryReader:
        """Open a commit.  Raises ArchiveDamaged where its files are not what they were."""
        analyser = Analyser(self._language)
        return MemoryReader(
            [_Row(version, analyser.analyse(article)) for version, article in _articles(self._folder, commit)],
            analyser.stem,
        )

    def check(self, commit: str) -> Iterator[str]:
        """Read every byte of a commit's file; what is wrong with it, in a sentence."""
        try:
            for _ in _articles(self._folder, commit):
                pass
        except ArchiveDamaged as error:
            yield str(error)


class MemoryWriter:
    """All articles of the next commit, by version."""

    def __init__(self, folder: Path, base: str | None, articles: dict[int, Article]) -> None:
        self._folder = folder
        self._base = base
        self._articles = articles

    def add(self, version: int, article: AnalysedArticle) -> None:
        """Take in one article version; it replaces no other."""
        self._articles[version] = article.article

    def delete(self, versions: Iterable[int]) -> None:
        """Leave these versions out of the new commit; unknown ones are passed over."""
        for version in versions:
            self._articles.pop(version, None)

    def commit(self) -> str:
        """Write and sync everything; the new commit's name, unique in the folder."""
        lines = [json.dumps([version, to_json(article)]) + "\n" for version, article in sorted(self._articles.items())]
        content = "".join(lines).encode()
        number = int(self._base.partition("-")[0]) + 1 if self._base else 1
        name = f"{number:08}-{zlib.crc32(content):08x}"
        unnamed = self._folder / f"{_file(name)}.new"
        with unnamed.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unnamed.replace(self._folder / _file(name))
        _sync(self._folder)
        return name

    def abort(self) -> None:
        """Nothing was written before commit()."""


class _Row(NamedTuple):
    version: int
    article: AnalysedArticle


class MemoryReader:
    """One commit: its articles in a list that never changes."""

    def __init__(self, rows: Sequence[_Row], stem: Callable[[str], str]) -> None:
        self.count = len(rows)
        self._stem = stem
        self._open: Sequence[_Row] | None = rows
        self._ranking = Ranking([row.article for row in rows])

    @property
    def _rows(self) -> Sequence[_Row]:
        if self._open is None:
            raise ArchiveMissing("the index reader is closed", hint="open another")
        return self._open

    def search(self, request: Request) -> Matches:
        """The answer.  Raises QueryError (too many expansions) and SearchTimeout."""
        self._check_expansions(request.tree, request.expansions)
        matching = []
        for number, row in enumerate(self._rows):
            if request.deadline is not None and time.monotonic() > request.deadline:
                raise SearchTimeout("the search took too long", hint="allow more time or ask for less")
            if request.tree.matches(row.article, request.fields):
                matching.append(number)
        scored = self._ranking.scored(request.tree, request.fields)
        scores = self._ranking.scores(scored, matching, request.recency)
        order = sorted(matching, key=self._order(request, scores))
        stop = None if request.limit is None else request.offset + request.limit
        return Matches(
            total=len(matching),
            rows=tuple(self._match(number, scores) for number in order[request.offset : stop]),
            facets={name: self._facet(name, matching) for name in request.facets},
        )

    def spans(self, tree: Node, fields: Sequence[str], version: int) -> list[Span]:
        """The places of a span expression in one article, as the tree's own ``spans`` gives them."""
        found = [row.article for row in self._rows if row.version == version]
        return tree.spans(found[0], fields) if found and isinstance(tree, SpanNode) else []

    def words(self, pattern: str, fields: Sequence[str], limit: int | None = None) -> list[Word]:
        """The forms a pattern stands for, in code-point order, with counts over ``fields``; only forms found there."""
        fits = pattern_regex(pattern).fullmatch
        return self._words(lambda form: fits(form) is not None, fields)[:limit]

    def expansions(self, tree: Node, fields: Sequence[str], limit: int | None = None) -> list[Expansion]:
        """What each different word of a tree stands for, in the order written."""
        found = []
        for leaf, where in leaves(tree, fields):
            words = most_used(self._words(leaf.test(self._stem), where))
            found.append(Expansion(node=leaf, fields=where, total=len(words), words=tuple(words[:limit])))
        return found

    def near(self, word: str, fields: Sequence[str], limit: int | None = None) -> list[Word]:
        """The forms found in these fields that ``word`` may be a slip for, nearest and most used first."""
        most = edits_allowed(word)
        distances = {
            each: edit_distance(word, each.form, most)
            for each in most_used(self._words(lambda form: form != word, fields))
        }
        near = [each for each, distance in distances.items() if distance <= most]
        return sorted(near, key=lambda each: distances[each])[:limit]

    def explain(self, request: Request, version: int) -> Explanation | None:
        """Why this article version has its score; None if it is not live or does not match."""
        self._check_expansions(request.tree, request.expansions)
        for number, row in enumerate(self._rows):
            if row.version == version and request.tree.matches(row.article, request.fields):
                return explanation(request, _Facts(self._ranking, self._rows, number, request))
        return None

    def forms(self, leaf: Leaf, expansions: int) -> frozenset[str]:  # noqa: ARG002 - searches leave nothing here
        """The forms of the index that a word of a tree stands for."""
        known = {form for row in self._rows for zone in row.article.zones for form in zone.forms}
        return frozenset(filter(leaf.test(self._stem), known))

    def versions(self) -> set[int]:
        """The versions of all live articles."""
        return {row.version for row in self._rows}

    def close(self) -> None:
        """Let go of the articles."""
        self._open = None

    def _words(self, accepts: Callable[[str], bool], fields: Sequence[str]) -> list[Word]:
        """The forms in these fields that are accepted, in code-point order, with counts."""
        articles: Counter[str] = Counter()
        occurrences: Counter[str] = Counter()
        for row in self._rows:
            forms = [form for zone in row.article.select(fields) for form in zone.forms if accepts(form)]
            occurrences.update(forms)
            articles.update(set(forms))
        return [Word(form, self._stem(form), articles[form], occurrences[form]) for form in sorted(articles)]

    def _check_expansions(self, tree: Node, limit: int) -> None:
        """Raise for a wildcard or fuzzy word that stands for too many forms of the vocabulary; ``*`` alone is none."""
        vocabulary = {form for row in self._rows for zone in row.article.zones for form in zone.forms}
        for node in _nodes(tree):
            if isinstance(node, Wildcard | Fuzzy) and str(node) != "*":
                count = sum(map(node.test(str), vocabulary))
                if count > limit:
                    raise too_many_forms(node, count, limit)

    def _match(self, number: int, scores: Mapping[int, float]) -> Match:
        row = self._rows[number]
        return Match(row.version, row.article.article.id, scores[number])

    def _order(self, request: Request, scores: Mapping[int, float]) -> Callable[[int], tuple[float, int, str]]:
        """What the numbers of matching articles are sorted by."""

        def key(number: int) -> tuple[float, int, str]:
            newest, name = self._ranking.newest_first(number)
            first = {"relevance": -scores[number], "date": -newest or float("inf"), "-date": newest}
            return first[request.sort], newest, name

        return key

    def _facet(self, name: str, matching: Sequence[int]) -> dict[str, int]:
        """Values of the facet, each with the number of matching articles that have it."""
        return dict(Counter(value for number in matching for value in facet_values(self._rows[number].article, name)))


class _Facts:
    """What was counted for one article, for ``search.engines.explaining``."""

    def __init__(self, ranking: Ranking, rows: Sequence[_Row], number: int, request: Request) -> None:
        self.articles = len(rows)
        self.days_old = ranking.days_old(number)
        matching = [each for each, row in enumerate(rows) if request.tree.matches(row.article, request.fields)]
        scored = ranking.scored(request.tree, request.fields)
        self.in_window = number in ranking.window(ranking.first_scores(scored, matching, request.recency))
        self._places = {each.unit: each.places for each in scored}
        self._number = number
        self._ranking = ranking

    def holding(self, unit: Unit) -> int:
        """Articles with a place of the unit."""
        return sum(map(bool, self._places[unit]))

    def spans(self, unit: Unit) -> Sequence[Span]:
        """The unit's places in the article."""
        return self._places[unit][self._number]

    def place(self, field: str) -> Place:
        """How long the article is in a field."""
        return self._ranking.place(self._number, field)


def _nodes(tree: Node) -> Iterator[Node]:
    """The tree's nodes."""
    yield tree
    for operand in tree.operands:
        yield from _nodes(operand)


def _file(commit: str) -> str:
    return f"{commit}.jsonl"


def _articles(folder: Path, commit: str) -> Iterator[tuple[int, Article]]:
    """The articles of a commit by version.  Raises ArchiveDamaged."""
    path = folder / _file(commit)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArchiveDamaged(f"a file of the index is gone ({error.strerror})", place=str(path)) from error
    except MemoryError as error:
        raise ArchiveDamaged("a file of the index is larger than memory", place=str(path)) from error
    if f"{zlib.crc32(content):08x}" != commit.rpartition("-")[2]:
        raise ArchiveDamaged("a file of the index is not what was written", place=str(path), hint="rebuild the index")
    for line in content.splitlines():
        version, record = json.loads(line)
        yield version, from_json(record)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
