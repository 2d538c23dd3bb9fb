"""One transaction: changes gathered in memory, then put into TinyDB's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from belarus_hr.domain import change_log
from belarus_hr.domain.change_log import Log, Signed
from belarus_hr.domain.collection import StoredRecord
from belarus_hr.domain.errors import NotFound
from belarus_hr.domain.records.kinds import BY_NAME, BY_TABLE, Kind, Record
from belarus_hr.domain.text.words import shown
from belarus_hr.store import encoding
from belarus_hr.store.header import LOG

if TYPE_CHECKING:
    from belarus_hr.store.database import Database


_TABLES = list(BY_NAME)


class Change:
    """What one command changes. ``before`` is the collection as it was read."""

    def __init__(self, database: Database, *, from_dataset: bool) -> None:
        """``from_dataset`` says that the shipped dataset was read and a store will be started."""
        self.database = database
        self.before = database.collection()
        self.stamp = database.file.stamp
        self.from_dataset = from_dataset
        #: Keys of the entries that this change takes back.
        self.undoes: list[str] = []
        #: What the log tells of this change, record by record, once it is settled.
        self.account: list[dict[str, Any]] = []
        self._put: dict[str, tuple[Kind, Record]] = {}
        # The ids that this change adds by each of their ends, and those to be sorted in yet.
        self._new_ends: dict[str, list[str]] = {}
        self._put_since: list[str] = []
        self._removed: dict[str, Kind] = {}
        self._reserved: set[str] = set()
        self._numbers: dict[str, int] = {}

    @property
    def made(self) -> bool:
        """Say whether anything would be written."""
        return bool(self.account)

    @property
    def log(self) -> Log:
        """The log of the changes before this one."""
        return self.database.file.log

    def taken(self, id_: str) -> bool:
        """Say whether an id is in use, counting what this change adds."""
        return id_ in self._put or id_ in self._reserved or id_ in self.before

    def was_given(self, id_: str) -> bool:
        """Say whether an id is in use, or was: the log tells of a record that had it."""
        return self.taken(id_) or id_ in self.database.used_ids

    def free_id(self, stem: str) -> str:
        """Return ``stem`` if it was never given, else the next number after it."""
        number = self._numbers.get(stem, 1)
        id_ = stem if number == 1 else f"{stem}-{number}"
        while self.was_given(id_):
            number += 1
            id_ = f"{stem}-{number}"
        self._numbers[stem] = number
        return id_

    def reserve(self, id_: str) -> None:
        """Let nobody be given an id that has come into use since."""
        self._reserved.add(id_)

    def find(self, typed: str) -> StoredRecord:
        """Return the record that ``typed`` names in what was, or among what this change adds.

        Raises NotFound as Collection.find does.
        """
        wanted = typed.strip().lower()
        if wanted in self._put:
            kind, record = self._put[wanted]
            return StoredRecord(wanted, kind, record)
        new = self._new(wanted)
        if not new or wanted in self.before:
            return self.before.find(typed)
        if len(new) > 1 or self.before.ending_in(wanted):
            raise NotFound(f"{shown(typed)} is the end of several ids, of {new[0]} for one")
        kind, record = self._put[new[0]]
        return StoredRecord(new[0], kind, record)

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

    def settle(self) -> None:
        """Put all into the tables of TinyDB, and work out what there is to tell of it."""
        changes: dict[str, dict[str, Record | None]] = {}
        for id_, (kind, record) in self._put.items():
            changes.setdefault(kind.table, {})[id_] = record
        for id_, kind in self._removed.items():
            changes.setdefault(kind.table, {})[id_] = None
        self.database.apply(changes)
        place = {id_: number for number, id_ in enumerate((*self._put, *self._removed))}
        # Told table by table, in the order in which it was done.
        told = account(self.database)
        told.sort(key=lambda change: (_TABLES.index(change["record"]), place.get(change["id"], 0)))
        self.account = told

    def enter(self, signed: Signed) -> None:
        """Put the entry that tells of this change at the end of the log."""
        outside = self.database.file.changed_outside
        append(
            self.database, change_log.log_entry(signed, self.account, self.undoes, outside=outside)
        )


def account(database: Database) -> list[dict[str, Any]]:
    """Return what the log is to tell of each record that is not as it stands in the file.

    A record that is as it was is no change, and is not written anew either.
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


def append(database: Database, entry: dict[str, Any]) -> None:
    """Put an entry at the end of the log, with a key that no other has."""
    content = {**entry, "changes": [change["id"] for change in entry["changes"]]}
    taken = database.file.stored[LOG].keys()
    key = change_log.entry_key(entry["at"], encoding.json_line(content), taken.__contains__)
    database.apply({LOG: {key: entry}})
