"""An experiment's name and settings come in on the command line; its outcomes go out as JSON, one line each.

One process imports everything once and forks for each fault, so that a crash point costs a few hundredths of a second.
Run with the folder ``tests`` on the path: ``python -m reliability.lab points '{...}'``.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from reliability.bombs import BOMBS, write
from reliability.crashing import Fault, Trap
from reliability.disk import Disk
from reliability.disks import cuts, small
from reliability.jobs import JOBS, Job, attempt
from reliability.world import STORIES, faults, read_state, state, write_sources

from search import indexing, safekeeping, writing  # noqa: F401 -- so that no child has to import them
from search.archive import Archive
from search.errors import ArchiveLocked, SearchError
from search.sources import ReadOptions

Outcome = dict[str, Any]


def forked(action: Callable[[], str]) -> tuple[int, str]:
    """Run in a child process: its exit status (negative: the signal) and what it returned, or its traceback."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            said, status = action(), 0
        except BaseException:  # noqa: BLE001 -- told to the parent
            said, status = traceback.format_exc(), 1
        os.write(writer, said.encode()[-60_000:])
        os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def points(work: Path, engine: str, fault: Fault, step: int) -> Iterator[Outcome]:
    """Let every job fail at its first, second, third ... operation on a file, until it gets through."""
    for name, job in JOBS.items():
        for outcome in _points(work / name, engine, job, fault, step):
            yield {"job": name, **outcome}


def _points(work: Path, engine: str, job: Job, fault: Fault, step: int) -> Iterator[Outcome]:
    seed, place = work / "seed", work / "place"
    seed.mkdir(parents=True)
    job.prepare(seed, engine)
    for at in range(1, 100_000, step):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(seed, place)
        _move_sources(seed, place)
        status, said = forked(lambda at=at: _failing(job, place, fault, at))  # type: ignore[misc]
        outcome = {"at": at, "status": status, "said": said[-1500:], **_judged(job, place, said)}
        yield outcome
        if outcome["through"]:
            return


def power(work: Path, engine: str, images: int) -> Iterator[Outcome]:
    """Run every job on a disk that forgets what was not synced; judge what a power cut at each operation leaves."""
    for name, job in JOBS.items():
        seed, place = work / name / "seed", work / name / "place"
        seed.mkdir(parents=True)
        job.prepare(seed, engine)
        shutil.copytree(seed, place)
        _move_sources(seed, place)
        disk = Disk(place, work / name / "images", images)
        status, said = forked(lambda disk=disk, job=job, place=place: _photographed(disk, job, place))  # type: ignore[misc]
        assert status == 0, said
        for image in sorted((work / name / "images").iterdir()):
            found, wrong = job.judge(image)
            last = image.name.startswith(said)
            yield {"job": name, "image": image.name, "state": found, "wrong": wrong, "last": last}
        shutil.rmtree(work / name)


def _photographed(disk: Disk, job: Job, place: Path) -> str:
    trap = Trap(place, "count", 0, seen=lambda _: disk.photograph())
    disk.install()
    trap.install()
    job.run(place)
    trap.armed = False
    return disk.photograph()


def _move_sources(seed: Path, place: Path) -> None:
    """A source is known by its path, so the copy reads the sources where the archive first met them."""
    if (seed / "sources").exists():
        shutil.rmtree(place / "sources", ignore_errors=True)
        (place / "sources").symlink_to(seed / "sources")


def _failing(job: Job, place: Path, fault: Fault, at: int) -> str:
    """In the child: the job with a fault in it; for an interrupt, the job again in the same process."""
    trap = Trap(place, fault, at)
    trap.install()
    said = ""
    try:
        said = attempt(job, place)
    except KeyboardInterrupt:
        said = "interrupted"
    sprung = trap.count > at if fault == "full" else trap.count >= at
    trap.armed = False
    if not sprung:
        return "through"
    if fault == "interrupt":
        name, wrong = job.judge(place)
        again = attempt(job, place)
        if wrong or name == "neither" or again:
            return f"after the interrupt: {name} {wrong}; again: {again}"
        return "interrupted"
    return said or "no error"


