"""How entries of the log are undone, and what the records were at an earlier time.

An undo is itself an entry of the log, and can be undone like any other entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from belarus_hr.domain.change_log import Log, LogEntry
from belarus_hr.domain.collection import Collection, Tables
from belarus_hr.domain.errors import NotFound, Rejected
from belarus_hr.domain.lookup import Names
from belarus_hr.domain.records.field_types import Field
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_NAME,
    KINDS,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.records.links import linked_ids
from belarus_hr.domain.text.words import a, shown


def standing_keys(log: Log) -> list[str]:
    """Return the keys of the entries that stand, oldest first: neither undone, nor an undo."""
    return _sorted_out(log)[0]


def undone_keys(log: Log) -> set[str]:
    """Return the keys of the entries that are undone."""
    return _sorted_out(log)[1]


def _sorted_out(log: Log) -> tuple[list[str], set[str]]:
    """Return the keys of the entries that stand, and of those that are undone.

    An undo that was itself undone no longer takes anything back. In a merged log, an undo
    may come before the entry that it takes back, since the clocks of two people differ.
    """
    undoes = {key: entry["undoes"] for key, entry in log.items() if entry.get("undoes")}
    undone = _taken_back(undoes)
    stand = [
        key
        for key, entry in log.items()
        if entry["changes"] and key not in undone and key not in undoes
    ]
    return stand, undone


def _taken_back(undoes: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the keys that are taken back by an undo that is not taken back itself.

    An undo is settled once each undo of it is settled. Two entries that undo each other,
    which only a forged log has, are never settled: both count as taken back.
    """
    unsettled = Counter(key for keys in undoes.values() for key in set(keys))
    undone: set[str] = set()
    settled = [undo for undo in undoes if undo not in unsettled]
    while settled:
        undo = settled.pop()
        for key in set(undoes[undo]):
            if undo not in undone:
                undone.add(key)
            unsettled[key] -= 1
            if not unsettled[key] and key in undoes:
                settled.append(key)
    return undone | {key for key, count in unsettled.items() if count}


def last_keys(log: Log, count: int) -> list[str]:
    """Return the keys of the last ``count`` entries that stand, latest first.

    Raises NotFound when fewer entries stand.
    """
    keys = standing_keys(log)
    if not keys:
        raise NotFound("nothing to undo: the log has no change that stands")
    if count > len(keys):
        changes = "1 change stands" if len(keys) == 1 else f"{len(keys)} changes stand"
        raise NotFound(f"only {changes}, so {count} cannot be undone")
    return keys[: -count - 1 : -1]


def find_keys(log: Log, typed: Iterable[str]) -> list[str]:
    """Return the keys of the entries that the words name: by a key, or by an end of a key.

    Raises NotFound when a word names no entry, or several.
    """
    names, keys = Names(log), []
    for word in (word.strip().lower() for word in typed):
        matches = [word] if word in log else names.ending(word) if len(word) >= 4 else []
        if len(matches) != 1:
            problem = f"is the end of {len(matches)} entries of" if matches else "is no entry of"
            raise NotFound(f"{shown(word)} {problem} the log; hrtrack log lists them")
        keys += matches
    return keys


Put = Callable[[Kind, str, Record], None]
Remove = Callable[[Kind, str], None]


