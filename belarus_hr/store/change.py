"""One transaction: changes gathered in memory and applied by TinyDB in one go."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from belarus_hr.domain import change_log
from belarus_hr.domain.change_log import Log
from belarus_hr.domain.collection import Collection, Found, Tables
from belarus_hr.domain.errors import NotFound
from belarus_hr.domain.records.kinds import BY_TABLE, Kind, Record
from belarus_hr.domain.text.words import shown


class _Table(Table):
    """A table keyed by our own readable ids."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB types it as int only


class _Database(TinyDB):
    table_class = _Table


class _Staged(Storage):
    """Hand TinyDB the records that a change touches, and keep what it makes of them."""

    def __init__(self, tables: dict[str, dict[str, Record]]) -> None:
        self.tables = tables

    def read(self) -> Any:
        return self.tables

    def write(self, data: Any) -> None:
        self.tables = data


class Change:
    """What one command changes. ``before`` is the collection as it was read."""

    def __init__(
        self,
        tables: Tables,
        log: Callable[[], Log],
        remembered: Container[str],
        *,
        from_dataset: bool,
        stamp: object = None,
    ) -> None:
        """``log`` gives the log as it was read, for those who ask; ``remembered`` its ids.

        ``stamp`` is the document's.
        """
        self.before = Collection(tables)
        self.stamp = stamp
        self.from_dataset = from_dataset
        #: Keys of the entries that this change takes back.
        self.undoes: list[str] = []
        #: What the log tells of this change, record by record, once it is settled.
        self.account: list[dict[str, Any]] = []
        self._log = log
        self.remembered = remembered
        self._put: dict[str, tuple[Kind, Record]] = {}
        # The ids that this change adds by each of their ends, and those to be sorted in yet.
        self._new_ends: dict[str, list[str]] = {}
        self._put_since: list[str] = []
        self._removed: dict[str, Kind] = {}
        self._numbers: dict[str, int] = {}

    @property
    def made(self) -> bool:
        """Say whether anything would be written."""
        return bool(self.account)

    def taken(self, id_: str) -> bool:
        """Say whether an id is in use, counting what this change adds."""
        return id_ in self._put or id_ in self.before

    def given(self, id_: str) -> bool:
        """Say whether an id is in use, or was: the log tells of a record that had it."""
        return self.taken(id_) or id_ in self.remembered

    def free_id(self, stem: str) -> str:
        """Return ``stem`` if it was never given, else the next number after it."""
        number = self._numbers.get(stem, 1)
        id_ = stem if number == 1 else f"{stem}-{number}"
        while self.given(id_):
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
        new = self._new(wanted)
        if not new or wanted in self.before:
            return self.before.find(typed)
        if len(new) > 1 or self.before.ends(wanted):
            raise NotFound(f"{shown(typed)} is the end of several ids, of {new[0]} for one")
        kind, record = self._put[new[0]]
        return Found(new[0], kind, record)

    def _new(self, end: str) -> list[str]:
        """Return the ids that this change adds and that end in ``-end``."""
        for id_ in self._put_since:
            parts = () if id_ in self.before else id_.split("-")
            for number in range(1, len(parts)):
                self._new_ends.setdefault("-".join(parts[number:]), []).append(id_)
        self._put_since.clear()
        return self._new_ends.get(end, [])

    def put(self, kind: Kind, id_: str, record: Record) -> None:
        """Add a record, or replace the one that has the id."""
        if id_ not in self._put:
            self._put_since.append(id_)
        self._put[id_] = (kind, record)

    def remove(self, kind: Kind, id_: str) -> None:
        """Remove the record that has the id."""
        self._removed[id_] = kind

    @property
    def log(self) -> Log:
        """The log of the changes before this one."""
        return self._log()

    def settle(self) -> None:
        """Work out, once all is put and removed, what there is to write and to tell."""
        for name, records in self._touched().items():
            kind = BY_TABLE[name]
            for id_, record in records.items():
                before = self.before.of(kind).get(id_)
                if before != record:
                    self.account.append(change_log.change(id_, kind, before, record))

    def _touched(self) -> dict[str, dict[str, Record | None]]:
        """Return what the records become that are touched, by table; None for those that go."""
        found: dict[str, dict[str, Record | None]] = {name: {} for name in BY_TABLE}
        for id_, (kind, record) in self._put.items():
            found[kind.table][id_] = record
        for id_, kind in self._removed.items():
            found[kind.table][id_] = None
        return {name: records for name, records in found.items() if records}

    def applied(self) -> dict[str, dict[str, Record | None]]:
        """Return the records that the change touches as TinyDB leaves them, by table and id.

        Those that it removes are None. The others stay as they are in the file.
        """
        touched = self._touched()
        staged = _Staged({name: self._known(name, records) for name, records in touched.items()})
        database = _Database(storage=lambda: staged)
        for name, records in touched.items():
            table = database.table(name)
            # TinyDB's types speak of whole-number ids; _Table takes ours.
            old: list[Any] = list(staged.tables[name])
            if old:
                table.remove(doc_ids=old)
            new: list[Any] = [
                Document(record, doc_id=id_)  # type: ignore[arg-type]
                for id_, record in records.items()
                if record is not None
            ]
            table.insert_multiple(new)
        left = staged.tables
        return {
            name: {id_: left[name].get(id_) for id_ in records} for name, records in touched.items()
        }

    def _known(self, name: str, ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the records that are in the file."""
        table = self.before.of(BY_TABLE[name])
        found = {id_: table.get(id_) for id_ in ids}
        return {id_: record for id_, record in found.items() if record is not None}
