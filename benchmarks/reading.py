"""Articles in several formats come in; how many a second an archive takes in, on one core and on two, goes out.

    python benchmarks/reading.py --articles 4000
    python benchmarks/reading.py --input ARCHIVE.jsonl --tantivy PYTHON

Each figure is of a process of its own that makes an archive, adds the file and ends: reading, cleaning, splitting,
storing, analysing, indexing, syncing and starting the workers are all in it.  One core and two are set by affinity, so
worker processes are there in both.  ``--input`` measures a file of your own instead; with ``--tantivy``, the Python of
an environment that has tantivy, the rate of that engine alone (``benchmarks/peers``) stands beside it, from the same
run; the best of some ``--rounds`` of both say more than one.  The most memory is that of all processes together, mapped
files left out, looked at ten times a second.  On a busy machine rates mean little; the microseconds of processor time
for one article, in the process that holds the archive, in its workers and in all, mean more: two cores can't be faster
than the larger of its own share and half of all.  The last column is that of all as a multiple of what tantivy takes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from memory import anonymous, family

HERE = Path(__file__).resolve().parent
WORDS = (
    "harbour ferry keeper lamp council mayor storm bridge market school winter price vote court river island train "
    "budget strike union minister report people town water power energy field crop island doctor nurse ward patient "
    "teacher pupil player coach season goal match crowd street square church tower clock garden road driver police"
)
GLUE = "the a of in on at for with from by and but as after before while because said would could had has was were"
ADD = """
import json, resource, sys, time
from pathlib import Path
from search.archive import Archive
began = time.monotonic()
with Archive.create(Path(sys.argv[1])) as archive:
    report = archive.add(sys.argv[2:])
own, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"articles": report.added + report.duplicates, "seconds": time.monotonic() - began,
                  "own": own.ru_utime + own.ru_stime, "workers": theirs.ru_utime + theirs.ru_stime}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2000, help="of text; there are a fifth as many pages")
    parser.add_argument("--format", action="append", choices=sorted(FORMATS), help="only these")
    parser.add_argument("--input", type=Path, help="measure this file instead")
    parser.add_argument("--tantivy", metavar="PYTHON", help="also tantivy's rate on --input, a file of articles")
    parser.add_argument("--rounds", type=int, default=1, help="how often --input is measured, in turn with tantivy")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reading-") as name:
        work = Path(name)
        columns = f"{'one core':>10}{'two cores':>11}{'ratio':>7}{'memory':>12}{'us own':>9}{'workers':>9}{'all':>8}"
        print(f"{'':>12}{'articles':>10}{columns}")
        if options.input:
            for number in range(options.rounds):
                there = work / str(number)
                there.mkdir()
                engine = tantivy(there, options.input, options.tantivy) if options.tantivy else 0.0
                measure(there, options.input.name[:12], options.input, engine)
                shutil.rmtree(there)
            return
        for kind in options.format or FORMATS:
            measure(work, kind, FORMATS[kind](work, options.articles))


def measure(work: Path, kind: str, source: Path, engine: float = 0.0) -> None:
    """Print one line of the table; ``engine``: microseconds of processor time tantivy takes for an article."""
    rates, most = [], 0.0
    cores = sorted(os.sched_getaffinity(0))
    for count in (1, 2):
        found, memory = added(work / f"{kind}-{count}", source, cores[:count])
        rates.append(found["articles"] / found["seconds"])
        most = max(most, memory)
    articles = found["articles"]
    own, workers = found["own"] / articles * 1e6, found["workers"] / articles * 1e6
    spent = f"{own:>9.0f}{workers:>9.0f}{own + workers:>8.0f}" + (f"{(own + workers) / engine:>7.2f}" if engine else "")
    line = f"{kind:>12}{int(articles):>10,}{rates[0]:>10,.0f}{rates[1]:>11,.0f}{rates[1] / rates[0]:>7.2f}"
    print(f"{line}{most:>9,.0f} MB{spent}", flush=True)


def added(archive: Path, source: Path, cores: list[int]) -> tuple[dict[str, float], float]:
    """What a process that adds the source says, and the most megabytes it and its workers had together."""
    process = subprocess.Popen(
        [sys.executable, "-c", ADD, str(archive), str(source)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE.parent,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),  # noqa: PLW1509 - nothing else runs here yet
    )
    most = [0.0]

    def watch() -> None:
        while process.poll() is None:
            most[0] = max(most[0], sum(map(anonymous, family(process.pid))))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = process.communicate()
    watcher.join()
    return json.loads(said), most[0]


