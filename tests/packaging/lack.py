"""The program run where something is lacking (``lacking/sitecustomize.py`` says what)."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from loaded import Loaded

LACKING = Path(__file__).parent / "lacking"


class Ran(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


@functools.cache
def _loaded(lacking: str) -> Loaded:
    return Loaded(PYTHONPATH=str(LACKING), LACKING=lacking)


def run(line: str, lacking: str, **more: str) -> Ran:
    """Run a command where something is lacking; with an empty word, as it is here."""
    ended = _loaded(lacking).run(*line.split(), env=_environment(lacking, more))
    return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def on_a_terminal(line: str, lacking: str, **more: str) -> Ran:
    """Run a command whose standard output is a terminal."""
    master, terminal = os.openpty()
    ended = subprocess.Popen(
        [sys.executable, "-m", "belarus_hr", *line.split()],
        env=_environment(lacking, more), stdout=terminal, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # Nobody has the other end open.
        while read := os.read(master, 1 << 16):
            shown += read
    os.close(master)
    _, said = ended.communicate(timeout=60)
    return Ran(ended.returncode, shown.decode(), said)


def loads(line: str, lacking: str) -> str:
    """Return what Python says to load for a command where something is lacking."""
    command = [sys.executable, "-v", "-m", "belarus_hr", *line.split()]
    return subprocess.run(
        command, env=_environment(lacking, {}), capture_output=True, text=True, check=True
    ).stderr


def _environment(lacking: str, more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(LACKING), "LACKING": lacking, **more}
