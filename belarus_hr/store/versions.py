"""Versions of a store that are not the store in use: another's file, git's temporary ones."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.history import Log
from belarus_hr.domain.records import Record
from belarus_hr.store import bulk, disk, document  # noqa: F401 - a merge may write many records


class Version(NamedTuple):
    """The records of one version by table and id, and its log."""

    tables: dict[str, dict[str, Record]]
    log: Log


def read(path: Path, *, may_be_empty: bool = False) -> Version:
    """Return what the file at ``path`` holds; an empty file holds nothing, where it may be one.

    Raises StoreError as ``document.read`` does, and when there is no such file.
    """
    raw = disk.read(path)
    if raw is None:
        raise StoreError(f"cannot read {path}: there is no such file")
    if may_be_empty and not raw.strip():
        return Version({}, {})
    found = document.read(raw, str(path))
    return Version(
        {name: dict(table.items()) for name, table in found.tables.items()}, found.entries
    )


def replace(path: Path, version: Version) -> None:
    """Write a version to the file at ``path``, whole or not at all."""
    disk.replace(path, document.pieces(version.tables, version.log))


@contextlib.contextmanager
def held(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of the file at ``path`` if it is a store that is written under one.

    Every store has its lock file beside it from its first write. Git's temporary files
    have none, and one left there would end up in the working tree.
    """
    real = Path(os.path.realpath(path))
    if not real.with_name(real.name + ".lock").exists():
        yield
        return
    from belarus_hr.store import lock

    with lock.held(path, seconds):
        yield
