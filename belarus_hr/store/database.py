"""The records of a store as TinyDB's tables, keyed by our own readable ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records.kind import Query
from belarus_hr.domain.records.kinds import Record
from belarus_hr.store.layout import LOG
from belarus_hr.store.storage import ChangesByTable, FileStorage
from belarus_hr.store.table import ChangedTable, StoredTable


class RecordTable(Table):
    """A table of TinyDB whose documents have our ids."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB types it as int only

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        # TinyDB keeps answers of queries by default, and others may have written since.
        super().__init__(storage, name, cache_size, persist_empty)

    @property
    def records(self) -> Mapping[str, Record]:
        """The records by id, each decoded when it is read."""
        return self._read_table()

    def select(self, query: Query) -> Mapping[str, Record]:
        """Return the records that match a query, with at least the fields that it needs."""
        records = self.records
        if isinstance(records, StoredTable):
            records = records.select(query.needed)
        return query.of(records)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        # TinyDB's own method makes a dict of all records, and so would decode each of them.
        tables: dict[str, Any] = self._storage.read() or {}
        changed: Any = ChangedTable(tables.get(self.name, {}))
        updater(changed)
        self._storage.write({**tables, self.name: changed})
        self.clear_cache()


class Database(TinyDB):
    """The tables of one store: one for each kind of record, and the log."""

    table_class = RecordTable

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage=lambda: storage)

    @property
    def file(self) -> FileStorage:
        """The content of the store's file."""
        assert isinstance(self.storage, FileStorage)
        return self.storage

    def collection(self) -> Collection:
        """Return the records for the domain's questions."""
        tables = {name: self._table(name).records for name in self.tables() - {LOG}}
        return Collection(tables, lambda query: self._table(query.kind.table).select(query))

    def _table(self, name: str) -> RecordTable:
        table = self.table(name)
        assert isinstance(table, RecordTable)
        return table

    def apply(self, changes: ChangesByTable) -> None:
        """Put records into their tables under their ids; None removes the record."""
        for name, records in changes.items():
            table = self.table(name)
            # TinyDB's types speak of whole-number ids.
            ids: Any = list(records)
            table.remove(doc_ids=ids)
            documents: Iterable[Any] = [
                Document(record, doc_id=id_)  # type: ignore[arg-type]
                for id_, record in records.items()
                if record is not None
            ]
            table.insert_multiple(documents)

    @cached_property
    def used_ids(self) -> frozenset[str]:
        """All ids that the log tells of, also those of records that were deleted.

        A new record does not get such an id by itself: the log and other people's copies still
        mean the old record by the id, and undo may bring the old record back.
        """
        log = self.file.stored[LOG]
        if isinstance(log, StoredTable) and log.is_large:
            with suppress(KeyError, TypeError):  # They mean that an entry has another shape.
                return _ids_in(log.select({"changes.id"}))
        return _ids_in(self.file.log)


def _ids_in(log: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(change["id"] for entry in log.values() for change in entry["changes"])
