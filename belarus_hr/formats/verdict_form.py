"""The empty form of a sheet of verdicts (XLSX), which ``verdict_sheet`` reads back filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, NamedTuple

from belarus_hr.domain.reference.vocabulary import STATUSES
from belarus_hr.formats.workbook import library, sheet_text

#: The columns, their widths in characters, and whether a person fills them in.
_COLUMNS = (
    ("Id", 12, False),
    ("Rec. no.", 9, False),
    ("Recommendation", 60, False),
    ("Position", 14, False),
    ("Earlier verdict", 20, False),
    ("Status", 18, True),
    ("Comment", 50, True),
    ("Source", 40, True),
)
_STATUS = [name for name, _, _ in _COLUMNS].index("Status")
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "bg_color": "#D9E2F3", "border": 1},
    # 49 is "@": what is typed there stays a text, so that 97.10 keeps its zero.
    "given": {"num_format": 49, "valign": "top", "text_wrap": True, "bg_color": "#F2F2F2"},
    "open": {"num_format": 49, "valign": "top", "text_wrap": True, "border": 1},
    "about": {"valign": "top", "text_wrap": True},
}


class FormRow(NamedTuple):
    """A recommendation in the form, and what its assessor said of it before."""

    id: str
    number: str
    title: str
    position: str
    earlier: str


def write_form(rows: Iterable[FormRow], *, assessor: str, day: date) -> bytes:
    """Return the form as the bytes of a workbook; the same rows give the same bytes."""
    held = BytesIO()
    with library().Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(day, time())})
        forms = {name: book.add_format(form) for name, form in _FORMATS.items()}
        _sheet(book.add_worksheet("Verdicts"), list(rows), forms)
        _about(book.add_worksheet("How to fill it in"), assessor, forms["about"])
    return held.getvalue()


def _sheet(sheet: Any, rows: list[FormRow], forms: dict[str, Any]) -> None:
    for column, (name, width, fills) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width, forms["open" if fills else "given"])
        sheet.write_string(0, column, name, forms["header"])
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, sheet_text(text), forms["given"])
        for column in range(len(row), len(_COLUMNS)):
            sheet.write_blank(number, column, None, forms["open"])
    sheet.freeze_panes(1, 2)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(_COLUMNS) - 1)
        words = {"validate": "list", "source": list(STATUSES), "error_type": "warning"}
        sheet.data_validation(1, _STATUS, len(rows), _STATUS, words)


def _about(sheet: Any, assessor: str, form: Any) -> None:
    """Write whose verdicts the form is for, and how it is read back."""
    sheet.set_column(0, 0, 90, form)
    lines = (
        f"Verdicts of: {assessor}",
        f"Status: {', '.join(STATUSES)}.",
        "A row without a status gives no verdict; its comment is kept.",
        'Comment and Source may stay empty. Several sources are divided by "; ".',
        "Leave the columns Id and Rec. no. as they are; rows may be sorted and deleted.",
        f"hrtrack import FILE.xlsx --verdicts-by {assessor} --date 2014",
    )
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, form)
