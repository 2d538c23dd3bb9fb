"""The log of changes as rows: a row for each record that an entry changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

from belarus_hr.domain.change_log import Log
from belarus_hr.domain.records.kinds import ASSESSMENT
from belarus_hr.domain.text.words import shown
from belarus_hr.views.listings import LOG_ENTRIES
from belarus_hr.views.plain import cell
from belarus_hr.views.rows import Row

#: How much is shown before the sign in which two texts differ.
_BEFORE = 12


def log_rows(log: Log, undone: Collection[str]) -> Iterator[Row]:
    """Yield a row for each changed record of each entry; an entry without any has a row, too."""
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
            yield {name: row.get(name) for name in LOG_ENTRIES.columns}


def _what(changed: Row) -> Row:
    """Return what was done to a record, the fields that differ, and the differences in short."""
    if not changed:
        return {"what": None, "fields": [], "change": None}
    done = in_short(changed)
    fields = list(changed["after"]) if done.what == "changed" else []
    return {"what": done.what, "fields": fields, "change": done.change}


class Done(NamedTuple):
    """What was done to a record (added, changed or deleted), and the difference in short."""

    what: str
    change: str


def in_short(changed: Mapping[str, Any], name: Callable[[str], str] = str) -> Done:
    """Return what an entry of the log says of a record, in short.

    ``name`` gives the name of an assessor.
    """
    before, after = changed["before"], changed["after"]
    if before is not None and after is not None:
        differences = [_difference(name, before[name], after[name]) for name in after]
        return Done("changed", "; ".join(differences))
    whole = before or after or {}
    title = whole.get("title", "")
    if changed["record"] == ASSESSMENT.name:
        title = f"{whole.get('status')} according to {name(str(whole.get('assessor')))}"
    return Done("deleted" if after is None else "added", title)


def _difference(name: str, before: Any, after: Any) -> str:
    """Return how a field differs: the entries of a list, or the part of a text, that differ."""
    if isinstance(before, list) and isinstance(after, list):
        if len(before) == len(after) and all(
            isinstance(entry, dict) for entry in (*before, *after)
        ):
            pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
            return "; ".join(_entry_difference(name, *pair) for pair in pairs)
        removed = [entry for entry in before if entry not in after]
        added = [entry for entry in after if entry not in before]
        if not removed and not added:
            return f"{name}: in another order"
        before, after = removed or None, added or None
    elif isinstance(before, str) and isinstance(after, str):
        before, after = _where_they_differ(before, after)
    return f"{name}: {_short(before)} → {_short(after)}"


def _entry_difference(name: str, before: Row, after: Row) -> str:
    """Return how an entry of a list differs: in a single key, or as a whole."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    whose = before.get("by") or before.get("ref") or ""
    if len(keys) > 1 or not whose or keys[0] in ("by", "ref"):
        return f"{name}: {_short(before)} → {_short(after)}"
    return _difference(f"{name} ({whose}) {keys[0]}", before.get(keys[0]), after.get(keys[0]))


def _where_they_differ(text: str, other: str) -> tuple[str, str]:
    """Return two texts from a little before the word in which they first differ."""
    signs = enumerate(zip(text, other, strict=False))
    same = next((n for n, (a, b) in signs if a != b), min(len(text), len(other)))
    start = same - _BEFORE
    if start <= _BEFORE:
        return text, other
    start = text.rfind(" ", 0, start) + 1
    return f"…{text[start:]}", f"…{other[start:]}"


def _short(value: object) -> str:
    return "nothing" if value is None else shown(cell(value))
