"""``import`` of workbooks with several sheets.

- the sheet with a known header is read, wherever it stands, and named
- another sheet that could be read is told; covers and notes are not
- a sheet with a header alone is an empty table
- --sheet names the sheet to read
- what is hidden or filtered away is read, and said
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from belarus_hr.store import Store
from tests.foreign_files import ods, ods_cell

if TYPE_CHECKING:
    from tests.conftest import Run

EVENTS = [["Date", "Title", "Mechanism"], ["2026-03-01", "Round table", "CAT"]]
COVER = [["Events of the year"], ["Made by the secretariat", "2026"]]
VERDICTS = [["Rec. no.", "Status"], ["97.4", "partly"]]


def book(**sheets: list[list[Any]]) -> str:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save("a.xlsx")
    return "a.xlsx"


def test_the_sheet_with_a_known_header_is_read(hrtrack: Run, empty_store: Store) -> None:
    said = hrtrack(f"import {book(Cover=COVER, Data=EVENTS, Notes=COVER)}").err
    assert 'a.xlsx (spreadsheet, sheet "Data"): 1 row: 1 added' in said
    assert "not read" not in said


def test_another_sheet_that_could_be_read_is_told(hrtrack: Run, empty_store: Store) -> None:
    said = hrtrack(f"import {book(y2025=EVENTS, y2026=EVENTS, Notes=COVER)}").err
    assert 'not read: the sheet "y2026"; --sheet NAME says which sheet to read' in said


def test_sheets_of_verdicts_and_mapped_columns_are_found_too(hrtrack: Run, own_store: Path) -> None:
    file = book(Events=EVENTS, Verdicts=VERDICTS)
    hrtrack(f"import {file} --verdicts-by viasna --date 2014")
    german = [["Titel", "Datum"], ["Runder Tisch", "2026"]]
    file = book(Cover=COVER, Daten=german)
    hrtrack(f"import {file} --map title=Titel --map date=Datum --default mechanism=CAT")


@pytest.mark.parametrize("what", ["events", "grades"])
def test_a_header_alone_is_an_empty_table(hrtrack: Run, empty_store: Store, what: str) -> None:
    hrtrack(f"export --what {what} -o out.xlsx")
    assert "0 rows" in hrtrack("import out.xlsx").err


def test_a_workbook_with_nothing_in_it_is_refused(hrtrack: Run, empty_store: Store) -> None:
    assert "holds no table" in hrtrack(f"import {book(A=[], B=[[]])}", code=5).err


# --- the sheet that is named ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["y2026", " Y2026"])
def test_the_sheet_that_is_named_is_read(hrtrack: Run, empty_store: Store, name: str) -> None:
    other = [EVENTS[0], ["2026-04-01", "Another table", "CAT"]]
    said = hrtrack(["import", book(y2025=EVENTS, y2026=other), "--sheet", name]).err
    assert 'sheet "y2026"): 1 row: 1 added' in said
    assert "not read" not in said
    assert hrtrack("list --fields title").lines == ["Another table"]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(
    hrtrack: Run, empty_store: Store
) -> None:
    said = hrtrack(f"import {book(y2025=EVENTS, Notes=COVER)} --sheet y2024", code=5).err
    assert 'has no sheet "y2024" with rows; it has "y2025", "Notes"' in said


def test_a_sheet_is_named_of_spreadsheets_alone(hrtrack: Run, empty_store: Store) -> None:
    Path("a.csv").write_text("date,title,mechanism\n2026,Round table,CAT\n")
    assert '"a.csv" is none: leave it out' in hrtrack("import a.csv --sheet A", code=2).err


# --- what is hidden ------------------------------------------------------------------------


def hide(*, rows: tuple[int, ...] = (), columns: str = "", sheet: str = "") -> None:
    """Hide rows and columns of the first sheet of a.xlsx, or a sheet."""
    workbook = openpyxl.load_workbook("a.xlsx")
    for row in rows:  # As a filter does.
        workbook.worksheets[0].row_dimensions[row].hidden = True
    for column in columns:
        workbook.worksheets[0].column_dimensions[column].hidden = True
    if sheet:
        workbook[sheet].sheet_state = "hidden"
    workbook.save("a.xlsx")


def test_hidden_rows_and_columns_are_read_and_said(hrtrack: Run, empty_store: Store) -> None:
    more = [["2026-04-01", "Another table", "CAT"], ["2026-05-01", "A third", "CAT"], [], [""]]
    book(Data=[*EVENTS, *more])
    hide(rows=(3, 4, 5, 6, 90), columns="CZ")
    ran = hrtrack("import a.xlsx --report -")
    said = "hidden in the sheet, and read all the same: "
    assert f"{said}rows 3, 4 (2)" in ran.err
    assert f'{said}column "Mechanism"' in ran.err
    assert ran.out.count(said) == 2
    assert len(hrtrack("list --format ids").lines) == 3


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_and_columns_of_an_ods_are_said(
    hrtrack: Run, empty_store: Store, how: str
) -> None:
    hidden = f' table:visibility="{how}"'
    lines = "".join(
        f"<table:table-row{hidden if at in (1, 3) else ''}>"
        f"{b''.join(map(ods_cell, line)).decode()}</table:table-row>"
        for at, line in enumerate([*EVENTS, *(["2026-04-01", f"A {n}", "CAT"] for n in "bc")])
    )
    column = "<table:table-column{}/>"
    table = column.format(' table:number-columns-repeated="2"') + column.format(hidden) + lines
    Path("a.ods").write_bytes(ods(table.encode()))
    said = hrtrack("import a.ods").err
    assert 'hidden in the sheet, and read all the same: column "Mechanism"' in said
    assert "hidden in the sheet, and read all the same: rows 2, 4 (2)" in said


def test_a_hidden_sheet_is_read_where_no_other_is_known(hrtrack: Run, empty_store: Store) -> None:
    book(Old=EVENTS, Data=EVENTS)
    hide(sheet="Old")
    said = hrtrack("import a.xlsx").err
    assert 'sheet "Data"' in said
    assert "hidden" not in said
    assert 'the sheet "Old" is hidden, and was read' in hrtrack("import a.xlsx --sheet Old").err
    book(Old=EVENTS, Cover=COVER)
    hide(sheet="Old")
    assert 'the sheet "Old" is hidden, and was read' in hrtrack("import a.xlsx").err


def test_nothing_hidden_is_nothing_said(hrtrack: Run, empty_store: Store) -> None:
    assert "hidden" not in hrtrack(f"import {book(Data=EVENTS)}").err
