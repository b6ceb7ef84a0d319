"""The command line: words typed into a shell come in; data on stdout, messages on stderr and an exit code go out.

The idea.  A command parses its options, makes one call of the library, and renders what comes back.  It decides nothing
that a program using the library would have to decide again.

The contract.  Results go to stdout and everything else to stderr, so results can be piped.  The exit code is 0 where
something was found or done, 1 where nothing was found or an id is unknown, 2 after an error; 130 after Ctrl-C.
Nothing an article, a file name or a query holds can move the cursor: all text passes ``terminal.printable``.  Colour,
paging and progress are for a terminal; in a pipe the output is plain, and a line is as long as it is unless ``COLUMNS``
says otherwise.

The members.  ``commands/`` has one file a command; ``app`` the table of them and the one handler that makes messages
of errors; ``options`` what several commands take; ``rendering/`` one file a format of output; ``terminal`` what a
terminal may be shown, ``progress`` the bar.

To add a command: write ``commands/NAME.py`` with a function ``run`` whose docstring ends with an example, and name it
in ``app.COMMANDS``.

Traps: every ``news search`` is a new process, so a command imports inside ``run`` what is slow to import, and nothing
here imports rich unless a terminal watches; only this package may read the environment, print, or exit.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from pathlib import Path

_OBJECTS = 100_000
"""Python looks for unreachable objects each time so many more are there: some megabytes.  Its own measure, 700, has it
look through all that is imported, some seventy times before a search begins: a tenth of the process."""


def main() -> None:
    """Run the command that ``sys.argv`` names, and exit with its code."""
    gc.set_threshold(_OBJECTS)
    atexit.register(gc.freeze)  # nor is there anything to look for at the end: the system takes all memory back
    # NumPy's linear algebra, which nothing here uses, would start its threads on import: a third of a short search.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from search.cli.app import app  # noqa: PLC0415 -- here Ctrl-C is answered from the first moment on

        for name in ("stdout", "stderr"):
            if (stream := getattr(sys, name)) is None:  # the shell closed it: news ... >&-
                setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 -- until the end
            elif hasattr(stream, "reconfigure"):
                # A terminal that knows no UTF-8 gets escapes, not a traceback.
                stream.reconfigure(errors="backslashreplace")
        app(prog_name="news")
    except KeyboardInterrupt:
        print("news: stopped", file=sys.stderr)
        sys.exit(130)
    except OSError as error:  # help that can't be written; what commands write is looked after in ``app``
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"news: {error.strerror}", file=sys.stderr)
        sys.exit(2)
