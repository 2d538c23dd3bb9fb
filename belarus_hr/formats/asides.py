"""Rows of a table that are no records: totals and notes under it, and the header once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from belarus_hr.formats.request import Skipped
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


def without_asides(table: Table) -> tuple[Table, list[Skipped]]:
    """Return a table without such rows, and a list of them, which fills as the rows are read."""
    header = [fold_heading(name) for name in table.header]
    skipped: list[Skipped] = []

    def records() -> Iterator[tuple[int, TableRow]]:
        for number, row in table.rows:
            reason = _reason(header, [text_of(cell).strip() for cell in row])
            if reason:
                skipped.append(Skipped(f"row {number}", reason))
            else:
                yield number, row

    return replace(table, rows=records()), skipped


def _reason(header: list[str], cells: list[str]) -> str:
    """Return what a row is that is no record, else an empty text."""
    # The first cell alone, for speed: nearly every row differs there.
    if fold_heading(cells[0]) == header[0] and (
        list(map(fold_heading, cells[: len(header)])) == header
    ):
        return "the header once more"
    filled = [cell for cell in cells if cell]
    first, others = filled[0], filled[1:]
    numbers = all(map(_NUMBER.fullmatch, others))
    if _TOTAL.fullmatch(first.rstrip(" :.")) and numbers and cells[0]:
        return "a row of totals"
    if len(header) > 1 and cells[0] and not others and _NOTE.fullmatch(first):
        return "a note at the table"
    return ""
