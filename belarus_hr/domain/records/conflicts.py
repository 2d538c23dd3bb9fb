"""The conflicts of a record: values of another version, kept until somebody decides.

A merge writes one of two values and keeps the other in the record's ``conflicts``, an entry
for each: the field, and the other value (no value where the other version cleared the field).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records import validators
from belarus_hr.domain.records.validators import Check, Object
from belarus_hr.domain.text import words

if TYPE_CHECKING:
    from belarus_hr.domain.records.field_types import Field

#: The field and the value of the entry where the other version deleted the record.
RECORD, DELETED = "record", "deleted"


def conflict_entry(field: str, other: object) -> Object:
    """Return the entry that keeps the value that was not written."""
    return {"field": field} if other is None else {"field": field, "value": other}


def conflict_in_words(entry: Mapping[str, Any]) -> str:
    """Return an entry in words: the field, and the value that was not written.

    An example: "responses: response noted, date 2012", of the response of another version.
    """
    if entry["field"] == RECORD:
        return "deleted"
    other = value_in_words(entry["value"]) if "value" in entry else "nothing"
    return f"{entry['field'].replace('_', ' ')}: {other}"


def value_in_words(value: object) -> str:
    """Return the value of a field as a person reads it: "state completed, date 2026-05, by un"."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {value_in_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(map(value_in_words, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def settled(record: Object, fields: Collection[str]) -> Object:
    """Return the record without the conflicts of these fields, which somebody has decided.

    The field ``numbers`` settles the conflicts of all its keys, ``numbers.made`` of that key.
    """
    if not record.get("conflicts"):
        return record
    left = [
        entry
        for entry in record["conflicts"]
        if {entry["field"], entry["field"].partition(".")[0]}.isdisjoint(fields)
    ]
    return {**record, "conflicts": left}


def settled_by(record: Mapping[str, Any], field: Field, entry: Object) -> Object:
    """Return the record without the conflicts that a new entry in one of its histories settles.

    The entry settles the conflicts of the field that are about the same thing by the field's
    ``about_keys``: a value of 2024 settles which value of 2024 counts, and no other.
    """
    left = [
        conflict
        for conflict in record.get("conflicts", ())
        if conflict["field"] != field.name
        or not isinstance(other := conflict.get("value"), dict)
        or any(entry.get(key) != other.get(key) for key in field.about_keys)
    ]
    return {**record, "conflicts": left}


def check_of(checks: Mapping[str, Check]) -> Check:
    """Return the check of an entry: ``checks`` has its field, and takes its value."""

    def check(value: object) -> Object:
        parts = value if isinstance(value, dict) else {}
        if not {"field"} <= parts.keys() <= {"field", "value"}:
            raise InvalidValue(f"conflict {words.shown(value)} must be an object with a field")
        path, other = validators.line(parts["field"]), parts.get("value")
        name, _, key = path.partition(".")
        if path == RECORD:
            return conflict_entry(path, words.choose("value of a conflict", other, (DELETED,)))
        if name not in checks:
            raise words.unknown("field of a conflict", path, checks)
        kept = None if other is None else _of_field(checks[name], key, other)
        # The entry leaves out a value that a record leaves out, such as the country Belarus.
        return conflict_entry(path, None if kept == "" else kept)

    return check


def _of_field(check: Check, key: str, value: Any) -> object:
    """Return a value in normal form: of the field, of a key in it, or of an entry of its list."""
    kept = check({key: value} if key else value)
    if key:
        if not isinstance(kept, dict) or key not in kept:
            raise InvalidValue(f"conflict {words.shown(key)} is no key of the field")
        return kept[key]
    return kept[0] if kept and isinstance(kept, list) and not isinstance(value, list) else kept
