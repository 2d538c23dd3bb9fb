"""What the measurements come to: medians, spreads, ratios, targets met or missed; as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any, NamedTuple

from questions import GROWTH, LARGE, PASS, SHIPPED, TARGETS, US, Target


class Run(NamedTuple):
    """One run of a program: seconds, processor seconds, peak bytes, exit code."""

    wall: float
    cpu: float
    memory: int
    code: int


#: The runs of each program, by question and size; the n-th runs of all are neighbours.
Runs = dict[tuple[str, int], dict[str, list[Run]]]


def quantile(values: Iterable[float], share: float) -> float:
    """Return a quantile of values, between neighbours in proportion."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def summary(runs: Sequence[Run], ours: Sequence[Run]) -> dict[str, Any]:
    """Return one program's figures, and ours as ratios of them: of medians, and of pairs."""
    walls = [run.wall for run in runs]
    pairs = [our.wall / run.wall for our, run in zip(ours, runs, strict=False)]
    return {
        "runs": len(runs),
        "wall": {
            "median": median(walls), "min": min(walls), "p25": quantile(walls, 0.25),
            "p75": quantile(walls, 0.75), "max": max(walls),
        },
        "cpu": median(run.cpu for run in runs),
        "memory": median(run.memory for run in runs),
        "ours": {
            "of_medians": median(o.wall for o in ours) / median(walls) if ours else None,
            "of_pairs": median(pairs) if pairs else None,
        },
        "codes": sorted({run.code for run in runs}),
    }  # fmt: skip


def summaries(runs: Runs) -> dict[tuple[str, int], dict[str, dict[str, Any]]]:
    """Return the figures of every question, size and program."""
    return {
        key: {name: summary(of, programs.get(US, [])) for name, of in programs.items() if of}
        for key, programs in runs.items()
    }


def size_name(size: int) -> str:
    """Return a size as people write it."""
    return "shipped" if size == SHIPPED else f"{size:,}"


Figures = dict[tuple[str, int], dict[str, dict[str, Any]]]
_HEAD = (
    "question", "records", "program", "runs", "median ms", "p25", "p75", "min", "max",
    "cpu ms", "MB", "hrtrack/it", "paired",
)  # fmt: skip


def table(figures: Figures) -> str:
    """Return the figures as a table of text."""
    rows: list[tuple[str, ...]] = [_HEAD]
    for (question, size), programs in figures.items():
        for name, of in programs.items():
            wall = of["wall"]
            times = (wall["median"], wall["p25"], wall["p75"], wall["min"], wall["max"], of["cpu"])
            ratios = of["ours"].values() if name != US else (None, None)
            rows.append(
                (
                    question, size_name(size), name, str(of["runs"]),
                    *(f"{1000 * seconds:,.1f}" for seconds in times), f"{of['memory'] / 1e6:,.0f}",
                    *("" if ratio is None else f"{ratio:.3f}" for ratio in ratios),
                )
            )  # fmt: skip
    return _aligned(rows, left=3)


def _aligned(rows: Sequence[tuple[str, ...]], left: int) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if number < left else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "".join(line.rstrip() + "\n" for line in lines)


def targets(figures: Figures) -> list[dict[str, Any]]:
    """Return each target with what was measured; ``met`` is None where nothing was."""
    found = [_target(figures, one, size) for one in TARGETS for size in one.sizes]
    small, large = LARGE
    for question in dict.fromkeys(name for name, size in figures if size == large):
        growth = _ratio(figures, (question, large), US, (question, small), US, "wall")
        found.append(_said(f"{question}: growth from {small:,} to {large:,}", growth, GROWTH))
    return found


def _target(figures: Figures, one: Target, size: int) -> dict[str, Any]:
    key = (one.question, size)
    ratio = _ratio(figures, key, US, key, one.peer, one.figure)
    what = "" if one.figure == "wall" else f" ({one.figure})"
    return _said(f"{one.question}, {size_name(size)}: of {one.peer}{what}", ratio, one.most)


def _said(what: str, ratio: float | None, most: float) -> dict[str, Any]:
    met = None if ratio is None else ratio <= most
    return {"target": what, "ratio": ratio, "most": most, "met": met}


def _ratio(
    figures: Figures,
    key: tuple[str, int],
    name: str,
    other: tuple[str, int],
    peer: str,
    figure: str,
) -> float | None:
    ours, theirs = figures.get(key, {}).get(name), figures.get(other, {}).get(peer)
    if ours is None or theirs is None:
        return None
    if figure == "memory":
        return float(ours["memory"] / theirs["memory"])
    return float(ours["wall"]["median"] / theirs["wall"]["median"])


def targets_table(found: Sequence[dict[str, Any]]) -> str:
    """Return the targets as a table of text."""
    rows: list[tuple[str, ...]] = [("target", "", "measured", "at most")]
    for one in found:
        said = {True: "met", False: "MISSED", None: "not measured"}[one["met"]]
        measured = "" if one["ratio"] is None else f"{one['ratio']:.3f}"
        rows.append((one["target"], said, measured, f"{one['most']:g}"))
    return _aligned(rows, left=2)


def passes(figures: Figures) -> str:
    """Return how far hrtrack is from a pass over the bytes of the file, for each question."""
    rows: list[tuple[str, ...]] = [("question", "records", "hrtrack ms", "one pass ms", "times")]
    for (question, size), programs in figures.items():
        if US in programs and PASS in programs:
            ours, limit = (programs[name]["wall"]["median"] for name in (US, PASS))
            times = (f"{1000 * ours:,.1f}", f"{1000 * limit:,.1f}", f"{ours / limit:.1f}")
            rows.append((question, size_name(size), *times))
    return _aligned(rows, left=2)