def _judged(job: Job, place: Path, said: str) -> Outcome:
    """The state a fault left; then the job once more, which must finish it."""
    name, wrong = job.judge(place)
    again = attempt(job, place)
    after, wrong_after = job.judge(place)
    return {
        "through": said == "through",
        "state": name,
        "wrong": wrong,
        "again": again,
        "after": after,
        "wrong_after": wrong_after,
    }


def kills(work: Path, engine: str, count: int, seed: int) -> Iterator[Outcome]:
    """Kill at random moments a process that adds and rebuilds round after round, and notes outside what was saved."""
    dice = random.Random(seed)
    write_sources(work / "sources", 0)
    with Archive.create(work / "archive", engine=engine) as archive:
        archive.add([work / "sources"])
    (work / "saved").write_text("0", encoding="utf-8")
    for number in range(count):
        base = int((work / "saved").read_text(encoding="utf-8"))
        child = os.fork()
        if not child:
            _rounds(work, base)
        time.sleep(dice.uniform(0, 0.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        saved = int((work / "saved").read_text(encoding="utf-8"))
        allowed = {str(n): state(n) for n in (saved, saved + 1)}
        name, wrong = faults(work / "archive", allowed)
        yield {"kill": number, "saved": saved, "state": name, "wrong": wrong}
        if name == "neither" or wrong:
            return
        (work / "saved").write_text(name, encoding="utf-8")
        if saved > 60:  # begin again: the archive would grow, and with it the time of each round
            shutil.rmtree(work / "archive")
            write_sources(work / "sources", 0)
            for path in (work / "sources").glob("story*"):
                path.unlink()
            write_sources(work / "sources", 0)
            with Archive.create(work / "archive", engine=engine) as archive:
                archive.add([work / "sources"])
            (work / "saved").write_text("0", encoding="utf-8")


def _rounds(work: Path, base: int) -> None:
    """In the child, until it is killed."""
    try:
        for number in range(base + 1, base + 1000):
            write_sources(work / "sources", number)
            with Archive.open(work / "archive") as archive:
                if number % 3:
                    archive.add([work / "sources"])
                else:
                    archive.rebuild_index([work / "sources"])
            fresh = work / "saved.new"
            fresh.write_text(str(number), encoding="utf-8")
            fresh.rename(work / "saved")
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    os._exit(3)


def writer(work: Path, seconds: float) -> Iterator[Outcome]:
    """Add and rebuild, round after round."""
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        write_sources(work / "sources", number)
        with Archive.open(work / "archive") as archive:
            report = archive.add([work / "sources"]) if number % 3 else archive.rebuild_index([work / "sources"])
        yield {"round": number, "articles": report.articles}


def reader(work: Path, seconds: float) -> Iterator[Outcome]:
    """Open the archive anew or refresh it, and read it whole; which states were met."""
    end = time.monotonic() + seconds
    met: list[int] = []
    opened = Archive.open(work / "archive")
    while time.monotonic() < end:
        if len(met) % 2:
            opened.close()
            opened = Archive.open(work / "archive")
        opened.refresh()
        held = read_state(opened)
        number = len(held) - STORIES
        assert held == state(number), number
        assert opened.search("ferry AND keeper", limit=0).total == len(held)
        met.append(number)
    assert met == sorted(met), "a reader went back in time"
    yield {"reads": len(met), "states": len(set(met))}


def adder(work: Path, name: str, articles: int) -> Iterator[Outcome]:
    """Add a file of its own as soon as nobody else is writing."""
    source = work / f"{name}.jsonl"
    lines = [json.dumps({"headline": f"{name} {n}", "body": f"Text {n} of {name}."}) for n in range(articles)]
    source.write_text("\n".join(lines), encoding="utf-8")
    waited = 0
    while True:
        with Archive.open(work / "archive") as archive, suppress(ArchiveLocked):
            yield {"added": archive.add([source]).added, "waited": waited}
            return
        waited += 1
        time.sleep(0.02)


def bombs(work: Path, seconds: int, gigabytes: int) -> Iterator[Outcome]:
    """Add each hostile input to an archive of its own, within limits of time and memory."""
    for name in BOMBS:
        source = write(work / "bombs", name)
        Archive.create(work / "archive").close()
        began = time.monotonic()
        status, said = forked(lambda source=source: _bounded(work, source, seconds, gigabytes))  # type: ignore[misc]
        taken = time.monotonic() - began
        yield {"bomb": name, "status": status, "seconds": taken, **(json.loads(said) if not status else {"said": said})}
        shutil.rmtree(work / "archive")
        shutil.rmtree(source)


def _bounded(work: Path, source: Path, seconds: int, gigabytes: int) -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (gigabytes << 30, gigabytes << 30))
    strange: list[str] = []
    homes = (str(work), sys.prefix, sys.base_prefix, "/proc", "/dev", str(Path(__file__).parents[2]))

    def audit(event: str, words: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"}:
            strange.append(f"{event} {words}")
        if event == "open" and isinstance(words[0], str) and not words[0].startswith(homes) and words[0][0] == "/":
            strange.append(f"open {words[0]}")

    tempfile.tempdir = str(work)  # where the library of languages unpacks its own model, into a file without a name
    sys.addaudithook(audit)
    with Archive.open(work / "archive") as archive:
        report = archive.add([source], options=ReadOptions(processes=0))  # in this process, which is watched
        found = archive.search("zzlast", limit=0).total
    listed = Path(report.rejects).read_text(encoding="utf-8").splitlines() if report.rejects else []
    counts = [report.added, report.updated, report.unchanged, report.duplicates, report.rejected]
    return json.dumps(
        {
            "seen": report.seen,
            "counts": counts,
            "found": found,
            "reasons": [json.loads(line)["reason"] for line in listed][:3],
            "strange": strange,
            "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        }
    )


def strangers(work: Path, engine: str) -> Iterator[Outcome]:
    """Try everything with an archive that may be read only, and with one that may not even be read."""
    place = work / "archive"
    write_sources(work / "sources", 0)
    with Archive.create(place, engine=engine) as archive:
        archive.add([work / "sources"])
        archive.backup(work / "news.backup")
        archive.rebuild_index(from_store=True)  # everything is imported now
        first = archive.search("ferry").hits[0].id
    shutil.copytree(place, work / "private")
    write_sources(work / "sources", 1)

    def with_archive(action: Callable[[Archive], object], folder: Path = place) -> str:
        with Archive.open(folder) as opened:
            return str(action(opened))

    attempts: dict[str, Callable[[], str]] = {
        "search": lambda: with_archive(lambda a: f"{a.search('ferry').total} found"),
        "check": lambda: with_archive(lambda a: f"{len(a.check().problems)} problems"),
        "repair": lambda: with_archive(lambda a: a.check(repair=True).set_aside or "nothing to mend"),
        "add": lambda: with_archive(lambda a: a.add([work / "sources"])),
        "rebuild": lambda: with_archive(lambda a: a.rebuild_index(from_store=True)),
        "remove": lambda: with_archive(lambda a: a.remove([first])),
        "backup": lambda: with_archive(lambda a: a.backup(place / "x.backup")),
        "restore": lambda: str(Archive.restore(work / "news.backup", place / "restored")),
        "create": lambda: str(Archive.create(place / "another")),
        "unreadable": lambda: with_archive(lambda a: a.search("ferry"), work / "private"),
    }
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    (work / "private").chmod(0)
    work.chmod(0o755)
    for name, action in attempts.items():
        yield {"attempt": name, "said": forked(lambda action=action: _as_somebody_else(action))[1]}  # type: ignore[misc]
    for path in [work / "private", place, *(path for path in place.rglob("*") if path.is_dir())]:
        path.chmod(0o700)


def _as_somebody_else(action: Callable[[], str]) -> str:
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        return action()
    except SearchError as error:
        return str(error)


EXPERIMENTS: dict[str, Callable[..., Iterator[Outcome]]] = {
    "points": points,
    "kills": kills,
    "power": power,
    "writer": writer,
    "reader": reader,
    "adder": adder,
    "bombs": bombs,
    "cuts": partial(cuts, rounds=_rounds),
    "small": small,
    "strangers": strangers,
}


def main() -> None:
    """Print the outcomes of one experiment."""
    name, settings = sys.argv[1], json.loads(sys.argv[2])
    settings["work"] = Path(settings["work"])
    for outcome in EXPERIMENTS[name](**settings):
        print(json.dumps(outcome), flush=True)  # noqa: T201 -- its way to answer


if __name__ == "__main__":
    main()
