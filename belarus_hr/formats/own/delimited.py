"""Tables whose columns are our fields, by their own names or by names that the user gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.records.kinds import EVENT, KINDS, Kind
from belarus_hr.domain.text.safe_text import unguarded
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.own.cells import parsed
from belarus_hr.formats.own.records import Placed, names_of
from belarus_hr.formats.request import Asked
from belarus_hr.formats.tables import Table, whole_number

_WHOLE = frozenset(("cycle", "session", "action"))


def ours(header: list[str]) -> bool:
    """Say whether every column is named as a field of one kind of record."""
    return any(set(header) <= names_of(kind) for kind in KINDS)


def read(table: Table, asked: Asked, *, guarded: bool) -> Iterator[Placed]:
    """Yield an object for each row; ``guarded``: a ``'`` before what is a formula goes.

    Raises Rejected for a header with a column twice, without one that was named, or
    of which none is a field.
    """
    names = _names(table.header, asked)
    fallback = _kind(set(names) | set(asked.names) | set(asked.defaults))
    for number, row in table.rows:
        place = f"row {number}"
        extra = [cell for cell in row[len(names) :] if cell not in (None, "")]
        if extra or len(row) < len(names):
            wrong = f"has {len(row)} cells, the header {len(names)}"
            yield place, ValueError(wrong)
            continue
        cells = zip(names, row, strict=False)
        given = {name: _value(asked, name, cell, guarded) for name, cell in cells if name}
        given = {name: value for name, value in given.items() if value is not None}
        if "record" not in given and "record" not in asked.defaults and fallback:
            given["record"] = fallback.name
        yield place, given


def _names(header: list[str], asked: Asked) -> list[str]:
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise Rejected(f"has a header that is not whole: {shown(min(twice))} stands twice")
    missing = [column for column in asked.names.values() if column not in header]
    if missing:
        listed = ", ".join(map(shown, missing))
        raise Rejected(f"has no column {listed}; it has {_listed(header)}")
    if not asked.names and not ours(header):
        known = set().union(*map(names_of, KINDS))
        strange = [name for name in header if name not in known] or header
        raise Rejected(
            f"is a table of a kind that is not known: {_listed(strange)} "
            f"{'is no field' if len(strange) == 1 else 'are no fields'} of one record; read are "
            "UPR Info's and UHRI's files, and tables of our fields; --map title=COLUMN says "
            "which column is which field"
        )
    return header


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return ", ".join(map(shown, names[:12])) + more


def _kind(names: set[str]) -> Kind | None:
    """Return the kind of record whose fields the columns are, an event when several are."""
    fitting = [kind for kind in KINDS if names & names_of(kind) == names]
    if EVENT in fitting or not fitting:
        return None
    return fitting[0] if len(fitting) == 1 else None


def _value(asked: Asked, column: str, cell: object, guarded: bool) -> Any:
    """Return what a cell means in the field that its column is."""
    field = next((f for f, c in asked.names.items() if c == column), column)
    if cell is None or cell == "" or isinstance(cell, bool):
        return cell if isinstance(cell, bool) else None
    if field in _WHOLE and (number := whole_number(cell)) is not None:
        return number
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    return parsed(field, unguarded(text) if guarded else text)
