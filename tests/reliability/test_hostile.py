"""P8: opening a hostile archive or backup runs nothing, reads and writes nothing outside it, and asks for no memory."""

from __future__ import annotations

import ast
import json
import os
import pickle
import resource
import shutil
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reliability.experiments import TESTS
from reliability.sizes import Note
from reliability.world import write_sources

from search.archive import Archive
from search.engines import ENGINES
from search.engines.whoosh.commits import read_commit
from search.errors import SearchError

ROOT = TESTS.parent

VISIT = """
import sys
watched = []
def audit(event, words):
    if event in {"os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "socket.connect", "pickle.find_class"}:
        watched.append(f"{event} {words}")
    if event == "open" and isinstance(words[0], (str, bytes)) and "outside" in str(words[0]):
        watched.append(f"open {words[0]}")
sys.addaudithook(audit)
from search.archive import Archive
from search.errors import SearchError
for visit in (
    lambda archive: archive.search("ferry"),
    lambda archive: archive.terms("f"),
    lambda archive: archive.get(next(iter(archive.search("*").hits)).id),
    lambda archive: archive.check(),
    lambda archive: archive.add([sys.argv[2]]),
    lambda archive: archive.rebuild_index(from_store=True),
    lambda archive: archive.check(repair=True),
):
    try:
        with Archive.open(sys.argv[1]) as archive:
            visit(archive)
        print("fine")
    except SearchError as error:
        assert "\\n" not in str(error)
        print(error)
assert not watched, watched
"""
"""Does everything with an archive; fails with a traceback where code ran, or what lies outside was opened."""


