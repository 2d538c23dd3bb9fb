"""``import`` of tables as people make them.

- a heading is our field in whatever case it is written, with blanks for underscores
- a title above the header, also merged, and the line ``sep=;`` are no data
- UHRI's and UPR Info's headings are known in other spellings
- beside --map, a column in another case is a field of the kind that is read
- a first row that is no header is said to have been taken for it; swapped sides of --map, too
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from belarus_hr.store import Store
from tests.foreign_files import UHRI, uhri_row, xlsx

if TYPE_CHECKING:
    from tests.conftest import Run

CASES = Path(__file__).parents[2].parent / "shared" / "cases"
VERDICT = "--default record=assessment --default assessor=un --default date=2014"


def put(name: str, text: str | bytes) -> str:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def sheet(*rows: tuple[Any, ...], merged: int = 0) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if merged:
            page.merge_range(0, 0, 0, merged - 1, rows[0][0])
    return held.getvalue()


def events(hrtrack: Run) -> list[tuple[str, str]]:
    rows = json.loads(hrtrack("list --format json").out)
    return [(row["date"], row["title"]) for row in rows]


TABLES = {
    "case": "Date,TITLE,Mechanism\n2026-03-01,Round table,CAT\n",
    "Russian": "Дата;Название;Механизм\n2026-03-01;Round table;CAT\n",
    "Belarusian": "Дата;Назва;Механізм\n2026-03-01;Round table;CAT\n",
    "sep": "sep=;\ndate;title;mechanism\n2026-03-01;Round table;CAT\n",
    "quoted sep": '"sep=\t"\r\ndate\ttitle\tmechanism\r\n2026-03-01\tRound table\tCAT\r\n',
    "title": "Our list of events\n\ndate,title,mechanism\n2026-03-01,Round table,CAT\n",
    "title, semicolons": "Events, 2026\n;;\nDate;Title;Mechanism\n2026-03-01;Round table;CAT\n",
    "empty column": "date,,title,mechanism\n2026-03-01,,Round table,CAT\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_is_read_as_a_person_reads_it(hrtrack: Run, empty_store: Store, table: str) -> None:
    hrtrack(f"import {put('a.csv', table)} --default kind=meeting")
    assert events(hrtrack) == [("2026-03-01", "Round table")]


def test_a_merged_title_is_above_the_header_and_the_row_of_the_header_is_said(
    hrtrack: Run, empty_store: Store
) -> None:
    rows = (("Events of 2026",), (), ("Date", "Title", "Mechanism"), ("2026-03-01", "One", "CAT"))
    table = put("a.xlsx", sheet(*rows, merged=3))
    ran = hrtrack(f"import {table} --default kind=meeting")
    assert events(hrtrack) == [("2026-03-01", "One")]
    assert "a.xlsx (spreadsheet, header in row 3): 1 row" in ran.err


def test_a_cell_under_no_heading_is_refused(hrtrack: Run, empty_store: Store) -> None:
    table = put("a.csv", "date,,title,mechanism\n2026-03-01,lost,Round table,CAT\n")
    assert 'row 2: "lost" stands under no heading' in hrtrack(f"import {table}", code=5).err


@pytest.mark.parametrize("spelt", [str.lower, lambda name: name.replace(" ", "_").upper()])
def test_uhri_s_headings_are_known_in_other_spellings(
    hrtrack: Run, empty_store: Store, spelt: Any
) -> None:
    said = []
    for header in (UHRI, [spelt(name) for name in UHRI]):
        said.append(hrtrack(f"import {put('u.xlsx', xlsx([header, uhri_row()]))} --dry-run").err)
    assert "UHRI's annotations" in said[0]
    assert said[1] == said[0]


# --- beside --map -------------------------------------------------------------


def verdicts(hrtrack: Run) -> list[dict[str, Any]]:
    rows = json.loads(hrtrack("list --record assessment --format json").out)
    return [row for row in rows if row["assessor"] == "un"]


@pytest.mark.parametrize(
    ("header", "maps", "note"),
    [
        ("Paragraph,Status,Note", "", "seen"),
        ("Paragraph,Status,Text", "", None),
        ("Paragraph,Status,ID", "", None),
        ("Paragraph,Status,Date", "--map note=Date", "seen"),
        ("paragraph ,STATUS,Date", "--map NOTE=date", "seen"),
    ],
)
def test_beside_a_map_columns_are_fields_of_the_kind_or_passed_over(
    hrtrack: Run, own_world: Path, header: str, maps: str, note: str | None
) -> None:
    table = put("a.csv", f"{header}\n97.4,partly,seen\n")
    hrtrack(f"import {table} --map recommendation=Paragraph {maps} {VERDICT}")
    (verdict,) = verdicts(hrtrack)
    assert (verdict["status"], verdict["date"], verdict["note"]) == ("partly", "2014", note)


def test_two_columns_that_are_one_field_are_refused(hrtrack: Run, own_world: Path) -> None:
    table = put("a.csv", "recommendation,Status,STATUS\n97.4,partly,partly\n")
    ran = hrtrack(f"import {table} {VERDICT}", code=5)
    assert '"Status" and "STATUS" are both status' in ran.err


def test_swapped_sides_of_map_are_turned_round(hrtrack: Run, own_world: Path) -> None:
    table = put("a.csv", "Rec.,Status\n97.4,partly\n")
    ran = hrtrack(f"import {table} --map Rec.=recommendation {VERDICT}", code=2)
    assert "turn it round: --map recommendation=Rec." in ran.err


def test_a_first_row_that_is_no_header_is_said(hrtrack: Run, empty_store: Store) -> None:
    table = put("a.csv", "2026-03-01,Round table,CAT\n2026-03-02,Second,CCPR\n")
    ran = hrtrack(f"import {table}", code=5)
    assert "the first row was taken for the headings" in ran.err


# --- the files that showed it ---------------------------------------------------


@pytest.mark.parametrize(
    "name", ["case_head.csv", "sep_line.csv", "title_above.csv", "merged_title.xlsx"]
)
def test_the_files_that_were_refused_are_read(hrtrack: Run, empty_store: Store, name: str) -> None:
    if not CASES.is_dir():
        pytest.skip("the files of the trial are not here")
    hrtrack(["import", str(CASES / name), "--default", "kind=meeting"])
    assert events(hrtrack)[0][0] == "2026-03-01"
