"""Lucene 9, two threads, by ``Lucene.java`` in a Java of its own; holds what the tantivy peer holds.

``LUCENE_JARS`` names the class path: lucene-core and lucene-analysis-common, 9.12 or later of Lucene 9; ``java`` and
``javac`` 17 or later must be on the path.  Articles come to it parsed, through a pipe; times are those of the thread
that answers, opening and first query with the loading of its classes.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

SOURCE = Path(__file__).resolve().parent / "Lucene.java"
WARMING = 60
"""Rounds until Java has compiled what it runs often; the answers of later rounds are as quick as they get."""
_spent = 0.0


def clock() -> float:
    """Seconds of processor time the answering thread of Java has used."""
    return _spent


def build(articles: Iterable[dict[str, Any]], folder: Path, *, exact: bool = True) -> None:
    folder.mkdir(parents=True)
    with _java("build", str(folder), "exact" if exact else "stems") as java:
        lines = _pipe(java.stdin)
        for record in articles:
            lines.write(_article(record))
        lines.close()
    if java.returncode:
        raise SystemExit(java.returncode)


def opened(folder: Path) -> Callable[[dict[str, Any]], int]:
    java = _java("ask", str(folder))
    asking, answers = _pipe(java.stdin), _pipe(java.stdout)
    _answer(answers)

    def ask(query: dict[str, Any]) -> int:
        text = query["t"]
        words = text if isinstance(text, str) else " ".join(text)
        rest = (str(query.get(name, "")) for name in ("mode", "facet", "f", "lo", "hi"))
        asking.write("\t".join([query["op"], *rest, words]) + "\n")
        asking.flush()
        return _answer(answers)

    return ask


def _java(*arguments: str) -> subprocess.Popen[str]:
    """The Java program, compiled anew: a second, in no figure but that of building."""
    jars = os.environ.get("LUCENE_JARS")
    if not jars:
        raise SystemExit("LUCENE_JARS: name the jars of lucene-core and lucene-analysis-common, with : between them")
    classes = Path(tempfile.gettempdir()) / f"lucene-peer-{SOURCE.stat().st_mtime_ns}"
    if not (classes / "Lucene.class").is_file():
        subprocess.run(["javac", "-cp", jars, "-d", str(classes), str(SOURCE)], check=True)
    command = ["java", "-Xmx2g", "-cp", f"{jars}:{classes}", "Lucene", *arguments]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    )


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None  # noqa: S101 -- a pipe was asked for
    return stream


def _answer(answers: IO[str]) -> int:
    global _spent  # noqa: PLW0603 -- the clock of a process that answers one index
    count, nanoseconds = answers.readline().split("\t")
    _spent = int(nanoseconds) / 1e9
    return int(count)


def _article(record: dict[str, Any]) -> str:
    captions = " ".join(f"{caption['text']} {caption['credit']}" for caption in record["captions"])
    head = (record["id"], record["source"], record["section"], record["date"].replace("-", ""), record["byline"])
    fields = (*head, record["headline"], captions, " ".join(record["paragraphs"]))
    return "\t".join(" ".join(field.split()) for field in fields) + "\n"
