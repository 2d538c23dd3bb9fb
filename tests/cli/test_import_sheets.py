"""``import`` of workbooks with several sheets.

- the sheet with a known header is read, wherever it stands, and named
- another sheet that could be read is told; covers and notes are not
- a sheet with a header alone is an empty table
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from belarus_hr.store import Store

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
    assert 'not read: the sheets "y2026"; save each as a file of its own' in said


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
