"""Tasks come in; the frames worker processes answer with go out, task by task in the order of the tasks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing, suppress
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from search.sources import Limits
from search.sources.source import LimitExceeded
from search.workers.messages import DONE, receive, send
from search.workers.tasks import Task

__all__ = ["Pool", "how_many"]

_WAITING = 32 << 20
"""Bytes of answers that may wait to be taken before workers are made to wait."""
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from search.workers.child import main; main()"


_MOST = 64
"""Worker processes anybody can have use for; each takes some ten megabytes before it has done anything."""


def how_many(asked: int | None, *, pays: bool) -> int:
    """How many worker processes there should be, 0 for none: those asked for, else one a processor if that pays."""
    if os.name != "posix" or not sys.executable:
        return 0
    if asked is not None:
        return min(asked, _MOST)
    return min(_processors(), _MOST) if pays else 0


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Died(Exception):
    """A worker ended in the middle of a task: why, and whether to try the same once more."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


class _Worker:
    """One worker process, started when it is first needed and again when it has died; used by one thread."""

    def __init__(self, setup: dict[str, Any]) -> None:
        self._setup = setup
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._requests: BinaryIO | None = None
        self._answers: BinaryIO | None = None

    def ask(self, task: Task) -> Iterator[bytes]:
        """The frames that answer a task.  Raises _Died."""
        if self._process is None:
            self._start()
        assert self._requests is not None  # noqa: S101 -- it was started
        assert self._answers is not None  # noqa: S101
        try:
            send(self._requests, task.message)
        except OSError:
            raise self._died() from None
        while (frame := receive(self._answers)) is not None:
            if frame == DONE:
                return
            yield frame
        raise self._died()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def release(self) -> None:
        """Let go of process and pipes; by the thread that used them, or when that has ended."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (self._requests, self._answers):
                if pipe is not None:
                    with suppress(OSError):  # what was not sent is not wanted any more
                        pipe.close()

    def _start(self) -> None:
        if self._closed:
            raise _Died("closed", again=False)
        self._process = process = subprocess.Popen(  # noqa: S603 -- ourselves, and no shell
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._requests, self._answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        with suppress(OSError):  # what is wrong with it shows at the first task
            send(self._requests, json.dumps(self._setup).encode())

    def _died(self) -> _Died:
        assert self._process is not None  # noqa: S101 -- it was asked
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.poll()
        self.release()
        if code == -signal.SIGALRM:
            told = LimitExceeded("reading or cleaning it takes too long", "seconds", self._setup["seconds"])
            return _Died(str(told), again=False)
        how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
        return _Died(f"the process that read it was ended ({how})", again=True)


class Pool:
    """So many worker processes with one kind of work; a context manager, which ends them."""

    def __init__(self, job: str, setup: dict[str, Any], *, limits: Limits, processes: int) -> None:
        """``job``: a name in ``search.workers.jobs.JOBS``; ``setup``: what it is told first, as JSON."""
        told = {**setup, "job": job, "seconds": limits.seconds, "memory_bytes": limits.memory_bytes}
        self._workers = [_Worker(told) for _ in range(processes)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.release()

    def run(self, tasks: Iterator[Task]) -> Iterator[bytes]:
        """The answers.  Raises what the tasks' iterator raises, and what a task that is given up raises."""
        line = _Line(tasks)
        threads = [threading.Thread(target=_serve, args=(worker, line), daemon=True) for worker in self._workers]
        for thread in threads:
            thread.start()
        ended = False
        try:
            while (frame := line.next()) is not None:
                yield frame
            ended = True
        finally:
            line.stop()
            for worker in self._workers:
                if not ended:
                    worker.close()
            for thread in threads:
                thread.join(timeout=10)  # one may wait for standard input, for ever
            if not any(thread.is_alive() for thread in threads):
                line.close()


def _serve(worker: _Worker, line: _Line) -> None:
    """One worker's thread: take a task, have it done, put the answers in line."""
    try:
        while (taken := line.take()) is not None:
            number, task = taken
            for frame in _done(worker, task):
                line.put(number, frame)
            line.finish(number)
    except BaseException as error:  # noqa: BLE001 -- told to the thread that waits
        line.fail(error)


def _done(worker: _Worker, task: Task, *, again: bool = True) -> Iterator[bytes]:
    """The answers to a task; where its worker dies of it, to as much of it as can be done."""
    here = task.here()
    if here is not None:
        yield here
        return
    held: list[bytes] = []
    try:
        with closing(worker.ask(task)) as frames:  # type: ignore[type-var]
            for frame in frames:
                if task.lasting:
                    yield frame
                else:
                    held.append(frame)
    except _Died as died:
        if died.again and again and not task.lasting:
            yield from _done(worker, task, again=False)
            return
        parts = list(task.parts())
        for part in parts:
            yield from _done(worker, part)
        if not parts:
            yield from held
            yield task.given_up(str(died))
        return
    yield from held


class _Line:
    """Where answers wait until it is their turn; shared by the threads."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self._taking = threading.Lock()
        self._change = threading.Condition()
        self._answers: dict[int, deque[bytes]] = {}
        self._finished: set[int] = set()
        self._taken = 0
        self._turn = 0
        self._waiting = 0
        self._ended = False
        self._stopped = False
        self._error: BaseException | None = None

    def take(self) -> tuple[int, Task] | None:
        """The next task with its number; None when there is none, or nobody wants the answers any more."""
        with self._taking:
            with self._change:
                self._change.wait_for(lambda: self._waiting < _WAITING or self._stopped)
                if self._stopped or self._ended:
                    return None
            task = next(self._tasks, None)
            with self._change:
                if task is None:
                    self._ended = True
                    self._change.notify_all()
                    return None
                number = self._taken
                self._taken += 1
                self._answers[number] = deque()
                return number, task

    def put(self, number: int, frame: bytes) -> None:
        """An answer to a task; waits while too many wait, unless it is the one waited for."""
        with self._change:
            self._change.wait_for(lambda: self._waiting < _WAITING or self._stopped or self._is_next(number))
            self._answers[number].append(frame)
            self._waiting += len(frame)
            self._change.notify_all()

    def _is_next(self, number: int) -> bool:
        return number == self._turn and not self._answers[number]

    def finish(self, number: int) -> None:
        """No more answers to this task."""
        with self._change:
            self._finished.add(number)
            self._change.notify_all()

    def fail(self, error: BaseException) -> None:
        """Nothing goes on; whoever waits is told why."""
        with self._change:
            self._error = self._error or error
            self._change.notify_all()

    def next(self) -> bytes | None:
        """The next answer in line; None after the last.  Raises what ``fail`` was told."""
        with self._change:
            while True:
                if self._error is not None:
                    raise self._error
                if self._answers.get(self._turn):
                    frame = self._answers[self._turn].popleft()
                    self._waiting -= len(frame)
                    self._change.notify_all()
                    return frame
                if self._turn in self._finished:
                    self._finished.discard(self._turn)
                    del self._answers[self._turn]
                    self._turn += 1
                    self._change.notify_all()
                elif self._ended and self._turn == self._taken:
                    return None
                else:
                    self._change.wait()

    def stop(self) -> None:
        """Nobody wants the answers any more."""
        with self._change:
            self._stopped = True
            self._change.notify_all()

    def close(self) -> None:
        """Let go of what the tasks are made from."""
        close = getattr(self._tasks, "close", None)
        if close is not None:
            close()
