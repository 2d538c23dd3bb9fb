"""Versions of a store that are not the store in use: another's file, git's temporary ones."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records import Record
from belarus_hr.store import disk, document

Loaded = dict[str, dict[str, Record]]


def read(path: Path, *, may_be_empty: bool = False) -> Loaded:
    """Return the tables of the file at ``path``; an empty file has none, where it may be one.

    Raises StoreError as ``document.read`` does, and when there is no such file.
    """
    raw = disk.read(path)
    if raw is None:
        raise StoreError(f"cannot read {path}: there is no such file")
    return {} if may_be_empty and not raw.strip() else document.read(raw, str(path))


def replace(path: Path, tables: Loaded) -> None:
    """Write the tables to the file at ``path``, whole or not at all."""
    disk.replace(path, document.write(tables))


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
