"""Every case file is read as the JSON beside it says.

A case is ``tests/cases/sources/FORMAT/NAME.SUFFIX`` and ``NAME.expected.json``: the records in order, empty values left
out.  ``NAME.options.json`` holds options, where the case has some.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from search.article import BadRecord, RawArticle
from search.sources import SOURCES, ReadOptions

Read: TypeAlias = Callable[..., list[RawArticle | BadRecord]]
Plain: TypeAlias = Callable[[RawArticle | BadRecord], dict[str, Any]]

CASES = Path(__file__).parent.parent / "cases" / "sources"
INPUTS = sorted(path for path in CASES.glob("*/*") if not path.name.endswith((".expected.json", ".options.json")))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_reads_as_expected(path: Path, read_path: Read, plain: Plain) -> None:
    needs = SOURCES[path.parent.name].needs
    if needs:
        pytest.importorskip(needs)
    options = path.with_name(f"{path.stem}.options.json")
    settings = json.loads(options.read_text("utf-8")) if options.exists() else {}
    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text("utf-8"))
    assert [plain(record) for record in read_path(path, ReadOptions(**settings))] == expected


@pytest.mark.parametrize("name", SOURCES)
def test_every_format_has_a_case(name: str) -> None:
    assert any((CASES / name).glob("*.expected.json"))
