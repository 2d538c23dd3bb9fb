"""The log of changes: which records each command changed, and what was there before.

An entry is a plain ``dict`` as it stands in the store: ``at`` (UTC, ISO 8601),
``command``, ``by`` where the person gave a name, ``changes``, ``undoes`` (the keys of the
entries that it takes back), ``outside`` where another program had changed the file before.
A change names the record (``id``, ``record``) and holds ``before`` and ``after``. When the
record was added or deleted, one side is the whole record and the other None. Else each side
holds the fields that differ, with None for a field that was empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

from belarus_hr.domain.records.kinds import BY_NAME, Kind, Record
from belarus_hr.domain.records.links import links
from belarus_hr.domain.records.validators import are_ids
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.edtf import Span

LogEntry = Mapping[str, Any]
#: Entries by key, in the order in which they were written.
Log = Mapping[str, LogEntry]


class Signed(NamedTuple):
    """When a change is made (UTC, ISO 8601), by which command line, and by whom, if known."""

    at: str
    command: str
    by: str | None = None


def differing_fields(before: Record, after: Record) -> tuple[str, ...]:
    """Return the names of the fields that differ between two versions of a record."""
    return tuple(
        name for name in {**before, **after} if before.get(name, ...) != after.get(name, ...)
    )


def change(id_: str, kind: Kind, before: Record | None, after: Record | None) -> dict[str, Any]:
    """Return the change of one record that was added, changed or deleted."""
    if before is not None and after is not None:
        names = differing_fields(before, after)
        before = {name: before.get(name) for name in names}
        after = {name: after.get(name) for name in names}
    return {"id": id_, "record": kind.name, "before": before, "after": after}


def log_entry(
    signed: Signed,
    changes: Sequence[Mapping[str, Any]],
    undoes: Sequence[str] = (),
    *,
    outside: bool = False,
) -> dict[str, Any]:
    """Return a new entry of the log; ``outside``: another program changed the file before."""
    entry: dict[str, Any] = {"at": signed.at, "command": signed.command}
    if signed.by:
        entry["by"] = signed.by
    if undoes:
        entry["undoes"] = list(undoes)
    if outside:
        entry["outside"] = True
    entry["changes"] = list(changes)
    return entry


def entry_key(at: str, text: bytes, taken: Callable[[str], bool] = lambda _: False) -> str:
    """Return the key of a new entry: its moment, and a digest of ``text``, the entry's own text.

    An entry keeps its key for good. So the changes that two people make in the same moment
    have two keys, and a merged log has the keys of both. ``taken`` says whether the log has
    a key already, as when one command runs twice in the same second.
    """
    moment = "".join(sign for sign in at[:19] if sign.isdigit())
    return free_key(f"{moment[:8]}-{moment[8:]}-{crc32(text):08x}", taken)


def free_key(key: str, taken: Callable[[str], bool]) -> str:
    """Return the key, or where it is taken the first of ``key-2``, ``key-3`` … that is not."""
    free, number = key, 1
    while taken(free):
        number += 1
        free = f"{key}-{number}"
    return free


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
        and all(isinstance(changed.get(side, 0), dict | None) for side in ("before", "after"))
        and _belong_together(changed["before"], changed["after"])
    )


def _belong_together(before: Record | None, after: Record | None) -> bool:
    """Say whether one side alone is None, or both sides hold the same fields."""
    if before is None or after is None:
        return before is not after
    return before.keys() == after.keys()


def entries_in(log: Log, window: Span | None) -> dict[str, LogEntry]:
    """Return the entries that were written in a span of days (UTC); None for all days."""
    return {
        key: entry
        for key, entry in log.items()
        if window is None or edtf.parse(entry["at"][:10]).overlaps(window)
    }


def entries_about(log: Log, ids: frozenset[str]) -> dict[str, LogEntry]:
    """Return the entries with the changes of these records, and of records that link to them."""
    entries: dict[str, LogEntry] = {}
    for key, entry in log.items():
        changes = [changed for changed in entry["changes"] if not ids.isdisjoint(_ids_of(changed))]
        if changes:
            entries[key] = {**entry, "changes": changes}
    return entries


def _ids_of(changed: Mapping[str, Any]) -> Iterator[str]:
    """Yield the id of the changed record, and the ids that it links to or linked to."""
    yield changed["id"]
    for side in (changed["before"], changed["after"]):
        yield from (id_ for _, id_ in links(BY_NAME[changed["record"]], side or {}))


def ids_in(log: Log) -> set[str]:
    """Return the ids of all records in the log, also of records that were deleted since."""
    return {
        id_ for entry in log.values() for changed in entry["changes"] for id_ in _ids_of(changed)
    }