class Bomb:
    """Runs a command when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {self.mark}",)


@pytest.fixture(params=sorted(ENGINES))
def archive(request: pytest.FixtureRequest, work: Path) -> Path:
    write_sources(work / "sources", 0)
    with Archive.create(work / "archive", engine=request.param) as made:
        made.add([work / "sources"])
        write_sources(work / "sources", 1)
        made.add([work / "sources"])
    (work / "outside").mkdir()
    (work / "outside" / "g000001").mkdir()
    (work / "outside" / "treasure").write_text("treasure", encoding="utf-8")
    (work / "outside" / "g000001" / "treasure").write_text("treasure", encoding="utf-8")
    return work / "archive"


def generation(archive: Path) -> Path:
    (found,) = (archive / "index").iterdir()
    return found


def visit(archive: Path) -> list[str]:
    """Everything is tried; the answers.  Memory is bounded, and so is time."""
    work = archive.parent
    limit = 3 << 30  # address space: NumPy's libraries alone map more than one of the gigabytes
    done = subprocess.run(
        [sys.executable, "-c", VISIT, str(archive), str(work / "sources")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert not (work / "ran").exists(), "code from the archive ran"
    assert (work / "outside" / "treasure").read_text(encoding="utf-8") == "treasure"
    assert (work / "outside" / "g000001" / "treasure").exists()
    assert sorted(path.name for path in (work / "outside").iterdir()) == ["g000001", "treasure"]
    return done.stdout.splitlines()


def _store(archive: Path, *statements: str) -> None:
    db = sqlite3.connect(archive / "articles.db")
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


def _linked(archive: Path, name: str, target: str) -> None:
    path = archive / name
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.symlink_to(archive.parent / target)


def _sealed(archive: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """A commit of the whoosh engine with something else in it, and a checksum that fits."""
    for path in generation(archive).glob("commit-*.json"):
        body = json.loads(path.read_bytes())["commit"]
        change(body)
        text = json.dumps(body, indent=1).encode()
        path.write_bytes(b'{"crc": %10d, "commit": %b}' % (zlib.crc32(text), text))


def _bombs(archive: Path) -> None:
    """Pickles at every place where Whoosh would unpickle: the TOC (schema, segments), segment files, stored fields."""
    bomb = pickle.dumps(Bomb(archive.parent / "ran"), 2)
    folder = generation(archive)
    for path in folder.glob("*.toc"):
        path.write_bytes(path.read_bytes()[:-40] + bomb)
    for name in (
        "_MAIN_99.toc",
        "MAIN_abcdefghijklmnop.seg",
        "MAIN_abcdefghijklmnop.trm",
        "MAIN_abc.arrays",
        "x.pickle",
    ):
        (folder / name).write_bytes(bomb)


def _pickled_arrays(archive: Path) -> None:
    for path in generation(archive).iterdir():
        if path.suffix in {".arrays", ".jsonl", ".json"}:
            path.write_bytes(pickle.dumps(Bomb(archive.parent / "ran")))


def _piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _stretched(folder: Path) -> None:
    for path in folder.iterdir():
        os.truncate(path, 1 << 33)


ATTACKS: dict[str, Callable[[Path], object]] = {
    "pickles where Whoosh reads them": _bombs,
    "pickles instead of our files": _pickled_arrays,
    "pickled manifest": lambda a: (a / "manifest.json").write_bytes(pickle.dumps(Bomb(a.parent / "ran"))),
    "pickled store": lambda a: (a / "articles.db").write_bytes(pickle.dumps(Bomb(a.parent / "ran"))),
    "pickled article": lambda a: _store(a, "update article set data = x'80049541'"),
    "nested article": lambda a: _store(a, "update article set data = replace(hex(zeroblob(30000)), '0', '[')"),
    "view as table": lambda a: _store(
        a, "drop table root", "create view root as select 1 as path, 2 as options, 3 as seal"
    ),
    "trigger": lambda a: _store(a, "create trigger t after insert on article begin delete from article; end"),
    "computed column": lambda a: _store(a, "alter table root add column x as (path || options)"),
    "path in the index's name": lambda a: _store(a, "update \"commit\" set generation = '../../outside/g000001'"),
    "path in the commit's name": lambda a: _store(a, "update \"commit\" set name = '../../../outside/treasure'"),
    "index is a link": lambda a: _linked(a, "index", "outside"),
    "lock is a link": lambda a: _linked(a, "lock", "outside/treasure"),
    "rejects are a link": lambda a: _linked(a, "rejects.jsonl", "outside/treasure"),
    "new rejects are a link": lambda a: _linked(a, ".rejects.jsonl.new", "outside/treasure"),
    "readers are a link": lambda a: _linked(a, "readers", "outside"),
    "store is a link": lambda a: _linked(a, "articles.db", "outside/treasure"),
    "journal is a link": lambda a: _linked(a, "articles.db-journal", "outside/treasure"),
    "manifest is a pipe": lambda a: _piped(a / "manifest.json"),
    "pipe in the index": lambda a: os.mkfifo(generation(a) / "MAIN_pipe.arrays"),
    "manifest of a gigabyte": lambda a: os.truncate(a / "manifest.json", 1 << 33),
    "nested manifest": lambda a: (a / "manifest.json").write_text('{"language":' + "[" * 30_000, encoding="utf-8"),
    "empty store": lambda a: os.truncate(a / "articles.db", 0),
    "index files of eight gigabytes": lambda a: _stretched(generation(a)),
}
WHOOSH_ATTACKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "segment outside": lambda body: [s.update(file="../../../outside/treasure") for s in body["segments"]],
    "segment at an absolute path": lambda body: [s.update(file="/dev/zero") for s in body["segments"]],
    "deletions outside": lambda body: [s.update(deleted="../../../outside/treasure") for s in body["segments"]],
    "deletions without end": lambda body: [s.update(deleted="/dev/zero") for s in body["segments"]],
    "segment of nobody": lambda body: body["segments"].append({"file": 3}),
    "a billion documents": lambda body: [s.update(documents=10**9) for s in body["segments"]],
    "documents below nothing": lambda body: [s.update(documents=-5, length=-1) for s in body["segments"]],
    "number that is none": lambda body: body.update(number="../../x"),
    "segments that are none": lambda body: body.update(segments=7),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_archive(archive: Path, attack: str) -> None:
    ATTACKS[attack](archive)
    assert visit(archive)


@pytest.mark.parametrize("attack", WHOOSH_ATTACKS)
def test_a_hostile_whoosh_index(work: Path, attack: str) -> None:
    write_sources(work / "sources", 0)
    (work / "outside" / "g000001").mkdir(parents=True)
    (work / "outside" / "treasure").write_text("treasure", encoding="utf-8")
    (work / "outside" / "g000001" / "treasure").write_text("treasure", encoding="utf-8")
    with Archive.create(work / "archive", engine="whoosh") as made:
        made.add([work / "sources"])
    _sealed(work / "archive", WHOOSH_ATTACKS[attack])
    said = visit(work / "archive")
    assert "fine" not in said[:1]


def test_what_was_attacked_is_counted(note: Note) -> None:
    count = len(ATTACKS) * len(ENGINES) + len(WHOOSH_ATTACKS)
    note("T13", f"{count} hostile archives, everything tried with each", "0 executed, 0 opened outside")


@pytest.mark.parametrize(
    "members",
    [
        {"../../evil": "x", "manifest.json": "{}", "articles.db": "no"},
        {"manifest.json": "[" * 100_000, "articles.db": ""},
        {"manifest.json": '{"language": "english", "engine": "os", "format": 2}', "articles.db": ""},
    ],
)
def test_a_hostile_backup(work: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(work / "x.backup", "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    with pytest.raises(SearchError):
        Archive.restore(work / "x.backup", work / "restored")
    assert sorted(path.name for path in work.iterdir()) == ["x.backup"]


def test_a_backup_that_unpacks_to_more_than_it_may(work: Path) -> None:
    with zipfile.ZipFile(work / "x.backup", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", b"0" * (300 << 20))
        packed.writestr("articles.db", b"")
    with pytest.raises(SearchError, match="backup"):
        Archive.restore(work / "x.backup", work / "restored")
    assert sorted(path.name for path in work.iterdir()) == ["x.backup"]


FORBIDDEN_IMPORTS = {
    "pickle",
    "shelve",
    "marshal",
    "dill",
    "joblib",
    "ctypes",
    "socket",
    "requests",
    "urllib.request",
    "http.client",
}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "execv", "spawnv"}


def test_our_code_unpickles_evaluates_and_connects_nowhere(note: Note) -> None:
    found, files = [], sorted((ROOT / "search").rglob("*.py"))
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            bad = [name for name in names if name in FORBIDDEN_IMPORTS]
            if isinstance(node, ast.Call):
                function = node.func
                name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
                dotted = ast.unparse(function)
                bad += [dotted] if name in FORBIDDEN_CALLS and not dotted.startswith("re.") else []
                bad += ["shell=True"] if any(word.arg == "shell" for word in node.keywords) else []
                bad += ["allow_pickle"] if any(word.arg == "allow_pickle" for word in node.keywords) else []
            found += [f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} {what}" for what in bad]
    assert found == []
    note("T14", f"{len(files)} files: no pickle, eval, exec, shell or network", "0 found")


def test_a_search_imports_no_whoosh(work: Path) -> None:
    """What unpickles is not even loaded."""
    write_sources(work / "sources", 0)
    with Archive.create(work / "archive") as made:
        made.add([work / "sources"])
        assert made.index_path
        assert read_commit(made.index_path, "commit-1", language="english").segments
    code = (
        "import sys; from search.archive import Archive; Archive.open(sys.argv[1]).search('ferry'); "
        "assert not [name for name in sys.modules if name.startswith('whoosh')]"
    )
    subprocess.run([sys.executable, "-c", code, str(work / "archive")], check=True)
