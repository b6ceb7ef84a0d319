"""Reading a query in a fresh process loads no stemmer, no arrays, and no tables of Unicode."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("nltk", "numpy", "unicodedata", "difflib", "calendar", "importlib.resources", "search.query.dialects")


def test_what_a_query_loads() -> None:
    program = (
        "import sys; from search.query import parse; "
        "parse('\"river bank*\" w/5 (flood OR storm~) caption:caps(us) words:5..'); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
