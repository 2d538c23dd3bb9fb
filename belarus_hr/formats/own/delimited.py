"""Tables whose columns are our fields, under their own names or names that the user maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.records.field_types import WHOLE
from belarus_hr.domain.records.kinds import EVENT, KINDS, Kind
from belarus_hr.domain.text.safe_text import unguarded
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.format import TableFormat
from belarus_hr.formats.own import records
from belarus_hr.formats.own.cells import parsed
from belarus_hr.formats.own.records import Placed, names_of
from belarus_hr.formats.request import Read, Request
from belarus_hr.formats.tables import Table, text_of, whole_number

_COLUMNS = tuple(column for kind in KINDS for column in kind.columns.values())
#: A spreadsheet holds every number as a fraction: these are whole ones.
_WHOLE = frozenset(column.name for column in _COLUMNS if column.type is WHOLE)
#: Numbers in parts, as 97.10, of which a spreadsheet makes fractions.
_NUMBERED = frozenset(("id", *(column.name for column in _COLUMNS if column.type.numbered)))


def ours(header: list[str]) -> bool:
    """Say whether all columns have names of fields of the same kind of record."""
    return any(set(header) <= names_of(kind) for kind in KINDS)


def read_delimited(table: Table, request: Request) -> Iterator[Read]:
    """Yield a draft for each row; skipped and bad rows as such.

    Raises Rejected for a header that has a column twice, lacks a column that the user named, or
    has no field of ours.
    """
    return records.read_own_records(_objects(table, request), request)


FORMAT = TableFormat(
    title="tables of our fields (spreadsheet, CSV, TSV)",
    recognises=ours,
    read=read_delimited,
    maps=True,
)


def _objects(table: Table, request: Request) -> Iterator[Placed]:
    """Yield each row as an object: the fields with their values."""
    names = _names(table.header, request)
    fallback = _kind(set(names) | set(request.names) | set(request.defaults))
    for number, row in table.rows:
        place = f"row {number}"
        extra = [cell for cell in row[len(names) :] if cell not in (None, "")]
        if extra or len(row) < len(names):
            wrong = f"has {len(row)} cells, the header {len(names)}"
            yield place, ValueError(wrong)
            continue
        cells = zip(names, row, strict=False)
        try:
            values = {n: _value(request, n, cell, table.guarded) for n, cell in cells if n}
        except InvalidValue as error:
            yield place, error
            continue
        record = {name: value for name, value in values.items() if value is not None}
        if "record" not in record and "record" not in request.defaults and fallback:
            record["record"] = fallback.name
        yield place, record


def _names(header: list[str], request: Request) -> list[str]:
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise Rejected(f"has a header that is not whole: {shown(min(twice))} stands twice")
    missing = [column for column in request.names.values() if column not in header]
    if missing:
        listed = ", ".join(map(shown, missing))
        raise Rejected(f"has no column {listed}; it has {_listed(header)}")
    if not request.names and not ours(header):
        all_names = set().union(*map(names_of, KINDS))
        strange = [name for name in header if name not in all_names] or header
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
    """Return the only kind of record, other than events, that has all these fields."""
    fitting = [kind for kind in KINDS if names & names_of(kind) == names]
    if EVENT in fitting or not fitting:
        return None
    return fitting[0] if len(fitting) == 1 else None


def _value(request: Request, column: str, cell: object, guarded: bool) -> Any:
    """Return the value of a cell in the field of its column; None for an empty cell.

    Raises InvalidValue for a number that has lost, or may have lost, a zero.
    """
    field = next((f for f, c in request.names.items() if c == column), column)
    if isinstance(cell, bool):
        return cell
    if field in _NUMBERED and isinstance(cell, float) and not cell.is_integer():
        raise InvalidValue(
            f"{field} {cell} is a number of the spreadsheet, which can be {cell} or {cell}0: "
            "format the column as text and write the number again"
        )
    text = text_of(cell)
    if field in _WHOLE and (number := whole_number(text)) is not None:
        return number
    return parsed(field, unguarded(text) if guarded else text)
