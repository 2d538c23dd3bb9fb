"""The program run where something is lacking (``lacking/sitecustomize.py`` says what)."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import foreign_files as made

LACKING = Path(__file__).parent / "lacking"
_LINES = Path(__file__).with_name("lines.py")
#: What is lacking on this machine.
NOTHING = ""


class Ran(NamedTuple):
    """How a command ended: its exit code, what it wrote, and the files that it changed."""

    returncode: int
    stdout: str
    stderr: str
    changed: list[str]


def run(lines: Iterable[str], lacking: str, folder: Path, **more: str) -> dict[str, Ran]:
    """Run commands one after another in a Python of their own where something is lacking."""
    lines = list(lines)
    ended = subprocess.run(
        [sys.executable, "-P", str(_LINES)], input=json.dumps(lines), cwd=folder,
        env=_environment(lacking, folder, more), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, ""), ended
    return dict(zip(lines, (Ran(*ran) for ran in json.loads(ended.stdout)), strict=True))


def on_a_terminal(line: str, lacking: str, folder: Path, **more: str) -> Ran:
    """Run the program with a terminal as its standard output."""
    master, terminal = os.openpty()
    ended = subprocess.Popen(
        [sys.executable, "-m", "belarus_hr", *line.split()], cwd=folder, text=True,
        env=_environment(lacking, folder, more), stdout=terminal, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # Nobody has the other end open.
        while read := os.read(master, 1 << 16):
            shown += read
    os.close(master)
    _, said = ended.communicate(timeout=60)
    return Ran(ended.returncode, shown.decode(), said, [])


def loads(line: str, lacking: str, folder: Path, **more: str) -> str:
    """Return what Python says to load for a command where something is lacking."""
    command = [sys.executable, "-v", "-m", "belarus_hr", *line.split()]
    return subprocess.run(
        command, env=_environment(lacking, folder, more), cwd=folder,
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip


def _environment(lacking: str, folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "HOME": str(folder / "home"), "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(LACKING), "LACKING": lacking, **more,
    }  # fmt: skip


def put_rows(folder: Path) -> None:
    """Put a sheet and a table with one event into a folder."""
    rows = [["date", "mechanism", "kind", "title"], ["2012-05", "CAT", "visit", "Two"]]
    (folder / "rows.xlsx").write_bytes(made.xlsx(rows))
    (folder / "rows.csv").write_text("".join(",".join(row) + "\n" for row in rows))
