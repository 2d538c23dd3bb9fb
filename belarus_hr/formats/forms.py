"""Blank sheets to fill in (XLSX), which import reads back: of verdicts, and of a kind of record.

A row that is not filled in says nothing. What a column takes stands on a second sheet, and of
verdicts whose they are: ``stated_assessor`` reads that back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from belarus_hr.domain.errors import InvalidValue, Rejected
from belarus_hr.domain.records.fields import SENSITIVE, assessor
from belarus_hr.domain.records.kinds import RECOMMENDATION, Kind
from belarus_hr.domain.reference.vocabulary import STATUSES
from belarus_hr.domain.text.words import folded, shown
from belarus_hr.formats.spreadsheet import Sheet
from belarus_hr.formats.tables import fold_heading, listed, text_of
from belarus_hr.formats.workbook import sheet_text, workbook

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
_HEADER = [name for name, _, _ in _COLUMNS]
#: The line that says whose verdicts a form is for, and how far down a sheet it is looked for.
_WHOSE = "Verdicts of: "
_STATED, _STATED_ROWS = re.compile(rf"\s*{_WHOSE.rstrip()}\s*(\S+)\s*"), 20
_STATUS = _HEADER.index("Status")
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "bg_color": "#D9E2F3", "border": 1},
    "optional": {"bg_color": "#D9E2F3", "border": 1},
    # 49 is "@": what is typed there stays a text, so that 97.10 keeps its zero.
    "given": {"num_format": 49, "valign": "top", "text_wrap": True, "bg_color": "#F2F2F2"},
    "open": {"num_format": 49, "valign": "top", "text_wrap": True, "border": 1},
    "blank": {"num_format": 49, "valign": "top", "text_wrap": True},
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

    def fill(book: Any, forms: dict[str, Any]) -> None:
        _verdicts(book.add_worksheet("Verdicts"), list(rows), forms)
        _about_verdicts(book.add_worksheet("How to fill it in"), assessor, forms["about"])

    return workbook(fill, _FORMATS, day)


def _verdicts(sheet: Any, rows: list[FormRow], forms: dict[str, Any]) -> None:
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
        _offer(sheet, _STATUS, len(rows), STATUSES)


def _about_verdicts(sheet: Any, assessor: str, form: Any) -> None:
    """Write whose verdicts the form is for, and how it is read back."""
    sheet.set_column(0, 0, 90, form)
    lines = (
        f"{_WHOSE}{assessor}",
        f"Status: {', '.join(STATUSES)}.",
        "A row without a status gives no verdict; its comment is kept.",
        'Comment and Source may stay empty. Several sources are divided by "; ".',
        "Leave the columns Id and Rec. no. as they are; rows may be sorted and deleted.",
        f"hrtrack import FILE.xlsx --verdicts-by {assessor} --date 2014",
    )
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, form)


def _offer(sheet: Any, column: int, rows: int, words: tuple[str, ...]) -> None:
    """Let a word of a column be chosen from a list."""
    listed = {"validate": "list", "source": list(words), "error_type": "warning"}
    sheet.data_validation(1, column, rows, column, listed)


# --- whose verdicts a form says that it has -----------------------------------------


class Stated(NamedTuple):
    """Whose verdicts a workbook says that it has, and on which sheet."""

    assessor: str
    sheet: str


def is_verdict_form(header: list[str]) -> bool:
    """Say whether a header is that of a form for verdicts, perhaps with more columns behind."""
    return header[: len(_HEADER)] == _HEADER


def stated_assessor(sheets: Sequence[Sheet], by: str) -> Stated | None:
    """Return whose verdicts a workbook says that it has; None where it does not say.

    ``by`` is the assessor that the user names, or empty. Raises Rejected where the two differ,
    and where the sheets name several assessors.
    """
    found = [
        Stated(stated[1], sheet.name)
        for sheet in sheets
        for row in islice(sheet.rows, _STATED_ROWS)
        if row and (stated := _STATED.fullmatch(text_of(row[0])))
    ]
    if len({_key(stated.assessor) for stated in found}) > 1:
        names = listed(list(dict.fromkeys(stated.assessor for stated in found)))
        raise Rejected(
            f"says of several assessors that its verdicts are theirs: {names}; delete the lines "
            f'"{_WHOSE}…" that are wrong'
        )
    if found and by and _key(found[0].assessor) != _key(by):
        raise Rejected(_disagreement(found[0], by))
    return found[0]._replace(assessor=_checked(found[0].assessor)) if found else None


def _checked(name: str) -> str:
    try:
        return assessor(name)
    except InvalidValue as error:
        raise Rejected(f"does not say whose its verdicts are: {error}") from None


def _key(assessor: str) -> str:
    return fold_heading(folded(assessor))


def _disagreement(stated: Stated, by: str) -> str:
    return (
        f"says that its verdicts are those of {shown(stated.assessor)} (sheet "
        f"{shown(stated.sheet)}), and --verdicts-by says {by}: if the file is right, leave out "
        f'--verdicts-by; if {by} is right, write "{_WHOSE}{by}" in that sheet'
    )


# --- a kind of record -------------------------------------------------------------

#: Keys that follow from others in a row, and are taken in their place from a sheet.
_FOLDED = {RECOMMENDATION.name: ("recommended_by", "response")}
#: Until here a word is chosen from a list.
_ROWS = 1_000


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

    def fill(book: Any, forms: dict[str, Any]) -> None:
        _columns_of(book.add_worksheet(kind.table.capitalize()), kind, forms)
        _about_columns(book.add_worksheet("How to fill it in"), kind, forms["about"])

    return workbook(fill, _FORMATS, day)


def _columns_of(sheet: Any, kind: Kind, forms: dict[str, Any]) -> None:
    for at, name in enumerate(blank_columns(kind)):
        field = kind.columns[name]
        sheet.set_column(at, at, 40 if field.may_wrap else 18, forms["blank"])
        sheet.write_string(0, at, name, forms["header" if field.required else "optional"])
        if field.type.words:
            _offer(sheet, at, _ROWS, field.type.words)
    sheet.freeze_panes(1, 0)


def _about_columns(sheet: Any, kind: Kind, form: Any) -> None:
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
