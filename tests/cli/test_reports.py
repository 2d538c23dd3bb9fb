"""``reports``: the State reports, and where each stands as of a day.

- piped: a line each by id: id ordinal due received examined observations state
- filters: mechanism (any case, several, a family), state; values add up, options narrow
- the order asked for, at most so many; JSON has all fields, and what it gives can be added again
- --as-of shows what was on record then: no later date, no report of which only later dates tell,
  but for one that is due
- a day before the first record is said on standard error; nothing is shown, and that is no failure
- a value that will not do is refused with what would
- a narrow terminal does without some columns and cuts none
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from own_records import as_lines, event, fill, record

from belarus_hr.domain.records.kinds import REPORT
from belarus_hr.store import Store
from belarus_hr.views import tables
from belarus_hr.views.listings import REPORTS
from belarus_hr.views.rows import fields
from belarus_hr.views.screen import Screen

if TYPE_CHECKING:
    from tests.conftest import Run

CAT3, CAT4, CAT6, CCPR, CERD, CESCR = (
    "cat-report-3",
    "cat-report-4",
    "cat-report-6",
    "ccpr-report-5",
    "cerd-report-18-19",
    "cescr-report-4-6",
)
RECORDS = (
    event("cat-1987-03-13-ratification", date="1987-03-13", kind="ratification"),
    record("report", CAT6, ordinal="6"),
    record("report", CAT4, ordinal="4", received="2009-12", examined="2011-11-11/2011-11-14",
           issued="2011-12-07", observations="CAT/C/BLR/CO/4", follow_up="2012-11"),
    record("report", CAT3, ordinal="3", examined="2000-11-15"),
    record("report", CCPR, mechanism="CCPR", ordinal="5", due="2001-11-07", received="2017-03-30",
           examined="2018-10-08", adopted="2018-10-25", observations="CCPR/C/BLR/CO/5"),
    record("report", CERD, mechanism="CERD", ordinal="18-19", due="2008", examined="2013-08-20"),
    record("report", CESCR, mechanism="CESCR", ordinal="4-6", received="2010-11",
           examined="2013-11-13", observations="E/C.12/BLR/CO/4-6"),
)  # fmt: skip


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


def test_piped_it_writes_a_line_each_by_id(hrtrack: Run, store: Store) -> None:
    assert hrtrack("reports").out == (
        f"{CAT3}\t3\t\t\t2000-11-15\t\texamined\n"
        f"{CAT4}\t4\t\t2009-12\t2011-11-11/2011-11-14\tCAT/C/BLR/CO/4\texamined\n"
        f"{CAT6}\t6\t\t\t\t\tunknown\n"
        f"{CCPR}\t5\t2001-11-07\t2017-03-30\t2018-10-08\tCCPR/C/BLR/CO/5\texamined\n"
        f"{CERD}\t18-19\t2008\t\t2013-08-20\t\texamined\n"
        f"{CESCR}\t4-6\t\t2010-11\t2013-11-13\tE/C.12/BLR/CO/4-6\texamined\n"
    )


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("--mechanism cat", [CAT3, CAT4, CAT6]),
        ("-m CCPR,cerd", [CCPR, CERD]),
        ("-m CCPR -m cerd", [CCPR, CERD]),
        ("-m treaty-bodies", [CAT3, CAT4, CAT6, CCPR, CERD, CESCR]),
        ("-m charter", []),
        ("--state unknown", [CAT6]),
        ("--state OVERDUE", []),
        ("--as-of 2012-01 --state overdue", [CCPR]),
        ("--as-of 2012-01 --state received", [CESCR]),
        ("--as-of 2012-01 --state overdue,received", [CCPR, CESCR]),
        ("--as-of 2012-01 --state overdue --state received", [CCPR, CESCR]),
        ("--as-of 2001-11-07 --state due", [CCPR]),
        ("--as-of 2012-01 --state overdue -m CESCR", []),
        ("--sort -received --limit 2", [CCPR, CESCR]),
        ("--sort due --limit 2", [CCPR, CERD]),
        ("--sort -id --limit 1", [CESCR]),
        ("--limit 0", []),
    ],
)
def test_options_narrow_and_order_the_list(
    hrtrack: Run, store: Store, options: str, found: list[str]
) -> None:
    assert hrtrack(f"reports {options} --format ids").lines == found


def test_json_has_all_fields_in_their_order(hrtrack: Run, store: Store) -> None:
    for row in json.loads(hrtrack("reports --format json").out):
        assert list(row) == list(fields(REPORT))


def test_what_it_gives_can_be_added_again(hrtrack: Run, store: Store) -> None:
    given = hrtrack("reports -m CAT --format ndjson").out
    hrtrack(f"delete {CAT3} {CAT4} {CAT6} --yes")
    assert hrtrack("add -", stdin=given).lines == [CAT3, CAT4, CAT6]
    assert hrtrack("reports -m CAT --format ndjson").out == given


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ("--fields state,id", f"examined\t{CAT3}"),
        ("--header", "id\tordinal\tdue\treceived\texamined\tobservations\tstate"),
        ("--format csv --fields id,due", "id,due"),
        ("--format md --fields id", "| id |"),
    ],
)
def test_fields_are_picked_and_ordered(
    hrtrack: Run, store: Store, options: str, first: str
) -> None:
    assert hrtrack(f"reports {options}").lines[0] == first


def test_fields_help_lists_them(hrtrack: Run, store: Store) -> None:
    assert [line[0] for line in hrtrack("reports --fields help").cells] == list(fields(REPORT))


# --- as of a day ----------------------------------------------------------------------


def test_as_of_a_day_no_later_date_is_shown(hrtrack: Run, store: Store) -> None:
    assert hrtrack("reports --as-of 2012-01").out == (
        f"{CAT3}\t3\t\t\t2000-11-15\t\texamined\n"
        f"{CAT4}\t4\t\t2009-12\t2011-11-11/2011-11-14\tCAT/C/BLR/CO/4\texamined\n"
        f"{CAT6}\t6\t\t\t\t\tunknown\n"
        f"{CCPR}\t5\t2001-11-07\t\t\t\toverdue\n"
        f"{CERD}\t18-19\t2008\t\t\t\tunknown\n"
        f"{CESCR}\t4-6\t\t2010-11\t\t\treceived\n"
    )


def test_before_the_observations_neither_their_symbol_nor_their_follow_up_is_shown(
    hrtrack: Run, store: Store
) -> None:
    line = "reports -m CAT --fields id,issued,observations,follow_up --as-of {} --sort -id"
    assert hrtrack(line.format("2011-12-06")).cells[1] == [CAT4, "", "", ""]
    assert hrtrack(line.format("2011-12-07")).cells[1] == [
        CAT4, "2011-12-07", "CAT/C/BLR/CO/4", "2012-11",
    ]  # fmt: skip


def test_a_report_of_which_only_later_dates_tell_was_not_on_record(
    hrtrack: Run, store: Store
) -> None:
    assert hrtrack("reports --as-of 2000-11-14 -m CAT,CESCR --format ids").lines == [CAT6]


def test_a_report_to_come_is_shown_as_due(hrtrack: Run, store: Store) -> None:
    given = as_lines(record("report", "cat-report-7", due="2027-05-18"))
    hrtrack("add -", stdin=given)
    line = "reports --as-of 2026-11 --state due --fields id,due,state"
    assert hrtrack(line).cells == [["cat-report-7", "2027-05-18", "due"]]


@pytest.mark.parametrize(("form", "out"), [("tsv", ""), ("json", "[]\n"), ("ids", "")])
def test_a_day_before_the_first_record_is_said(
    hrtrack: Run, store: Store, form: str, out: str
) -> None:
    said = "nothing is on record as of 1986-12-31: the first record is of 1987-03-13\n"
    assert hrtrack(f"reports --as-of 1986 --format {form}") == (0, out, said)


# --- values that will not do, and people ----------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--state late", 'unknown state "late": '),
        ("--state overdu", 'unknown state "overdu": did you mean "overdue"?'),
        ("-m CATT", 'unknown mechanism "CATT": did you mean CAT'),
        ("--sort duee", 'no field "duee": did you mean due?'),
        ("--sort due,id", '--sort takes one field, not "due,id"'),
        ("--format ics", 'unknown format "ics"'),
        ("--as-of soon", 'date "soon" is not understood'),
    ],
)
def test_a_value_that_will_not_do_is_refused(
    hrtrack: Run, store: Store, options: str, said: str
) -> None:
    ran = hrtrack(f"reports {options}", code=2)
    assert ran.out == ""
    assert ran.err.startswith(f"hrtrack: {said}")


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (60, "id due received state"),
        (80, "id due received examined state"),
        (100, "id ordinal due received examined state"),
        (120, "id ordinal due received examined observations state"),
        (None, "id ordinal due received examined observations state"),
    ],
)
def test_a_narrow_terminal_does_without_some_columns(width: int | None, columns: str) -> None:
    assert REPORTS.fitting(Screen(width, colour=False)) == tuple(columns.split())


@pytest.mark.parametrize("width", [60, 76, 86, 108, 200])
def test_the_shipped_reports_are_whole_on_a_terminal(hrtrack: Run, width: int) -> None:
    rows = json.loads(hrtrack("reports --as-of 2026-01 --format json").out)
    screen = Screen(width, colour=False)
    table = tables.listing(rows, REPORTS.fitting(screen), screen)
    assert max(map(len, table.splitlines())) <= width
    ends = [line.split() for line in table.splitlines()[2:] if not line.startswith(" ")]
    assert [(line[0], line[-1]) for line in ends] == [(row["id"], row["state"]) for row in rows]
