"""The matrix of recommendations as XLSX: one sheet with the table, one with the heading."""

from __future__ import annotations

from math import ceil
from typing import Any

from belarus_hr.domain.figures.matrix import Matrix
from belarus_hr.formats.matrix.wording import (
    TITLE,
    Cell,
    facts,
    matrix_headings,
    row_cells,
    theme_name,
)
from belarus_hr.formats.workbook import sheet_text, workbook

#: Widths in characters: a landscape A4 page holds them side by side when fitted to it.
_WIDTHS = (48, 22, 32, 26, 64)
_MEASURES_WIDTH = 40
_ABOUT_WIDTHS = (34, 110)
_A4 = 9
#: Height of a line and of the highest row there can be, in points.
_LINE_HEIGHT, _HIGHEST = 15, 409

_TOP = {"valign": "top", "text_wrap": True}
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {**_TOP, "bold": True, "border": 1, "bg_color": "#D9E2F3"},
    "group": {"bold": True, "bg_color": "#F2F2F2"},
    "cell": {**_TOP, "border": 1},
    "name": {**_TOP, "bold": True},
    "fact": _TOP,
    "title": {"bold": True, "font_size": 14},
}


def write_xlsx(matrix: Matrix) -> bytes:
    """Return the matrix as the bytes of a workbook; the same matrix gives the same bytes.

    Every cell is a text: nothing in it is taken as a formula, a number or a link.
    """

    def fill(book: Any, formats: dict[str, Any]) -> None:
        _table(book.add_worksheet("Matrix"), matrix, formats)
        _about(book.add_worksheet("About"), matrix, formats)

    return workbook(fill, _FORMATS, matrix.criteria.as_of, title=TITLE)


def _table(sheet: Any, matrix: Matrix, formats: dict[str, Any]) -> None:
    """Write the columns' names, then for each theme its name and its rows."""
    names = matrix_headings(matrix)
    widths = (*_WIDTHS[:-1], *((_MEASURES_WIDTH,) if matrix.with_measures else ()), _WIDTHS[-1])
    _lay_out(sheet, widths)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    lines: list[tuple[str, tuple[str, ...]]] = [("header", names)]
    for group in matrix.theme_groups:
        lines.append(("group", (theme_name(group), *[""] * (len(names) - 1))))
        lines += [("cell", tuple(map(_text, row_cells(row, matrix)))) for row in group.rows]
    for number, (form, texts) in enumerate(lines):
        _write_line(sheet, number, texts, [formats[form]] * len(texts))
        if form == "cell":
            sheet.set_row(number, _height(texts, widths))


def _about(sheet: Any, matrix: Matrix, formats: dict[str, Any]) -> None:
    """Write the heading, a fact a line."""
    _lay_out(sheet, _ABOUT_WIDTHS)
    sheet.write_string(0, 0, TITLE, formats["title"])
    for number, (name, fact) in enumerate(facts(matrix), 1):
        texts = (name, _text(fact))
        _write_line(sheet, number, texts, [formats["name"], formats["fact"]])
        sheet.set_row(number, _height(texts, _ABOUT_WIDTHS))


def _lay_out(sheet: Any, widths: tuple[int, ...]) -> None:
    """Give the columns their widths, and the page all of them side by side."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _height(texts: tuple[str, ...], widths: tuple[int, ...]) -> int:
    """Return the height that the wrapped texts of a row need, in points, about.

    A width counts digits; letters are narrower, which makes up for what wrapping between
    words wastes. Given because LibreOffice does not find it by itself in a file of others.
    """
    lines = max(
        sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(lines * _LINE_HEIGHT, _HIGHEST)


def _write_line(sheet: Any, number: int, texts: tuple[str, ...], forms: list[Any]) -> None:
    for column, (text, form) in enumerate(zip(texts, forms, strict=True)):
        if text:
            sheet.write_string(number, column, sheet_text(text), form)
        else:
            sheet.write_blank(number, column, None, form)


def _text(cell: Cell) -> str:
    return "\n".join(map(str, cell))
