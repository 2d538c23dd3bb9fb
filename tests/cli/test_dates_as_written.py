"""Dates as sheets, databases and people write them.

- a day with a time of day is that day
- forms of EDTF that are not kept are named as such
- a date typed in another order, or with the name of a month, is refused with the date it may mean
"""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


def refusal(hrtrack: Run, date: str) -> str:
    return hrtrack(["add", "A round table", "--mechanism", "CAT", "--date", date], code=2).err


@pytest.mark.parametrize(
    "date",
    [
        "2026-03-01 00:00:00",
        "2026-03-01 14:30",
        "2026-03-01T14:30:00Z",
        "2026-03-01T14:30:00.250+03:00",
        " 2026-03-01 9:05:00 ",
    ],
)
def test_a_time_of_day_is_left_out(hrtrack: Run, empty_store: Store, date: str) -> None:
    Path("a.csv").write_text(f"date,title,mechanism,kind\n{date},A round table,CAT,meeting\n")
    hrtrack("import a.csv")
    assert json.loads(hrtrack("list --format json").out)[0]["date"] == "2026-03-01"


@pytest.mark.parametrize("shown", ["dd.mm.yyyy", "dd.mm.yyyy hh:mm"])
def test_a_sheet_s_day_with_a_time_is_a_day(hrtrack: Run, empty_store: Store, shown: str) -> None:
    held = BytesIO()
    with xlsxwriter.Workbook(held) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("date", "title", "mechanism", "kind"))
        form = book.add_format({"num_format": shown})
        page.write_datetime(1, 0, datetime(2026, 3, 1, 14, 30), form)
        page.write_row(1, 1, ("A round table", "CAT", "meeting"))
    Path("a.xlsx").write_bytes(held.getvalue())
    hrtrack("import a.xlsx")
    assert json.loads(hrtrack("list --format json").out)[0]["date"] == "2026-03-01"


@pytest.mark.parametrize(
    ("date", "what"),
    [
        ("2009?", "an uncertain date"),
        ("2009-05%", "an uncertain and approximate date"),
        ("200X", "a date with unspecified digits"),
        ("20XX", "a date with unspecified digits"),
        ("2009-XX", "a date with unspecified digits"),
        ("2009-05-XX", "a date with unspecified digits"),
        ("2009-21", "a season or another part of a year"),
        ("../2009", "an interval without a start"),
        ("/2009", "an interval without a start"),
        ("2009/", "an interval of which the end is unknown"),
        ("Y17000", "a year beyond four digits"),
        ("-0044", "a year beyond four digits"),
    ],
)
def test_edtf_that_is_not_kept_is_named(
    hrtrack: Run, empty_store: Store, date: str, what: str
) -> None:
    ran = hrtrack(["add", "A round table", "--mechanism", "CAT", f"--date={date}"], code=2)
    assert f'date "{date}" is EDTF for {what}, which is not kept: write 2009' in ran.err


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        ("28.02.2026", "2026-02-28"),
        ("3.4.2026", "2026-04-03"),
        ("28/02/2026", "2026-02-28"),
        ("02/28/2026", "2026-02-28"),
        ("03/04/2026", "2026-04-03 or 2026-03-04"),
        ("2026/02/28", "2026-02-28"),
        ("2026.02.28", "2026-02-28"),
        ("20260228", "2026-02-28"),
        ("02.2026", "2026-02"),
        ("2026-2-8", "2026-02-08"),
        ("28.02.2026 г.", "2026-02-28"),
        ("March 2026", "2026-03"),
        ("MARCH, 2026", "2026-03"),
        ("5 Mar 2026", "2026-03-05"),
        ("5-Mar-2026", "2026-03-05"),
        ("5th of March 2026", "2026-03-05"),
        ("Sept. 5, 2026", "2026-09-05"),
        ("марта 2026", "2026-03"),
        ("5 марта 2026 г.", "2026-03-05"),
        ("Май 2026 года", "2026-05"),
        ("2026 мая", "2026-05"),
        ("5 сакавіка 2026", "2026-03-05"),
        ("Снежань 2026", "2026-12"),
        ("5–7 March 2026", "2026-03-05/2026-03-07"),
        ("5 - 7 марта 2026 г.", "2026-03-05/2026-03-07"),
        ("March–April 2026", "2026-03/2026-04"),
        ("2009-2010", "2009/2010"),
        ("2026 г.", "2026"),
        ("Mar-26", "2026-03"),
        ("мар.26", "2026-03"),
        ("5-Mar-26", "2026-03-05"),
        ("28.02.26", "2026-02-28"),
        ("03/04/26", "2026-04-03 or 2026-03-04"),
        ("Dec-85", "1985-12 or 2085-12"),
        ("about 2010", "2010~"),
        ("около 2010", "2010~"),
    ],
)
def test_another_order_is_refused_with_what_it_may_mean(
    hrtrack: Run, empty_store: Store, date: str, meant: str
) -> None:
    assert f"did you mean {meant}? " in refusal(hrtrack, date)


@pytest.mark.parametrize(
    "date",
    [
        "31.02.2026",
        "13.2026",
        "yesterday",
        "2026-3-1-1",
        "2026-13",
        "31 June 2026",
        "Smarch 2026",
        "7-5 March 2026",
        "April–March 2026",
        "2010-2009",
        "March",
        "5 March",
        "March 26",
        "5-March",
    ],
)
def test_no_date_is_suggested_where_none_is_meant(
    hrtrack: Run, empty_store: Store, date: str
) -> None:
    assert "did you mean" not in refusal(hrtrack, date)
