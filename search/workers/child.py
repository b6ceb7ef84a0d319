"""Frames with tasks come in on standard input; frames with what was made of them go out, until the input ends."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from search.workers.jobs import JOBS, Clock
from search.workers.messages import DONE, receive, send

__all__ = ["main"]

_OBJECTS = 20_000
"""Objects made and kept between two looks for cycles: records are trees, thousands are alive at a time, and looking
through them every 700 took a twentieth of all time."""


def main() -> None:
    """Do what is asked, in this process."""
    gc.set_threshold(_OBJECTS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for linear algebra, which nothing here uses
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever it is in
    answers = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)  # whatever a library prints must not get among the frames
    requests = sys.stdin.buffer
    told = receive(requests)
    if told is None:
        return
    setup = json.loads(told)
    _limit_memory(setup["memory_bytes"])
    with contextlib.suppress(BrokenPipeError):  # the parent is gone
        _work(setup, requests, answers)


def _work(setup: dict[str, Any], requests: BinaryIO, answers: BinaryIO) -> None:
    clock = Clock(setup["seconds"])
    job = JOBS[setup["job"]](setup, clock)
    gc.freeze()  # what was imported stays
    while request := receive(requests):
        clock.begin()
        for frame in job.run(request):
            clock.stop()  # the parent may take its time
            send(answers, frame)
            clock.begin()
        clock.stop()
        send(answers, DONE)


def _limit_memory(more: int) -> None:
    """So many bytes beyond what the process has now, where the system can count them."""
    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = _held() + more
        resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))


def _held() -> int:
    """Bytes of data the process has; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[5]) * resource.getpagesize()
    return 0
