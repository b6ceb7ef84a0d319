"""P1: what was acknowledged survives a power cut; what was not is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from reliability.experiments import outcomes
from reliability.jobs import JOBS
from reliability.sizes import Note, Sizes

from search.engines import ENGINES


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_disk_that_forgets_what_was_not_synced(work: Path, engine: str, size: Sizes, note: Note) -> None:
    found = outcomes("power", work=work, engine=engine, images=5 if size.long else 1)
    for image in found:
        assert image["state"] in ({"new"} if image["last"] else {"old", "new", "absent"}), image
        assert image["wrong"] == [], image
    for job in JOBS:
        images = [image for image in found if image["job"] == job]
        assert {image["last"] for image in images} == {True, False}
        note("T4", f"{engine}, {job}: {len(images)} moments of a power cut", "0 lost, 0 unopenable")
