"""Parse one spreadsheet in a process of its own, which may die of it.

Its arguments are the numbers of bytes that it may use and that it may write: the file comes on
standard input, rows leave as JSON lines on standard output. It imports nothing of ours but its
limits, so that it starts at once.

A cell leaves as it is shown where that says more, or less, than its value: 97.1 with two decimals
is "97.10", and a day that is shown as "Mar-26" is 2026-03. Only XLSX tells how cells are shown.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from belarus_hr.formats import worker_limits

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: The formats of numbers that have no code in the file, of those that matter here.
_BUILT_IN = {2: "0.00", 4: "#,##0.00", 17: "mmm-yy", 22: "m/d/yy h:mm"}
#: Texts, colours, conditions and escaped signs in the code of a format.
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
#: One decimal does not tell 97.1 from 97.10, which is shown as 97.1 too.
_DECIMALS = re.compile(r"[#,]*0\.(00+)")


def _plain(value: object, code: str) -> object:
    """Return a cell's value as JSON holds it; ``code`` is that of its format, empty if unknown."""
    if isinstance(value, float) and not value.is_integer():
        decimals = _DECIMALS.fullmatch(code)
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


# --- how the cells of an XLSX are shown ---------------------------------------------------


def _codes(raw: io.BytesIO, sheet: str) -> dict[tuple[int, int], str]:
    """Return the codes of formats that matter, by row and column from 0; none of other files."""
    try:
        with zipfile.ZipFile(raw) as archive:
            styles = _styles(archive)
            with archive.open(_member(archive, sheet)) as source:
                return dict(_of_cells(source, styles)) if any(styles) else {}
    except (zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError):
        return {}


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the member of the archive that holds a sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in book.iter(f"{_MAIN}sheet"):
        if element.get("name") == sheet:
            target = targets[element.get(_RELATION)]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _styles(archive: zipfile.ZipFile) -> list[str]:
    """Return the code of each style of cells, empty for one that says nothing of use."""
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    own = {
        int(element.get("numFmtId", "0")): element.get("formatCode", "")
        for element in root.iter(f"{_MAIN}numFmt")
    }
    styles = root.find(f"{_MAIN}cellXfs")
    numbers = [int(style.get("numFmtId", "0")) for style in styles] if styles is not None else []
    return [_ASIDE.sub("", own.get(n, _BUILT_IN.get(n, ""))).split(";")[0] for n in numbers]


def _of_cells(source: Any, styles: list[str]) -> Iterator[tuple[tuple[int, int], str]]:
    for _, element in ElementTree.iterparse(source):
        if element.tag == f"{_MAIN}c":
            style = int(element.get("s", "0"))
            place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", element.get("r", ""))
            if place and style < len(styles) and styles[style]:
                yield (int(place[2]) - 1, _column(place[1])), styles[style]
        elif element.tag == f"{_MAIN}row":
            element.clear()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def write_sheets() -> None:
    """Write each sheet that has rows: its name as a JSON text, then its rows as JSON arrays."""
    memory, room = map(int, sys.argv[1:])
    raw = io.BytesIO(sys.stdin.buffer.read())
    worker_limits.keep_within(memory)
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(raw)
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        # The end is None for a sheet without cells; a chart has none either.
        if sheet.end is not None:
            for line in _lines(raw, name, sheet):
                room -= len(line)
                if room < 0:
                    raise MemoryError("more text than a spreadsheet may hold")
                sys.stdout.write(line)


def _lines(raw: io.BytesIO, name: str, sheet: Any) -> Iterator[str]:
    """Yield the lines of a sheet. What is merged downwards is the value of each of its rows."""
    yield json.dumps(name) + "\n"
    codes = _codes(raw, name)
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
        yield json.dumps(shown) + "\n"
