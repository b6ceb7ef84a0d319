"""The public face: a short list of names that all exist, and an import that costs next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import search


def test_the_names() -> None:
    assert search.__all__ == sorted(search.__all__)
    assert len(search.__all__) <= 15
    for name in search.__all__:
        assert getattr(search, name).__name__ == name
        assert getattr(search, name).__doc__
        assert name in dir(search)


def test_no_other_names() -> None:
    with pytest.raises(AttributeError, match="Searcher"):
        _ = search.Searcher


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import search, sys; print(*(name for name in sys.modules if name.startswith('search')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["search"]


def test_the_version_is_the_distributions() -> None:
    from importlib.metadata import version  # noqa: PLC0415 -- only here

    assert search.__version__ == version("news-archive-search")
