"""A backup restored: the same store again, where none is yet."""

from __future__ import annotations

import os
from pathlib import Path

from belarus_hr.cli import console
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.text.words import shown
from belarus_hr.store import Store, read_file

#: How every store that this program wrote begins.
_START = b'{"meta": {"store": '


def backup_in(files: list[str], store: Store) -> bytes | None:
    """Return the backup that the files to import are, where it can start the store anew.

    None where a store is already, for several files, and for what is no backup: then
    records are imported one by one.
    """
    if len(files) != 1 or files[0] == "-" or store.exists() or not _is_backup(files[0]):
        return None
    return read_file(Path(files[0]))


def as_it_is(name: str) -> str:
    """Return why options about rows have no effect on a backup."""
    return f"{shown(name)} is a backup, which becomes the store byte for byte"


def _is_backup(path: str) -> bool:
    """Say whether a file begins as a store does; others may be too large to be read whole."""
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            return file.read(len(_START)) == _START
    except (OSError, ValueError):
        return False


def restore(store: Store, raw: bytes, name: str = "the backup", *, dry_run: bool = False) -> int:
    """Start the store with a backup byte for byte; return how many records it holds.

    ``name`` is the backup's, for messages. Says where the store is. ``dry_run``: says what
    would be, and writes nothing. Raises StoreError
    for what is no store, damaged or of a later schema, and where a store is already;
    then nothing is written.
    """
    held = store.read_backup(raw, name) if dry_run else store.start(raw, name)
    count = sum(len(held.of(kind)) for kind in KINDS)
    if dry_run:
        console.say(
            f"would restore {count:,} records from {name} as {store.path}: nothing was written"
        )
    else:
        console.say(f"restored {count:,} records from {name}: {store.path}")
    return count
