"""``export --format matrix --with-measures``: what is done about each recommendation, and by whom.

- a column before the last has title, bodies, due day, and how far a measure is by whose account
- without the option no column is there; the matrix in Word is read back the same
- it holds to the day, and is a matrix' alone
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from belarus_hr.formats.matrix.wording import MEASURES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
TOLD = "Train judges (Ministry of Justice; Bar, due 2018): completed, government 2017"


@pytest.fixture
def planned(hrtrack: Run, own_store: Path) -> Run:
    """A store with a measure that serves two recommendations."""
    bodies = "--set 'lead=Ministry of Justice' --set partners=Bar"
    hrtrack(
        f"add 'Train judges' --record measure {bodies} --set due=2018 "
        "--set 'recommendations=97.5; 98.1'"
    )
    hrtrack("mark measure-train-judges --as completed --by government --date 2017")
    return hrtrack


def test_markdown_has_the_column(planned: Run) -> None:
    out = planned("export --format matrix --with-measures").out
    assert f"| {MEASURES} | Assessment" in out
    (line,) = [line for line in out.splitlines() if line.startswith("| 97.5 ")]
    assert f"| {TOLD} | Not assessed |" in line
    assert MEASURES not in planned("export --format matrix").out


def test_a_sheet_has_the_column(planned: Run) -> None:
    planned("export --format matrix --with-measures -o m.xlsx")
    rows = list(openpyxl.load_workbook("m.xlsx")["Matrix"].values)
    assert rows[0][-2] == MEASURES
    assert [row[-2] for row in rows if str(row[0]).startswith("97.5 ")] == [TOLD]


def test_word_has_the_column_and_comes_back_the_same(planned: Run) -> None:
    before = planned("export --format ndjson").out
    planned("export --format matrix --with-measures --cycle 1 -o m.docx")
    (table,) = docx.Document("m.docx").tables
    assert table.rows[0].cells[-2].text == MEASURES
    assert [r.cells[-2].text for r in table.rows if r.cells[0].text.startswith("97.5 ")] == [TOLD]
    planned("import m.docx")
    assert planned("export --format ndjson").out == before


def test_it_holds_to_the_day(planned: Run) -> None:
    before = planned("export --format matrix --with-measures --as-of 2016").out
    assert "Train judges" not in before  # Nobody had said anything of it by then.


def test_it_is_of_a_matrix_alone(planned: Run) -> None:
    said = planned("export --format csv --what measures --with-measures", code=2).err
    assert "--with-measures is a column of a matrix: add --format matrix" in said
