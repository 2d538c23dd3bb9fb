"""The log of changes: what each one replaced, and how one is taken back.

An entry is a plain ``dict`` as it stands in the store: ``at`` (UTC, ISO 8601),
``command``, ``by`` where the person gave a name, ``changes``, ``undoes`` (the entries
that it takes back), ``outside`` where others had changed the file before. A change
names the record (``id``, ``record``) and holds ``before`` and ``after``: the whole
record when it was added or deleted (the other side is None), else the fields that
differ, None where one was empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

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
from belarus_hr.domain.records.validators import are_ids
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.edtf import Span
from belarus_hr.domain.text.words import a, shown

Entry = Mapping[str, Any]
#: Entries by key, in the order in which they were written.
Log = Mapping[str, Entry]


class Signed(NamedTuple):
    """When a change is made (UTC, ISO 8601), by which command line, and by whom if they say."""

    at: str
    command: str
    by: str | None = None


def change(id_: str, kind: Kind, before: Record | None, after: Record | None) -> dict[str, Any]:
    """Return the entry's account of one record that was added, changed or deleted."""
    if before is not None and after is not None:
        differing = [
            name for name in {**before, **after} if before.get(name, ...) != after.get(name, ...)
        ]
        before = {name: before.get(name) for name in differing}
        after = {name: after.get(name) for name in differing}
    return {"id": id_, "record": kind.name, "before": before, "after": after}


def entry(
    signed: Signed,
    changes: Sequence[Mapping[str, Any]],
    undoes: Sequence[str] = (),
    *,
    outside: bool = False,
) -> dict[str, Any]:
    """Return a new entry of the log; ``outside``: the file was changed by others before."""
    made: dict[str, Any] = {"at": signed.at, "command": signed.command}
    if signed.by:
        made["by"] = signed.by
    if undoes:
        made["undoes"] = list(undoes)
    if outside:
        made["outside"] = True
    made["changes"] = list(changes)
    return made


def key(at: str, text: bytes, taken: Callable[[str], bool] = lambda _: False) -> str:
    """Return the key of a new entry: its moment, and a digest of its text.

    It is given once, when the entry is written, and stays: what two people change in the
    same moment has two keys, and a log that was merged has the keys of both. ``taken`` says
    which the log has: what was done twice in one moment, or by a clock that stands, is there twice.
    """
    moment = "".join(sign for sign in at[:19] if sign.isdigit())
    return free(f"{moment[:8]}-{moment[8:]}-{crc32(text):08x}", taken)


def free(key: str, taken: Callable[[str], bool]) -> str:
    """Return a key if it is not taken, else with the next number after it that is free."""
    one, number = key, 1
    while taken(one):
        number += 1
        one = f"{key}-{number}"
    return one


def is_log(log: object) -> bool:
    """Say whether a value has the shape of a log."""
    return isinstance(log, dict) and all(map(is_entry, log.values()))


def is_entry(entry: object) -> bool:
    """Say whether a value has the shape of an entry of the log."""
    if not isinstance(entry, dict) or not isinstance(entry.get("changes"), list):
        return False
    undoes = entry.get("undoes", [])
    return (
        _is_moment(entry.get("at"))
        and isinstance(entry.get("command"), str)
        and isinstance(entry.get("by", ""), str)
        and isinstance(undoes, list)
        and all(isinstance(key, str) for key in undoes)
        and all(_is_change(changed) for changed in entry["changes"])
    )


def _is_moment(text: object) -> bool:
    try:
        return isinstance(text, str) and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def _is_change(changed: object) -> bool:
    return (
        isinstance(changed, dict)
        and isinstance(changed.get("id"), str)
        and are_ids([changed["id"]])
        and isinstance(changed.get("record"), str)
        and changed["record"] in BY_NAME
        and all(_is_side(changed.get(side, 0)) for side in ("before", "after"))
        and _belong_together(changed["before"], changed["after"])
    )


def _belong_together(before: Record | None, after: Record | None) -> bool:
    """Say whether a change tells of a record on one side, or of the same fields on both."""
    if before is None or after is None:
        return before is not after
    return before.keys() == after.keys()


def _is_side(side: object) -> bool:
    """Say whether a value can be what a change tells of a record; it is looked into by undo."""
    return side is None or (
        isinstance(side, dict) and isinstance(side.get("recommendation", ""), str | None)
    )


def on(log: Log, window: Span | None) -> dict[str, Entry]:
    """Return the entries that were written in a span of days (UTC)."""
    return {
        key: one
        for key, one in log.items()
        if window is None or edtf.parse(one["at"][:10]).overlaps(window)
    }


def touching(log: Log, ids: frozenset[str]) -> dict[str, Entry]:
    """Return what the log tells of records and of the verdicts on them, oldest first."""
    told: dict[str, Entry] = {}
    for key, one in log.items():
        changes = [changed for changed in one["changes"] if not ids.isdisjoint(_told_of(changed))]
        if changes:
            told[key] = {**one, "changes": changes}
    return told


def _told_of(changed: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the records that a change is about: its own, and what it assesses."""
    yield changed["id"]
    for side in (changed["before"], changed["after"]):
        if side and isinstance(side.get("recommendation"), str):
            yield side["recommendation"]


def told_of(log: Log) -> set[str]:
    """Return the ids of all records that the log tells of, those of records that are gone, too."""
    return {id_ for one in log.values() for changed in one["changes"] for id_ in _told_of(changed)}


# --- taking back ------------------------------------------------------------


def standing(log: Log) -> list[str]:
    """Return the keys of the changes that stand, oldest first: neither undone, nor an undo."""
    return _sorted_out(log)[0]


def undone(log: Log) -> set[str]:
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


def last(log: Log, count: int) -> list[str]:
    """Return the keys of the last ``count`` changes that stand, latest first.

    Raises NotFound when there are not so many.
    """
    keys = standing(log)
    if not keys:
        raise NotFound("nothing to undo: the log has no change that stands")
    if count > len(keys):
        raise NotFound(f"only {len(keys)} changes stand, so {count} cannot be undone")
    return keys[: -count - 1 : -1]


def find(log: Log, typed: Iterable[str]) -> list[str]:
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


class Restored:
    """What taking entries back makes of the records, one entry after the other."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._now: dict[str, tuple[Kind, Record | None]] = {}

    def take_back(self, key: str, one: Entry) -> None:
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

    def _check_verdicts(self, key: str, one: Entry) -> None:
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


def replayed(tables: Tables, entries: Iterable[Entry]) -> dict[str, dict[str, Record]]:
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
