"""``export --template``: a sheet to fill in, which import reads back.

- it has the columns that people fill in, of any kind, and no record
- filled in, it gives the records; what is not filled in says nothing
- in a workbook texts stay texts, words are chosen from a list, and a second sheet explains
- a format that is no sheet, and what asks for records, is refused
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from belarus_hr.domain.records.kinds import INDICATOR, KINDS, Kind
from belarus_hr.formats.forms import blank_columns

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("form", ["xlsx", "csv", "tsv"])
def test_the_blank_sheet_of_a_kind_says_nothing(
    hrtrack: Run, own_store: Path, kind: Kind, form: str
) -> None:
    hrtrack(f"export --template --what {kind.table} -o sheet.{form}")
    ran = hrtrack(f"import sheet.{form}")
    assert ran.out == ""
    assert "0 rows" in ran.err
    assert not own_store.exists()


def test_it_is_read_back_filled_in(hrtrack: Run, own_store: Path) -> None:
    assert not own_store.exists()
    hrtrack("export --template --what measures -o sheet.xlsx")
    book = openpyxl.load_workbook("sheet.xlsx")
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    row = {"title": "Train judges", "reference": "7.10", "recommendations": "97.5; 98.1"}
    for name, text in row.items():
        sheet.cell(4, header.index(name) + 1, text)
    book.save("sheet.xlsx")
    assert hrtrack("import sheet.xlsx").lines == ["measure-train-judges"]
    (shown,) = json.loads(hrtrack("show measure-train-judges --format json").out)
    assert shown["reference"] == "7.10"
    assert shown["recommendations"] == ["upr1-97.5", "upr1-98.1"]


@pytest.mark.usefixtures("own_store")
def test_a_workbook_helps_to_fill_it_in(hrtrack: Run) -> None:
    hrtrack("export --template --what indicators -o sheet.xlsx")
    sheet, about = openpyxl.load_workbook("sheet.xlsx").worksheets
    assert [cell.value for cell in sheet[1]] == blank_columns(INDICATOR)
    assert {name.value for name, _ in about.iter_rows() if name.value} == {
        *blank_columns(INDICATOR)
    }
    (words,) = sheet.data_validations.dataValidation
    assert words.formula1 == '"structural,process,outcome"'
    assert {sheet.column_dimensions[letter].font.name for letter in "A"}


@pytest.mark.usefixtures("own_store")
def test_impact_oss_has_templates_too(hrtrack: Run) -> None:
    header, hints = hrtrack("export --template --format impact-oss --what measures").lines
    assert header.startswith("Reference [database:reference],Title [database:title]")
    assert hints.startswith("Required/unique: text,")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--what measures --format json", "is a sheet to fill in: xlsx, csv, tsv, impact-oss"),
        ("--what measures --format csv --cycle 1", "holds no records: leave out --cycle"),
        ("--format csv", "csv is one table of one kind of record"),
        ("--what measures -o a.md", "is a sheet to fill in"),
    ],
)
def test_what_is_no_template_is_refused(
    hrtrack: Run, own_store: Path, options: str, said: str
) -> None:
    assert said in hrtrack(f"export --template {options}", code=2).err
    assert not own_store.exists()
