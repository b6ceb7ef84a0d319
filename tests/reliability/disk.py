"""A folder comes in; what a power cut would leave of it goes out: what was synced, and by luck some of the rest.

A file's bytes are safe once it was synced; its name is safe once its folder was.  What SQLite writes is taken as it is:
it syncs by itself, unseen by Python, and ``test_power`` cuts the power of a real disk image for it.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

SQLITE = ("articles.db", "articles.db-journal", "new-articles.db", "new-articles.db-journal")


class Disk:
    """Remembers what was synced under a folder."""

    def __init__(self, folder: Path, images: Path, lucky: int) -> None:
        """``lucky``: images beside the strict one at each moment, in which some of what was not synced survives."""
        self._folder = folder
        self._images = images
        self._lucky = lucky
        self._dice = random.Random(5)
        self._moment = 0
        self._bytes: dict[int, bytes] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._kept: list[int] = []

    def install(self) -> None:
        """Everything there is now is safe; from here on what is synced is."""
        for number, path in _places(self._folder).items():
            self._note(number, path)
        sync = os.fsync

        def synced(descriptor: Any) -> None:
            sync(descriptor)
            self._kept.append(os.dup(descriptor))  # so that nothing else gets its number
            self._note(os.fstat(descriptor).st_ino, Path(f"/proc/self/fd/{descriptor}").readlink())

        os.fsync = synced  # type: ignore[assignment]

    def _note(self, number: int, path: Path) -> None:
        if path.is_dir():
            self._names[number] = _listing(path)
        else:
            self._bytes[number] = path.read_bytes()

    def photograph(self) -> str:
        """Write down what a power cut would leave now; the name all images of this moment begin with."""
        self._moment += 1
        name = f"{self._moment:04d}"
        places = _places(self._folder)
        for number in range(1 + self._lucky):
            target = self._images / f"{name}.{number}"
            target.mkdir(parents=True)
            self._restore(self._folder.stat().st_ino, target, places, luck=0.5 * bool(number))
        return name

    def _restore(self, folder: int, target: Path, places: dict[int, Path], luck: float) -> None:
        now = _listing(places[folder]) if folder in places else {}
        names = dict(self._names.get(folder, {}))
        for name in set(now) | set(names):
            if name in SQLITE or self._dice.random() < luck:  # this entry's change reached the disk
                names.pop(name, None)
                names |= {name: now[name]} if name in now else {}
        for name, number in names.items():
            path = places.get(number)
            if number in self._names or (path and path.is_dir()):
                (target / name).mkdir()
                self._restore(number, target / name, places, luck)
            elif path and (name in SQLITE or self._dice.random() < luck):
                shutil.copyfile(path, target / name)
            else:
                (target / name).write_bytes(self._bytes.get(number, b""))


def _listing(folder: Path) -> dict[str, int]:
    return {entry.name: entry.inode() for entry in os.scandir(folder) if not entry.is_symlink()}


def _places(folder: Path) -> dict[int, Path]:
    """Where every file and folder is now, by its number."""
    found = {folder.stat().st_ino: folder}
    for parent, folders, files in os.walk(folder):
        paths = [Path(parent, name) for name in (*folders, *files)]
        found |= {path.stat().st_ino: path for path in paths if not path.is_symlink()}
    return found
