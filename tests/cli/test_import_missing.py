"""``import`` of tables that lack what each of their rows needs: said once.

- a column that every record of the kind has is asked for, with the columns that are there
- a value for all rows is checked before any row is read
- what is wrong in the same way with many rows is one problem
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from belarus_hr.domain.records.kinds import EVENT
from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


def table(header: str, *rows: str) -> str:
    Path("a.csv").write_text("\n".join([header, *rows]))
    return "a.csv"


@pytest.mark.parametrize("lacking", ["date", "title", "mechanism"])
def test_a_column_that_every_event_needs_is_asked_for_once(
    hrtrack: Run, empty_store: Store, lacking: str
) -> None:
    names = [name for name in EVENT.required if name != lacking]
    ran = hrtrack(f"import {table(','.join(names), 'a,b', 'c,d', 'e,f')}", code=5)
    (said,) = ran.err.splitlines()
    assert f"a.csv: has no column for {lacking}, which an event needs" in said
    assert f"--map {lacking}=COLUMN names the column" in said
    assert all(f'"{name}"' in said for name in names)


def test_all_that_is_missing_is_named_with_the_option_that_gives_it(
    hrtrack: Run, empty_store: Store
) -> None:
    file = table("Titel,Ort", "A round table,Minsk", "Another,Brest")
    said = hrtrack(f"import {file} --map title=Titel", code=5).err
    assert "no column for date and mechanism, which an event needs: --map date=COLUMN" in said
    assert 'its columns are "Titel", "Ort"' in said
    hrtrack(f"import {file} --map title=Titel --default date=2026 --default mechanism=CAT")
    assert len(hrtrack("list --format ids").lines) == 2


@pytest.mark.parametrize(
    ("header", "options", "said"),
    [
        ("paragraph,title", "", "mechanism, which a recommendation needs"),
        ("paragraph,title", "--default mechanism=UPR", "cycle, which a recommendation needs"),
        ("recommendation,status", "", "--verdicts-by NAME reads a sheet of verdicts"),
        ("cycle,title,date", "", "can be a table of reviews or of claims: --default record=review"),
    ],
)
def test_other_kinds_are_known_by_their_columns(
    hrtrack: Run, empty_store: Store, header: str, options: str, said: str
) -> None:
    cells = ",".join("1" for _ in header.split(","))
    ran = hrtrack(f"import {table(header, cells, cells)} {options}", code=5)
    assert said in ran.err
    assert "rows 2" not in ran.err


@pytest.mark.parametrize(
    ("default", "said"),
    [
        ("date=5.3.2026", "did you mean 2026-03-05?"),
        ("mechanism=CATT", "CAT"),
        ("record=evnt", "event"),
        ("cycle=four", "--default cycle"),
    ],
)
def test_a_value_for_all_rows_is_checked_once(
    hrtrack: Run, empty_store: Store, default: str, said: str
) -> None:
    file = table("date,title,mechanism", ",A,", ",B,")
    ran = hrtrack(f"import {file} --default {default}", code=2)
    assert said in ran.err
    assert "rows 2" not in ran.err


def test_the_day_of_import_is_a_value_for_all_rows(hrtrack: Run, empty_store: Store) -> None:
    hrtrack(f"import {table('title,mechanism', 'A,CAT')} --default date=today")
    assert len(hrtrack("list --since today --format ids").lines) == 1


def test_what_is_wrong_with_many_rows_is_one_problem(hrtrack: Run, empty_store: Store) -> None:
    rows = ["UPR,97.4,A", *["UPR,97.5,B"] * 6, "XYZ,97.6,C"]
    ran = hrtrack(f"import {table('mechanism,paragraph,title', *rows)} --report r.tsv", code=5)
    assert "2 problems" in ran.err
    assert "rows 2, 3, 4, 5, 6 and 2 more: a UPR recommendation needs a cycle" in ran.err
    assert Path("r.tsv").read_text().count("rejected") == len(rows)
