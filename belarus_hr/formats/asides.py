"""Rows of a table that are no records: totals and notes under it, and the header once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from belarus_hr.formats.request import Read, Skipped
from belarus_hr.formats.tables import Table, TableRow, fold_heading, text_of

_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?|sum|count|итого|всего|сумма|разам|усяго|агулам", re.IGNORECASE
)
_NUMBER = re.compile(r"[\d\s.,]+%?")
_NOTE = re.compile(
    r"(?:notes?|sources?|legend|as of|примечани[ея]|источники?|составлено|заўваг[аі]|крыніц[аы])"
    r"\s*[:.].*|\*.*",
    re.IGNORECASE | re.DOTALL,
)


class Asides:
    """Takes such rows out of a table, and tells them."""

    def __init__(self, table: Table) -> None:
        self._header = [fold_heading(name) for name in table.header]
        self._skipped: list[Skipped] = []
        self.table = replace(table, rows=self._rows(table.rows))

    def told(self, results: Iterator[Read]) -> Iterator[Read]:
        """Yield the results of the table, then the rows that were taken out of it."""
        yield from results
        yield from self._skipped

    def _rows(self, rows: Iterator[tuple[int, TableRow]]) -> Iterator[tuple[int, TableRow]]:
        for number, row in rows:
            reason = self._reason([text_of(cell).strip() for cell in row])
            if reason:
                self._skipped.append(Skipped(f"row {number}", reason))
            else:
                yield number, row

    def _reason(self, cells: list[str]) -> str:
        """Return what a row is that is no record, else an empty text."""
        # The first cell alone, for speed: nearly every row differs there.
        if fold_heading(cells[0]) == self._header[0] and (
            list(map(fold_heading, cells[: len(self._header)])) == self._header
        ):
            return "the header once more"
        filled = [cell for cell in cells if cell]
        first, others = filled[0], filled[1:]
        numbers = all(map(_NUMBER.fullmatch, others))
        if _TOTAL.fullmatch(first.rstrip(" :.")) and numbers and cells[0]:
            return "a row of totals"
        if len(self._header) > 1 and cells[0] and not others and _NOTE.fullmatch(first):
            return "a note at the table"
        return ""
