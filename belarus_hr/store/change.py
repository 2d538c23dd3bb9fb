"""One transaction: changes gathered in memory and applied by TinyDB in one go."""

from __future__ import annotations

from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from belarus_hr.domain.collection import Collection, Found
from belarus_hr.domain.records import BY_TABLE, Kind, Record

Loaded = dict[str, dict[str, Record]]


class _Table(Table):
    """A table keyed by our own readable ids."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB types it as int only


class _Database(TinyDB):
    table_class = _Table


class _Staged(Storage):
    """Hand TinyDB the tables already read, and keep what it writes for one real write."""

    def __init__(self, tables: Loaded) -> None:
        self.tables = tables

    def read(self) -> Any:
        return self.tables

    def write(self, data: Any) -> None:
        self.tables = data


class Change:
    """What one command changes. ``before`` is the collection as it was read."""

    def __init__(self, tables: Loaded, *, from_dataset: bool) -> None:
        self.before = Collection(tables)
        self.from_dataset = from_dataset
        self._tables = tables
        self._put: dict[str, tuple[Kind, Record]] = {}
        self._removed: dict[str, Kind] = {}

    @property
    def made(self) -> bool:
        """Say whether anything would be written."""
        return bool(self._put or self._removed)

    def taken(self, id_: str) -> bool:
        """Say whether an id is in use, counting what this change adds."""
        return id_ in self._put or id_ in self.before

    def find(self, typed: str) -> Found:
        """Return the record that ``typed`` names, among what this change adds or in what was."""
        wanted = typed.strip().lower()
        for id_, (kind, record) in self._put.items():
            if id_ == wanted or id_.endswith(f"-{wanted}"):
                return Found(id_, kind, record)
        return self.before.find(typed)

    def put(self, kind: Kind, id_: str, record: Record) -> None:
        """Add a record, or replace the one that has the id."""
        self._put[id_] = (kind, record)

    def remove(self, kind: Kind, id_: str) -> None:
        """Remove the record that has the id."""
        self._removed[id_] = kind

    def applied(self) -> Loaded:
        """Return the tables with the change made."""
        staged = _Staged(self._tables)
        database = _Database(storage=lambda: staged)
        for name, kind in BY_TABLE.items():
            table = database.table(name)
            new = {id_: record for id_, (of, record) in self._put.items() if of == kind}
            gone = {id_ for id_, of in self._removed.items() if of == kind}
            known = self.before.of(kind)
            # TinyDB's types speak of whole-number ids; _Table takes ours.
            old: list[Any] = [id_ for id_ in (*new, *gone) if id_ in known]
            if old:
                table.remove(doc_ids=old)
            if new:
                fresh: list[Any] = [Document(record, doc_id=id_) for id_, record in new.items()]  # type: ignore[arg-type]
                table.insert_multiple(fresh)
        return staged.tables
