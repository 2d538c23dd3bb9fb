"""``import`` of numbers in parts, as 97.10, of which a spreadsheet makes fractions.

- a cell that is shown with its zero is the number that is shown
- one that is not may have lost a zero, and its row is refused, with both numbers
- an id says the zero that its paragraph has lost; those that disagree otherwise are refused
- what we export comes back the same from a spreadsheet
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

if TYPE_CHECKING:
    from belarus_hr.store import Store
    from tests.conftest import Run

HEADER = ("record", "recommendation", "assessor", "status", "date")


def sheet(number: float | str, shown: str = "") -> bytes:
    """Return a sheet with one verdict on a recommendation whose number is a cell as given."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, ("assessment", None, "civil-society", "partly", "2014"))
        form = book.add_format({"num_format": shown}) if shown else None
        page.write(1, 1, number, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("number", "shown", "recommendation"),
    [
        (97.1, "0.00", "upr1-97.10"),
        (97.10, "#,##0.00", "upr1-97.10"),
        (97.25, "0.00", "upr1-97.25"),
        ("97.1", "", "upr1-97.1"),
        ("97.10", "", "upr1-97.10"),
        ("97.10", "@", "upr1-97.10"),
    ],
)
def test_a_number_is_as_it_is_shown(
    hrtrack: Run, own_store: Path, number: float | str, shown: str, recommendation: str
) -> None:
    Path("v.xlsx").write_bytes(sheet(number, shown))
    assert hrtrack("import v.xlsx").out == f"{recommendation}-civil-society-2014\n"


@pytest.mark.parametrize("shown", ["", "General", "0.###", "0", "0.0"])
def test_a_number_that_may_have_lost_its_zero_is_refused(
    hrtrack: Run, own_store: Path, shown: str
) -> None:
    Path("v.xlsx").write_bytes(sheet(97.1, shown))
    said = hrtrack("import v.xlsx", code=5).err
    assert "recommendation 97.1 is a number of the spreadsheet, which can be 97.1 or 97.10" in said
    assert "format the column as text" in said


def test_an_id_says_the_zero_that_a_paragraph_has_lost(hrtrack: Run, empty_store: Store) -> None:
    Path("r.csv").write_text(
        "record,id,mechanism,cycle,paragraph,title\n"
        "recommendation,upr1-97.10,UPR,1,97.1,Train judges\n"
    )
    said = hrtrack("import r.csv --report -")
    assert "repaired: changed by a spreadsheet (1)" in said.err
    assert "changed by a spreadsheet: paragraph 97.1 is 97.10" in said.out
    assert hrtrack("recs --fields paragraph").out == "97.10\n"


@pytest.mark.parametrize("paragraph", ["97.100", "97.11", "97.01", "98.10"])
def test_an_id_and_a_paragraph_that_disagree_are_refused(
    hrtrack: Run, own_store: Path, paragraph: str
) -> None:
    Path("r.csv").write_text(
        "record,id,mechanism,cycle,paragraph,title\n"
        f"recommendation,upr1-97.10,UPR,1,{paragraph},Train judges\n"
    )
    said = hrtrack("import r.csv", code=5).err
    assert f"paragraph {paragraph} is not that of id upr1-97.10" in said


@pytest.mark.parametrize("form", ["xlsx", "csv --excel"])
def test_what_was_exported_comes_back_from_a_spreadsheet(
    hrtrack: Run, own_store: Path, form: str
) -> None:
    suffix = form.partition(" ")[0]
    before = hrtrack("export --format ndjson").out
    hrtrack(f"export --what recommendations --format {form} -o out.{suffix}")
    if suffix == "xlsx":  # As a program that opens it and saves it does.
        book = openpyxl.load_workbook("out.xlsx")
        book.save("out.xlsx")
    assert "0 added, 0 updated, 93 unchanged" in hrtrack(f"import out.{suffix}").err
    assert hrtrack("export --format ndjson").out == before


CASES = Path(__file__).parents[2].parent / "shared" / "cases"


@pytest.mark.skipif(not CASES.is_dir(), reason="the files that showed the faults are not here")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("paragraph_number_both.xlsx", "which can be 97.1 or 97.10"),
    ],
)
def test_the_files_that_showed_it_are_refused(
    hrtrack: Run, own_store: Path, name: str, said: str
) -> None:
    ran = hrtrack(["import", str(CASES / name)], code=5)
    assert said in ran.err
