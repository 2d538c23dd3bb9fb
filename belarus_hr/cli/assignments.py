"""``FIELD=VALUE`` on the command line: any field of any kind of record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from belarus_hr.cli.session import day_typed
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.records.field_types import BETWEEN_TEXTS, FieldType
from belarus_hr.domain.records.kinds import Kind
from belarus_hr.domain.text.words import a, shown, unknown


def assign(kind: Kind, values: Mapping[str, Any], assignments: list[str]) -> dict[str, Any]:
    """Return ``values`` with the fields that the assignments name set.

    ``FIELD.KEY=VALUE`` sets one key of an object, as in ``numbers.made=266``; an
    empty value clears. A list of texts is given as in a cell of csv: ``tags=ru; en``. Raises
    InvalidValue for what is no assignment, for no field, and for a field that is named twice.
    """
    record = dict(values)
    checks = kind.checks
    paths = [assignment.partition("=")[0] for assignment in assignments]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise InvalidValue(f"--set names {shown(twice)} twice: it can have one value")
    for assignment in assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise InvalidValue(f"--set {shown(assignment)} must be FIELD=VALUE")
        name, _, key = path.partition(".")
        if name not in checks:
            raise unknown(f"field of {a(kind.name)}", name, checks)
        if key:
            record[name] = {**_object(record.get(name), path), key: _json(text)}
            if not text:
                del record[name][key]
        elif not text:
            record[name] = None
        else:
            typed = day_typed(text) if name in kind.dates else text
            record[name] = _value(kind.by_name[name].type, typed)
    return record


def _object(value: object, path: str) -> dict[str, Any]:
    if value is None or isinstance(value, dict):
        return value or {}
    raise InvalidValue(f"{shown(path)}: this field has no keys")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _value(type_: FieldType, text: str) -> object:
    """Return what ``text`` means to a field: the JSON value it spells if the field takes that.

    Other text is a list where the field takes texts; a text in quotes is not divided there.
    """
    value = _json(text)
    if isinstance(value, str):
        if type_.cell != "texts":
            return text
        return text.split(BETWEEN_TEXTS) if value == text else value
    if type_.cell == "bare" and type(value) in (int, float):
        return value  # Of a number that cannot be the field says what it takes.
    try:
        type_.check(value)
    except InvalidValue:
        return text
    return value
