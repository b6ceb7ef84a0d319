"""An empty index of every engine in turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines import ENGINES, Engine, engine


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return engine(request.param)(tmp_path / "index", language="english", options={})
