"""Stores in files of their own, and branches of a repository in which they are changed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from own_records import Given, fill

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

ID = "cat-2009-12-report"
Git = Callable[..., "subprocess.CompletedProcess[str]"]
FILE = "records.json"


def store_of(name: str, *given: Given) -> Store:
    """Return a store in a file of that name that holds these records and no others."""
    path = Path(name)
    path.write_bytes(storage.file_bytes({}))
    store = Store(path)
    fill(store, *given)
    return store


def branch(git: Git, hrtrack: Run, name: str, *lines: str) -> None:
    """Make a branch off the first commit in which these commands were run."""
    git("checkout", "-q", "-b", name, git("rev-list", "--max-parents=0", "HEAD").stdout.strip())
    for line in lines:
        hrtrack(line)
    git("commit", "-qam", name)
