"""Say whether the cap on typer can go: what a command takes with it, and with the newest typer.

Run by the Python of an environment that has hrtrack. It informs and ends with 0, whatever it
finds and also where the newest typer cannot be fetched. The reason for the cap: docs/typer.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

#: A command with an option and a few lines of answer, and how often it is run.
COMMAND = ("list", "--mechanism", "CAT")
TIMES = 15
#: By how much a start may be slower, measured as it is.
TOLERATED = 1.15


def answer(versions: tuple[str, str], seconds: tuple[float, float]) -> str:
    """Return the sentence on the typer in use and the newest, and on what a command takes."""
    (used, newest), (with_used, with_newest) = versions, seconds
    if used == newest:
        return f"typer {used} is in use, and is the newest"
    measured = (
        f"hrtrack list takes {with_newest * 1000:.0f} ms of processor time with typer {newest}, "
        f"{with_used * 1000:.0f} ms with {used}"
    )
    if with_newest <= with_used * TOLERATED:
        return f"{measured}: THE CAP IN pyproject.toml CAN GO, see docs/typer.md"
    return f"{measured}: the cap stays"


def _environment(folder: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": folder}


def _version(folder: str) -> str:
    asked = [sys.executable, "-c", "import typer; print(typer.__version__)"]
    ran = subprocess.run(
        asked, env=_environment(folder), check=True, capture_output=True, text=True
    )
    return ran.stdout.strip()


def _seconds(folder: str) -> float:
    """Return the processor time of one run; that of a clock would tell of other programs."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "belarus_hr", *COMMAND],
        env=_environment(folder), check=True, capture_output=True,
    )  # fmt: skip
    after = os.times()
    return after.children_user + after.children_system - before[2] - before[3]


def main() -> None:
    """Fetch the newest typer into a folder that goes again, and measure in turn."""
    with tempfile.TemporaryDirectory() as folder:
        fetch = [sys.executable, "-m", "pip", "install", "-q", "--target", folder, "typer"]
        if subprocess.run(fetch, check=False, capture_output=True).returncode != 0:
            print("the newest typer could not be fetched: nothing is known about the cap")
            return
        if not (Path(folder) / "typer").is_dir():
            print("what was fetched is no typer: nothing is known about the cap")
            return
        runs = [(_seconds(""), _seconds(folder)) for _ in range(TIMES)]
        fastest = min(used for used, _ in runs), min(newest for _, newest in runs)
        print(answer((_version(""), _version(folder)), fastest))


if __name__ == "__main__":
    main()
