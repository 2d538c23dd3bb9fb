"""A blank sheet to fill in (XLSX): the columns of a kind of record, which import reads back.

A row that is not filled in says nothing. What a column takes stands on a second sheet.
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from belarus_hr.domain.records.fields import SENSITIVE
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind
from belarus_hr.formats.workbook import library

#: Keys that follow from others in a row, and are taken in their place from a sheet.
_FOLDED = {RECOMMENDATION.name: ("recommended_by", "response")}
#: Until here a word is chosen from a list.
_ROWS = 1_000
_FORMATS: dict[str, dict[str, Any]] = {
    "required": {"bold": True, "bg_color": "#D9E2F3", "border": 1},
    "header": {"bg_color": "#D9E2F3", "border": 1},
    # 49 is "@": what is typed there stays a text, so that 97.10 keeps its zero.
    "open": {"num_format": 49, "valign": "top", "text_wrap": True},
    "about": {"valign": "top", "text_wrap": True},
}


def blank_columns(kind: Kind) -> list[str]:
    """Return the columns that a person fills in: what is typed as a text, and no more."""
    folded = _FOLDED.get(kind.name, ())
    derived = {field.name for field in kind.derived if field.name not in folded}
    left = {"id", "record", SENSITIVE.name} | derived
    return [
        name
        for name, column in kind.columns.items()
        if name not in left and column.type.cell != "json"
    ]


def write_blank(kind: Kind, day: date) -> bytes:
    """Return the blank sheet of a kind as the bytes of a workbook."""
    held = BytesIO()
    with library().Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(day, time())})
        forms = {name: book.add_format(form) for name, form in _FORMATS.items()}
        _sheet(book.add_worksheet(kind.table.capitalize()), kind, forms)
        _about(book.add_worksheet("How to fill it in"), kind, forms["about"])
    return held.getvalue()


def _sheet(sheet: Any, kind: Kind, forms: dict[str, Any]) -> None:
    for at, name in enumerate(blank_columns(kind)):
        field = kind.columns[name]
        sheet.set_column(at, at, 40 if field.may_wrap else 18, forms["open"])
        sheet.write_string(0, at, name, forms["required" if field.required else "header"])
        if field.type.words:
            words = {"validate": "list", "source": list(field.type.words), "error_type": "warning"}
            sheet.data_validation(1, at, _ROWS, at, words)
    sheet.freeze_panes(1, 0)


def _about(sheet: Any, kind: Kind, form: Any) -> None:
    """Write what each column takes, and how the sheet is read back."""
    sheet.set_column(0, 0, 18, form)
    sheet.set_column(1, 1, 90, form)
    for row, name in enumerate(blank_columns(kind)):
        field = kind.columns[name]
        words = f": {', '.join(field.type.words)}" if field.type.words else ""
        several = '; several are divided by "; "' if field.type.is_list else ""
        required = "; every row needs it" if field.required else ""
        sheet.write_string(row, 0, name, form)
        sheet.write_string(row, 1, f"{field.about}{words}{several}{required}", form)
    sheet.write_string(
        row + 2, 1, "A row that is empty says nothing. hrtrack import FILE.xlsx", form
    )
