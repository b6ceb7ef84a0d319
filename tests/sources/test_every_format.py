"""One folder with every format in it, plain and packed: captions of each format are found in one archive."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

SHOW = Path(__file__).parent.parent.parent / "benchmarks" / "formats.py"


def test_captions_of_every_format_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    for library in ("lxml", "pyarrow"):
        pytest.importorskip(library)
    assert runpy.run_path(str(SHOW))["main"]([]) == 0, capsys.readouterr().out
