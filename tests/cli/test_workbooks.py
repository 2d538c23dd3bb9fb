"""Spreadsheets out: ``--format xlsx`` wherever rows are written, opened by another library.

- typed cells: numbers and days are such, ids, paragraphs and less precise dates are texts
- a header that stands still; sources and documents are links; nothing is a formula or markup
- what ``export`` writes reads back as the same records, whatever the texts
- to a file or a pipe, not to a terminal; more than a cell holds is refused by an export
"""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from own_records import event, fill, recommendation, record
from terminals import Terminal

from belarus_hr.store import Store, storage

if TYPE_CHECKING:
    from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("forked_parsers")
Executable = Callable[..., "subprocess.CompletedProcess[bytes]"]
SOURCE = {"ref": "Letter", "url": "https://example.org/letter"}
NASTY = (
    "=1+1", "@x", "+x", "'x", "<r><t>x</t></r>", "_x0041_", "a\ttab", "a\rreturn", " blank ",
    "4-6", "a\n\nb", "a|b", "\x1b[31m", "97.10", "007", "2009-11-13", "TRUE", "[1]", '{"a": 1}',
    '"x"', "https://example.org/", "Міжнародны ’ пакт", "😀", "a; b", "\u202e", "\ufffe", "null",
    "1e5",
)  # fmt: skip


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-a", date="2009-11-13", sources=[SOURCE, {"ref": "CAT/C/BLR/4"}]),
        event("cat-b", date="2009-11", title="=1+1", sources=[{"ref": "A book"}]),
        event("cat-c", date="1890-01-01", title="<r><t>x</t></r>", note="x" * 40_000),
        recommendation("97.10", sources=[{"ref": "A/HRC/15/16"}], country="Belarus"),
        record("assessment", "v", recommendation="upr1-97.10"),
        record("report", "cat-report-4", ordinal="4-6", due="2012-11-25", symbol="CAT/C/BLR/4"),
        record("claim", "said", numbers={"made": 93}),
        record("review", "upr1"),
    )
    return empty_store


def sheet(raw: bytes) -> dict[str, dict[str, Cell]]:
    """Return the cells by id and column of a workbook that has one sheet."""
    (rows,) = openpyxl.load_workbook(BytesIO(raw)).worksheets
    assert rows.freeze_panes == "A2"
    header, *lines = rows.iter_rows()
    names = [str(cell.value) for cell in header]
    by_name = [dict(zip(names, line, strict=True)) for line in lines]
    assert not [c for line in lines for c in line if c.data_type == "f"]
    return {str(line[names[0]].value): line for line in by_name}


@pytest.fixture
def listed(forked: Executable, store: Store) -> Callable[[str], dict[str, dict[str, Cell]]]:
    def listed(line: str) -> dict[str, dict[str, Cell]]:
        ran = forked(*line.split(), "--format", "xlsx")
        assert ran.returncode in (0, 7)
        return sheet(ran.stdout)

    return listed


Listed = Callable[[str], dict[str, dict[str, Cell]]]


def test_days_are_days_and_other_dates_are_texts(listed: Listed) -> None:
    rows = listed("list --fields id,date,title")
    day, month, old = (rows[id_]["date"] for id_ in ("cat-a", "cat-b", "cat-c"))
    assert (day.is_date, str(day.value), day.number_format) == (
        True, "2009-11-13 00:00:00", "yyyy-mm-dd",
    )  # fmt: skip
    assert (month.data_type, month.value) == ("s", "2009-11")
    assert (old.data_type, old.value) == ("s", "1890-01-01")
    assert rows["cat-b"]["title"].value == "=1+1"
    assert str(rows["cat-c"]["title"].value).strip() == "<r><t>x</t></r>"


def test_ids_and_paragraphs_are_texts_and_stay_so(listed: Listed) -> None:
    row = listed("recs --fields paragraph,id,cycle")["97.10"]
    assert [(c.data_type, c.number_format) for c in (row["paragraph"], row["id"])] == [
        ("s", "@")
    ] * 2
    assert (row["cycle"].data_type, row["cycle"].value) == ("n", 1)


