"""A store opened from Python: TinyDB's tables, as safe as the command line.

Reading needs no lock. Changes are made inside a ``with``: it holds the lock, and at its
end each changed record is checked and all is written once, with its entry in the log. When
the body raises, or a record breaks a rule, nothing is written.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Document

from belarus_hr.domain.change_log import Signed
from belarus_hr.domain.errors import Advice, HrtrackError, InvalidValue, StoreError
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.histories import check_added
from belarus_hr.domain.records.kinds import BY_NAME, BY_TABLE, KINDS, Kind, normalise
from belarus_hr.domain.records.links import linked_ids
from belarus_hr.domain.text.words import shown, unknown
from belarus_hr.store import notices, paths, validation
from belarus_hr.store.database import Database, RecordTable
from belarus_hr.store.storage import FileStorage
from belarus_hr.store.store import Store
from belarus_hr.store.transaction import Change


class _Opened(Storage):
    """The store's file as it was read last, and inside a ``with`` the change being made."""

    def __init__(self, file: FileStorage) -> None:
        self.file = file
        self.change: Change | None = None

    def read(self) -> dict[str, Any]:
        """Return all tables, with the changes made so far."""
        return self.file.read()

    def write(self, data: Mapping[str, Any]) -> None:
        """Keep the changes of the tables. Raises StoreError outside a ``with``."""
        if self.change is None:
            raise StoreError("a store is changed inside a with: with open_store(path) as store: …")
        self.file.write(data)

    def new_id(self, table: str, record: Mapping[str, Any]) -> str:
        """Return the id for a new record, made of its fields. Raises InvalidValue."""
        kind = BY_TABLE.get(table)
        if kind is None:
            raise unknown("table", table, BY_TABLE)
        if self.change is None:
            raise StoreError("a record is added inside a with: with open_store(path) as store: …")
        stem = ids.stem(kind, normalise(kind, record))
        return self.change.free_id(stem, self.read().get(table, {}))


class _Copy(Document):
    """A copy of a record, to keep and to change: the record in the table stays as it is."""

    def __init__(self, value: Mapping[str, Any], doc_id: Any) -> None:
        super().__init__(deepcopy(dict(value)), doc_id)


class _Table(RecordTable):
    """A table whose new records get their ids as the command line gives them."""

    document_class = _Copy

    def insert(self, document: Mapping[str, Any]) -> Any:
        """Add a record and return its id: of a ``Document`` its own, else a new id."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> Any:
        """Add records and return their ids, as ``insert`` does."""
        added: list[Any] = []
        storage: Any = self._storage
        for document in documents:
            id_ = getattr(document, "doc_id", None) or storage.new_id(self.name, document)
            added += super().insert_multiple([_Copy(document, id_)])
        return added

    def upsert(self, document: Mapping[str, Any], cond: Any = None) -> Any:
        """Change what is there, else add it, and return the ids: a ``Document`` goes by its own."""
        if not isinstance(document, Document):
            return super().upsert(document, cond)
        if self.contains(doc_id=document.doc_id):
            return self.update(document, doc_ids=[document.doc_id])
        return [self.insert(document)]


class OpenStore(Database):
    """The tables of a store, opened from Python."""

    table_class = _Table

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stack = ExitStack()
        self._turn = threading.RLock()
        super().__init__(_Opened(store.file()))

    def __enter__(self) -> OpenStore:
        """Hold the lock and read the store anew. Raises StoreError.

        Threads that share the store wait for each other.
        """
        self._turn.acquire()
        try:
            if self.opened.change is not None:
                raise StoreError("the store is being changed already: by a with around this one")
            change = self._stack.enter_context(self._store.change())
        except BaseException:
            self._turn.release()
            raise
        self.opened.file, self.opened.change = change.database.file, change
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Check and write what was changed, unless the body raised.

        Raises InvalidValue for a record that breaks a rule, and StoreError; then nothing is
        written.
        """
        try:
            if error is not None:
                self._stack.__exit__(kind, error, traceback)
            else:
                with self._stack:
                    _check(self.opened.file)
        finally:
            self.opened.change = None
            self.opened.file = self._store.file()
            self._turn.release()

    @property
    def file(self) -> FileStorage:
        """The content of the store's file, with the changes made inside the ``with``."""
        return self.opened.file

    @property
    def opened(self) -> _Opened:
        """The storage of the tables."""
        storage = self.storage
        assert isinstance(storage, _Opened)
        return storage


def open_at(path: str | os.PathLike[str] | None) -> OpenStore:
    """Return the store at a path, or the one that the command line would use."""
    notices.go_to(_warn)
    named = Path(path) if path else paths.named_store(os.environ)
    by = os.environ.get("HRTRACK_USER") or None

    def sign() -> Signed:
        return Signed(datetime.now(UTC).isoformat(timespec="milliseconds"), "Python", by)

    place = named or paths.own_store(os.environ)
    return OpenStore(Store(place, make_folder=named is None, sign=sign, say=_warn))


def _warn(sentence: str, _: Advice | None = None) -> None:
    warnings.warn(sentence, stacklevel=3)


def _check(file: FileStorage) -> None:
    """Bring each changed record into its normal form.

    Raises InvalidValue, naming table and id, for a record that breaks a rule, or that changes
    what is only ever added to, such as the progress of a measure.
    """
    for name, changes in file.changes.items():
        if name not in BY_TABLE:
            raise InvalidValue(f"{shown(name)} is no table of records; nothing was changed")
        others, stored = _ids_of_others(file, name), file.stored.get(name, {})
        for id_, record in changes.items():
            if record is None:
                continue
            try:
                changes[id_] = checked = validation.gate(name, id_, record, others)
                if id_ in stored:
                    check_added(BY_TABLE[name], stored[id_], checked)
            except HrtrackError as error:
                raise _refused(name, id_, str(error)) from None
    for kind in KINDS:
        linked = {BY_NAME[name].table for name in kind.linked_kinds}
        if linked and not file.changes.keys().isdisjoint((kind.table, *linked)):
            _check_links(file, kind)


def _check_links(file: FileStorage, kind: Kind) -> None:
    """Raise InvalidValue for a link to a record that is not there, as of a verdict."""
    tables = file.read()
    for id_, record in tables.get(kind.table, {}).items():
        for field in kind.links:
            of = [tables.get(BY_NAME[name].table, {}) for name in field.linked_kinds]
            for linked in linked_ids(field, record):
                if not any(linked in table for table in of):
                    what = " or ".join(field.linked_kinds)
                    raise _refused(kind.table, id_, f"the {what} {shown(linked)} is not there")


def _refused(table: str, id_: str, why: str) -> InvalidValue:
    return InvalidValue(f"{table}: record {shown(id_)}: {why}; nothing was changed")


def _ids_of_others(file: FileStorage, table: str) -> set[str]:
    """Return the ids that records of other tables have."""
    tables: Iterator[Mapping[str, Any]] = (
        records for name, records in file.read().items() if name in BY_TABLE and name != table
    )
    return {id_ for records in tables for id_ in records}
