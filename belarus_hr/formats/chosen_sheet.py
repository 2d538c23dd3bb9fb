"""The sheet of a workbook that is read, and what is told of it: others, and what is hidden.

What is hidden or filtered away in a sheet is read like the rest: a filter is a view of the rows,
and deletes none. But nobody saw it who looked at the sheet, so it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.text.words import shown
from belarus_hr.formats import tables
from belarus_hr.formats.request import Remark, rows_listed
from belarus_hr.formats.spreadsheet import Sheet
from belarus_hr.formats.tables import Recognises, Table, TableRow, listed


def chosen_sheet(
    sheets: Sequence[Sheet], is_known: Recognises, named: str
) -> tuple[Table, str, Iterator[Remark]]:
    """Return the sheet that is ``named``, or without a name the first that has a known header.

    A sheet that is hidden comes after those that are seen; where no header is known, the first
    sheet is returned. It is given as its table, what it is in words, and what is to be known of it
    once the table was read. Raises Rejected when no sheet has a row, or none has the name.
    """
    headed = []
    for sheet in sheets:
        # A sheet that a spreadsheet program made of a CSV may hold a guarded text as it is.
        with suppress(tables.Empty):
            table = tables.of_rows(sheet.rows, guarded=True)
            headed.append((sheet, tables.from_header(table, is_known)))
    if not headed:
        raise tables.Empty
    known = [(sheet, table) for sheet, table in headed if is_known(table.header)]
    known.sort(key=lambda entry: entry[0].hidden)  # Stable: in the order of the file else.
    sheet, table = _named(named, headed) if named else (known or headed)[0]
    what = f"spreadsheet, sheet {shown(sheet.name)}" if len(headed) > 1 else "spreadsheet"
    others = [] if named else [other.name for other, _ in known if other is not sheet]
    hidden_read: list[int] = []
    watched = _watched(table.rows, frozenset(sheet.hidden_rows), hidden_read)
    return replace(table, rows=watched), what, _told(sheet, table.header, others, hidden_read)


def _watched(
    rows: Iterator[tuple[int, TableRow]], hidden: frozenset[int], hidden_read: list[int]
) -> Iterator[tuple[int, TableRow]]:
    """Yield the rows, and note the hidden ones as they are read."""
    for number, row in rows:
        if number in hidden:
            hidden_read.append(number)
        yield number, row


def _told(
    sheet: Sheet, header: list[str], others: list[str], hidden_read: list[int]
) -> Iterator[Remark]:
    if others:
        named = f"{'sheet' if len(others) == 1 else 'sheets'} {listed(others)}"
        yield Remark("", f"not read: the {named}; --sheet NAME says which sheet to read")
    if sheet.hidden:
        yield Remark("", f"the sheet {shown(sheet.name)} is hidden, and was read")
    columns = [
        name
        for at, name in enumerate(header)
        if name and any(first <= at <= last for first, last in sheet.hidden_columns)
    ]
    if columns:
        noun = "column" if len(columns) == 1 else "columns"
        yield Remark("", f"hidden in the sheet, and read all the same: {noun} {listed(columns)}")
    if hidden_read:
        number = f" ({len(hidden_read):,})" if len(hidden_read) > 1 else ""
        rows = f"{rows_listed(hidden_read)}{number}"
        yield Remark("", f"hidden in the sheet, and read all the same: {rows}")


def _named(name: str, headed: Sequence[tuple[Sheet, Table]]) -> tuple[Sheet, Table]:
    for sheet, table in headed:
        if sheet.name.strip().casefold() == name.strip().casefold():
            return sheet, table
    names = [sheet.name for sheet, _ in headed]
    raise Rejected(f"has no sheet {shown(name)} with rows; it has {listed(names)}")
