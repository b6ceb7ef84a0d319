"""Invented files of every format come in; what was read from where, what was rejected, and captions of each, go out.

    python benchmarks/formats.py [FOLDER]

Without a folder: ``tests/cases/sources``, and some of its files again in containers.  All is added to a new archive by
one ``Archive.add``; then, for every format, one of its captions is searched for by its first words, and the answer is
a caption of that format.  Exit code 1 where a format of ``search.sources.SOURCES`` is missing or has no such answer.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.archive import Archive
from search.article import Article
from search.sources import SOURCES

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "sources"
PACKED = ("html/ledger.html", "nexis/old.txt", "feed/rss.xml")


def prepared(folder: Path) -> Path:
    """The case files without what the tests keep beside them, and some of them packed."""
    for path in sorted(CASES.glob("*/*")):
        if not path.name.endswith((".expected.json", ".options.json")):
            target = folder / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    packed = folder / "packed"
    packed.mkdir()
    files = {name: _retold((CASES / name).read_bytes()) for name in PACKED}
    inner = _tar(files, "w:gz")
    (packed / "nested.zip").write_bytes(_zip({"inner.tar.gz": inner}))
    (packed / "story.tar.xz").write_bytes(_tar(files, "w:xz"))
    crawl = gzip.compress((CASES / "warc" / "crawl.warc").read_bytes())
    (packed / "crawl.warc.gz").write_bytes(crawl)
    (packed / "crawl.wacz").write_bytes(_zip({"datapackage.json": b"{}", "archive/data.warc.gz": crawl}))
    return folder


def _retold(data: bytes) -> bytes:
    """A file about another harbour, so that it is no duplicate of the first."""
    return re.sub(rb"Norhaven|NORHAVEN", b"Sundwick", data)


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(files: dict[str, bytes], mode: Any) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def by_format(articles: Iterable[Article]) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for name in dict.fromkeys(origin.format for origin in article.origins):
            found[name].append(article)
    return dict(sorted(found.items()))


def show(folder: Path) -> bool:
    """Print the tables; False where captions of some format were not found."""
    with tempfile.TemporaryDirectory() as place, Archive.create(Path(place) / "archive") as archive:
        report = archive.add([folder])
        rejects = Path(report.rejects).read_text(encoding="utf-8").splitlines() if report.rejects else []
        everything = [hit.article for hit in archive.search("*", limit=None).hits]
        formats = by_format(everything)
        print(
            f"{report.seen} records: {report.added} articles, {report.duplicates} met before, {report.rejected} bad\n"
        )
        print(f"{'format':12}{'articles':>9}{'captions':>9}{'dated':>7}{'bylines':>9}   read from (encodings)")
        for name, articles in formats.items():
            files = {_place(asdict(o), folder) for article in articles for o in article.origins if o.format == name}
            encodings = ", ".join(report.encodings_by_format[name]) or "binary"
            captions = sum(len(article.captions) for article in articles)
            dated = sum(article.published is not None for article in articles)
            named = sum(bool(article.byline or article.authors) for article in articles)
            print(
                f"{name:12}{len(articles):9}{captions:9}{dated:7}{named:9}   {', '.join(sorted(files))} ({encodings})"
            )
        print("\nrejected")
        for bad in map(json.loads, rejects):
            record = f", record {bad['record']}" if bad["record"] else ""
            print(f"  {_place(bad, folder)}{record}: {bad['reason']}")
        print("\ncaptions found again")
        answers = {name: find_caption(archive, name, formats.get(name, ())) for name in SOURCES}
        for name, answer in answers.items():
            print(f"  {name:12}{answer or 'NOT FOUND'}")
        print(f"\n{sum(map(bool, answers.values()))} of {len(answers)} formats")
        return all(answers.values())


def _place(origin: Mapping[str, str], folder: Path) -> str:
    """File and member, the file below the folder."""
    path = Path(origin["path"]).relative_to(folder.resolve())
    return f"{path}/{origin['member']}" if origin["member"] else str(path)


def find_caption(archive: Archive, name: str, articles: Iterable[Article]) -> str:
    """The answer to a query for the first words of a format's first caption; empty where that is not found."""
    text = next((caption.text for article in articles for caption in article.captions if caption.text), "")
    words = re.findall(r"\w+", text)[:4]
    query = f'caption:"{" ".join(words)}"'
    for hit in archive.captions(query, limit=None).hits if words else ():
        if any(origin.format == name for origin in hit.article.origins):
            return f"{query}: {hit.caption.text} [{hit.caption.credit or 'no credit'}]"
    return ""


def main(arguments: list[str]) -> int:
    if arguments:
        return 0 if show(Path(arguments[0])) else 1
    with tempfile.TemporaryDirectory() as place:
        return 0 if show(prepared(Path(place))) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
