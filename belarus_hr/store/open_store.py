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
from typing import TYPE_CHECKING, Any, overload

from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument

from belarus_hr.domain.change_log import Signed
from belarus_hr.domain.errors import Advice, StoreError
from belarus_hr.domain.records import ids
from belarus_hr.domain.records.kinds import (
    BY_TABLE,
    normalise,
)
from belarus_hr.domain.text.words import unknown
from belarus_hr.store import notices, paths
from belarus_hr.store.changes_from_python import check_changes
from belarus_hr.store.database import Database, RecordTable
from belarus_hr.store.storage import FileStorage
from belarus_hr.store.store import Store
from belarus_hr.store.transaction import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from tinydb.queries import QueryLike


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


class Document(TinyDocument):
    """A record with its id, as ``doc_id``: a copy, to keep and to change.

    The record in the table stays as it is.
    """

    if TYPE_CHECKING:
        # TinyDB's own ids are numbers.
        doc_id: str  # type: ignore[assignment]

    def __init__(self, value: Mapping[str, Any], doc_id: str) -> None:
        super().__init__(deepcopy(dict(value)), doc_id)  # type: ignore[arg-type]


class Records(RecordTable):
    """A table of records, TinyDB's but for the ids: they are texts.

    A new record gets its id as the command line gives it.
    """

    document_class = Document  # type: ignore[assignment]  # TinyDB names its own class

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]
        """Add a record and return its id: of a ``Document`` its own, else a new id."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[str]:  # type: ignore[override]
        """Add records and return their ids, as ``insert`` does."""
        added: list[Any] = []
        storage: Any = self._storage
        for document in documents:
            id_ = getattr(document, "doc_id", None) or storage.new_id(self.name, document)
            added += super().insert_multiple([Document(document, id_)])
        return added

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[str]:  # type: ignore[override]
        """Change the records that meet the condition, or add one where none does; return the ids.

        A ``Document`` needs no condition: it changes the record that has its id.
        """
        if not isinstance(document, TinyDocument):
            changed: Any = super().upsert(document, cond)
            return list(changed)
        id_ = str(document.doc_id)
        if self.contains(doc_id=id_):
            return self.update(document, doc_ids=[id_])
        return [self.insert(document)]

    if TYPE_CHECKING:
        # What TinyDB does, with our ids.
        Fields = Mapping[str, Any] | Callable[[dict[str, Any]], None]

        def __iter__(self) -> Iterator[Document]: ...

        def all(self) -> list[Document]:  # type: ignore[override]
            """Return all records."""

        def search(self, cond: QueryLike) -> list[Document]:  # type: ignore[override]
            """Return the records that meet a condition."""

        @overload  # type: ignore[override]
        def get(self, cond: QueryLike) -> Document | None: ...
        @overload
        def get(self, *, doc_id: str) -> Document | None: ...
        @overload
        def get(self, *, doc_ids: list[str]) -> list[Document]: ...
        def get(self, *which: Any, **ids: Any) -> Any:
            """Return a record, None where there is none, or those of several ids."""

        def contains(  # type: ignore[override]
            self, cond: QueryLike | None = None, doc_id: str | None = None
        ) -> bool:
            """Say whether there is such a record."""

        def update(  # type: ignore[override]
            self,
            fields: Fields,
            cond: QueryLike | None = None,
            doc_ids: Iterable[str] | None = None,
        ) -> list[str]:
            """Change records and return their ids."""

        def update_multiple(  # type: ignore[override]
            self, updates: Iterable[tuple[Fields, QueryLike]]
        ) -> list[str]:
            """Change records, each as its condition says, and return their ids."""

        def remove(  # type: ignore[override]
            self, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
        ) -> list[str]:
            """Remove records and return their ids."""


class OpenStore(Database):
    """The tables of a store, opened from Python."""

    table_class = Records

    if TYPE_CHECKING:

        def table(self, name: str, **kwargs: Any) -> Records:
            """Return a table, such as ``events``."""

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
                    check_changes(self.opened.file)
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
