"""Figures come in; tables people read go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from search.cli.terminal import Screen, cells, in_one_line

if TYPE_CHECKING:
    from search.report import Report
    from search.statistics import Statistics

__all__ = ["report_text", "statistics_text", "table"]

_SOURCES = 20
"""How many sources are listed."""


def table(rows: Iterable[Sequence[str]], view: Screen) -> str:
    """Columns side by side; the last one is wrapped."""
    shown = [[in_one_line(value) for value in row] for row in rows]
    if not shown:
        return ""
    widths = [max(cells(row[column]) for row in shown) for column in range(len(shown[0]) - 1)]
    before = sum(widths) + 2 * len(widths)
    lines = []
    for row in shown:
        left = "".join(value + " " * (width - cells(value) + 2) for value, width in zip(row, widths, strict=False))
        if view.width is not None and before > view.width // 2:  # too narrow for columns
            lines.append(f"{left.rstrip()}\n{view.block('', row[-1], indent=4)}")
        else:
            lines.append(left + view.block("", row[-1], indent=before).lstrip())
    return "\n".join(line.rstrip() for line in lines)


def report_text(report: Report, folder: str) -> str:
    """What a run did, in numbers that add up."""
    sums = " + ".join(
        f"{getattr(report, name):,} {name}" for name in ("added", "updated", "unchanged", "duplicates", "rejected")
    )
    lines = [f"{report.seen:,} seen = {sums}"]
    if len(report.formats) > 1 or report.encodings.keys() - {"utf-8", "ascii"}:
        lines.append(f"read: {in_one_line(', '.join(_kinds(report)))}")
    if report.pruned:
        lines.append(f"{report.pruned:,} dropped, their sources being gone")
    if report.gone:
        lines.append(f"{report.gone:,} kept though their sources are gone (--prune drops them)")
    if report.hidden:
        lines.append(f"{report.hidden:,} hidden files passed over")
    if report.rejects:
        lines.append(f"the rejected records: {in_one_line(report.rejects)}")
    plural = "" if report.articles == 1 else "s"
    lines.append(f"{report.articles:,} article{plural} in {in_one_line(folder)}, after {report.seconds:.1f} s")
    return "\n".join(lines) + "\n"


def _kinds(report: Report) -> Iterator[str]:
    """Of each format how many records, and in which encodings where there is another than UTF-8."""
    for name, count in report.formats.items():
        encodings = report.encodings_by_format[name]
        told = ", ".join(f"{number:,} {encoding}" for encoding, number in encodings.items())
        yield f"{count:,} {name}" + (f" ({told})" if encodings.keys() - {"utf-8", "ascii"} else "")


def statistics_text(figures: Statistics, view: Screen) -> str:
    """All figures, then the sources."""
    rows = [(name.replace("_", " "), _shown(value)) for name, value in figures.as_record().items()]
    parts = [table([row for row in rows if row[1]], view)]
    for name, counts in (("source", figures.sources), ("language", figures.languages)):
        if counts:
            parts.append("\n".join([view.bold(name), *_counts(counts)]))
    return "\n\n".join(parts) + "\n"


def _counts(counts: Mapping[str, int]) -> list[str]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [f"{count:>8,}  {in_one_line(value) or '(not known)'}" for value, count in ranked[:_SOURCES]]
    if len(ranked) > _SOURCES:
        lines.append(f"{'':8}  and {len(ranked) - _SOURCES:,} others")
    return lines


def _shown(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, str) else ""
