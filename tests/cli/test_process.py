"""The command as a process: what it imports, pipes that close, terminals, signals, odd locales."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

NEWS = [sys.executable, "-m", "search"]


def environment(archive: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "NEWS_ARCHIVE": str(archive), "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **more}


def run(archive: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*NEWS, *words], env=environment(archive, **more), capture_output=True, text=True, encoding="utf-8", check=False
    )


def on_a_terminal(archive: Path, *words: str, **more: str) -> str:
    """What a terminal of 80 columns is sent."""
    master, slave = pty.openpty()
    more = {"COLUMNS": "80", "LINES": "200", "PAGER": "cat"} | more
    process = subprocess.Popen(
        [*NEWS, *words], env=environment(archive, **more), stdin=slave, stdout=slave, stderr=slave, close_fds=True
    )
    os.close(slave)
    sent = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux's way to say that nobody writes any more
            break
        if not piece:
            break
        sent += piece
    os.close(master)
    assert process.wait() in {0, 1}
    return sent.decode("utf-8", "replace").replace("\r\n", "\n")


IMPORTS = """
import sys
from search.cli import main
sys.argv = ["news", *{words!r}]
try:
    main()
except SystemExit as end:
    assert end.code == {code}, end.code
print(*sorted(sys.modules), file=sys.stderr)
"""


def imported(archive: Path, *words: str, code: int = 0) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS.format(words=words, code=code)],
        env=environment(archive), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


WRITING = {
    "search.cleaning",
    "search.splitting",
    "search.sources",
    "search.indexing",
    "search.writing",
    "search.statistics",
}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("search", "lamp", "--count"), 0),
        (("search", "ferry w/5 tower", "--format", "json"), 0),
        (("search", "ferry OR island", "--facet", "source", "--limit", "2"), 0),
        (("search", '"last keeper" OR floods -gulls', "--format", "jsonl", "--limit", "all"), 0),
        (("search", "captoin:x"), 2),
        (("captions", "lamp"), 0),
    ],
)
def test_a_search_imports_only_what_it_needs(words: tuple[str, ...], code: int, archive: Path) -> None:
    modules = imported(archive, *words, code=code)
    if words[0] == "captions":
        modules -= {"search.answers.photos", "search.cli.commands.captions"}
    assert not modules & {"rich", "ftfy", "nltk", "whoosh", "asyncio", "multiprocessing", "lxml", "html", *WRITING}
    assert not modules & {"search.query.dialects", "search.answers.photos", "search.answers.explanation"}
    assert not {name for name in modules if name.startswith("search.cli.commands.")} - {"search.cli.commands.search"}
    assert not modules & {f"search.cli.rendering.{name}" for name in ("sheet", "articles", "cleanings", "numbers")}


def test_help_of_one_command_imports_no_engine(archive: Path) -> None:
    assert not imported(archive, "search", "--help") & {"numpy", "whoosh", "nltk", "rich", *WRITING}


def test_a_pipe_closed_early_is_no_failure(archive: Path) -> None:
    for words in (("search", "ferry"), ("show", "nosuchid"), ("fields",), ("help", "json")):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [*NEWS, *words], env=environment(archive), stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
        os.close(writing)
        assert done.returncode == (1 if words[0] == "show" else 0)
        assert "Broken" not in done.stderr
        assert "Traceback" not in done.stderr


def test_colour_only_on_a_terminal(archive: Path) -> None:
    shown = on_a_terminal(archive, "search", "lamp")
    assert "\x1b[1;33mlamp\x1b[0m" in shown
    assert "*lamp*" not in shown
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = on_a_terminal(archive, "search", "lamp", **more)
        assert "\x1b" not in plain
        assert "*lamp*" in plain
    assert "\x1b" not in run(archive, "search", "lamp").stdout


def test_a_terminal_is_sent_no_sequence_of_an_article(archive: Path) -> None:
    shown = on_a_terminal(archive, "search", "zebra")
    assert "\x1b[1;33mzebra\x1b[0m" in shown
    assert not re.search("\x1b(?!\\[(?:1;33|[0-2])m)|[\x07\x9b\u202e]", shown)


def test_the_pager_gets_what_is_long(archive: Path) -> None:
    shown = on_a_terminal(archive, "fields", LINES="8", PAGER="sed s/^/paged:/")
    assert "paged:headline" in shown


def test_the_bar_is_for_terminals(articles: Path, tmp_path: Path) -> None:
    shown = on_a_terminal(tmp_path / "one", "rebuild-index", str(articles))
    assert "\x1b" in shown  # the bar and its removal
    assert "6 seen = 5 added" in shown
    quiet = run(tmp_path / "two", "rebuild-index", str(articles))
    assert "\x1b" not in quiet.stdout + quiet.stderr


def test_ctrl_c_while_reading_leaves_the_archive_as_it_was(tmp_path: Path, articles: Path) -> None:
    own = tmp_path / "own"
    assert run(own, "add", str(articles / "flood.txt")).returncode == 0
    process = subprocess.Popen(
        [*NEWS, "add", str(articles / "lamp.txt"), "-"],
        env=environment(own), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 20
    while not _holds_lock(own, process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)  # it now waits for standard input
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == "news: stopped; the archive is as it was before this command\n"
    assert run(own, "search", "flooded", "--count").stdout == "1\n"
    assert run(own, "search", "lamp", "--count").stdout == "0\n"
    assert run(own, "add", str(articles / "lamp.txt")).returncode == 0


def _holds_lock(folder: Path, process: int) -> bool:
    return (folder / "lock").exists() and f"process {process}," in (folder / "lock").read_text()


def test_a_terminal_without_utf_8_gets_escapes(archive: Path) -> None:
    shown = run(archive, "search", "lamp", "--passages", "9", PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
    assert "\\u2014" in shown.stdout
    assert "Traceback" not in shown.stderr


def test_words_that_are_no_utf_8(archive: Path) -> None:
    done = subprocess.run(
        [*[os.fsencode(word) for word in NEWS], b"search", b"caf\xe9 \xff"], env=environment(archive),
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in {1, 2}
    assert b"Traceback" not in done.stderr


def test_completion_can_be_shown(archive: Path) -> None:
    done = run(archive, "--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert done.returncode == 0
    assert "_NEWS_COMPLETE" in done.stdout
    words = run(archive, "", _NEWS_COMPLETE="complete_bash", COMP_WORDS="news se", COMP_CWORD="1")
    assert words.stdout.split() == ["search"]


def test_an_output_that_is_closed_or_full_is_no_traceback(archive: Path) -> None:
    for words in (("search", "lamp"), ("stats",), ("--help",), ("search", "--help"), ("--version",)):
        for where, code in ((">&-", 0), ("> /dev/full", 2)):
            command = f'exec "$@" {where}'
            done = subprocess.run(
                ["sh", "-c", command, "sh", *NEWS, *words], env=environment(archive), capture_output=True, check=False
            )
            assert (done.returncode, b"Traceback" in done.stderr) == (code, False), (words, where, done.stderr)
            assert b"No space left" in done.stderr or not code
