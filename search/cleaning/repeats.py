"""Lines of a dump come in; for each, the line it repeats goes out, also when one of the two copies is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHORTEST = 12
"""Letters a line must have to count as a repeat: "No." may well be said twice."""
OPENING = 40
"""Characters by which lines are told apart before they are compared whole."""
ANCHOR = 20
"""Letters at both ends by which a damaged copy is looked up."""
BUCKET = 4
"""Candidates kept under one anchor, so that the time stays linear however often a line opens alike."""
SHARED_WORDS = 0.85
"""Share of words a damaged copy must have in common with the clean one; digits must agree wholly."""

_PUNCTUATION = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_SPACES = _PUNCTUATION.replace(b" ", b"")
_NO_LINE_FEEDS = _PUNCTUATION.replace(b"\n", b"")
_LOWER = bytes(range(65)) + bytes(range(97, 123)) + bytes(range(91, 256))


_Skeleton: TypeAlias = tuple[bytes, bool]
"""What is left of a line when all that damage can touch is dropped (its ASCII letters and digits in lower case; of a
line that has hardly any, the line itself), and whether it ends in a full stop: a caption without one is not the
sentence that has one."""


def repeats(lines: Sequence[str], repaired: Sequence[bool]) -> list[int | None]:
    """For each line the index of the line it repeats, or None.

    ``repaired[i]`` says that cleaning had to mend line i.  Of a mended and an unmended copy the unmended one is kept
    whatever the order, so an index may point forward.  Chains are resolved: no line repeats a repeat.

    >>> repeats(["The ferry was late again.", "Nobody was hurt.", "The ferry was late again."], [False] * 3)
    [None, None, 0]
    >>> repeats(["The ferry wasn?t late again.", "The ferry wasn’t late again."], [True, False])
    [1, None]
    """
    any_repaired = any(repaired)
    kept: dict[_Skeleton, int] = {}
    anchors: dict[bytes, list[int]] = {}
    result: list[int | None] = [None] * len(lines)
    asked = range(len(lines)) if any_repaired else _could_repeat(lines)
    skeletons = {index: _skeleton(lines[index]) for index in asked}
    for index, skeleton in skeletons.items():
        if len(skeleton[0]) < SHORTEST:
            continue
        earlier = kept.get(skeleton)
        if earlier is None and any_repaired:
            earlier = _damaged_copy(index, lines, skeletons, repaired, anchors)
        if earlier is None:
            kept[skeleton] = index
        elif repaired[earlier] and not repaired[index]:
            result[earlier] = index
            kept[skeleton] = kept[skeletons[earlier]] = index
        else:
            result[index] = earlier
            continue
        if any_repaired:
            _anchor(index, skeleton[0], anchors)
    return [_end(result, index) for index in range(len(lines))] if any_repaired else result


def _could_repeat(lines: Sequence[str]) -> Sequence[int]:
    """The lines that begin like another, by a cheap look at all openings together; no line is missed."""
    opened = [line[:OPENING] for line in lines]
    openings = "\n".join(opened)
    if openings.count("\n") >= len(lines):
        openings = "\n".join([opening.replace("\n", " ") for opening in opened])
    letters = openings.encode("ascii", "ignore").translate(_LOWER, _NO_LINE_FEEDS).split(b"\n") if lines else []
    first: dict[bytes, int] = {}
    found: set[int] = set()
    for index, key in enumerate(letters):
        if len(key) >= SHORTEST:
            earlier = first.setdefault(key[:SHORTEST], index)
            if earlier != index:
                found.add(earlier)
                found.add(index)
        elif len(lines[index]) > OPENING:
            return range(len(lines))  # what begins with a rule may go on like any other
        elif 4 * len(key) < len(opened[index]):
            found.add(index)  # hardly any ASCII letters: the line itself is its skeleton
    return sorted(found)


def _skeleton(line: str) -> _Skeleton:
    ascii_part = line.encode("ascii", "ignore")
    letters = ascii_part.translate(_LOWER, _PUNCTUATION)
    if len(letters) * 4 < len(line):
        letters = "".join(line.casefold().split()).encode("utf-8", "replace")
    return letters, ascii_part.rstrip(b" '\"?)")[-1:] == b"."


def _damaged_copy(
    index: int,
    lines: Sequence[str],
    skeletons: Mapping[int, _Skeleton],
    repaired: Sequence[bool],
    anchors: dict[bytes, list[int]],
) -> int | None:
    """An earlier line that differs from this one only as damage would have it; one of the two was repaired."""
    letters = skeletons[index][0]
    if len(letters) < 2 * ANCHOR:
        return None
    for earlier in anchors.get(letters[:ANCHOR], []) + anchors.get(letters[-ANCHOR:], []):
        if (repaired[index] or repaired[earlier]) and _alike(lines[earlier], lines[index]):
            return earlier
    return None


def _alike(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 0.05 * max(len(one), len(other)):
        return False
    if [char for char in one if char.isdigit()] != [char for char in other if char.isdigit()]:
        return False
    words, others = _words(one), _words(other)
    return len(words & others) >= SHARED_WORDS * max(len(words), len(others))


def _words(line: str) -> set[bytes]:
    """The words of a line, each without what damage can touch."""
    return set(line.encode("ascii", "ignore").translate(_LOWER, _NO_SPACES).split())


def _anchor(index: int, letters: bytes, anchors: dict[bytes, list[int]]) -> None:
    if len(letters) >= 2 * ANCHOR:
        for end in (letters[:ANCHOR], letters[-ANCHOR:]):
            bucket = anchors.setdefault(end, [])
            if len(bucket) < BUCKET:
                bucket.append(index)


def _end(result: list[int | None], index: int) -> int | None:
    """The kept line at the end of the chain; it has two links at most, since only a repaired keeper is replaced."""
    target = result[index]
    while target is not None and result[target] is not None:
        target = result[target]
    return target
