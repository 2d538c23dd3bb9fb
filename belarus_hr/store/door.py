"""The one door to the records: read them all, or change some in one whole write."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import StoreError
from belarus_hr.domain.records import Record
from belarus_hr.store import disk, document, places

if TYPE_CHECKING:
    from belarus_hr.store.change import Change

LOCK_SECONDS = 10.0


class Store:
    """The store at ``path``; until its first write it answers from the shipped dataset.

    ``make_folder`` says that the folder is ours to make when the store is started.
    """

    def __init__(
        self, path: Path, *, make_folder: bool = False, lock_seconds: float = LOCK_SECONDS
    ) -> None:
        self.path = path
        self._make_folder = make_folder
        self._lock_seconds = lock_seconds

    @property
    def named(self) -> bool:
        """Say whether somebody named this store, and it is not the user's own by default."""
        return not self._make_folder

    def read(self) -> Collection:
        """Return all records. Creates nothing, changes nothing, waits for nobody."""
        return Collection(self._load()[0])

    def exists(self) -> bool:
        """Say whether the user's own store has been started."""
        return os.path.exists(self.path)

    @contextlib.contextmanager
    def change(self) -> Iterator[Change]:
        """Hold the lock, read, let the caller change, and write once if it did.

        Nothing is written when the caller raises, or changes nothing. The first
        write of all starts the store as a copy of the dataset.
        """
        # Imported here: reading needs neither TinyDB nor the lock.
        from belarus_hr.store import lock
        from belarus_hr.store.change import Change

        disk.check_place(self.path)
        if self._make_folder:
            self._folder()
        with lock.held(self.path, self._lock_seconds):
            tables, from_dataset = self._load()
            change = Change(tables, from_dataset=from_dataset)
            yield change
            if change.made:
                disk.replace(self.path, document.write(change.applied()))

    def _folder(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot make {self.path.parent}: {disk.reason(error)}; name a file with --db PATH"
            ) from None

    def _load(self) -> tuple[dict[str, dict[str, Record]], bool]:
        """Return the tables, and whether they came from the dataset."""
        raw = disk.read(self.path)
        if raw is not None:
            return document.read(raw, str(self.path)), False
        dataset = places.dataset()
        raw = disk.read(dataset)
        if raw is None:
            raise StoreError(f"the shipped dataset is missing: {dataset}")
        return document.read(raw, str(dataset)), True
