"""``list --format ics``: what happened, and what is announced, as a calendar.

- an all-day event for each record, over all the days that its date may mean
- kinds that have a date; the text of others neither ends a line nor begins a property
- with nothing to show it is a valid calendar, which has a component
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from own_records import event, fill, record

from belarus_hr.store import Store

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.fixture
def store(empty_store: Store) -> Store:
    fill(
        empty_store,
        event("cat-day", date="2009-11-13", kind="visit", title="A visit", place="Minsk",
              sources=[{"ref": "CAT/C/BLR/4"}]),
        event("cat-month", date="2009-02", note="x\r\nEND:VCALENDAR"),
        event("cat-open", date="2024-11-01/..", kind="mandate"),
        record("review", "upr1"),
    )  # fmt: skip
    return empty_store


def test_each_record_is_an_event_of_whole_days(hrtrack: Run, store: Store) -> None:
    calendar = Calendar.from_ical(hrtrack("list --format ics --as-of 2026-01-01").out)
    month, day, open_ = calendar.walk("VEVENT")
    assert (str(day["UID"]), str(day["SUMMARY"])) == ("cat-day@hrtrack", "CAT A visit")
    assert (str(day.decoded("DTSTART")), str(day.decoded("DTEND"))) == ("2009-11-13", "2009-11-14")
    assert str(day["DESCRIPTION"]).splitlines() == [
        "Date: 2009-11-13", "Record: cat-day", "Minsk", "Source: CAT/C/BLR/4",
    ]  # fmt: skip
    assert str(day["URL"]) == "https://docs.un.org/en/CAT/C/BLR/4"
    assert str(month.decoded("DTEND")) == "2009-03-01"
    assert "DTEND" not in open_
    assert "END:VCALENDAR" in str(month["DESCRIPTION"])


def test_filters_choose_and_other_kinds_have_days_too(hrtrack: Run, store: Store) -> None:
    visits = Calendar.from_ical(hrtrack("list --kind visit --format ics").out)
    assert [str(entry["UID"]) for entry in visits.walk("VEVENT")] == ["cat-day@hrtrack"]
    reviews = Calendar.from_ical(hrtrack("list --record review --format ics").out)
    assert [str(entry["SUMMARY"]) for entry in reviews.walk("VEVENT")] == ["UPR First review"]


@pytest.mark.parametrize("line", ["list --kind inquiry", "due --as-of 2010"])
def test_with_nothing_to_show_it_is_a_valid_calendar(hrtrack: Run, store: Store, line: str) -> None:
    calendar = Calendar.from_ical(hrtrack(f"{line} --format ics").out)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert calendar["PRODID"]


@pytest.mark.parametrize("option", ["--fields id", "--header"])
def test_a_calendar_has_no_fields_to_choose(hrtrack: Run, store: Store, option: str) -> None:
    assert option.split()[0] in hrtrack(f"list --format ics {option}", code=2).err
