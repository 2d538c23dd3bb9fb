"""One transaction: changes gathered in memory, then put into TinyDB's tables."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any

from belarus_hr.domain import change_log
from belarus_hr.domain.change_log import Log, Signed
from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import NotFound
from belarus_hr.domain.records.kinds import BY_NAME, BY_TABLE, Kind, Record
from belarus_hr.domain.text.words import shown
from belarus_hr.store import layout
from belarus_hr.store.layout import LOG

if TYPE_CHECKING:
    from belarus_hr.store.database import Database


_KINDS = list(BY_NAME)


class Change:
    """What one command changes. ``before`` is the collection as it was read."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.before = database.collection()
        self.stamp = database.file.stamp
        #: Keys of the log entries that this change takes back.
        self.undoes: list[str] = []
        #: What the log will say of each changed record; filled in by ``apply``.
        self.for_log: list[dict[str, Any]] = []
        self._put: dict[str, tuple[Kind, Record]] = {}
        self._removed: dict[str, Kind] = {}
        # The new ids by each end that a person may type, and the ids that are not in there yet.
        self._new_by_end: dict[str, list[str]] = {}
        self._unindexed: list[str] = []
        # The number in the id that was last given to each stem.
        self._numbers: dict[str, int] = {}

    @property
    def made(self) -> bool:
        """Say whether anything would be written.

        An undo of changes that took each other back changes no record; the log tells of it.
        """
        return bool(self.for_log or self.undoes)

    @property
    def from_dataset(self) -> bool:
        """Say whether there is no store yet, and this change starts it from the dataset."""
        return self.database.file.is_dataset

    @property
    def log(self) -> Log:
        """The log of the changes before this one."""
        return self.database.file.log

    def taken(self, id_: str) -> bool:
        """Say whether a record has the id, be it a record that this change adds."""
        return id_ in self._put or id_ in self.before

    def was_given(self, id_: str) -> bool:
        """Say whether a record has the id, or a record that the log tells of had it."""
        return self.taken(id_) or id_ in self.database.used_ids

    def free_id(self, stem: str, others: Container[str] = ()) -> str:
        """Return ``stem``, or ``stem-2``, ``stem-3``, … where that id was given before.

        The id is none of ``others`` either.
        """
        number = self._numbers.get(stem, 1)
        id_ = stem if number == 1 else f"{stem}-{number}"
        while id_ in others or self.was_given(id_):
            number += 1
            id_ = f"{stem}-{number}"
        self._numbers[stem] = number
        return id_

    def find(self, typed: str) -> StoredRecord:
        """Return the record whose id, or the end of whose id, was typed.

        The record is of the collection as it was read, or this change adds it. Raises NotFound
        as ``Collection.find`` does.
        """
        id_ = typed.strip().lower()
        if id_ not in self._put:
            new_ids = self._new_ids(id_)
            if not new_ids or id_ in self.before:
                return self.before.find(typed)
            if len(new_ids) > 1 or self.before.ending_in(id_):
                raise NotFound(f"{shown(typed)} is the end of several ids, of {new_ids[0]} for one")
            id_ = new_ids[0]
        kind, record = self._put[id_]
        return StoredRecord(id_, kind, record)

    def _new_ids(self, end: str) -> list[str]:
        """Return the ids that this change adds and that end in ``-end``."""
        for id_ in self._unindexed:
            parts = () if id_ in self.before else id_.split("-")
            for number in range(1, len(parts)):
                self._new_by_end.setdefault("-".join(parts[number:]), []).append(id_)
        self._unindexed.clear()
        return self._new_by_end.get(end, [])

    def put(self, kind: Kind, id_: str, record: Record) -> None:
        """Add a record, or replace the one that has the id."""
        if id_ not in self._put:
            self._unindexed.append(id_)
        self._put[id_] = (kind, record)

    def remove(self, kind: Kind, id_: str) -> None:
        """Remove the record that has the id."""
        self._removed[id_] = kind

    def apply(self) -> None:
        """Put the changed records into TinyDB's tables, and note what the log will say of them."""
        changes: dict[str, dict[str, Record | None]] = {}
        for id_, (kind, record) in self._put.items():
            changes.setdefault(kind.table, {})[id_] = record
        for id_, kind in self._removed.items():
            changes.setdefault(kind.table, {})[id_] = None
        self.database.apply(changes)
        order = {id_: number for number, id_ in enumerate((*self._put, *self._removed))}
        # Kind by kind, and within a kind in the order in which the command made the changes.
        self.for_log = sorted(
            changes_for_log(self.database),
            key=lambda change: (_KINDS.index(change["record"]), order.get(change["id"], 0)),
        )

    def add_log_entry(self, signed: Signed) -> None:
        """Put the entry that tells of this change at the end of the log."""
        outside = self.database.file.changed_outside
        entry = change_log.log_entry(signed, self.for_log, self.undoes, outside=outside)
        append_to_log(self.database, entry)


def changes_for_log(database: Database) -> list[dict[str, Any]]:
    """Return what the log says of each record that differs from the record in the file.

    A record that was put and does not differ is taken out of the changes: it is not written.
    """
    changed: list[dict[str, Any]] = []
    for name in sorted(database.file.changes.keys() - {LOG}, key=list(BY_TABLE).index):
        changes, stored = database.file.changes[name], database.file.stored.get(name, {})
        for id_ in list(changes):
            before, after = stored.get(id_), changes[id_]
            if before == after:
                del changes[id_]
            else:
                changed.append(change_log.change(id_, BY_TABLE[name], before, after))
    return changed


def append_to_log(database: Database, entry: dict[str, Any]) -> None:
    """Put an entry at the end of the log, under a key that no other entry has."""
    content = {**entry, "changes": [change["id"] for change in entry["changes"]]}
    taken = database.file.stored[LOG].keys()
    key = change_log.entry_key(entry["at"], layout.json_line(content), taken.__contains__)
    database.apply({LOG: {key: entry}})
