"""What a search imports: nothing that is not needed for the answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from search.engines.whoosh import WhooshEngine

Builder = Callable[[WhooshEngine, list[list[int]], list[int]], str]

SEARCH = """
import sys
from pathlib import Path
from search.engines import Request, engine
from search.query import parse
reader = engine("whoosh")(Path(sys.argv[1]), language="english", options={}).reader(sys.argv[2])
answer = reader.search(Request(tree=parse(sys.argv[3]).tree, fields=("headline", "paragraph")))
assert answer.total, answer
"""
UNWANTED = {"nltk", "ftfy", "rich", "typer", "whoosh", "sqlite3", "multiprocessing", "pickle", "tempfile"}
UNWANTED |= {"search.analysis.bulk", "search.engines.explaining", "search.engines.whoosh.writer"}


def imported(folder: Path, commit: str, query: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-c", SEARCH, str(folder), commit, query]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    names = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines() if "|" in line}
    return names | {name.partition(".")[0] for name in names}


def test_a_search_for_words_the_archive_has_imports_no_stemmer_and_no_whoosh(
    engine: WhooshEngine, build: Builder, tmp_path: Path
) -> None:
    commit = build(engine, [list(range(30))], [])
    for query in ("flooding OR flood", '"river bank" OR dam w/5 bank', "fl*", "rivre~"):
        found = imported(tmp_path / "index", commit, query) & UNWANTED
        if query.startswith("flooding"):
            assert "nltk" in found  # a form no article has: only the stemmer knows that its stem is there
            found -= {"nltk", "tempfile"}  # NLTK imports tempfile
        assert found <= {"pickle"}, query  # NumPy itself imports pickle
