"""The one door to the records: read them all, or change some in one whole write."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import Advice, StoreError
from belarus_hr.store import disk, paths

if TYPE_CHECKING:
    from belarus_hr.domain.change_log import Log, Signed
    from belarus_hr.store.database import Database
    from belarus_hr.store.lock import Lock
    from belarus_hr.store.storage import FileStorage
    from belarus_hr.store.transaction import Change

Plan = TypeVar("Plan")

LOCK_SECONDS = 10.0
#: A change of so many records keeps a backup of what was, whenever the last was made.
MUCH = 50


def _unsigned() -> Signed:
    from datetime import UTC, datetime

    from belarus_hr.domain.change_log import Signed

    return Signed(datetime.now(UTC).isoformat(timespec="milliseconds"), "")


class Store:
    """The store at ``path``; until its first write it answers from the shipped dataset.

    ``make_folder`` says that the folder is ours to make when the store is started.
    ``sign`` gives, when a change is written, the moment and the command for the log;
    ``say`` takes the note that another program changed the file.
    """

    def __init__(
        self,
        path: Path,
        *,
        make_folder: bool = False,
        lock_seconds: float = LOCK_SECONDS,
        sign: Callable[[], Signed] = _unsigned,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.path = path
        self._make_folder = make_folder
        self._lock_seconds = lock_seconds
        self._sign = sign
        self._say = say

    @property
    def named(self) -> bool:
        """Say whether somebody named this store, and it is not the user's own by default."""
        return not self._make_folder

    def read(self) -> Collection:
        """Return all records. Creates nothing, changes nothing, waits for nobody."""
        return self._database()[0].collection()

    def file(self) -> FileStorage:
        """Return what is in the file, or in the dataset while there is no store."""
        return self._load()[0]

    def log(self) -> Log:
        """Return the log of all changes, oldest first; empty while there is no store."""
        return self._load()[0].log

    def used_ids(self) -> Container[str]:
        """Return the ids that the log tells of: those of records that are gone, too."""
        return self._database()[0].used_ids

    def backup(self) -> bytes:
        """Return the store with its log, as a file that is a store itself."""
        file, _ = self._load()
        file.verify()
        return b"".join(file.unchanged())

    def exists(self) -> bool:
        """Say whether the user's own store has been started."""
        return os.path.exists(self.path)

    @staticmethod
    def ready(*, many: bool = False) -> None:
        """Load what a change needs, for those who read the store first and change it then.

        ``many`` says that it may be one of many records.

        Once it is open the system may refuse anything, and a module that cannot be read has
        no sentence. Reading alone needs none of these.
        """
        from belarus_hr.domain import lookup  # noqa: F401
        from belarus_hr.store import backups, database, lock, transaction, validation  # noqa: F401

        if many:
            from belarus_hr.store import large  # noqa: F401

    @contextlib.contextmanager
    def change(self) -> Iterator[Change]:
        """Hold the lock, read, let the caller change, and write once if it did.

        Nothing is written when the caller raises, or changes nothing. The first
        write of all starts the store as a copy of the dataset. The change and its
        entry in the log are one write.
        """
        self.ready()
        self._sign()  # What cannot be signed is refused before anything is made.
        from belarus_hr.store.transaction import Change

        with self._locked() as lock:
            database, from_dataset = self._database()
            database.file.verify()
            change = Change(database, from_dataset=from_dataset)
            yield change
            change.settle()
            if change.made:
                self._write(change, lock)

    @contextlib.contextmanager
    def planned(self, plan: Callable[[Collection, Log], Plan]) -> Iterator[tuple[Change, Plan]]:
        """Make a plan of the records and the log, then hold the lock for the change it means.

        The plan is made before others have to wait, and once more if the store was changed
        meanwhile. Raises what ``plan`` does; else all is as with ``change``.
        """
        self.ready()
        database = self._database()[0]
        planned, stamp = plan(database.collection(), database.file.log), database.file.stamp
        with self.change() as change:
            if stamp is None or stamp != change.stamp:
                planned = plan(change.before, change.log)
            yield change, planned

    def archive(self, chosen: Callable[[Log], Log], save: Callable[[Log], None]) -> Log:
        """Take entries out of the log once they are saved elsewhere; return them.

        ``chosen`` picks them, ``save`` writes them away and raises when it cannot: then
        the log stays whole. That it was done is an entry of the log.
        """
        self.ready()
        self._sign()
        from belarus_hr.domain import change_log
        from belarus_hr.store import transaction
        from belarus_hr.store.header import LOG

        with self._locked() as lock:
            database, from_dataset = self._database()
            going = {} if from_dataset else chosen(database.file.log)
            if going:
                database.file.verify()
                database.apply({LOG: dict.fromkeys(going)})
                transaction.append(database, change_log.log_entry(self._sign(), []))
                content = database.file.pieces()
                lock.still()
                save(going)
                self._replace(content, lock)
        return going

    @contextlib.contextmanager
    def _locked(self) -> Iterator[Lock]:
        from belarus_hr.store import lock

        disk.check_place(self.path)
        if self._make_folder:
            self._folder()
        with lock.lock_held(self.path, self._lock_seconds) as held:
            yield held

    def _write(self, change: Change, lock: Lock) -> None:
        from belarus_hr.store import backups

        signed, file = self._sign(), change.database.file
        much = len(change.account) >= MUCH
        before, always = file.unchanged(), much or not file.sealed
        change.enter(signed)
        content = file.pieces()
        with backups.Keeping(self.path, before, signed.at, always=always) as backup:
            self._replace(content, lock, backup.make)

    def _replace(
        self,
        content: Iterable[bytes | memoryview],
        lock: Lock,
        keep: Callable[[], None] = lambda: None,
    ) -> None:
        def before_rename() -> None:
            keep()
            lock.still()

        disk.remove_temporary_files(self.path)
        disk.replace_store(self.path, content, before_rename=before_rename)
        lock.stays = True

    def start(self, raw: bytes, name: str) -> Collection:
        """Start the store with the bytes of a backup and return its records.

        The bytes stay as they are, unless a record is not in its normal form.

        ``name`` is the backup's, for messages. Raises StoreError for what is no store, is
        damaged or of a later schema, and where a store is already; then nothing is written.
        """
        self.ready(many=True)
        from belarus_hr.store import storage
        from belarus_hr.store.database import Database

        file = storage.load(raw, name)
        with self._locked() as lock:
            if disk.read_file(self.path) is not None:
                raise StoreError(f"{self.path} is there already: a backup starts a new store")
            self._replace(file.unchanged(), lock)
        return Database(file).collection()

    def in_backup(self, raw: bytes, name: str) -> Collection:
        """Return the records that ``start`` would start the store with; nothing is written.

        Raises StoreError for what is no store, is damaged or of a later schema.
        """
        from belarus_hr.store import storage
        from belarus_hr.store.database import Database

        return Database(storage.load(raw, name)).collection()

    def _folder(self) -> None:
        folder = self.path.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot make {folder}: {disk.os_reason(error)}", advice=Advice.NAME_A_STORE
            ) from None
        if not self.exists():
            # Also those that another made: it may have been killed before it came to this.
            disk.sync_parents(folder)

    def _database(self) -> tuple[Database, bool]:
        """Return the tables of TinyDB on what is in the file, and whether it is the dataset."""
        # TinyDB is loaded once something is read, not by a command that has a word to correct.
        from belarus_hr.store.database import Database

        file, from_dataset = self._load()
        return Database(file), from_dataset

    def _load(self) -> tuple[FileStorage, bool]:
        """Return what is in the file, and whether it is the dataset."""
        from belarus_hr.store.storage import FileStorage

        file = disk.open_file(self.path)
        if file is not None:
            return FileStorage(file, str(self.path), self._changed_outside, own=file.own), False
        dataset = paths.dataset()
        file = disk.open_file(dataset)
        if file is None:
            raise StoreError(f"the shipped dataset is missing: {dataset}")
        return FileStorage(file, str(dataset), own=True), True

    def check(self) -> None:
        """Raise StoreError when the file breaks a rule of the records, whatever vouches for it."""
        from belarus_hr.store import storage

        raw = disk.read_file(self.path)
        if raw is not None and not storage.load(raw, str(self.path)).as_written:
            raise StoreError(
                f"{self.path} is sealed, and not as hrtrack writes a store: somebody forged it; it "
                "was left as it is. hrtrack repair saves what can be saved"
            )

    def _changed_outside(self) -> None:
        self._say(f"note: {self.path} was changed outside hrtrack; its records are sound")
