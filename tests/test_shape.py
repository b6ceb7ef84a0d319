"""Sizes stay small: a file or function beyond them is named here with its reason, or split."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = [*(ROOT / "search").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
FILE_LINES, FUNCTION_LINES = 400, 50

EXCUSED: dict[str, str] = {}
"""``file`` or ``file:function`` -> why it is longer."""


def too_long() -> dict[str, int]:
    found = {}
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > FILE_LINES:
            found[name] = text.count("\n")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = node.end_lineno - body[0].lineno + 1 if body else 0
                if lines > FUNCTION_LINES:
                    found[f"{name}:{node.name}"] = lines
    return found


def test_files_and_functions_are_short() -> None:
    assert {name: lines for name, lines in too_long().items() if name not in EXCUSED} == {}


def test_no_excuse_is_stale() -> None:
    assert set(EXCUSED) <= set(too_long())


def test_there_is_no_grab_bag() -> None:
    assert [path.name for path in SOURCES if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []
