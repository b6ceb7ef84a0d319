"""What is to be said beside the results comes in; a line on stderr goes out, as JSON where the results are JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar
from itertools import pairwise
from typing import Any

from search.cli.terminal import cells, in_one_line, printable, screen
from search.errors import QueryError, SearchError
from search.hits import Photos, Results

__all__ = ["advise", "drop_stdout", "fail", "flush", "in_json", "lines", "note", "say", "speak_as", "warn"]

_PIPED = 76
"""Columns of a query shown with an error where there is no terminal."""

_JSON: ContextVar[bool] = ContextVar("json", default=False)


def speak_as(words: Sequence[str]) -> None:
    """Remember whether a command's words ask for JSON: ``--json``, ``--format json`` or ``jsonl``."""
    options = list(words[: list(words).index("--")] if "--" in words else words)
    shapes = [word.removeprefix("--format=") for word in options if word.startswith("--format=")]
    shapes += [after for word, after in pairwise(options) if word == "--format"]
    asked = words[:1] in (["search"], ["captions"]) and bool(shapes) and shapes[-1] in {"json", "jsonl"}
    _JSON.set("--json" in options or asked)


def in_json() -> bool:
    """True where messages are JSON."""
    return _JSON.get()


def note(message: str) -> None:
    """Something worth knowing about the results."""
    _line("note", message, prefix="note: ")


def advise(answer: Results | Photos, what: str) -> None:
    """The warnings and suggestions of an answer; ``what`` it counts."""
    for warning in answer.warnings:
        note(warning)
    for each in answer.suggestions:
        found = f"1 {what}" if each.total == 1 else f"{each.total:,} {what}s"
        note(f"any of the words: {found} (add --any)" if each.any_word else f"did you mean: {each.query} ({found})")


def warn(message: str, **more: Any) -> None:
    """A part of what was asked for could not be done."""
    _line("error", message, prefix="news: ", **more)


def say(message: str) -> None:
    """How the command ended."""
    _line("note", message, prefix="news: ")


def lines(text: str) -> None:
    """Several lines worth knowing, as they stand; as JSON one message each."""
    for line in text.splitlines():
        if in_json():
            note(line.strip())
        else:
            print(printable(line), file=sys.stderr)


def fail(error: Exception) -> None:
    """Why the command ended: what, where, and the next step."""
    with suppress(OSError):  # that nothing more can be written is no second failure
        flush()
    if in_json():
        print(_dumps(_record(error)), file=sys.stderr)
        return
    message = _message(error)
    print(printable(message if "\n" in message else f"news: {message}"), file=sys.stderr)


def drop_stdout() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, also at the interpreter's end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _line(kind: str, message: str, *, prefix: str, **more: Any) -> None:
    flush()
    if in_json():
        print(_dumps({"schema": f"news-archive-search/{kind}/1", "message": message, **more}), file=sys.stderr)
    else:
        print(f"{prefix}{in_one_line(message)}", file=sys.stderr)


def _message(error: Exception) -> str:
    if isinstance(error, QueryError) and error.text:
        return error.pointed(screen().width or _PIPED, cells)
    if isinstance(error, SearchError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{where}"
    return (
        f"this should not happen: {type(error).__name__}: {error}\n"
        "If the archive was damaged, run: news rebuild-index --from-store.  NEWS_DEBUG=1 shows where it happened."
    )


def _record(error: Exception) -> dict[str, Any]:
    record: dict[str, Any] = {"schema": "news-archive-search/error/1", "kind": type(error).__name__}
    if not isinstance(error, SearchError):
        usage = getattr(error, "format_message", None)  # a wrong option
        return {**record, "message": usage() if usage else _message(error), "place": "", "hint": ""}
    record |= {"message": error.message, "place": error.place, "hint": error.hint}
    if isinstance(error, QueryError):
        record |= {"query": error.text, "start": error.start, "end": error.end}
    return record


def _dumps(record: dict[str, Any]) -> str:
    from search.cli.rendering.records import dumps  # noqa: PLC0415 -- text needs none of it

    return dumps(record).rstrip("\n")


def flush() -> None:
    """Write out what waits for stdout, so that messages come after it; a reader that is gone is no failure.

    Raises OSError where it can't be written; what waits is dropped, or the interpreter would try again at its end.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        drop_stdout()
    except OSError:
        drop_stdout()
        raise
