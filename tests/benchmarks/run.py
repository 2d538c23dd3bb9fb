"""Measure hrtrack beside what people would use instead; print a table, write JSON.

    python tests/benchmarks/run.py --sizes shipped,41000 --runs 9 --json figures.json

Programs take turns within a run, so that what the machine does besides falls on
all alike. The first turn of each warms the caches and is not counted. Nothing is
installed: a program that is not there is named as absent. Stores of 267,000 records
take 2 GB of the folder of ``--files``, and a peer up to 3 GB of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import figures
import prepare
from figures import Run, Runs
from prepare import Command, World
from questions import LARGE, QUESTIONS, SHIPPED, SIZES, US, Question

#: A program that takes longer than this is run once, and said so.
PATIENCE = 40.0


def main() -> int:
    """Run what the options ask for; return 0."""
    asked = _options()
    with tempfile.TemporaryDirectory(prefix="hrtrack-benchmark-") as scratch:
        world = World(asked.files, Path(scratch), _environment(Path(scratch)))
        remarks: list[str] = []
        runs: Runs = {}
        for size in asked.sizes:
            for question in _questions(asked, size, world, remarks):
                _say(f"{question.name}, {figures.size_name(size)}")
                count = asked.runs if size not in LARGE else max(3, asked.runs // 3)
                runs[question.name, size] = _ask(question, size, count, world, asked, remarks)
    found = figures.summaries(runs)
    goals = figures.targets(found)
    print(figures.table(found))
    print(figures.passes(found))
    print(figures.targets_table(goals))
    print("".join(f"{remark}\n" for remark in dict.fromkeys(remarks)), end="")
    if asked.json:
        _write(asked.json, runs, found, goals, remarks)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    named = ",".join("shipped" if size == SHIPPED else str(size) for size in SIZES)
    parser.add_argument("--sizes", default=named, help=f"records in the store (default: {named})")
    parser.add_argument(
        "--runs",
        type=int,
        default=15,
        help="runs counted; a third from 41,000 records on, 3 at least",
    )
    parser.add_argument("--only", help="questions, divided by commas; all when left out")
    parser.add_argument("--programs", help="peers, divided by commas; all when left out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument(
        "--memory-limit", type=int, default=0, metavar="MB", help="address space of each program"
    )
    parser.add_argument(
        "--files", type=Path, metavar="FOLDER", help="where generated stores are kept",
        default=Path(tempfile.gettempdir(), "hrtrack-benchmark-files"),
    )  # fmt: skip
    asked = parser.parse_args()
    words = asked.sizes.split(",")
    asked.sizes = [SHIPPED if word == "shipped" else int(word) for word in words]
    return asked


def _environment(scratch: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    # A pager would wait for a key, which nobody presses.
    ours = {"HOME": str(scratch), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
    return {**kept, **ours, "HRTRACK_PAGER": ""}


def _questions(
    asked: argparse.Namespace, size: int, world: World, remarks: list[str]
) -> list[Question]:
    """Return the questions to ask at a size; what hrtrack cannot answer yet is remarked."""
    wanted = None if asked.only is None else asked.only.split(",")
    chosen = []
    for question in QUESTIONS:
        if size not in question.sizes or (wanted is not None and question.name not in wanted):
            continue
        if prepare.answers(question, world):
            chosen.append(question)
        else:
            remarks.append(f"{question.name}: skipped, hrtrack has no such command or format")
    return chosen


def _ask(
    question: Question,
    size: int,
    count: int,
    world: World,
    asked: argparse.Namespace,
    remarks: list[str],
) -> dict[str, list[Run]]:
    """Return the counted runs of each program that can answer."""
    place = prepare.folder(size, world)
    commands: dict[str, Command] = {}
    for name in question.commands:
        if name != US and asked.programs and name not in asked.programs.split(","):
            continue
        if prepare.program(name) is None:
            remarks.append(f"{name}: absent")
        elif "<" not in question.commands[name] or prepare.ready(name, size, place):
            commands[name] = Command(question, name, size, world)
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    lines: dict[str, int] = {}
    for turn in range(count + 1):
        for name, command in commands.items():
            if turn > 1 and (not runs[name] or runs[name][0].wall > PATIENCE):
                continue
            run, lines[name] = _measure(question, command, turn, world, asked.memory_limit)
            # A smallest program answers another question: its code says nothing.
            if run.code != question.code and "<" in question.commands[name]:
                said = f"{question.name}, {figures.size_name(size)}: {name} ended with {run.code}"
                remarks.append(f"{said}, so it is left out")
                runs[name].clear()
            elif turn or run.wall > PATIENCE:
                runs[name].append(run)
    if question.same_rows:
        remarks += _differences(question, size, lines)
    shutil.rmtree(world.scratch, ignore_errors=True)
    world.scratch.mkdir()
    return runs


#: Peers that look at every record as lines, whose count is that of the records.
_ROWS = ("jq", "stock-tinydb", "sqlite3", "sqlite-utils")


def _differences(question: Question, size: int, lines: dict[str, int]) -> list[str]:
    return [
        f"{question.name}, {size}: {name} gives {lines[name]} rows, hrtrack {lines[US]}"
        for name in _ROWS
        if name in lines and lines[name] != lines[US]
    ]


def _measure(
    question: Question, command: Command, turn: int, world: World, megabytes: int
) -> tuple[Run, int]:
    """Run a command once; return its figures and how many lines it wrote."""
    output = world.scratch / "output"
    words = command.words(turn)
    measured = [
        sys.executable, "-S", "-I", str(prepare.HERE / "measure.py"),
        str(int(question.terminal)), str(megabytes), str(output), *words,
    ]  # fmt: skip
    ran = subprocess.run(
        measured, capture_output=True, text=True, check=True, env=world.environment
    )
    wall, cpu, memory, code = ran.stdout.split()
    command.forget(turn)
    with output.open("rb") as written:
        lines = sum(block.count(b"\n") for block in iter(lambda: written.read(1 << 20), b""))
    return Run(float(wall), float(cpu), int(memory), int(code)), lines


def _write(
    path: Path,
    runs: Runs,
    found: figures.Figures,
    goals: list[dict[str, object]],
    remarks: list[str],
) -> None:
    document = {
        "machine": {
            "system": platform.platform(), "processor": platform.machine(),
            "processors": os.cpu_count(), "python": platform.python_version(),
        },
        "figures": [
            {"question": question, "records": size, "program": name, **of}
            for (question, size), programs in found.items()
            for name, of in programs.items()
        ],
        "runs": [
            {
                "question": question, "records": size, "program": name,
                "runs": [run._asdict() for run in of],
            }
            for (question, size), programs in runs.items()
            for name, of in programs.items()
        ],
        "targets": goals,
        "remarks": list(dict.fromkeys(remarks)),
    }  # fmt: skip
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
