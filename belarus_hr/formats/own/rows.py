"""The rows of a table whose columns are our fields: their cells as values, mended where needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.reconcile.reconcile import Draft
from belarus_hr.domain.records.field_types import FLAG, WHOLE
from belarus_hr.domain.records.fields import SENSITIVE
from belarus_hr.domain.records.kinds import Kind
from belarus_hr.domain.text.safe_text import unguarded
from belarus_hr.domain.text.words import shown
from belarus_hr.formats.own.cells import columns_that, is_cut, parsed
from belarus_hr.formats.own.mended_cells import (
    AS_WRITTEN,
    CHANGED,
    Resaved,
    date_meant,
    month_first,
)
from belarus_hr.formats.own.records import Placed
from belarus_hr.formats.request import Read, Request
from belarus_hr.formats.tables import Table, TableRow, text_of, whole_number

#: A spreadsheet holds every number as a fraction: these are whole ones.
_WHOLE = columns_that(lambda column: column.type is WHOLE)
#: Numbers in parts, as 97.10, of which a spreadsheet makes fractions.
_NUMBERED = columns_that(lambda column: column.type.numbered) | {"id"}
#: True and false, and how spreadsheet programs and people write them.
_FLAGS = columns_that(lambda column: column.type is FLAG) | {SENSITIVE.name}
_TRUE = frozenset("true yes 1 да истина так ісціна праўда".split())
_FALSE = frozenset("false no 0 нет ложь не хлусня".split())
_DATES = columns_that(lambda column: column.type.drawn == "date")
#: So many rows show in which order the dates of a table are written.
_SAMPLE = 2_000


class RowReader:
    """Reads the rows of a table, and keeps what was mended in each as ``repairs``.

    ``fields`` are those of each column, ``kind`` is that of a row that does not say it.
    """

    def __init__(
        self, table: Table, fields: Sequence[Sequence[str]], kind: Kind | None, request: Request
    ) -> None:
        self._header, self._guarded = table.header, table.guarded
        self._fields, self._kind = fields, kind
        first = list(islice(table.rows, _SAMPLE))
        self._rows = chain(first, table.rows)
        dates = [at for at, names in enumerate(fields) if not _DATES.isdisjoint(names)]
        self._month_first = month_first(
            row[at] for _, row in first for at in dates if at < len(row)
        )
        self._resaved = Resaved(request.on_record)
        self._id_at = next((at for at, names in enumerate(fields) if "id" in names), None)
        self.repairs: dict[str, list[str]] = defaultdict(list)

    def objects(self) -> Iterator[Placed]:
        """Yield each row as an object: the fields with their values."""
        for number, row in self._rows:
            place = f"row {number}"
            try:
                values = self._values(place, row)
            except ValueError as error:
                yield place, error
                continue
            record = {name: value for name, value in values.items() if value is not None}
            if self._kind:
                record.setdefault("record", self._kind.name)
            yield place, record

    def _values(self, place: str, row: TableRow) -> dict[str, Any]:
        """Return the values of a row; raises ValueError for all that is wrong with its cells."""
        extra = [cell for cell in row[len(self._fields) :] if cell not in (None, "")]
        if extra or len(row) < len(self._fields):
            raise ValueError(f"has {len(row)} cells, the header {len(self._fields)}")
        id_ = "" if self._id_at is None else text_of(row[self._id_at]).strip().lower()
        values: dict[str, Any] = {}
        wrong = []
        for at, names in enumerate(self._fields):
            if not self._header[at] and text_of(row[at]).strip():
                wrong.append(f"{shown(text_of(row[at]))} stands under no heading")
            for name in names:
                try:
                    cell = self._mended(place, name, row[at], id_)
                    values[name] = cell_value(name, cell, self._guarded)
                except InvalidValue as error:
                    wrong.append(str(error))
        if wrong:
            raise ValueError("; ".join(wrong))
        return values

    def _mended(self, place: str, name: str, cell: object, id_: str) -> object:
        """Return a cell as it was before a spreadsheet changed it, and a date in our form."""
        if cell is None or cell == "" or isinstance(cell, bool):
            return cell
        mended, what = self._resaved.text(name, cell, id_), CHANGED
        if mended is None and name in _DATES:
            mended, what = date_meant(text_of(cell), self._month_first), AS_WRITTEN
        if mended is None:
            return cell
        if mended != text_of(cell).strip():
            self.repairs[place].append(f"{what}: {name} {text_of(cell).strip()} is {mended}")
        return mended


def with_repairs(results: Iterator[Read], repairs: dict[str, list[str]]) -> Iterator[Read]:
    """Yield the results of rows, the first draft of each with what was mended at its place."""
    for result in results:
        if isinstance(result, Draft) and result.place in repairs:
            yield replace(result, repairs=tuple(repairs.pop(result.place)))
        else:
            yield result


def cell_value(field: str, cell: object, guarded: bool) -> Any:
    """Return the value of a cell in a field; None for an empty cell.

    Raises InvalidValue for a number that has lost, or may have lost, a zero.
    """
    if isinstance(cell, bool):
        return cell if field in _FLAGS else str(cell).upper()
    if _may_have_lost_a_zero(field, cell):
        raise InvalidValue(zero_lost(field, cell, cell))
    text = text_of(cell)
    if field in _FLAGS and (word := text.strip().casefold()) in _TRUE | _FALSE:
        return word in _TRUE
    if field in _WHOLE and (number := whole_number(text)) is not None:
        return number
    if is_cut(field, text):
        raise InvalidValue(f"{field} is JSON that is cut off: {shown(text)}")
    return parsed(field, unguarded(text) if guarded else text)


def zero_lost(field: str, cell: object, number: object) -> str:
    """Return why a number of a spreadsheet is refused that may have lost a zero at its end."""
    return (
        f"{field} {cell} is a number of the spreadsheet, which can be {number} or {number}0: "
        "format the column as text and write the number again"
    )


def _may_have_lost_a_zero(field: str, cell: object) -> bool:
    """Say whether a numeric cell may be two numbers in parts. No goal has twenty targets: 16.2."""
    if not isinstance(cell, float) or cell.is_integer():
        return False
    return field in _NUMBERED or (field == "sdgs" and round(cell % 1, 9) == 0.1)
