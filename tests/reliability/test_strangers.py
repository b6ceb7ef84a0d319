"""P4, P12: an archive that may only be read is searched, and says in one sentence why it is not written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from reliability.experiments import outcomes

from search.engines import ENGINES


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_folder_of_somebody_else(work: Path, engine: str) -> None:
    """As root another user is tried; else the rights are taken from the folders."""
    found: dict[str, Any] = {
        outcome["attempt"]: outcome["said"] for outcome in outcomes("strangers", work=work, engine=engine)
    }
    assert found.pop("search") == "7 found"
    assert found.pop("check") == "0 problems"
    assert set(found) == {"add", "rebuild", "remove", "repair", "backup", "restore", "create", "unreadable"}
    for attempt, said in found.items():
        if attempt == "repair":
            assert said == "nothing to mend"
            continue
        assert "written" in said or "read" in said, (attempt, said)
        assert "Permission denied" in said or "may not" in said or "permissions" in said, (attempt, said)
        assert "\n" not in said, (attempt, said)
        assert "Traceback" not in said, (attempt, said)
    os.chmod(work, 0o700)  # noqa: PTH101 -- so that it can be removed
