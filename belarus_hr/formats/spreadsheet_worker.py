"""Parse one spreadsheet in a process of its own, which may die of it.

Its rows leave as lines of JSON (``worker_limits``). It imports nothing of ours but its limits, so
that it starts at once.

A cell leaves as it is shown where that says more, or less, than its value: 97.1 with two decimals
is "97.10", a half in per cent is "50%", and a day that is shown as "Mar-26" is 2026-03. Only XLSX
tells how cells are shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from belarus_hr.formats import sheet_display, worker_limits


def _plain(value: object, code: str) -> object:
    """Return a cell's value as JSON holds it; ``code`` is that of its format, empty if unknown."""
    if isinstance(value, float) and code and sheet_display.PERCENT.fullmatch(code):
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, float) and not value.is_integer():
        decimals = sheet_display.DECIMALS.fullmatch(code) if code else None
        shown = f"{value:.{len(decimals[1])}f}" if decimals else ""
        return shown if shown and abs(float(shown) - value) < 1e-9 else round(value, 9)
    if isinstance(value, date | datetime):
        return _day(value, code)
    if isinstance(value, time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value


def _day(value: date | datetime, code: str) -> str:
    """Return a day as exactly as its cell shows it; a time of day only where that is shown."""
    letters = set(code.casefold())
    if code and "d" not in letters and "y" in letters and "h" not in letters:
        return value.strftime("%Y-%m" if "m" in letters else "%Y")
    timed = isinstance(value, datetime) and value.time() != time.min
    if timed and (not code or "h" in letters):
        return value.isoformat()
    return value.strftime("%Y-%m-%d")


def write_sheets() -> None:
    """Write each sheet that has rows: what it is as a JSON object, its rows as JSON arrays."""
    worker_limits.write_parts(_parts, "holds more text than a spreadsheet may; save it as CSV")


def _parts(raw: bytes) -> Iterator[object]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    file = io.BytesIO(raw)
    workbook = CalamineWorkbook.from_filelike(file)
    for about in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(about.name)
        # The end is None for a sheet without cells; a chart has none either.
        if sheet.end is not None:
            hidden = about.visible != SheetVisibleEnum.Visible
            yield from _of_sheet(file, about.name, sheet, hidden=hidden)


def _of_sheet(raw: io.BytesIO, name: str, sheet: Any, *, hidden: bool) -> Iterator[object]:
    """Yield what a sheet is, then its rows.

    What is merged downwards is the value of each of its rows.
    """
    codes, rows, columns = sheet_display.display(raw, name)
    yield {"name": name, "hidden": hidden, "hidden_rows": rows, "hidden_columns": columns}
    ends = {first: last[0] for first, last in sheet.merged_cell_ranges or () if last[0] > first[0]}
    merged: dict[int, tuple[int, object]] = {}
    # The parser leaves out the empty columns before the first cell, and no rows.
    left = (sheet.start or (0, 0))[1]
    for number, row in enumerate(sheet.iter_rows()):
        shown = [
            _plain(value, codes.get((number, column), "")) for column, value in enumerate(row, left)
        ]
        for column in range(left, left + len(shown)) if ends else ():
            if (number, column) in ends:
                merged[column] = ends[number, column], shown[column - left]
            elif column in merged and number <= merged[column][0]:
                shown[column - left] = merged[column][1]
        yield shown