class UndoneRecords:
    """The records as they become while entries are undone, one entry after the other."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._now: dict[str, tuple[Kind, Record | None]] = {}

    def take_back(self, key: str, entry: LogEntry) -> None:
        """Undo one entry.

        Raises Rejected, naming the record, when a later entry changed the record again.
        After that, nothing in this object may be used.
        """
        for changed in reversed(entry["changes"]):
            kind = BY_NAME[changed["record"]]
            id_, now = changed["id"], self._record(changed["id"], kind)
            if not _stands(changed, now):
                raise Rejected(
                    f"entry {key} cannot be undone: {id_} was changed since; "
                    f"hrtrack log {id_} shows by what. Nothing was changed"
                )
            self._now[id_] = (kind, _as_on(kind, changed["before"], changed["after"], now))
        self._check_links(key, entry)

    def apply(self, put: Put, remove: Remove) -> list[str]:
        """Put or remove each record as it becomes; return the ids of the records."""
        for id_, (kind, record) in self._now.items():
            if record is not None:
                put(kind, id_, record)
            elif self._collection.of(kind).get(id_) is not None:
                remove(kind, id_)
        return list(self._now)

    def _record(self, id_: str, kind: Kind) -> Record | None:
        """Return a record as it is by now. Raises Rejected where another kind has the id."""
        for other in KINDS:
            if other is not kind and id_ in self._collection.of(other):
                raise Rejected(
                    f"{id_} is {a(other.name)}, and the log speaks of {a(kind.name)}: "
                    "nothing was changed"
                )
        if id_ in self._now:
            return self._now[id_][1]
        return self._collection.of(kind).get(id_)

    def _is(self, id_: str, kind: Kind) -> bool:
        """Say whether a record of this kind has the id by now."""
        if id_ in self._now:
            return self._now[id_][0] is kind and self._now[id_][1] is not None
        return id_ in self._collection.of(kind)

    def _check_links(self, key: str, entry: LogEntry) -> None:
        """Raise Rejected when a record would go or come back, and a link would lead nowhere."""
        for changed in entry["changes"]:
            id_, kind = changed["id"], BY_NAME[changed["record"]]
            for field, linked in _linked(kind, changed["before"] or {}):
                if not any(self._is(linked, BY_NAME[name]) for name in field.linked_kinds):
                    raise _leads_nowhere(key, id_, kind, f"{linked}, which is there no more")
            for other, of_kind, _ in self._collection.linking_to(kind, id_):
                record = self._record(other, of_kind)
                linked_now = {linked for _, linked in _linked(of_kind, record or {})}
                if self._now[id_][1] is None and id_ in linked_now:
                    raise _leads_nowhere(key, other, of_kind, f"{id_}, which would go")


def _linked(kind: Kind, record: Record) -> Iterator[tuple[Field, str]]:
    """Yield the id of each record that a record links to, with the field."""
    for field in kind.links:
        yield from ((field, id_) for id_ in linked_ids(field, record))


def _leads_nowhere(key: str, id_: str, kind: Kind, to: str) -> Rejected:
    how = "is a verdict on" if kind is ASSESSMENT else "links to"
    return Rejected(f"entry {key} cannot be undone: {id_} {how} {to}. Nothing was changed")


def _stands(changed: Mapping[str, Any], now: Record | None) -> bool:
    """Say whether the fields that a change touched are still as the change left them."""
    before, after = changed["before"], changed["after"]
    if before is None or after is None:
        return bool(now == after)
    return now is not None and all(now.get(name) == value for name, value in after.items())


def _as_on(kind: Kind, side: Any, other: Any, now: Record | None) -> Record | None:
    """Return a record as it is on one ``side`` of a change; None where it does not exist there."""
    if side is None or other is None:
        return None if side is None else normalise(kind, side)
    return normalise(kind, {**(now or {}), **side})


def replay(tables: Tables, entries: Iterable[LogEntry]) -> dict[str, dict[str, Record]]:
    """Return the tables after the changes of all entries, one after the other.

    Raises InvalidValue for a change that does not fit its record.
    """
    changed_tables = {name: dict(table.items()) for name, table in tables.items()}
    for changed in (changed for entry in entries for changed in entry["changes"]):
        kind = BY_NAME[changed["record"]]
        table = changed_tables.setdefault(kind.table, {})
        now = table.pop(changed["id"], None)
        record = _as_on(kind, changed["after"], changed["before"], now)
        if record is not None:
            table[changed["id"]] = record
    return changed_tables
