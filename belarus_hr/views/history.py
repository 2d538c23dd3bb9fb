"""The log of changes as rows with the keys of the contract: one a record that was changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from belarus_hr.domain.history import Log
from belarus_hr.domain.words import shown
from belarus_hr.views.plain import cell
from belarus_hr.views.rows import Row

#: The keys of a row, in order, each with what it is.
LOG_FIELDS = {
    "key": "key of the entry; its end is enough for undo",
    "at": "when (UTC)",
    "by": "who, as far as they gave HRTRACK_USER",
    "command": "the command that changed it",
    "id": "id of the record",
    "record": "kind of record",
    "what": "added, changed or deleted",
    "fields": "fields that differ",
    "change": "the fields that differ, in short: what was there and what is instead",
    "before": "what was there; of a change the fields that differ",
    "after": "what is there instead",
    "undone": "true when an undo takes it back",
    "undoes": "keys of the entries that it takes back",
    "outside": "true when others than hrtrack had changed the file before",
}
#: What a listing shows when nobody names fields.
BRIEF = ("key", "at", "id", "what", "change", "command")


def rows(log: Log, undone: Collection[str]) -> Iterator[Row]:
    """Yield a row for each record that each entry changed; one for an entry that changed none."""
    for key, entry in log.items():
        about = {
            "key": key,
            "at": entry["at"],
            "by": entry.get("by"),
            "command": entry["command"],
            "undone": key in undone,
            "undoes": entry.get("undoes", []),
            "outside": entry.get("outside", False),
        }
        for changed in entry["changes"] or [{}]:
            row = {**about, **changed, **_what(changed)}
            yield {name: row.get(name) for name in LOG_FIELDS}


def _what(changed: Row) -> Row:
    """Return what was done to a record, which fields differ, and in short how."""
    if not changed:
        return {"what": None, "fields": [], "change": None}
    done = in_short(changed)
    fields = list(changed["after"]) if done.what == "changed" else []
    return {"what": done.what, "fields": fields, "change": done.change}


class Done(NamedTuple):
    """What was done to a record (added, changed or deleted), and in short how it differs."""

    what: str
    change: str


def in_short(changed: Mapping[str, Any]) -> Done:
    """Return what an entry says of one record in short."""
    before, after = changed["before"], changed["after"]
    if before is not None and after is not None:
        told = [f"{name}: {_short(before[name])} → {_short(after[name])}" for name in after]
        return Done("changed", "; ".join(told))
    whole = before or after or {}
    title = whole.get("title") or f"{whole.get('status')} according to {whole.get('assessor')}"
    return Done("deleted" if after is None else "added", title)


def _short(value: object) -> str:
    return "nothing" if value is None else shown(cell(value))
