"""Count the instructions of the hot paths: a figure that the machine's mood does not change.

    python tests/benchmarks/instructions.py [RECORDS]

Uses ``perf stat`` where it may count, else callgrind (about fifty times slower).
The count of ``python -c pass`` is given first: it is in every other.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import prepare
from prepare import World
from questions import QUESTIONS, SHIPPED, US

PATHS = ("--version", "--help", "usage error", "list", "recs", "status", "show", "add", "mark")


def main() -> int:
    """Print millions of instructions for each hot path; return 1 when nothing can count."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    count = next((way for way in (_perf, _callgrind) if way([sys.executable, "-c", ""])), None)
    if count is None:
        print("neither perf nor valgrind can count here", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="hrtrack-benchmark-") as scratch:
        files = Path(tempfile.gettempdir(), "hrtrack-benchmark-files")
        world = World(files, Path(scratch), {**os.environ, "HOME": scratch, "LC_ALL": "C.UTF-8"})
        print(f"{count.__name__.strip('_')}, millions of instructions")
        print(f"{'python -c pass':16} {count([sys.executable, '-c', 'pass']) / 1e6:12,.1f}")
        for question in QUESTIONS:
            if question.name in PATHS:
                command = prepare.Command(question, US, size, world)
                counted = count(command.words(1))
                print(f"{question.name:16} {counted / 1e6:12,.1f}", flush=True)
                shutil.rmtree(command.own, ignore_errors=True)
    return 0


def _perf(command: list[str]) -> int:
    """Return the instructions in user space of a command; 0 when they cannot be counted."""
    said = _ran(["perf", "stat", "-x", ",", "-e", "instructions:u", *command])
    found = re.search(r"^(\d+),[^,]*,instructions", said, re.MULTILINE)
    return int(found[1]) if found else 0


def _callgrind(command: list[str]) -> int:
    quiet = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}"]
    # A console script is read by its interpreter; valgrind wants the program itself.
    program = (
        [*quiet, sys.executable, *command] if command[0] != sys.executable else quiet + command
    )
    found = re.search(r"Collected : (\d+)", _ran(program))
    return int(found[1]) if found else 0


def _ran(command: list[str]) -> str:
    if shutil.which(command[0]) is None:
        return ""
    # The hash of a text varies from process to process, and the count with it.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    ran = subprocess.run(
        command,
        capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return ran.stderr


if __name__ == "__main__":
    raise SystemExit(main())
