"""``import`` of tables with rows that are no records, and with merged cells.

- a row of totals, a note at the table and the header once more are left out and told
- a record that looks a little like one is none
- what is merged downwards holds for each of its rows
- for a word that means no verdict no meaning is suggested
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from belarus_hr.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

EVENTS = [["Date", "Title", "Mechanism"], ["2026-03-01", "A", "CAT"], ["2026-03-02", "B", "CAT"]]
NGO = "--verdicts-by viasna --date 2014"


def book(rows: list[list[Any]], *, merged: str = "") -> str:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    if merged:
        workbook.active.merge_cells(merged)
    workbook.save("a.xlsx")
    return "a.xlsx"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["Total", 2, None], "a row of totals"),
        (["Итого:", None, "2"], "a row of totals"),
        (["Note: made by the secretariat"], "a note at the table"),
        (["* without the visits"], "a note at the table"),
        (["Источник: УВКПЧ"], "a note at the table"),
        (["DATE", "title", "mechanism"], "the header once more"),
    ],
)
def test_rows_that_are_no_records_are_left_out_and_told(
    hrtrack: Run, empty_store: Store, row: list[Any], told: str
) -> None:
    said = hrtrack(f"import {book([*EVENTS, [], row, ['2026-03-05', 'C', 'CAT']])}").err
    assert f"left out: {told} (1)" in said
    assert len(hrtrack("list --format ids").lines) == 3


@pytest.mark.parametrize("row", [["Total", "A meeting", "CAT"], [None, "Note: verbale", "CAT"]])
def test_a_record_that_is_not_whole_is_still_refused(
    hrtrack: Run, empty_store: Store, row: list[Any]
) -> None:
    assert "row 4" in hrtrack(f"import {book([*EVENTS, row])}", code=5).err


def test_totals_under_verdicts_are_left_out(hrtrack: Run, own_store: Path) -> None:
    rows = [["Rec. no.", "Status"], ["97.4", "Partly"], ["Total", "2"]]
    said = hrtrack(f"import {book(rows)} {NGO}").err
    assert "1 added" in said
    assert "a row of totals (1)" in said


def test_what_is_merged_downwards_holds_for_each_row(hrtrack: Run, empty_store: Store) -> None:
    rows = [*EVENTS[:2], [None, "B", "CAT"]]
    hrtrack(f"import {book(rows, merged='A2:A3')}")
    found = json.loads(hrtrack("list --format json").out)
    assert [(row["date"], row["title"]) for row in found] == [
        ("2026-03-01", "A"),
        ("2026-03-01", "B"),
    ]


def test_a_verdict_that_is_merged_is_that_of_each_row(hrtrack: Run, own_store: Path) -> None:
    rows = [["Rec. no.", "Status"], ["97.4", "Partly"], ["97.5", None], ["97.6", None]]
    assert len(hrtrack(f"import {book(rows, merged='B2:B3')} {NGO}").lines) == 2


@pytest.mark.parametrize("word", ["Will be implemented", "Rejected", "Hardly implemented"])
def test_no_meaning_is_suggested_for_a_word(hrtrack: Run, own_store: Path, word: str) -> None:
    said = hrtrack(f"import {book([['Rec. no.', 'Status'], ['97.4', word]])} {NGO}", code=5).err
    assert f'--map-value "{word}=STATUS"' in said
