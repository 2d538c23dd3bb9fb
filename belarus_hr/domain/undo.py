"""How changes that the log tells of are taken back, and what the records were then.

An undo is an entry of the log itself, and can be taken back as any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from belarus_hr.domain.change_log import Log, LogEntry
from belarus_hr.domain.collection import Collection, Tables
from belarus_hr.domain.errors import NotFound, Rejected
from belarus_hr.domain.lookup import Names
from belarus_hr.domain.records.kinds import (
    ASSESSMENT,
    BY_NAME,
    KINDS,
    RECOMMENDATION,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.text.words import a, shown


def standing_keys(log: Log) -> list[str]:
    """Return the keys of the changes that stand, oldest first: neither undone, nor an undo."""
    return _sorted_out(log)[0]


def undone_keys(log: Log) -> set[str]:
    """Return the keys of the entries that an undo takes back."""
    return _sorted_out(log)[1]


def _sorted_out(log: Log) -> tuple[list[str], set[str]]:
    """Return what stands, and what is undone.

    An undo that was itself undone no longer takes anything back. In logs that were merged
    an undo may stand before what it takes back: the clocks of two people differ.
    """
    undoes = {key: one["undoes"] for key, one in log.items() if one.get("undoes")}
    undone = _taken_back(undoes)
    kept = [
        key
        for key, one in log.items()
        if one["changes"] and key not in undone and key not in undoes
    ]
    return kept, undone


def _taken_back(undoes: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the keys that undoes take back which are not taken back themselves.

    An undo counts once all is settled that speaks of it. Where two undo each other nothing
    ever is, which is forged: what they take back counts as taken back.
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
    """Return the keys of the last ``count`` changes that stand, latest first.

    Raises NotFound when there are not so many.
    """
    keys = standing_keys(log)
    if not keys:
        raise NotFound("nothing to undo: the log has no change that stands")
    if count > len(keys):
        raise NotFound(f"only {len(keys)} changes stand, so {count} cannot be undone")
    return keys[: -count - 1 : -1]


def find_keys(log: Log, typed: Iterable[str]) -> list[str]:
    """Return the keys of the entries that the words name: keys, or ends of one.

    Raises NotFound when a word names none, or several.
    """
    names, keys = Names(log), []
    for wanted in (word.strip().lower() for word in typed):
        found = [wanted] if wanted in log else names.ending(wanted) if len(wanted) >= 4 else []
        if len(found) != 1:
            many = f"is the end of {len(found)} entries of" if found else "is no entry of"
            raise NotFound(f"{shown(wanted)} {many} the log; hrtrack log lists them")
        keys += found
    return keys


Put = Callable[[Kind, str, Record], None]
Remove = Callable[[Kind, str], None]


class UndoneRecords:
    """What taking entries back makes of the records, one entry after the other."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._now: dict[str, tuple[Kind, Record | None]] = {}

    def take_back(self, key: str, one: LogEntry) -> None:
        """Take one entry back.

        Raises Rejected, naming the record, when a later change stands on it: then
        nothing of this can be used.
        """
        for changed in reversed(one["changes"]):
            kind = BY_NAME[changed["record"]]
            id_, now = changed["id"], self._record(changed["id"], kind)
            if not _stands(changed, now):
                raise Rejected(
                    f"entry {key} cannot be undone: {id_} was changed since; "
                    f"hrtrack log {id_} shows by what. Nothing was changed"
                )
            self._now[id_] = (kind, _as_before(kind, changed, now))
        self._check_verdicts(key, one)

    def apply(self, put: Put, remove: Remove) -> list[str]:
        """Hand over what the records become; return their ids."""
        for id_, (kind, record) in self._now.items():
            if record is not None:
                put(kind, id_, record)
            elif self._collection.of(kind).get(id_) is not None:
                remove(kind, id_)
        return list(self._now)

    def _record(self, id_: str, kind: Kind) -> Record | None:
        """Return a record as it is so far. Raises Rejected where the id is another kind's."""
        for other in KINDS:
            if other is not kind and id_ in self._collection.of(other):
                raise Rejected(
                    f"{id_} is {a(other.name)}, and the log speaks of {a(kind.name)}: "
                    "nothing was changed"
                )
        if id_ in self._now:
            return self._now[id_][1]
        return self._collection.of(kind).get(id_)

    def _check_verdicts(self, key: str, one: LogEntry) -> None:
        """Raise when a recommendation would go, and a verdict on it would stay without it."""
        gone = {c["id"] for c in one["changes"] if c["before"] is None}
        for id_ in gone:
            kind, record = self._now[id_]
            verdicts = self._collection.history(id_) if kind is RECOMMENDATION else []
            staying = [v for v, _ in verdicts if self._record(v, ASSESSMENT) is not None]
            if record is None and staying:
                raise Rejected(
                    f"entry {key} cannot be undone: {staying[-1]} is a verdict on {id_}, which "
                    "would go. Nothing was changed"
                )


def _stands(changed: Mapping[str, Any], now: Record | None) -> bool:
    """Say whether a record still is as a change left it, in what the change touched."""
    before, after = changed["before"], changed["after"]
    if before is None or after is None:
        return bool(now == after)
    return now is not None and all(now.get(name) == value for name, value in after.items())


def _as_before(kind: Kind, changed: Mapping[str, Any], now: Record | None) -> Record | None:
    return _as_on(kind, changed["before"], changed["after"], now)


def _as_on(kind: Kind, side: Any, other: Any, now: Record | None) -> Record | None:
    """Return a record as it is on one side of a change; None where it is not there."""
    if side is None or other is None:
        return None if side is None else normalise(kind, side)
    return normalise(kind, {**(now or {}), **side})


def replay(tables: Tables, entries: Iterable[LogEntry]) -> dict[str, dict[str, Record]]:
    """Return the records as they are once the entries were made, one after the other.

    Raises InvalidValue for a change that cannot have been made of these records.
    """
    made = {name: dict(table.items()) for name, table in tables.items()}
    for changed in (changed for one in entries for changed in one["changes"]):
        kind = BY_NAME[changed["record"]]
        table = made.setdefault(kind.table, {})
        now = table.pop(changed["id"], None)
        record = _as_on(kind, changed["after"], changed["before"], now)
        if record is not None:
            table[changed["id"]] = record
    return made
