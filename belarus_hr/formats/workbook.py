"""Rows as a workbook (XLSX): one sheet whose cells are texts, numbers, days and links.

Nothing in a cell is a formula. A number in parts, as the paragraph 97.10, is a text, so that it
keeps its zero; so is a date that is less than a day, or more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from belarus_hr.domain.errors import OutputError
from belarus_hr.domain.reference.un_symbols import link
from belarus_hr.domain.text.safe_text import guarded, unguarded, visible
from belarus_hr.formats.own.cells import columns_that

#: The longest text of a cell, in UTF-16 units; spreadsheet programs call more damage.
CELL_LIMIT = 32_767
_CUT = " … [cut here: a cell holds no more]"
#: No XML document can hold these two.
_NOT_XML = "[\ufffe\uffff]"

#: The rows of a sheet below its header, and the links that it may hold.
_MOST_ROWS, _MOST_LINKS, _LONGEST_LINK = (1 << 20) - 1, 65_000, 2_000
#: Whole numbers up to here are exact in a cell.
_EXACT = 1 << 53
#: A sheet knows no day before; earlier ones are texts.
_FIRST_DAY = date(1900, 3, 1)
#: The narrowest and the widest column, in characters, and the rows that its width is taken from.
_NARROW, _WIDE, _MEASURED = 8, 60, 500

_FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "bg_color": "#D9E2F3"},
    # 49 is "@": what is typed there later stays a text, too.
    "text": {"num_format": 49, "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    "cell": {"valign": "top"},
}

CellText = Callable[[str, Any], str]


_NUMBERED = columns_that(lambda column: column.type.numbered) | {"id", "key"}
_DATES = columns_that(lambda column: column.type.drawn == "date")
_SYMBOLS = columns_that(lambda column: column.type.drawn == "symbol")
_SOURCES = columns_that(lambda column: column.type.drawn == "sources")


def workbook(
    fill: Callable[[Any, dict[str, Any]], None],
    forms: Mapping[str, dict[str, Any]],
    day: date,
    **about: str,
) -> bytes:
    """Return the bytes of a workbook; ``fill`` gets it, and its formats by name.

    It is dated by ``day`` and not by its writing, which would differ each time.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # It takes a while to load.

    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.set_properties({**about, "created": datetime.combine(day, time())})
        fill(book, {name: book.add_format(form) for name, form in forms.items()})
    return held.getvalue()


def write_rows(
    rows: Iterable[dict[str, Any]],
    names: Sequence[str],
    text: CellText,
    *,
    day: date,
    whole: bool = False,
) -> bytes:
    """Return rows as the bytes of a workbook; the same rows on the same day give the same bytes.

    ``names`` are the columns, ``text`` gives the text of a value that is no number and no day.
    A text that a cell cannot hold is cut there, with a note, or when ``whole`` is refused.
    Raises OutputError for that, and for more rows than a sheet has.
    """
    rows = list(rows)
    if len(rows) > _MOST_ROWS:
        raise OutputError(f"{len(rows):,} rows are more than a sheet holds: csv has no limit")

    def fill(book: Any, forms: dict[str, Any]) -> None:
        sheet = _Sheet(book, forms, text, whole=whole)
        for column, name in enumerate(names):
            sheet.write_column(column, name, [row.get(name) for row in rows])
        sheet.finish(len(rows), len(names))

    return workbook(fill, _FORMATS, day)


class _Sheet:
    """A sheet that is being written."""

    def __init__(self, book: Any, forms: dict[str, Any], text: CellText, *, whole: bool) -> None:
        self._sheet = book.add_worksheet("Rows")
        self._formats = {**forms, "link": book.get_default_url_format()}
        self._text = text
        self._whole = whole
        self._links = 0

    def write_column(self, column: int, name: str, values: Sequence[Any]) -> None:
        """Write a column: its name, then its values."""
        self._sheet.write_string(0, column, sheet_text(name), self._formats["header"])
        form = self._formats["text" if name in _NUMBERED else "cell"]
        widths = [len(name) + 2]
        for number, value in enumerate(values, 1):
            if value is None or value in ("", [], {}):
                continue
            size = self._write(number, column, name, value, form)
            if number <= _MEASURED:
                widths.append(size + 1)
        self._sheet.set_column(column, column, min(max(_NARROW, *widths), _WIDE), form)

    def _write(self, row: int, column: int, name: str, value: Any, form: Any) -> int:
        """Write a cell, and return how wide it is in characters."""
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value, form)
            return 5
        if isinstance(value, int | float) and abs(value) <= _EXACT:
            self._sheet.write_number(row, column, value, form)
            return len(str(value))
        if name in _DATES and (day := _day(value)):
            self._sheet.write_datetime(row, column, day, self._formats["day"])
            return len("yyyy-mm-dd")
        text = self._text(name, value)
        # Reading takes the guard of a CSV away: a text that has one by itself gets another.
        safe = sheet_text(text if unguarded(text) == text else guarded(text))
        if self._whole and safe.endswith(_CUT) and not text.endswith(_CUT):
            raise OutputError(
                f"{name} in row {row} is longer than the {CELL_LIMIT:,} characters that a cell "
                "holds: csv has no limit"
            )
        linked = name in _SYMBOLS or name in _SOURCES
        address = self._address(name, value) if linked else None
        if address:
            self._sheet.write_url(row, column, address, self._formats["link"], safe)
        else:
            self._sheet.write_string(row, column, safe, form)
        return max(map(len, safe.split("\n")))

    def _address(self, name: str, value: Any) -> str | None:
        """Return the address that a source has, the first that has any, or a document."""
        if self._links == _MOST_LINKS:
            return None
        sources: list[Any] = []
        if name in _SYMBOLS and isinstance(value, str):
            sources = [{"ref": value}]
        elif name in _SOURCES and isinstance(value, list):
            sources = [source for source in value if isinstance(source, dict)]
        address = next(filter(None, map(link, sources)), None)
        if address is None or len(address) > _LONGEST_LINK:
            return None
        self._links += 1
        return address

    def finish(self, rows: int, columns: int) -> None:
        """Let the header stand still, and filter by it."""
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, rows, columns - 1)


def _day(value: Any) -> date | None:
    """Return the day that a date is, when it is just that and a sheet knows it."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:  # A forged store.
        return None
    return day if day >= _FIRST_DAY else None


def sheet_text(text: str) -> str:
    """Return a text as a cell can hold it: visible, in XML, not too long, and no markup.

    XlsxWriter takes a text from ``<r>`` to ``</r>`` as XML of its own; a space at
    the end makes it a text again.
    """
    safe = visible(text, keep="\n")
    if len(safe) <= CELL_LIMIT // 2 and safe.isprintable() and not safe.startswith("<r>"):
        return safe  # For speed: nearly every text is one.
    safe = re.sub(_NOT_XML, lambda match: f"<U+{ord(match[0]):04X}>", safe)
    if safe.startswith("<r>") and safe.endswith("</r>"):
        safe += " "
    units = safe.encode("utf-16-le")
    if len(units) > 2 * CELL_LIMIT:
        kept = units[: 2 * (CELL_LIMIT - len(_CUT))]
        safe = kept.decode("utf-16-le", errors="ignore") + _CUT
    return safe
