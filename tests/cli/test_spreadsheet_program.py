"""Tables that went through a spreadsheet program: what was exported comes back the same.

- XLSX and ``--excel`` CSV, saved again in any format that a spreadsheet program has
- a plain CSV, too, whose 97.10 such a program makes 97.1: the id says which it was
- a form of verdicts that is saved again

The tests need LibreOffice, and are skipped without it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
#: Commas, double quotes, UTF-8; on the way out cells as they are shown.
_CSV = "44,34,76,1,,0,false,true"
_FILTERS = {"csv": f"csv:Text - txt - csv (StarCalc):{_CSV}"}
TEXTS = ["97.10", "=1+1", "'97.10", "'", "1-2", "Ў «Вясна» – ё", "TRUE", "007", " a", "5 Mar 2026"]


def saved(name: str, suffix: str) -> str:
    """Return a file as a spreadsheet program opens it and saves it in another format."""
    profile = f"-env:UserInstallation={Path('soffice').absolute().as_uri()}"
    opened = ["--infilter=CSV:44,34,76,1"] if name.endswith(".csv") else []
    convert = ["--convert-to", _FILTERS.get(suffix, suffix), "--outdir", "saved"]
    command = [str(SOFFICE), profile, "--headless", *opened, *convert, name]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return f"saved/{Path(name).stem}.{suffix}"


@pytest.fixture
def of_texts(hrtrack: Run, own_store: Path) -> None:
    """Events whose texts a spreadsheet program would like to change."""
    rows = [
        {"date": date, "mechanism": "CAT", "kind": "other", "title": text, "place": text}
        for text, date in zip(TEXTS, ["2026-03", "2026", "2026-03-05/2026-03-07"] * 9, strict=False)
    ]
    Path("texts.json").write_text(json.dumps(rows))
    hrtrack("import texts.json")


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "csv"])
@pytest.mark.parametrize("written", ["a.xlsx", "a.csv --excel"])
@pytest.mark.parametrize("what", ["events", "recommendations", "claims"])
@pytest.mark.usefixtures("of_texts")
def test_what_is_saved_again_changes_nothing(
    hrtrack: Run, what: str, written: str, suffix: str
) -> None:
    hrtrack(f"export --what {what} -o {written}")
    records = len(hrtrack(f"export --what {what} --format ndjson").lines)
    ran = hrtrack(f"import {saved(written.split()[0], suffix)}")
    assert f"0 added, 0 updated, {records} unchanged" in ran.err


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("what", ["events", "recommendations", "reports"])
def test_a_plain_csv_that_lost_its_zeros_has_them_back(
    hrtrack: Run, own_store: Path, what: str, suffix: str
) -> None:
    hrtrack(f"export --what {what} -o a.csv")
    records = len(hrtrack(f"export --what {what} --format ndjson").lines)
    ran = hrtrack(f"import {saved('a.csv', suffix)}")
    assert f"0 added, 0 updated, {records} unchanged" in ran.err


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "csv"])
def test_a_form_that_was_filled_in_and_saved_is_read(
    hrtrack: Run, own_store: Path, suffix: str
) -> None:
    hrtrack("export --format verdict-sheet --by viasna --cycle 1 -o form.xlsx")
    book = openpyxl.load_workbook("form.xlsx")
    header, *rows = book.worksheets[0].iter_rows()
    status = [cell.value for cell in header].index("Status")
    row = next(row for row in rows if row[0].value == "upr1-97.10")
    row[status].value = "partly"
    book.save("form.xlsx")
    ran = hrtrack(f"import {saved('form.xlsx', suffix)} --verdicts-by viasna --date 2014")
    assert ran.lines == ["upr1-97.10-viasna-2014"]
