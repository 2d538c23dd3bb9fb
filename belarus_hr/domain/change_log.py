"""The log of changes: what each one replaced.

An entry is a plain ``dict`` as it stands in the store: ``at`` (UTC, ISO 8601),
``command``, ``by`` where the person gave a name, ``changes``, ``undoes`` (the entries
that it takes back), ``outside`` where others had changed the file before. A change
names the record (``id``, ``record``) and holds ``before`` and ``after``: the whole
record when it was added or deleted (the other side is None), else the fields that
differ, None where one was empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

from belarus_hr.domain.records.kinds import (
    BY_NAME,
    Kind,
    Record,
)
from belarus_hr.domain.records.validators import are_ids
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.edtf import Span

LogEntry = Mapping[str, Any]
#: Entries by key, in the order in which they were written.
Log = Mapping[str, LogEntry]


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


def log_entry(
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


def entry_key(at: str, text: bytes, taken: Callable[[str], bool] = lambda _: False) -> str:
    """Return the key of a new entry: its moment, and a digest of a text that tells it from others.

    It is given once, when the entry is written, and stays: what two people change in the
    same moment has two keys, and a log that was merged has the keys of both. ``taken`` says
    which the log has: what was done twice in one moment, or by a clock that stands, is there twice.
    """
    moment = "".join(sign for sign in at[:19] if sign.isdigit())
    return free_key(f"{moment[:8]}-{moment[8:]}-{crc32(text):08x}", taken)


def free_key(key: str, taken: Callable[[str], bool]) -> str:
    """Return a key if it is not taken, else with the next number after it that is free."""
    one, number = key, 1
    while taken(one):
        number += 1
        one = f"{key}-{number}"
    return one


def is_log(log: object) -> bool:
    """Say whether a value has the shape of a log."""
    return isinstance(log, dict) and all(map(is_log_entry, log.values()))


def is_log_entry(entry: object) -> bool:
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


def entries_in(log: Log, window: Span | None) -> dict[str, LogEntry]:
    """Return the entries that were written in a span of days (UTC)."""
    return {
        key: one
        for key, one in log.items()
        if window is None or edtf.parse(one["at"][:10]).overlaps(window)
    }


def entries_about(log: Log, ids: frozenset[str]) -> dict[str, LogEntry]:
    """Return what the log tells of records and of the verdicts on them, oldest first."""
    told: dict[str, LogEntry] = {}
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


def ids_in(log: Log) -> set[str]:
    """Return the ids of all records that the log tells of, those of records that are gone, too."""
    return {id_ for one in log.values() for changed in one["changes"] for id_ in _told_of(changed)}
