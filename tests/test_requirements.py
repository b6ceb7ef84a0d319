"""The audit of dependencies that needs no network: all pinned with hashes, needed, installed as pinned, explained."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
RUN = [*PROJECT["project"]["dependencies"], *BUILD]
DEVELOP = PROJECT["dependency-groups"]["dev"]
EXTRAS = [text for extra in PROJECT["project"]["optional-dependencies"].values() for text in extra]
ENTRY = re.compile(r"([\w.-]+)==([\w.]+)(?: ; [^\\]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)")


def plain(requirement: str) -> str:
    """The package's name in its one spelling."""
    return re.sub(r"[-_.]+", "-", re.split(r"[ \[<>=!~;(]", requirement, maxsplit=1)[0]).lower()


def pinned(name: str) -> dict[str, set[str]]:
    """Package -> versions (of several Pythons), of a list in which there is nothing else: no host, no address."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    pins = defaultdict(set)
    for line in text.splitlines():
        entry = ENTRY.fullmatch(line.strip())
        assert entry, line
        pins[plain(entry[1])].add(entry[2])
    return pins


def installed(package: str) -> str:
    """Its version, or nothing where only another platform or Python needs it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def needed(requirements: list[str]) -> set[str]:
    """The packages and what they need in turn, as far as it is installed."""
    found: set[str] = set()
    pending = {plain(text) for text in requirements}
    while pending:
        package = pending.pop()
        if installed(package):
            found.add(package)
            pending |= {plain(text) for text in requires(package) or [] if "extra ==" not in text} - found
    return found


@pytest.mark.parametrize("name", ["run", "dev"])
def test_what_is_installed_is_what_is_pinned(name: str) -> None:
    assert {package for package, pins in pinned(name).items() if installed(package) not in {"", *pins}} == set()


@pytest.mark.parametrize(("name", "roots"), [("run", RUN), ("dev", [*RUN, *DEVELOP])])
def test_nothing_is_pinned_but_what_is_needed(name: str, roots: list[str]) -> None:
    both = {*pinned("run"), *pinned(name)}
    assert {package for package in both if installed(package)} == needed(roots)


def test_each_is_explained() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    names = {re.split(r"[<>=]", text)[0] for text in [*RUN, *DEVELOP, *EXTRAS]}
    assert {name for name in names if f"\n| {name} |" not in page} == set()
