"""A disk of a test's own, as small and as full as it should be."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Mount something at a folder; skip where that is not possible."""
    try:
        subprocess.run(["mount", *options, str(folder)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"cannot mount here: {error}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(filler: Path, left: int) -> None:
    """Fill the disk but for what is to be left."""
    about = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        file.write(b"x" * max(0, about.f_bavail * about.f_frsize - left))
