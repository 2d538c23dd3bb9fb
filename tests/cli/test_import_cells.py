"""``import`` of cells as spreadsheet programs leave them.

- true and false in the program's own words
- the ``'`` that kept a program from taking a text of a CSV for a number or a formula
- a logical value in a column of texts is the text that is shown
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run

HEADER = ["date", "title", "mechanism", "place", "sensitive"]


def book(*rows: list[Any]) -> str:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save("a.xlsx")
    return "a.xlsx"


def events(hrtrack: Run) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(hrtrack("list --format json").out)
    return rows


@pytest.mark.parametrize("cell", ["TRUE", "True", "ИСТИНА", "Да", "yes", "1", True, 1])
def test_true_is_known_in_the_words_of_a_spreadsheet(
    hrtrack: Run, empty_store: Store, cell: object
) -> None:
    hrtrack(f"import {book(HEADER, ['2026', 'A', 'CAT', '', cell])}")
    assert events(hrtrack)[0]["sensitive"] is True


@pytest.mark.parametrize("cell", ["ЛОЖЬ", "false", False])
def test_false_is_known_too(hrtrack: Run, empty_store: Store, cell: object) -> None:
    hrtrack(f"import {book(HEADER, ['2026', 'A', 'CAT', '', cell])}")
    assert "sensitive" not in events(hrtrack)[0] or events(hrtrack)[0]["sensitive"] is False


def test_a_guard_in_a_sheet_is_taken_away(hrtrack: Run, empty_store: Store) -> None:
    hrtrack(f"import {book(HEADER, [chr(39) + '2026-03', chr(39) + '=1+1', 'CAT', '’tis', None])}")
    (event,) = events(hrtrack)
    assert (event["date"], event["title"], event["place"]) == ("2026-03", "=1+1", "’tis")


@pytest.mark.parametrize("title", ["'=1+1", "''", "'97.10", "'tis"])
def test_a_text_with_such_a_sign_comes_back_from_our_own_workbook(
    hrtrack: Run, empty_store: Store, title: str
) -> None:
    record = {"date": "2026", "title": title, "mechanism": "CAT", "kind": "other"}
    hrtrack("import -", stdin=json.dumps(record))
    hrtrack("export --what events -o out.xlsx")
    assert "0 updated, 1 unchanged" in hrtrack("import out.xlsx").err


def test_a_logical_value_among_texts_is_what_is_shown(hrtrack: Run, empty_store: Store) -> None:
    hrtrack(f"import {book(HEADER, ['2026', True, 'CAT', False, None])}")
    (event,) = events(hrtrack)
    assert (event["title"], event["place"]) == ("TRUE", "FALSE")
