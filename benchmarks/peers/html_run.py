"""A reader of pages and a folder with ``html_pages.jsonl`` come in; what it reads goes out, a line of JSON a page.

    python -m benchmarks.peers.html_run trafilatura FOLDER

Run by ``benchmarks/html_quality.py``, each reader in an environment of its own.  A page no reader can take is an empty
object; ``seconds`` is the processor's time for the page.
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
import time
from importlib import import_module
from pathlib import Path


def main(name: str, folder: Path) -> None:
    logging.disable(logging.CRITICAL)
    read = import_module(f"benchmarks.peers.html_{name}").read
    for line in (folder / "html_pages.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        data = (folder / page["html"]).read_bytes()
        html = (gzip.decompress(data) if page["html"].endswith(".gz") else data).decode("utf-8", "replace")
        began = time.process_time()
        try:
            found = read(html, page["url"], page["lang"])
        except Exception as error:  # noqa: BLE001 - a reader that fails on a page has read nothing
            found = {"problem": repr(error)}
        print(json.dumps({"id": page["id"], "seconds": time.process_time() - began, **found}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