def tantivy(work: Path, source: Path, python: str) -> float:
    """Print the rate of the engine alone, fed with the same articles; its microseconds of processor time for one."""
    count = sum(1 for _ in source.open("rb"))
    code = (
        "import sys, time, json; from pathlib import Path; sys.path.insert(0, sys.argv[1]); "
        "from peers import tantivy; began, spent = time.monotonic(), time.process_time(); "
        "tantivy.build(map(json.loads, open(sys.argv[2], 'rb')), Path(sys.argv[3])); "
        "print(time.monotonic() - began, time.process_time() - spent)"
    )
    command = [python, "-c", code, str(HERE), str(source), str(work / "tantivy")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, spent = map(float, said.split()[-2:])
    each = spent / count * 1e6
    rest = f"{'':>7}{'':>12}{'':>9}{'':>9}{each:>8.0f}{1:>7.2f}   (the engine alone)"
    print(f"{'tantivy':>12}{count:>10,}{'':>10}{count / seconds:>11,.0f}{rest}", flush=True)
    return each


def article(number: int) -> dict[str, object]:
    """An invented article of some 400 words."""
    dice = random.Random(number)
    words, glue = WORDS.split(), GLUE.split()

    def sentence() -> str:
        chosen = [dice.choice(glue if place % 2 else words) for place in range(dice.randrange(9, 25))]
        return f"{' '.join(chosen).capitalize()}."

    return {
        "headline": sentence()[:70].rstrip(".") + f" {number}",
        "byline": "By Ines Okafor",
        "paragraphs": [" ".join(sentence() for _ in range(3)) for _ in range(8)],
        "captions": [{"text": sentence(), "credit": "Ida Brand/Harbour Pictures"}],
        "source": "Port Elgin Ledger",
        "published": f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
    }


def page(number: int) -> bytes:
    """An invented article as a page of some 60 KB, most of it furniture."""
    story = article(number)
    menu = "".join(
        f"<li class='nav-item'><a href='/section/{n}' data-track='m{n}'>Section {n}</a></li>" for n in range(200)
    )
    more = "".join(f"<div class='card'><a href='/story/{n}'><h3>Another story {n}</h3></a></div>" for n in range(150))
    script = "<script>var settings = {" + ",".join(f'"k{n}": [{n}, {n + 1}]' for n in range(800)) + "};</script>"
    body = "".join(f"<p class='text'>{text}</p>" for text in story["paragraphs"])  # type: ignore[attr-defined]
    headline, caption = story["headline"], story["captions"][0]["text"]  # type: ignore[index]
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": "2024-05-06",
    }
    return (
        f"<!doctype html><html lang='en'><head><title>{headline}</title>{script}"
        f"<script type='application/ld+json'>{json.dumps(about)}</script></head>"
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{headline}</h1>"
        f"<p class='byline'>By Ines Okafor</p><figure><img src='a.jpg'><figcaption>{caption}"
        f"<span class='credit'>Ida Brand</span></figcaption></figure>{body}</article></main>"
        f"<aside>{more}</aside><footer>About us</footer></body></html>"
    ).encode()


def as_lines(work: Path, articles: int) -> Path:
    path = work / "articles.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article(number)) + "\n" for number in range(articles))
    return path


def as_texts(work: Path, articles: int) -> Path:
    folder = work / "texts"
    folder.mkdir()
    for number in range(articles):
        story = article(number)
        lines = [story["headline"], story["byline"], *story["paragraphs"]]  # type: ignore[misc]
        (folder / f"{number:06d}.txt").write_text("\n".join(map(str, lines)), encoding="utf-8")
    return folder


def as_table(work: Path, articles: int) -> Path:
    path = work / "articles.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("headline,date,body\n")
        for number in range(articles):
            story = article(number)
            body = "\n\n".join(story["paragraphs"])  # type: ignore[arg-type]
            file.write(f'"{story["headline"]}",{story["published"]},"{body}"\n')
    return path


def as_pages(work: Path, articles: int) -> Path:
    folder = work / "pages"
    folder.mkdir()
    for number in range(articles // 5):
        (folder / f"{number:06d}.html").write_bytes(page(number))
    return folder


def as_zip(work: Path, articles: int) -> Path:
    path = work / "pages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(articles // 5):
            packed.writestr(f"{number:06d}.html", page(number))
    return path


def as_crawl(work: Path, articles: int) -> Path:
    path = work / "pages.warc"
    with path.open("wb") as file:
        for number in range(articles // 5):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number)
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/{number}\r\n"
                f"WARC-Date: 2024-05-06T10:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(head.encode() + block + b"\r\n\r\n")
    return path


FORMATS: dict[str, Callable[[Path, int], Path]] = {
    "jsonl": as_lines,
    "text": as_texts,
    "csv": as_table,
    "html": as_pages,
    "zip of html": as_zip,
    "warc": as_crawl,
}

if __name__ == "__main__":
    main()
