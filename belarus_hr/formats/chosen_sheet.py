"""The sheet of a workbook that is read, and what is told of it: others, and what is hidden.

What is hidden or filtered away in a sheet is read like the rest: a filter is a view of the rows,
and deletes none. But nobody saw it who looked at the sheet, so it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.text.words import shown
from belarus_hr.formats import tables
from belarus_hr.formats.request import Read, Remark, rows_listed
from belarus_hr.formats.spreadsheet import Sheet
from belarus_hr.formats.tables import Recognises, Table, TableRow, listed


@dataclass(frozen=True, kw_only=True)
class ChosenSheet:
    """A sheet with its table. ``others`` are the names of other sheets that could be read."""

    sheet: Sheet
    table: Table
    what: str
    others: list[str]
    _hidden_read: list[int] = field(default_factory=list)

    def remarks(self) -> Iterator[Read]:
        """Yield what is to be known, once the table was read."""
        if self.others:
            others = f"{'sheet' if len(self.others) == 1 else 'sheets'} {listed(self.others)}"
            yield Remark("", f"not read: the {others}; --sheet NAME says which sheet to read")
        if self.sheet.hidden:
            yield Remark("", f"the sheet {shown(self.sheet.name)} is hidden, and was read")
        columns = [
            name
            for at, name in enumerate(self.table.header)
            if name and any(first <= at <= last for first, last in self.sheet.hidden_columns)
        ]
        if columns:
            noun = "column" if len(columns) == 1 else "columns"
            yield Remark(
                "", f"hidden in the sheet, and read all the same: {noun} {listed(columns)}"
            )
        if self._hidden_read:
            rows = rows_listed(self._hidden_read)
            number = f" ({len(self._hidden_read):,})" if len(self._hidden_read) > 1 else ""
            yield Remark("", f"hidden in the sheet, and read all the same: {rows}{number}")

    def watched(self) -> ChosenSheet:
        """Return the sheet with a table that notes its hidden rows as they are read."""
        return replace(self, table=replace(self.table, rows=self._noted(self.table.rows)))

    def _noted(self, rows: Iterator[tuple[int, TableRow]]) -> Iterator[tuple[int, TableRow]]:
        hidden = frozenset(self.sheet.hidden_rows)
        for number, row in rows:
            if number in hidden:
                self._hidden_read.append(number)
            yield number, row


def chosen_sheet(sheets: Sequence[Sheet], is_known: Recognises, named: str) -> ChosenSheet:
    """Return the sheet that is ``named``, or without a name the first that has a known header.

    A sheet that is hidden comes after those that are seen; where no header is known, the first
    sheet is returned. Raises Rejected when no sheet has a row, or none has the name.
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
    return ChosenSheet(sheet=sheet, table=table, what=what, others=others).watched()


def _named(name: str, headed: Sequence[tuple[Sheet, Table]]) -> tuple[Sheet, Table]:
    for sheet, table in headed:
        if sheet.name.strip().casefold() == name.strip().casefold():
            return sheet, table
    names = [sheet.name for sheet, _ in headed]
    raise Rejected(f"has no sheet {shown(name)} with rows; it has {listed(names)}")
