"""README.md and CONTRIBUTING.md come in; whether what they say works goes out."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from search.cli.app import COMMANDS as NAMED
from search.query import parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LANGUAGE = README.partition("## The query language")[2].partition("## ")[0]
PROGRAMS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = [shlex.split(line, comments=True) for line in re.findall(r"^    (news .*)", README, re.MULTILINE)]
EXAMPLES = [
    example
    for row in re.findall(r"^\| (`.*) \|", LANGUAGE, re.MULTILINE)
    for example in re.findall(r"`([^`]+)`", row.rpartition(" | ")[0])
    if example != "( )"
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "archive"
    done = news("rebuild-index", "index_data/articles", "--archive", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def news(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "search", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)


def test_the_examples_are_found() -> None:
    assert len(PROGRAMS) == 2
    assert len(COMMANDS) >= 20
    assert {words[1] for words in COMMANDS} >= set(NAMED) - {"remove", "fields", "formats"}
    assert len(EXAMPLES) >= 25


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_query(example: str) -> None:
    assert str(parse(example).tree)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_does_what_it_says(command: list[str], archive: Path, tmp_path: Path) -> None:
    found = news("search", "ferry caption:ferry", "--limit", "1", "--archive", str(archive)).stdout
    found_id = re.search(r"\| id (\w+)", found)
    assert found_id
    for name, value in (
        ("FILE.zip", str(tmp_path / "saved.zip")),
        ("FILE", str(ROOT / "index_data/articles/damaged/gbk-ignore.txt")),
        ("DIR", str(tmp_path / "restored")),
        ("ID", found_id[1]),
    ):
        command = [value + word.removeprefix(name) if word.partition("#")[0] == name else word for word in command]
    if command[1] == "restore":
        assert news("backup", command[2], "--archive", str(archive)).returncode == 0
    more = [] if command[1] in {"help", "clean", "restore"} else ["--archive", str(archive)]
    done = news(*command[1:], *more)
    assert done.returncode == 0, done.stderr
    said = {"--explain", "--dialect"} & set(command)
    assert not done.stderr or said or "rejected" in done.stderr


def test_exit_codes(archive: Path) -> None:
    assert news("search", "nosuchwordanywhere", "--archive", str(archive)).returncode == 1
    assert news("show", "nosuchid", "--archive", str(archive)).returncode == 1
    assert news("search", "captoin:lighthouse", "--archive", str(archive)).returncode == 2


def test_the_programs_run(archive: Path, tmp_path: Path) -> None:
    library, whoosh = PROGRAMS
    assert len(library.splitlines()) <= 15
    for program in (
        library.replace("index_data/articles", str(ROOT / "index_data/articles")),
        whoosh.replace("index_data/archive", str(archive)),
    ):
        command = [sys.executable, "-W", "ignore", "-c", program]  # Whoosh's own code warns
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60)
        assert done.returncode == 0, done.stderr
        assert "harbour" in done.stdout or "lighthouse" in done.stdout


@pytest.mark.parametrize("page", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_places_named_exist(page: str) -> None:
    named = re.findall(r"`((?:search|index_data|tests|requirements|benchmarks)/[\w./-]*|[A-Z]+\.md|LICENSE)`", page)
    named = [name for name in named if "NAME" not in name and "index_data/archive" not in name]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_dependencies_are_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=~!\[ ]", requirement)[0] for requirement in wanted}
    section = CONTRIBUTING.partition("## Dependencies")[2]
    assert set(re.findall(r"^\| ([\w-]+) \| .+ \|", section, re.MULTILINE)) - {"needed"} == names
