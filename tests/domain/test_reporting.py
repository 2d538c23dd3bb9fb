"""State reports to the treaty bodies: where each stands follows from its dates, as of a day.

- due, overdue from the day after the last day it was due, received, examined
- a date known by its month counts from its first day; a due date until its last
- what came in late or early is received; unknown when no date tells
- when the receipt is not recorded, nobody knows between the due day and the examination
- what is known of a report on a day is what had happened by then, and nothing that came with more
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from making import make

from belarus_hr.domain.figures import report_state

LIFE = {"due": "2000-08", "received": "2009-12", "examined": "2011-11-11/2011-11-14"}


def state(day: str, **known: Any) -> str:
    return report_state.state_on(make("reports", **known), date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1999-01-01", "due"),
        ("2000-08-31", "due"),
        ("2000-09-01", "overdue"),
        ("2009-11-30", "overdue"),
        ("2009-12-01", "received"),
        ("2011-11-10", "received"),
        ("2011-11-11", "examined"),
        ("2026-01-01", "examined"),
    ],
)
def test_a_report_over_its_life(day: str, expected: str) -> None:
    assert state(day, **LIFE) == expected
    assert expected in report_state.STATES


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "unknown"),
        ({"symbol": "CAT/C/BLR/4"}, "unknown"),
        ({"received": "2015"}, "unknown"),
        ({"received": "2009-12"}, "received"),
        ({"received": "2009-12", "due": "2030"}, "received"),
        ({"due": "2030"}, "due"),
        ({"due": "2000"}, "overdue"),
        ({"adopted": "2011-11-25"}, "examined"),
        ({"issued": "2011-12-07"}, "examined"),
        ({"due": "2000", "issued": "2011-12-07"}, "examined"),
    ],
)
def test_a_report_of_which_little_is_known(known: dict[str, str], expected: str) -> None:
    assert state("2012-01-31", **known) == expected


@pytest.mark.parametrize("last", ["examined", "adopted"])
@pytest.mark.parametrize(
    ("day", "expected"), [("2000", "due"), ("2005", "unknown"), ("2012", "examined")]
)
def test_a_report_whose_receipt_is_not_recorded(last: str, day: str, expected: str) -> None:
    assert state(f"{day}-01-01", **{"due": "2000-08", last: "2011-11"}) == expected


@pytest.mark.parametrize(
    ("expected", "is_open"),
    [("due", True), ("overdue", True), ("received", True), ("examined", False), ("unknown", False)],
)
def test_a_report_is_open_until_it_is_examined(expected: str, is_open: bool) -> None:
    assert (expected in report_state.OPEN) is is_open


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2000-07-31", None),
        ("2000-08-01", {"due"}),
        ("2009-12-01", {"due", "received"}),
        ("2011-11-11", {"due", "received", "examined"}),
        ("2011-12-07", {"due", "received", "examined", "issued", "observations"}),
    ],
)
def test_what_is_known_of_a_report_on_a_day(day: str, expected: set[str] | None) -> None:
    report = make("reports", **LIFE, issued="2011-12-07", observations="CAT/C/BLR/CO/4")
    found = report_state.known_on(report, date.fromisoformat(day))
    assert (found and found.keys() - {"mechanism", "ordinal", "title"}) == expected


def test_a_report_without_any_date_is_always_known() -> None:
    report = make("reports", observations="CAT/C/BLR/CO/4")
    assert report_state.known_on(report, date.min) == report
