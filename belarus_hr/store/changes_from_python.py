"""What Python changed in the tables of a store: checked before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from belarus_hr.domain.errors import HrtrackError, InvalidValue
from belarus_hr.domain.records.kinds import (
    BY_NAME,
    BY_TABLE,
    GRADE,
    KINDS,
    RECOMMENDATION,
    Kind,
)
from belarus_hr.domain.records.links import linked_ids
from belarus_hr.domain.records.sensible import (
    check_added,
    check_grade,
    check_sensible,
    last_day_on_earth,
)
from belarus_hr.domain.text.words import shown
from belarus_hr.store import validation
from belarus_hr.store.storage import FileStorage


def check_changes(file: FileStorage) -> None:
    """Bring each changed record into its normal form.

    Raises InvalidValue, naming table and id, for a record that breaks a rule, that says what no
    record can, or that changes what is only ever added to, such as the progress of a measure.
    """
    day = last_day_on_earth(datetime.now(UTC))
    for name, changes in file.changes.items():
        if name not in BY_TABLE:
            raise InvalidValue(f"{shown(name)} is no table of records; nothing was changed")
        others, stored = _ids_of_others(file, name), file.stored.get(name, {})
        for id_, record in changes.items():
            if record is None:
                continue
            try:
                changes[id_] = checked = validation.gate(name, id_, record, others)
                check_sensible(BY_TABLE[name], checked, day)
                if id_ in stored:
                    check_added(BY_TABLE[name], stored[id_], checked)
            except HrtrackError as error:
                raise _refused(name, id_, str(error)) from None
    for kind in KINDS:
        linked = {BY_NAME[name].table for name in kind.linked_kinds}
        if linked and not file.changes.keys().isdisjoint((kind.table, *linked)):
            _check_links(file, kind)
    _check_grades(file)


def _check_grades(file: FileStorage) -> None:
    """Raise InvalidValue for a new grade that the treaty body did not give then."""
    recommendations = file.read().get(RECOMMENDATION.table, {})
    for id_, grade in file.changes.get(GRADE.table, {}).items():
        if grade is not None:
            try:
                check_grade(grade, recommendations[grade["recommendation"]])
            except InvalidValue as error:
                raise _refused(GRADE.table, id_, str(error)) from None


def _check_links(file: FileStorage, kind: Kind) -> None:
    """Raise InvalidValue for a link to a record that is not there, as of a verdict."""
    tables = file.read()
    for id_, record in tables.get(kind.table, {}).items():
        for field in kind.links:
            of = [tables.get(BY_NAME[name].table, {}) for name in field.linked_kinds]
            for linked in linked_ids(field, record):
                if not any(linked in table for table in of):
                    what = " or ".join(field.linked_kinds)
                    raise _refused(kind.table, id_, f"the {what} {shown(linked)} is not there")


def _refused(table: str, id_: str, why: str) -> InvalidValue:
    return InvalidValue(f"{table}: record {shown(id_)}: {why}; nothing was changed")


def _ids_of_others(file: FileStorage, table: str) -> set[str]:
    """Return the ids that records of other tables have."""
    tables: Iterator[Mapping[str, Any]] = (
        records for name, records in file.read().items() if name in BY_TABLE and name != table
    )
    return {id_ for records in tables for id_ in records}
