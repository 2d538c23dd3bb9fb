"""``due``: what is due, overdue, or received and pending, as of a day.

- piped: a line each, overdue first, then by date: id date what mechanism title state days
- January 2012: a report received and pending, the second review due 2015, a report long overdue
- --within leaves out what falls due later; --mechanism, a family too; both together
- every format holds the same; JSON has every key; ids are those that show takes; ics is a calendar
- that nothing is due is said on standard error, and of which mechanisms no next date is known
- exit code: 0; with --fail 6 when something shown is overdue, and it is shown all the same
- a day before the first record is said on standard error; nothing is shown, and that is no failure
- a value that will not do is refused with what would, and nothing is shown
- a narrow terminal does without some columns and cuts none; text of others drives nothing
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from own_records import event, fill, record

from belarus_hr.domain.errors import ExitCode
from belarus_hr.store import Store
from belarus_hr.views import tables
from belarus_hr.views.listings import DUE
from belarus_hr.views.screen import Screen

if TYPE_CHECKING:
    from tests.conftest import Run

CCPR, CESCR, CAT = "ccpr-report-5", "cescr-report-4-6", "cat-report-4"
FORMATS = ("table", "tsv", "csv", "json", "ndjson", "md", "ids", "ics")
RECORDS = (
    event("ccpr-1973-11-12-ratification", date="1973-11-12", mechanism="CCPR", kind="ratification"),
    record("review", "upr1", next="2015", midterm="2012-11", sources=["A/HRC/30/3"]),
    record("review", "upr2", cycle=2, date="2015-05-04", title="Second review"),
    record("report", CESCR, mechanism="CESCR", title="Combined fourth to sixth periodic reports",
           received="2010-11", examined="2013-11-13"),
    record("report", CCPR, mechanism="CCPR", title="Fifth periodic report", due="2001-11-07",
           received="2017-03-30", sources=["CCPR/C/BLR/CO/5", "Page of an NGO"]),
    record("report", CAT, received="2009-12", examined="2011-11-11", follow_up="2012-11-25"),
    record("report", "crc-report-2", mechanism="CRC", title="Second", examined="2002-05-27"),
)  # fmt: skip
KEYS = "id date what mechanism title state days sources".split()


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(empty_store, *RECORDS)
    return empty_store


def test_piped_it_writes_a_line_each_overdue_first_then_by_date(hrtrack: Run, store: Store) -> None:
    assert hrtrack("due --as-of 2012-01").out == (
        f"{CCPR}\t2001-11-07\treport\tCCPR\tFifth periodic report\toverdue\t3737\n"
        f"{CESCR}\t2010-11\treport\tCESCR\tCombined fourth to sixth periodic reports\treceived\t\n"
        "upr1\t2012-11\tmid-term\tUPR\tMid-term report on cycle 1\tdue\t-304\n"
        f"{CAT}\t2012-11-25\tfollow-up\tCAT\tFourth periodic report: follow-up to the observations"
        "\tdue\t-299\n"
        "upr1\t2015\treview\tUPR\tReview of cycle 2\tdue\t-1430\n"
    )


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("--within 0d", [CCPR, CESCR]),
        ("--within 9m", [CCPR, CESCR]),
        ("--within 10m", [CCPR, CESCR, "upr1", CAT]),
        ("--within 43w", [CCPR, CESCR, "upr1", CAT]),
        ("--within 299d", [CCPR, CESCR, "upr1", CAT]),
        ("--within 298d", [CCPR, CESCR, "upr1"]),
        ("--within 1y", [CCPR, CESCR, "upr1", CAT]),
        ("--within 3y", [CCPR, CESCR, "upr1", CAT, "upr1"]),
        ("--mechanism upr", ["upr1", "upr1"]),
        ("-m cat,CCPR", [CCPR, CAT]),
        ("-m cat -m CCPR", [CCPR, CAT]),
        ("-m treaty-bodies", [CCPR, CESCR, CAT]),
        ("-m treaty-bodies --within 90d", [CCPR, CESCR]),
        ("-m CRPD", []),
    ],
)
def test_options_narrow_the_list(
    hrtrack: Run, store: Store, options: str, found: list[str]
) -> None:
    assert hrtrack(f"due --as-of 2012-01-31 {options} --fields id").lines == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2001-11-07", [CCPR]),
        ("2010-06", [CCPR, CAT, "upr1", "upr1"]),
        ("2015-05-04", [CCPR, CAT]),
        ("2017-03-30", [CAT, CCPR]),
    ],
)
def test_as_of_a_day_what_came_later_is_not_there(
    hrtrack: Run, store: Store, day: str, found: list[str]
) -> None:
    assert hrtrack(f"due --as-of {day} --fields id").lines == found


def test_without_a_day_it_is_today(hrtrack: Run, store: Store) -> None:
    today = date.today().isoformat()
    assert hrtrack("due --format json").out == hrtrack(f"due --as-of {today} --format json").out


# --- formats --------------------------------------------------------------------------


def test_json_has_every_key_and_null_for_the_days_of_what_was_received(
    hrtrack: Run, store: Store
) -> None:
    overdue, received, *_ = json.loads(hrtrack("due --as-of 2012-01 --format json").out)
    assert list(overdue) == list(received) == KEYS
    assert (overdue["days"], received["days"]) == (3737, None)
    assert overdue["sources"] == [{"ref": "CCPR/C/BLR/CO/5"}, {"ref": "Page of an NGO"}]


def test_ndjson_is_the_rows_of_json_one_a_line(hrtrack: Run, store: Store) -> None:
    rows = json.loads(hrtrack("due --as-of 2012-01 --format json").out)
    lines = hrtrack("due --as-of 2012-01 --format ndjson").lines
    assert [json.loads(line) for line in lines] == rows


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ("--fields days,id", f"3737\t{CCPR}"),
        ("--fields id,sources", f"{CCPR}\tCCPR/C/BLR/CO/5; Page of an NGO"),
        ("--fields what,state --header", "what\tstate"),
        ("--fields id,days --format csv", "id,days"),
        ("--fields id,days --format csv --no-header", f"{CCPR},3737"),
        ("--fields id --format ndjson", f'{{"id": "{CCPR}"}}'),
        ("--fields id,date --format md", "| id | date |"),
    ],
)
def test_fields_are_picked_and_ordered(
    hrtrack: Run, store: Store, options: str, first: str
) -> None:
    assert hrtrack(f"due --as-of 2012-01 {options}").lines[0] == first


@pytest.mark.parametrize("form", FORMATS)
def test_fields_help_lists_them_in_every_format(hrtrack: Run, store: Store, form: str) -> None:
    assert [line[0] for line in hrtrack(f"due --fields help --format {form}").cells] == KEYS


def test_the_ids_are_those_that_show_takes(hrtrack: Run, store: Store) -> None:
    ids = hrtrack("due --as-of 2012-01 --format ids").out
    shown = json.loads(hrtrack("show - --format json", stdin=ids).out)
    assert [one["id"] for one in shown] == [CCPR, CESCR, "upr1", CAT]


def test_a_calendar_holds_what_the_lines_hold(hrtrack: Run, store: Store) -> None:
    rows = json.loads(hrtrack("due --as-of 2012-01 --format json").out)
    ran = hrtrack("due --as-of 2012-01 --format ICS")
    events = Calendar.from_ical(ran.out).events
    assert [event["UID"] for event in events] == [f"{r['id']}-{r['what']}@hrtrack" for r in rows]
    assert all(
        event["SUMMARY"].endswith(row["title"]) for event, row in zip(events, rows, strict=True)
    )
    assert (events[-1].start, events[-1].end) == (date(2015, 1, 1), date(2016, 1, 1))
    assert ran.out.count("\n") == ran.out.count("\r\n")


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("tsv", ""),
        ("json", "[]\n"),
        ("ndjson", ""),
        ("ids", ""),
        (
            "ics",
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hrtrack//due//EN\r\nBEGIN:VTIMEZONE\r\n"
            "TZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
            "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n",
        ),
    ],
)
def test_nothing_due_is_no_failure_and_is_said_besides(
    hrtrack: Run, store: Store, form: str, out: str
) -> None:
    said = "nothing that is on record is due or overdue\n"
    assert hrtrack(f"due -m CRPD --fail --format {form}") == (0, out, said)


# --- exit code ------------------------------------------------------------------------


def test_with_fail_it_is_6_when_something_is_overdue_and_shows_the_same(
    hrtrack: Run, store: Store
) -> None:
    assert ExitCode.OVERDUE == 6
    plain = hrtrack("due --as-of 2012-01")
    assert hrtrack("due --as-of 2012-01 --fail", code=6) == (6, plain.out, "")


@pytest.mark.parametrize("form", FORMATS)
def test_with_fail_it_is_6_in_every_format(hrtrack: Run, store: Store, form: str) -> None:
    assert CCPR in hrtrack(f"due --as-of 2012-01 --fail --format {form}", code=6).out


@pytest.mark.parametrize(
    "options",
    [
        "--as-of 2001-11-07 -m CCPR",
        "--as-of 2012-01 -m UPR,CAT",
        "--as-of 2012-01 -m CESCR",
        "--as-of 1960",
    ],
)
def test_with_fail_it_is_0_when_nothing_shown_is_overdue(
    hrtrack: Run, store: Store, options: str
) -> None:
    hrtrack(f"due --fail {options}", code=0)


def test_the_help_says_the_exit_code(hrtrack: Run) -> None:
    assert "with --fail 6 when something shown is overdue" in " ".join(
        hrtrack("due --help").out.split()
    )
    assert "6 overdue (due --fail)" in hrtrack("--help").out


# --- a day before the record; values that will not do ---------------------------------


@pytest.mark.parametrize(("form", "out"), [("tsv", ""), ("json", "[]\n"), ("ids", "")])
def test_a_day_before_the_first_record_is_said(
    hrtrack: Run, store: Store, form: str, out: str
) -> None:
    said = "nothing is on record as of 1973-11-11: the first record is of 1973-11-12\n"
    assert hrtrack(f"due --as-of 1973-11-11 --format {form}") == (0, out, said)
    assert "the first record" not in hrtrack("due --as-of 1973-11-12").err


def test_a_store_of_plans_alone_answers_for_any_day(hrtrack: Run, empty_store: Store) -> None:
    fill(empty_store, record("report", "cat-report-6", due="2027-05-18"))
    assert hrtrack("due --as-of 2026-11-23 --fields id,days") == (0, "cat-report-6\t-176\n", "")


def test_without_a_day_no_record_is_too_late(hrtrack: Run, empty_store: Store) -> None:
    planned = event("crc-2998-meeting", date="2998", mechanism="CRC", kind="meeting")
    fill(empty_store, planned, record("report", "crc-report-7", mechanism="CRC", due="2999"))
    ran = hrtrack("due --format ids")
    assert (ran.lines, ran.err) == (["crc-report-7"], "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--within 3q", '--within "3q" is not understood: write 90d, 12w, 3m or 1y'),
        ("--within 1y6m", '--within "1y6m" is not understood: write 90d, 12w, 3m or 1y'),
        ("--as-of 31.1.2012", 'date "31.1.2012" is not understood'),
        ("-m CATT", 'unknown mechanism "CATT": did you mean CAT'),
        ("--format icss", 'unknown format "icss": did you mean "ics"?'),
        ("--fields id,dayz", 'no field "dayz": did you mean days?'),
        ("--format ics --fields id", 'format "ics": a calendar has no fields to choose'),
    ],
)
def test_a_value_that_will_not_do_is_refused(
    hrtrack: Run, store: Store, options: str, said: str
) -> None:
    ran = hrtrack(f"due {options}", code=2)
    assert ran.out == ""
    assert ran.err.startswith(f"hrtrack: {said}")


# --- for people -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (60, "id date title state days"),
        (100, "id date what mechanism title state days"),
        (None, "id date what mechanism title state days"),
    ],
)
def test_a_narrow_terminal_does_without_some_columns(width: int | None, columns: str) -> None:
    assert DUE.fitting(Screen(width, colour=False)) == tuple(columns.split())


@pytest.mark.parametrize("width", [60, 70, 100, 200])
def test_ids_dates_and_states_are_whole_on_a_terminal(
    hrtrack: Run, store: Store, width: int
) -> None:
    rows = json.loads(hrtrack("due --as-of 2012-01 --format json").out)
    screen = Screen(width, colour=False)
    table = tables.listing(rows, DUE.fitting(screen), screen, titled=DUE.titled)
    assert max(map(len, table.splitlines())) <= width
    words = table.split()
    for row in rows:
        days = [] if row["days"] is None else [str(row["days"])]
        assert {row["id"], row["date"], *days} <= {*words}
    assert re.findall(r"overdue|received|\bdue", table) == [row["state"] for row in rows]


def test_a_table_in_a_pipe_is_whole(hrtrack: Run, store: Store) -> None:
    head, _, first, *_ = hrtrack("due --as-of 2012-01 --format table").lines
    assert head.split() == "id date what mechanism title state days".split()
    assert re.split(" {2,}", first) == [
        CCPR, "2001-11-07", "report", "CCPR", "Fifth periodic report", "overdue", "3737",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_text_of_others_drives_nothing(hrtrack: Run, empty_store: Store, form: str) -> None:
    hostile = "\x1b[31mred\x9b\u202e\u200b\x07[/b]\u2028;END:VEVENT"
    fill(
        empty_store,
        record("report", CAT, title=hostile, due="2027", sources=[{"ref": hostile}]),
    )
    out = hrtrack(f"due --as-of 2026-11 --format {form}").out
    assert set("\x1b\x9b\u202e\u200b\x07\u2028").isdisjoint(out)
    assert "[/b]" in out.replace("\\", "") or form == "ids"
