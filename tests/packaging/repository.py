"""The files of the repository, and copies of them alone."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDERS = (".ci", ".github", "belarus_hr", "data", "docs", "tests")


def files() -> set[str]:
    """Return the files that git knows; without git, those of the unpacked sdist."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\0")
        return {name for name in listed if (ROOT / name).is_file()}
    found = [
        *(path for path in ROOT.iterdir() if path.name != "PKG-INFO"),
        *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*")),
    ]
    return {
        str(path.relative_to(ROOT))
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    }


def copy(names: Iterable[str], folder: Path) -> None:
    """Copy files of the repository into a folder, each to its place."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)


def wheel(folder: Path, copied: bool = False) -> Path:
    """Build the wheel in a folder, and return its path; without hatchling the test is skipped.

    The files are copied there first, unless that was done.
    """
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("needs hatchling")
    if not copied:
        copy(files(), folder)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=folder, check=True, capture_output=True)
    (built,) = (folder / "dist").glob("*.whl")
    return built
