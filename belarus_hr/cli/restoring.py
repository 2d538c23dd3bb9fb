"""A backup restored: the same store again, where none is yet."""

from __future__ import annotations

from belarus_hr.cli import streams
from belarus_hr.domain.records import KINDS
from belarus_hr.store import Store


def restore(store: Store, raw: bytes, name: str = "the backup") -> int:
    """Start the store with a backup byte for byte; return how many records it holds.

    ``name`` is the backup's, for messages. Says where the store is. Raises StoreError
    for what is no store, damaged or of a later schema, and where a store is already;
    then nothing is written.
    """
    held = store.start(raw, name)
    count = sum(len(held.of(kind)) for kind in KINDS)
    streams.say(f"restored {count:,} records from {name}: {store.path}")
    return count
