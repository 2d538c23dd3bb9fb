"""Files that are merged with the store: a copy of somebody else, or git's temporary files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from belarus_hr.domain.change_log import Log
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records.kinds import Record
from belarus_hr.store import (  # noqa: F401 - loaded now, before any file is open
    disk,
    replacement,
    storage,
    validation,
)
from belarus_hr.store.lock import Lock, lock_held

with contextlib.suppress(ImportError, OSError):  # Large tables are read without msgspec, too.
    from belarus_hr.store import large  # noqa: F401


class StoreVersion(NamedTuple):
    """The records of one version by table and id, and its log."""

    tables: dict[str, dict[str, Record]]
    log: Log


def read_version(path: Path, *, may_be_empty: bool = False) -> StoreVersion:
    """Return the records and the log of the file at ``path``.

    ``may_be_empty`` takes an empty file for a store without records. Raises StoreError as
    ``storage.load`` does, and when there is no such file.
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
    replacement.replace_store(
        path, storage.file_pieces(version.tables, version.log), before_rename=lock.check_unchanged
    )


@contextlib.contextmanager
def locked(path: Path, seconds: float) -> Iterator[Lock]:
    """Hold the lock of the file at ``path``; raises as ``Store.change`` does.

    A lock file that was made is removed again: beside git's files it would be in the work tree.
    """
    replacement.check_place(path)
    with lock_held(path, seconds) as lock:
        yield lock
