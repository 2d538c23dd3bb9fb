"""The store as commands use it: read all records, or change some in one whole write."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import StoreError
from belarus_hr.store import disk, paths

if TYPE_CHECKING:
    from belarus_hr.domain.change_log import Log, Signed
    from belarus_hr.store.database import Database
    from belarus_hr.store.lock import Lock
    from belarus_hr.store.storage import FileStorage
    from belarus_hr.store.transaction import Change

Plan = TypeVar("Plan")

LOCK_SECONDS = 10.0
#: A change of so many records keeps a backup, however new the last backup is.
MANY_RECORDS = 50


def _unsigned() -> Signed:
    from datetime import UTC, datetime

    from belarus_hr.domain.change_log import Signed

    return Signed(datetime.now(UTC).isoformat(timespec="milliseconds"), "")


class Store:
    """The store at ``path``; until its first write it answers from the shipped dataset.

    ``make_folder`` allows to make the folder of the store when the store is started.
    ``sign`` is called when a change is written and returns the moment and the command for the
    log. ``say`` is given the note that another program changed the file; ``missing`` is called
    when the dataset answers first.
    """

    def __init__(
        self,
        path: Path,
        *,
        make_folder: bool = False,
        lock_seconds: float = LOCK_SECONDS,
        sign: Callable[[], Signed] = _unsigned,
        say: Callable[[str], None] = lambda _: None,
        missing: Callable[[Store], None] = lambda _: None,
    ) -> None:
        self.path = path
        self._make_folder = make_folder
        self._lock_seconds = lock_seconds
        self._sign = sign
        self._say = say
        self._missing = missing
        self._told_missing = False

    # --- reading --------------------------------------------------------------------

    @property
    def named(self) -> bool:
        """Say whether the user named this store; else it is the default store of the user."""
        return not self._make_folder

    def exists(self) -> bool:
        """Say whether the store has been started."""
        return os.path.exists(self.path)

    def read(self) -> Collection:
        """Return all records. Creates nothing, changes nothing, waits for nobody."""
        return self._database().collection()

    def file(self) -> FileStorage:
        """Return the content of the store's file, or of the dataset while there is no store."""
        from belarus_hr.store.storage import FileStorage

        own = self._own_file()
        if own is not None:
            return own
        if not self._told_missing:
            self._told_missing = True
            self._missing(self)
        name = str(paths.dataset())
        return FileStorage(paths.open_dataset(), name, own=True, is_dataset=True)

    def _own_file(self) -> FileStorage | None:
        from belarus_hr.store.storage import FileStorage

        file = disk.open_file(self.path)
        if file is None:
            return None
        return FileStorage(file, str(self.path), self._changed_outside, own=file.own)

    def log(self) -> Log:
        """Return the log of all changes, oldest first; empty while there is no store."""
        return self.file().log

    def used_ids(self) -> Container[str]:
        """Return all ids that the log tells of, also those of records that were deleted."""
        return self._database().used_ids

    def backup(self) -> bytes:
        """Return the bytes of the store's file, log included; they can start another store.

        Raises StoreError while there is no store: the dataset is no backup of anything.
        """
        file = self._own_file()
        if file is None:
            raise StoreError(f"no store at {self.path}: there is nothing to back up")
        file.verify()
        return b"".join(file.unchanged())

    def read_backup(self, raw: bytes, name: str) -> Collection:
        """Return the records that ``start`` would start the store with; nothing is written.

        Raises StoreError for bytes that are no store, or are damaged or of a later schema.
        """
        from belarus_hr.store import storage
        from belarus_hr.store.database import Database

        return Database(storage.load(raw, name)).collection()

    def check(self) -> None:
        """Raise StoreError when a record in the file breaks a rule, even if the checksums hold."""
        from belarus_hr.store import storage

        raw = disk.read_file(self.path)
        if raw is not None and not storage.load(raw, str(self.path)).as_written:
            raise StoreError(
                f"{self.path} is sealed, and not as hrtrack writes a store: somebody forged it; it "
                "was left as it is. hrtrack repair saves what can be saved"
            )

    def _database(self) -> Database:
        """Return TinyDB's tables on the store's file."""
        # A command that only corrects a typing mistake never comes here, nor loads TinyDB.
        from belarus_hr.store.database import Database

        return Database(self.file())

    def _changed_outside(self) -> None:
        self._say(f"note: {self.path} was changed outside hrtrack; its records are sound")

    # --- changing -------------------------------------------------------------------

    def preload(self, *, many: bool = False) -> None:
        """Load the modules that a change needs; also msgspec for a large store or ``many`` records.

        Once the store is open the system may refuse anything, and a module that cannot be
        loaded then would end in a traceback. Reading alone needs none of these modules. ``sign`` is
        called, too: a user's name that is no text is refused before anything is made.
        """
        self._sign()
        from belarus_hr.domain import lookup, responses, verdicts  # noqa: F401
        from belarus_hr.domain.reference import un_symbols  # noqa: F401
        from belarus_hr.store import (  # noqa: F401
            backup_of_replaced,
            database,
            lock,
            replacement,
            transaction,
            validation,
        )

        if many or self._is_large():
            with contextlib.suppress(ImportError, OSError):  # It is done without, too.
                from belarus_hr.store import large  # noqa: F401

    def _is_large(self) -> bool:
        from belarus_hr.store import layout

        with contextlib.suppress(OSError):
            return os.stat(self.path).st_size >= layout.LARGE
        return False

    def check_place(self) -> None:
        """Raise StoreError where no store can be written, before somebody types for nothing."""
        from belarus_hr.store import replacement

        replacement.check_place(self.path)

    @contextlib.contextmanager
    def change(self) -> Iterator[Change]:
        """Hold the lock, read, let the caller change records, and write all changes at once.

        Nothing is written when the caller raises, or changes nothing. The first write of all
        starts the store as a copy of the dataset. The changed records and their entry in the
        log are one write.
        """
        self.preload()
        from belarus_hr.store.transaction import Change

        with self._locked() as lock:
            database = self._database()
            database.file.verify()
            change = Change(database)
            yield change
            change.apply()
            if change.made:
                self._write(change, lock)

    @contextlib.contextmanager
    def planned(self, plan: Callable[[Collection, Log], Plan]) -> Iterator[tuple[Change, Plan]]:
        """Work out a plan without the lock, then hold the lock for the change that follows it.

        Others need not wait while ``plan`` runs. It runs again, under the lock, when the store
        was changed meanwhile. Raises what ``plan`` does; else all is as with ``change``.
        """
        self.preload()
        database = self._database()
        planned, stamp = plan(database.collection(), database.file.log), database.file.stamp
        with self.change() as change:
            if stamp is None or stamp != change.stamp:
                planned = plan(change.before, change.log)
            yield change, planned

    def archive(self, chosen: Callable[[Log], Log], save: Callable[[Log], None]) -> Log:
        """Move entries of the log out of the store, and return them.

        ``chosen`` picks the entries. ``save`` writes them to a file; when it raises, the log
        stays whole. An entry of the log tells of the archiving.
        """
        self.preload()
        from belarus_hr.domain import change_log
        from belarus_hr.store import transaction
        from belarus_hr.store.layout import LOG

        with self._locked() as lock:
            database = self._database()
            entries = {} if database.file.is_dataset else chosen(database.file.log)
            if entries:
                database.file.verify()
                database.apply({LOG: dict.fromkeys(entries)})
                transaction.append_to_log(database, change_log.log_entry(self._sign(), []))
                content = database.file.pieces()
                lock.check_unchanged()
                save(entries)
                self._replace(content, lock)
        return entries

    def start(self, raw: bytes, name: str) -> Collection:
        """Start the store with the bytes of a backup and return its records.

        The bytes stay as they are, unless a record is not in its normal form. Messages call the
        backup by ``name``. Raises StoreError, and writes nothing, for bytes that are no store,
        or are damaged or of a later schema, and where a store is already.
        """
        self.preload(many=True)
        from belarus_hr.store import storage
        from belarus_hr.store.database import Database

        file = storage.load(raw, name)
        with self._locked() as lock:
            if disk.read_file(self.path) is not None:
                raise StoreError(f"{self.path} is there already: a backup starts a new store")
            self._replace(file.unchanged(), lock)
        return Database(file).collection()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[Lock]:
        from belarus_hr.store import lock, replacement

        replacement.check_place(self.path)
        if self._make_folder:
            replacement.create_folder(self.path)
        with lock.lock_held(self.path, self._lock_seconds) as held:
            yield held

    def _write(self, change: Change, lock: Lock) -> None:
        from belarus_hr.store.backup_of_replaced import BackupOfReplaced

        signed, file = self._sign(), change.database.file
        before = file.unchanged()
        always = len(change.for_log) >= MANY_RECORDS or not file.sealed
        change.add_log_entry(signed)
        content = file.pieces()
        with BackupOfReplaced(self.path, before, signed.at, always=always) as backup:
            self._replace(content, lock, backup.make)

    def _replace(
        self,
        content: Iterable[bytes | memoryview],
        lock: Lock,
        make_backup: Callable[[], None] = lambda: None,
    ) -> None:
        from belarus_hr.store import replacement

        def before_rename() -> None:
            make_backup()
            lock.check_unchanged()

        replacement.remove_temporary_files(self.path)
        replacement.replace_store(self.path, content, before_rename=before_rename)
        lock.keep_file = True
