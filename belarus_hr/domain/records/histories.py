"""Histories to which entries are only added: none is changed, and what is new comes last."""

from __future__ import annotations

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.kind import Kind, Record
from belarus_hr.domain.text import edtf


def check_added(kind: Kind, before: Record, after: Record) -> None:
    """Raise InvalidValue when an entry of a field that is ``only_added`` to is changed or dropped.

    In a field that is ``in_time``, no new entry may be of a day before the last entry of the old
    record.
    """
    for field in kind.fields:
        if not field.only_added:
            continue
        old, new = before.get(field.name, []), after.get(field.name, [])
        for entry in old:
            if entry not in new:
                raise InvalidValue(
                    f"{field.name} is only added to: the entry of {entry['date']} must stay as it "
                    "is; hrtrack undo takes a slip back"
                )
        added = [entry for entry in new if entry not in old]
        last = old[-1]["date"] if old and field.in_time else None
        for entry in added if last else ():
            if edtf.parse(entry["date"]).last < edtf.parse(str(last)).first:
                raise InvalidValue(
                    f"{field.name} of {entry['date']} is earlier than the last entry, of {last}: "
                    "what is new comes last"
                )
