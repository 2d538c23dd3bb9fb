"""One transaction: changes gathered in memory and applied by TinyDB in one go."""

from __future__ import annotations

from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from belarus_hr.domain.collection import Collection, Found
from belarus_hr.domain.errors import NotFound
from belarus_hr.domain.records import BY_TABLE, Kind, Record
from belarus_hr.domain.words import shown

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
        self._numbers: dict[str, int] = {}

    @property
    def made(self) -> bool:
        """Say whether anything would be written."""
        return bool(self._put or self._removed)

    def taken(self, id_: str) -> bool:
        """Say whether an id is in use, counting what this change adds."""
        return id_ in self._put or id_ in self.before

    def free_id(self, stem: str) -> str:
        """Return ``stem`` if it is free, else the next number after it."""
        number = self._numbers.get(stem, 1)
        id_ = stem if number == 1 else f"{stem}-{number}"
        while self.taken(id_):
            number += 1
            id_ = f"{stem}-{number}"
        self._numbers[stem] = number
        return id_

    def find(self, typed: str) -> Found:
        """Return the record that ``typed`` names in what was, or among what this change adds.

        Raises NotFound as Collection.find does.
        """
        wanted = typed.strip().lower()
        if wanted in self._put:
            kind, record = self._put[wanted]
            return Found(wanted, kind, record)
        new = [id_ for id_ in self._put if id_.endswith(f"-{wanted}") and id_ not in self.before]
        if not new or wanted in self.before:
            return self.before.find(typed)
        if len(new) > 1 or self.before.ends(wanted):
            raise NotFound(f"{shown(typed)} is the end of several ids, of {new[0]} for one")
        kind, record = self._put[new[0]]
        return Found(new[0], kind, record)

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
