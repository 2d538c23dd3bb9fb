"""The program run where something is lacking (``lacking/sitecustomize.py`` says what)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LACKING = Path(__file__).parent / "lacking"


def run(line: str, lacking: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command where something is lacking; with an empty word, as it is here."""
    environment = {**os.environ, "PYTHONPATH": str(LACKING), "LACKING": lacking, **more}
    return subprocess.run(
        [sys.executable, "-m", "belarus_hr", *line.split()],
        env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60,
        check=False,
    )  # fmt: skip
