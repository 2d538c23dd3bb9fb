"""csv for spreadsheet programs, and the ends of file names.

- ``--excel``: a byte order mark, and a ``'`` before what would become another number or a day
- ``--delimiter``: a comma, a semicolon or a bar; a cell that holds it is quoted
- both for csv alone
- whatever separates cells where the file is opened, none of them begins a formula, and the file
  is imported as it was
- without ``--format`` the end of the file's name decides; one that belies the format is refused
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_records import event, fill, recommendation, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-a", title="One; two, three|four", date="2009-11"),
        recommendation("97.10", title="=1"),
        record("report", "cat-report-4", ordinal="4-6"),
    )
    return empty_store


def rows(text: str, delimiter: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize("delimiter", [",", ";", "|", " ; "])
def test_the_delimiter_is_of_choice_and_quoted_in_a_cell(
    hrtrack: Run, store: Store, delimiter: str
) -> None:
    line = f"list --format csv --excel --fields id,date,title --delimiter '{delimiter}'"
    ran = hrtrack(line)
    assert rows(ran.out, delimiter.strip()) == [
        ["id", "date", "title"], ["cat-a", "'2009-11", "One; two, three|four"],
    ]  # fmt: skip
    assert ran.out.endswith("\r\n")


def test_what_would_become_another_number_or_a_day_is_guarded(hrtrack: Run, store: Store) -> None:
    def cells(line: str) -> list[str]:
        return rows(hrtrack(f"{line} --format csv --excel --no-header").out, ",")[0]

    assert cells("recs --fields id,paragraph,cycle,title") == ["upr1-97.10", "'97.10", "1", "'=1"]
    assert cells("reports --fields id,ordinal") == ["cat-report-4", "'4-6"]


def test_without_it_csv_is_as_ever(hrtrack: Run, store: Store) -> None:
    assert hrtrack("recs --format csv --fields paragraph").out == "paragraph\r\n97.10\r\n"


@pytest.mark.parametrize("option", ["--excel", "--delimiter ';'"])
@pytest.mark.parametrize("line", ["list", "list --format json", "export --format ndjson"])
def test_both_are_of_csv_alone(hrtrack: Run, store: Store, line: str, option: str) -> None:
    assert f"leave out {option.split()[0]}" in hrtrack(f"{line} {option}", code=2).err


@pytest.mark.parametrize("sign", ["", "ab", '"', "\n", "x"])
def test_nothing_else_is_a_delimiter(hrtrack: Run, store: Store, sign: str) -> None:
    assert "none of , ; |" in hrtrack(["list", "-F", "csv", "--delimiter", sign], code=2).err


# --- formulas, where another list separator holds ------------------------------------------

#: Signs that some spreadsheet separates cells by, and what may stand before a formula.
MARKS = (",", ";", "|", "\t")
BEFORE = ("", " ", "\xa0", '"', ' "', '""', "'", "''", " \"'")
HOSTILE = [
    f"Round table{mark}{before}{sign}1+1{mark}end"
    for mark in (*MARKS, "\n", "\r\n") for before in BEFORE for sign in "=@"
]  # fmt: skip
HOSTILE += ['a;"', '=1;"=1', 'a,;"', "a|;", ';"\n=1', "[1]; =1", "- one\n- two\n- three"]


@pytest.fixture
def hostile(empty_store: Store) -> None:
    """Events whose title, place, note and tags a spreadsheet may see formulas in."""
    fill(
        empty_store,
        *(
            event(f"e-{n}", title=text, place=text, note=text, tags=[text, text], by="a")
            for n, text in enumerate(HOSTILE)
        ),
    )


@pytest.mark.parametrize(
    "line", ["list --fields title,id,note,tags -F csv", "export -F csv --what events"]
)
@pytest.mark.parametrize("options", ["", "--excel"])
@pytest.mark.parametrize("written", MARKS[:3])
def test_no_cell_begins_a_formula_whatever_separates_cells(
    hrtrack: Run, hostile: None, line: str, written: str, options: str
) -> None:
    out = hrtrack([*line.split(), "--delimiter", written, *options.split()]).out
    for read in MARKS:
        for spaces in (False, True):
            lines = csv.reader(
                io.StringIO(out, newline=""), delimiter=read, skipinitialspace=spaces
            )
            live = [
                cell for row in lines for cell in row if cell.lstrip().startswith(("=", "@", "-"))
            ]
            assert live == []


@pytest.mark.parametrize("written", MARKS[:3])
def test_a_file_of_such_texts_is_imported_as_it_was(
    hrtrack: Run, hostile: None, written: str
) -> None:
    hrtrack(["export", "--what", "events", "-o", "e.csv", "--excel", "--delimiter", written])
    assert f"0 added, 0 updated, {len(HOSTILE)} unchanged" in hrtrack("import e.csv").err


def test_json_has_such_texts_as_they_are(hrtrack: Run, hostile: None) -> None:
    titles = [row["title"] for row in json.loads(hrtrack("list --format json").out)]
    assert sorted(titles) == sorted(HOSTILE)


# --- the end of a file's name -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.json", b'{"meta"'), ("a.csv", b"id,"), ("A.CSV", b"id,"), ("a.tsv", b"id\t"),
        ("a.ndjson", b'{"id"'), ("a.jsonl", b'{"id"'), ("a.md", b"| id |"), ("a.xlsx", b"PK"),
    ],
)  # fmt: skip
def test_it_decides_where_no_format_is_named(
    hrtrack: Run, store: Store, name: str, start: bytes
) -> None:
    hrtrack(f"export -o {name}" + ("" if name == "a.json" else " --what events"))
    assert Path(name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("ev.xlsx", "csv"), ("ev.csv", "xlsx"), ("ev.json", "csv"), ("ev.csv", "json"),
        ("ev.xls", "xlsx"), ("ev.XLS", "csv"), ("ev.md", "tsv"), ("ev.json", "ndjson"),
    ],
)  # fmt: skip
def test_one_that_belies_the_format_is_refused(
    hrtrack: Run, store: Store, own_world: Path, name: str, form: str
) -> None:
    assert name in hrtrack(f"export --format {form} --what events -o {name}", code=2).err
    assert not Path(name).exists()


@pytest.mark.parametrize("name", ["ev", "ev.txt", "ev.2026", "ev.csv.bak"])
def test_one_that_says_nothing_is_taken_with_a_format(
    hrtrack: Run, store: Store, name: str
) -> None:
    hrtrack(f"export --format csv --what events -o {name}")
    assert "--format is missing" in hrtrack(f"export --what events -o {name}.x", code=2).err
