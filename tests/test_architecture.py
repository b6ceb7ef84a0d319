"""ARCHITECTURE.md says what the code says; run this file to write the generated parts anew."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "ARCHITECTURE.md"
ROOMS = sorted((ROOT / "search").rglob("*.py"))


def first_sentence(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def modules() -> str:
    """One line a module: folders first name their manual, then their members."""
    lines = []
    for path in ROOMS:
        name = path.relative_to(ROOT).as_posix()
        depth = name.count("/") - 1
        if path.name == "__init__.py":
            name, depth = name.removesuffix("__init__.py"), depth - 1
        lines.append((name, f"{'  ' * max(depth, 0)}- `{name}`: {first_sentence(path)}"))
    return "\n".join(line for _, line in sorted(lines))


def layers() -> str:
    """The layers contract, as a block."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "layers")
    return "\n".join(f"    {layer}" for layer in contract["layers"])


def filled(page: str) -> str:
    """The page with its generated parts made anew."""
    for name, text in (("modules", modules()), ("layers", layers())):
        head, _, rest = page.partition(f"<!-- {name}: ")
        comment, _, tail = rest.partition(" -->\n")
        page = f"{head}<!-- {name}: {comment} -->\n\n{text}\n\n{tail[tail.index('<!-- end -->') :]}"
    return page


def test_the_page_says_what_the_modules_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == filled(page), "run: python tests/test_architecture.py"


def test_every_module_opens_with_a_sentence() -> None:
    bad = [path.name for path in (ROOT / "search").rglob("*.py") if not first_sentence(path).endswith((".", ":"))]
    assert bad == []


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
