"""Tables that went through a spreadsheet program: what was exported comes back the same.

- XLSX and ``--excel`` CSV, saved again in any format that a spreadsheet program has
- a plain CSV, too, whose 97.10 such a program makes 97.1: the id says which it was
- a form of verdicts that is saved again
- no cell of a CSV is a formula, whatever the program was told to divide cells by

The tests need LibreOffice, and are skipped without it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice"),
    pytest.mark.usefixtures("forked_parsers"),
]
#: Commas, double quotes, UTF-8; on the way out cells as they are shown.
_CSV = "44,34,76,1,,0,false,true"
_FILTERS = {"csv": f"csv:Text - txt - csv (StarCalc):{_CSV}"}
TEXTS = ["97.10", "=1+1", "'97.10", "'", "1-2", "Ў «Вясна» – ё", "TRUE", "007", " a", "5 Mar 2026"]
OF_ALL_FORMATS = ("events", "recommendations", "claims")
OF_PLAIN_CSV = ("events", "recommendations", "reports")
SUFFIXES = ("xlsx", "xls", "ods", "csv")
#: A program that is newer than its profile tries for most of a second whether it can draw.
_PROFILE = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.0</value></prop></item>
</oor:items>
"""

Saved = Callable[..., Path]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Return a file as a spreadsheet program opens it and saves it in another format.

    The program takes a while to start, so it saves with a file all others that lie beside it.
    """
    folder = tmp_path_factory.mktemp("soffice")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE)
    profile = f"-env:UserInstallation={folder.as_uri()}"

    def saved(path: Path, suffix: str, divider: str = ",") -> Path:
        folder = path.parent / (suffix if divider == "," else f"{suffix}-{ord(divider)}")
        again = folder / f"{path.stem}.{suffix}"
        if not again.exists():
            beside = [str(file) for file in path.parent.glob(f"*{path.suffix}")]
            opened = [f"--infilter=CSV:{ord(divider)},34,76,1"] if path.suffix == ".csv" else []
            convert = ["--convert-to", _FILTERS.get(suffix, suffix), "--outdir", str(again.parent)]
            command = [str(SOFFICE), profile, "--headless", *opened, *convert, *beside]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return again

    return saved


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of all tests."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture
def of_texts(hrtrack: Run, own_store: Path) -> None:
    """Events whose texts a spreadsheet program would like to change."""
    rows = [
        {"date": date, "mechanism": "CAT", "kind": "other", "title": text, "place": text}
        for text, date in zip(TEXTS, ["2026-03", "2026", "2026-03-05/2026-03-07"] * 9, strict=False)
    ]
    Path("texts.json").write_text(json.dumps(rows))
    hrtrack("import texts.json")


@pytest.fixture
def files(hrtrack: Run, folder: Path, of_texts: None) -> Path:
    """The folder with what is exported, and a form of which one line is filled in."""
    if not any(folder.iterdir()):
        for what in OF_ALL_FORMATS:
            hrtrack(f"export --what {what} -o {folder}/{what}.xlsx")
            hrtrack(f"export --what {what} -o {folder}/excel-{what}.csv --excel")
        for what in OF_PLAIN_CSV:
            hrtrack(f"export --what {what} -o {folder}/{what}.csv")
        hrtrack("export --format verdict-sheet --by viasna --cycle 1 -o form.xlsx")
        book = openpyxl.load_workbook("form.xlsx")
        header, *rows = book.worksheets[0].iter_rows()
        status = [cell.value for cell in header].index("Status")
        row = next(row for row in rows if row[0].value == "upr1-97.10")
        row[status].value = "partly"
        book.save(folder / "form.xlsx")
    return folder


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("written", ["{}.xlsx", "excel-{}.csv"])
@pytest.mark.parametrize("what", OF_ALL_FORMATS)
def test_what_is_saved_again_changes_nothing(
    hrtrack: Run, files: Path, saved: Saved, what: str, written: str, suffix: str
) -> None:
    records = len(hrtrack(f"export --what {what} --format ndjson").lines)
    ran = hrtrack(f"import {saved(files / written.format(what), suffix)}")
    assert f"0 added, 0 updated, {records} unchanged" in ran.err


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("what", OF_PLAIN_CSV)
def test_a_plain_csv_that_lost_its_zeros_has_them_back(
    hrtrack: Run, files: Path, saved: Saved, what: str, suffix: str
) -> None:
    records = len(hrtrack(f"export --what {what} --format ndjson").lines)
    ran = hrtrack(f"import {saved(files / f'{what}.csv', suffix)}")
    assert f"0 added, 0 updated, {records} unchanged" in ran.err


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_form_that_was_filled_in_and_saved_is_read(
    hrtrack: Run, files: Path, saved: Saved, suffix: str
) -> None:
    ran = hrtrack(f"import {saved(files / 'form.xlsx', suffix)} --verdicts-by viasna --date 2014")
    assert ran.lines == ["upr1-97.10-viasna-2014"]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_form_that_was_saved_says_whose_it_is(
    hrtrack: Run, files: Path, saved: Saved, suffix: str
) -> None:
    form = saved(files / "form.xlsx", suffix)
    assert "are those of" in hrtrack(f"import {form} --verdicts-by un --date 2014", code=5).err
    assert hrtrack(f"import {form} --date 2014").lines == ["upr1-97.10-viasna-2014"]


@pytest.mark.parametrize("divider", [",", ";", "|", "\t"])
@pytest.mark.parametrize("written", [",", ";", "|"])
def test_no_cell_is_a_formula_whatever_divides_cells(
    hrtrack: Run, own_store: Path, saved: Saved, written: str, divider: str
) -> None:
    parts = [f"a{mark}{before}=1+1" for mark in ",;|\t\n" for before in ("", " ", '"')]
    rows = [
        {"date": "2026", "mechanism": "CAT", "kind": "other", "title": text, "note": text}
        for text in (*parts, ";".join(parts))
    ]
    Path("texts.json").write_text(json.dumps(rows))
    hrtrack("import texts.json")
    asked = ["export", "-o", "texts.csv", "--what", "events", "-m", "CAT", "--since", "2026"]
    hrtrack([*asked, "--delimiter", written])
    book = openpyxl.load_workbook(saved(Path("texts.csv").absolute(), "xlsx", divider))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert sum("1+1" in str(cell.value) for cell in cells) >= len(parts)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
