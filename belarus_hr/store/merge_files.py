"""Versions of a store that are not the store in use: another's file, git's temporary ones."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from belarus_hr.domain.change_log import Log
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import Record
from belarus_hr.store import (  # noqa: F401 - what a merge of many records needs, loaded before
    disk,
    large,
    storage,
    validation,
)

if TYPE_CHECKING:
    from belarus_hr.store.lock import Lock


class StoreVersion(NamedTuple):
    """The records of one version by table and id, and its log."""

    tables: dict[str, dict[str, Record]]
    log: Log


def read_version(path: Path, *, may_be_empty: bool = False) -> StoreVersion:
    """Return what the file at ``path`` holds; an empty file holds nothing, where it may be one.

    Raises StoreError as ``storage.load`` does, and when there is no such file.
    """
    raw = disk.read_file(path)
    if raw is None:
        raise StoreError(f"cannot read {path}: there is no such file")
    if may_be_empty and not raw.strip():
        return StoreVersion({}, {})
    file = storage.load(raw, str(path))
    return StoreVersion(
        {name: dict(table.items()) for name, table in file.tables.items()}, file.log
    )


def replace_version(path: Path, version: StoreVersion, lock: Lock) -> None:
    """Write a version to the file at ``path``, whose lock is held, whole or not at all."""
    disk.replace_store(
        path, storage.file_pieces(version.tables, version.log), before_rename=lock.still
    )


@contextlib.contextmanager
def locked(path: Path, seconds: float) -> Iterator[Lock]:
    """Hold the lock of the file at ``path``; raises as ``Store.change`` does.

    No lock file stays where none was: beside git's files it would be in the working tree.
    """
    from belarus_hr.store import lock

    disk.check_place(path)
    with lock.lock_held(path, seconds) as one:
        yield one
