"""RELIABILITY.md: every test it names is there, and every promise names one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "RELIABILITY.md").read_text(encoding="utf-8")


def test_every_promise_names_tests_that_exist() -> None:
    promises = re.split(r"\n(?=\*\*\d+\. )", PAGE.partition("## What is not promised")[0])[1:]
    numbers = sorted(int(promise[2 : promise.index(".")]) for promise in promises)
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13]
    for promise in promises:
        links = re.findall(r"\]\((tests/[\w/.]+)\)", promise)
        code = "".join((ROOT / link).read_text(encoding="utf-8") for link in links)
        tests = re.findall(r"`(test_\w+)`", promise)
        assert tests, promise[:60]
        assert [test for test in tests if f"def {test}(" not in code] == []
