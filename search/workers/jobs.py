"""In a worker: a task comes in; what was made of it goes out, frame by frame."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec

from search.article import BadRecord, RawArticle

__all__ = ["JOBS", "Clock"]

_FRAME = 1 << 18
"""Bytes of text from which a frame is sent."""


class Clock:
    """Ends this process when something takes too long, whatever code it is in."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def begin(self) -> None:
        """A record begins."""
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def stop(self) -> None:
        """What comes now may take its time."""
        signal.setitimer(signal.ITIMER_REAL, 0)


class Job(Protocol):
    """One kind of work."""

    def run(self, message: bytes) -> Iterator[bytes]:
        """Do one task: the frames of its answer, none of them empty."""


class Read:
    """Shares of files in; refined records out."""

    def __init__(self, setup: dict[str, Any], clock: Clock) -> None:
        from search.refining import Refining  # noqa: PLC0415 -- each job imports what it needs
        from search.sources.source import options_from_json  # noqa: PLC0415
        from search.store import ArticleStore  # noqa: PLC0415

        self._clock = clock
        self._options = options_from_json(setup["options"])
        habits = {source: frozenset(lines) for source, lines in setup["habits"].items()}
        self._refining = Refining.of(self._options, habits)
        self._store = ArticleStore(Path(setup["store"])) if setup["store"] else None
        self._at: int = setup["at"]

    def run(self, message: bytes) -> Iterator[bytes]:
        """Frames of records (``search.workers.reading.records_of``)."""
        from search.refining import Refined  # noqa: PLC0415
        from search.workers.reading import frame_of, shares_of  # noqa: PLC0415

        records: list[Refined | BadRecord] = []
        size = 0
        for share in shares_of(message):
            for record in self._refined(share):
                self._clock.begin()
                records.append(record)
                size += 200 + (len(record.tail) if isinstance(record, Refined) else 0)
                if size >= _FRAME:
                    yield frame_of(records)
                    records, size = [], 0
        yield frame_of(records)

    def _refined(self, share: Any) -> Iterator[Any]:
        from search.refining import refined  # noqa: PLC0415
        from search.sources.sharing import read_share  # noqa: PLC0415

        store, at = self._store, self._at
        known = (lambda keys: store.find_origins(keys, at)) if store else None
        return refined(self._timed(read_share(share, self._options)), self._refining, known)

    def _timed(self, records: Iterator[RawArticle | BadRecord]) -> Iterator[RawArticle | BadRecord]:
        for record in records:
            self._clock.begin()
            yield record


class Index:
    """Stretches of the store's articles, or segments, in; segments of the index out."""

    def __init__(self, setup: dict[str, Any], clock: Clock) -> None:
        from search.snapshot import index_engine, read_manifest  # noqa: PLC0415
        from search.store import ArticleStore  # noqa: PLC0415

        folder = Path(setup["folder"])
        self._clock = clock
        self._store = ArticleStore(folder / "articles.db")
        self._at: int = setup["at"]
        engine: Any = index_engine(folder, read_manifest(folder), setup["generation"])
        self._writer = engine.segment_writer(setup["processes"])

    def run(self, message: bytes) -> Iterator[bytes]:
        """The segments made of some articles, or of some segments."""
        from search.workers.indexing import Order, segments_of  # noqa: PLC0415

        order = msgspec.msgpack.decode(message, type=Order)
        self._writer.add_articles(self._timed(order.after, order.upto))
        self._clock.stop()  # the more is written, the longer it takes
        made = self._writer.merge(segments_of(order.segments)) if order.segments else self._writer.finish()
        yield msgspec.msgpack.encode(made)

    def _timed(self, after: int, upto: int) -> Iterator[Any]:
        for number, entry in enumerate(self._store.articles(self._at, after=after, upto=upto)):
            if number % 100 == 0:
                self._clock.begin()
            yield entry


JOBS: dict[str, Callable[[dict[str, Any], Clock], Job]] = {"read": Read, "index": Index}
"""By name."""