def test_sources_and_documents_are_links(listed: Listed) -> None:
    rows = listed("list --fields id,sources")
    link = rows["cat-a"]["sources"].hyperlink
    assert link is not None
    assert link.target == "https://example.org/letter"
    assert rows["cat-b"]["sources"].hyperlink is None
    symbol = listed("reports --fields id,symbol")["cat-report-4"]["symbol"]
    assert (symbol.value, symbol.hyperlink.target) == (  # type: ignore[union-attr]
        "CAT/C/BLR/4", "https://docs.un.org/en/CAT/C/BLR/4",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["list", "recs", "claims", "show cat-a", "status", "status upr", "status CAT", "reports",
     "check", "due --as-of 2013", "log", "list -m CEDAW"],
)  # fmt: skip
def test_wherever_rows_are_written(listed: Listed, own_world: Path, line: str) -> None:
    listed(line)


def test_none_goes_to_a_terminal_and_its_fields_are_told_there(store: Store) -> None:
    with Terminal("list", "-F", "xlsx") as terminal:
        code, text = terminal.end()
    assert (code, "write it to a file" in text) == (2, True)
    with Terminal("list", "-F", "xlsx", "--fields", "help") as terminal:
        code, text = terminal.end()
    assert (code, text.startswith("id\t")) == (0, True)


def test_the_same_question_gives_the_same_bytes(forked: Executable, store: Store) -> None:
    first, second = (forked("list", "-F", "xlsx").stdout for _ in range(2))
    assert first == second


def test_a_text_too_long_for_a_cell_is_cut_in_a_listing_and_refused_in_an_export(
    listed: Listed, hrtrack: Run
) -> None:
    assert "cut here" in str(listed("list --fields id,note")["cat-c"]["note"].value)
    ran = hrtrack("export --what events -o events.xlsx", code=4)
    assert "note in row 3 is longer than the 32,767 characters that a cell holds" in ran.err
    assert not Path("events.xlsx").exists()


def test_an_export_of_each_kind_is_imported_as_it_was(hrtrack: Run, store: Store) -> None:
    hrtrack("edit cat-c --set note=")
    Path("copy.json").write_bytes(storage.file_bytes({}))
    for what in ("events", "reviews", "recommendations", "claims", "reports", "sheet"):
        hrtrack(f"export --what {what} -o {what}.xlsx")
        hrtrack(f"--db copy.json import {what}.xlsx")
    assert records("copy.json") == records(str(store.path))


@pytest.mark.parametrize(
    "form",
    ["-o a.xlsx", "--excel --format csv -o a.csv", "--excel --delimiter ; -o a.csv",
     "--delimiter | -o a.csv"],
)  # fmt: skip
def test_whatever_the_texts_are(hrtrack: Run, empty_store: Store, form: str) -> None:
    for number, text in enumerate(NASTY):
        tags = [text.strip() or "x", "b"]
        fill(
            empty_store, event(f"cat-{number}", title=f"x{text}", note=text, tags=tags, place=text)
        )
    Path("copy.json").write_bytes(storage.file_bytes({}))
    hrtrack(["export", "--what", "events", *form.split()])
    hrtrack(f"--db copy.json import {form.split()[-1]}")
    assert records("copy.json") == records(str(empty_store.path))


def test_the_shipped_dataset_survives_a_spreadsheet(hrtrack: Run) -> None:
    Path("copy.json").write_bytes(storage.file_bytes({}))
    for what in ("events", "reviews", "recommendations", "claims", "reports", "sheet"):
        hrtrack(f"export --what {what} -o {what}.xlsx")
        resaved(Path(f"{what}.xlsx"))
        hrtrack(f"--db copy.json import {what}.xlsx")
    hrtrack("--db full.json add Seminar -m UPR --date 2010 --id seminar")
    hrtrack("--db full.json delete seminar --yes")
    assert records("copy.json") == records("full.json")


def resaved(path: Path) -> None:
    """Save a workbook as another program does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(path).save(path)


def records(path: str) -> list[Any]:
    collection = Store(Path(path)).read()
    return sorted((id_, collection.of(kind)[id_]) for id_, kind in collection.ids())


def test_several_kinds_are_several_sheets_and_so_refused(hrtrack: Run, store: Store) -> None:
    assert "one table of one kind" in hrtrack("export --format xlsx -o a.xlsx", code=2).err


def test_a_header_cannot_be_left_out(hrtrack: Run, store: Store) -> None:
    assert "always has a header" in hrtrack("list --format xlsx --no-header", code=2).err
