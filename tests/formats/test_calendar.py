"""Deadlines as an iCalendar stream (RFC 5545), read back by another library.

- the bytes: CRLF after every line, 75 octets at most, no character split, nothing but UTF-8
- each deadline an all-day event from the first day its date may mean to the last; without an end,
  the first day alone
- its UID is the same whatever the day and the state, and no other's; DTSTAMP is the day asked
- any text survives: letters of any script, commas, backslashes, new lines; what drives a terminal
  or hides text comes as a sign of itself; no text ends a line or begins a property
- the description: the date as on record, where it stands, the days, the record, the sources
- the same question gives the same bytes; nothing due is a calendar without events
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from belarus_hr.domain.figures.deadlines import Deadline
from belarus_hr.domain.text import edtf
from belarus_hr.domain.text.safe_text import visible
from belarus_hr.formats import icalendar

AS_OF = date(2012, 1, 31)
OVERDUE = Deadline(
    id="ccpr-report-5",
    date="2001-11-07",
    what="report",
    mechanism="CCPR",
    title="Fifth periodic report",
    state="overdue",
    days=3737,
    sources=[{"ref": "CCPR/C/BLR/CO/5"}],
)
REVIEW = Deadline(
    id="upr1",
    date="2015",
    what="review",
    mechanism="UPR",
    title="Review of cycle 2",
    state="due",
    days=-1430,
    sources=[],
)
#: Text without control or direction characters.
PLAIN = st.text().filter(lambda text: visible(text) == text)
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 30))
SINGLE = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([7, 10]))
EDTF = st.tuples(SINGLE, SINGLE).map(lambda pair: "/".join(sorted(pair, key=edtf.sort_key)))


def written(*deadlines: Deadline, as_of: date = AS_OF) -> bytes:
    return "".join(icalendar.calendar(deadlines, as_of)).encode()


def read(*deadlines: Deadline, as_of: date = AS_OF) -> list[Any]:
    """Return the events that the other library finds."""
    return Calendar.from_ical(written(*deadlines, as_of=as_of)).events


def summary(title: str) -> str:
    (event,) = read(OVERDUE._replace(title=title))
    return str(event["SUMMARY"]).removeprefix("CCPR report overdue: ")


def unfolded(raw: bytes) -> list[str]:
    return raw.replace(b"\r\n ", b"").decode().split("\r\n")


# --- the bytes --------------------------------------------------------------------------


def test_an_event_is_these_lines() -> None:
    assert unfolded(written(OVERDUE)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//hrtrack//due//EN",
        "BEGIN:VEVENT",
        "UID:ccpr-report-5-report@hrtrack",
        "DTSTAMP:20120131T000000Z",
        "DTSTART;VALUE=DATE:20011107",
        "DTEND;VALUE=DATE:20011108",
        "SUMMARY:CCPR report overdue: Fifth periodic report",
        r"DESCRIPTION:Due: 2001-11-07\nAs of 2012-01-31: overdue\, 3737 days late"
        r"\nRecord: ccpr-report-5\nSource: CCPR/C/BLR/CO/5",
        "CATEGORIES:CCPR,report",
        "URL:https://docs.un.org/en/CCPR/C/BLR/CO/5",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text())
def test_a_line_folds_into_lines_that_are_short_whole_and_say_the_same(value: str) -> None:
    line = f"SUMMARY:{icalendar.text_value(value)}"
    folded = [one.encode() for one in icalendar.fold(line)]
    assert all(len(one.removesuffix(b"\r\n")) <= icalendar.LINE_OCTETS for one in folded)
    assert [one.endswith(b"\r\n") for one in folded] == [True] * len(folded)
    assert b"".join(folded).replace(b"\r\n ", b"").decode() == f"{line}\r\n"


@pytest.mark.parametrize(("length", "lines"), [(74, 1), (75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_line_is_as_long_as_it_may_be(length: int, lines: int) -> None:
    assert len(list(icalendar.fold("x" * length))) == lines


@pytest.mark.parametrize("letter", ["é", "ё", "漢", "𝔘", "😀"])
@pytest.mark.parametrize("before", range(5))
def test_no_letter_is_split(letter: str, before: int) -> None:
    folded = list(icalendar.fold("x" * before + letter * 60))
    assert "".join(one.removesuffix("\r\n").lstrip(" ") for one in folded) == (
        "x" * before + letter * 60
    )
    assert len(folded) > 1


@given(st.text(), st.text())
def test_no_text_ends_a_line_or_begins_a_property(title: str, ref: str) -> None:
    lines = unfolded(written(OVERDUE._replace(title=title, sources=[{"ref": ref or "x"}])))
    names = [line.partition(":")[0].partition(";")[0] for line in lines]
    assert (
        names[:-1]
        == (
            "BEGIN VERSION PRODID BEGIN UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION CATEGORIES "
            f"{'URL ' if 'URL' in names else ''}TRANSP END END"
        ).split()
    )


# --- read back --------------------------------------------------------------------------


@given(PLAIN)
def test_any_text_survives(title: str) -> None:
    assert summary(title) == title


@given(st.lists(st.sampled_from([*"\\,;:\"'nN^%=ё ", "\n", "😀", "BEGIN:VEVENT"])).map("".join))
def test_any_sign_the_format_knows_survives_as_text(title: str) -> None:
    assert summary(title) == title


@given(st.text())
def test_what_a_text_must_not_hold_comes_as_a_sign_of_itself(title: str) -> None:
    lines = title.replace("\r\n", "\n").replace("\r", "\n")
    assert summary(title) == visible(lines, keep="\n")


@pytest.mark.parametrize(
    ("when", "first", "after"),
    [
        ("2015", "2015-01-01", "2016-01-01"),
        ("2015~", "2015-01-01", "2016-01-01"),
        ("2012-02", "2012-02-01", "2012-03-01"),
        ("2012-12", "2012-12-01", "2013-01-01"),
        ("2001-11-07", "2001-11-07", "2001-11-08"),
        ("2009-05-18/2009-05-24", "2009-05-18", "2009-05-25"),
        ("2010/2011", "2010-01-01", "2012-01-01"),
    ],
)
def test_an_event_spans_the_days_that_its_date_may_mean(when: str, first: str, after: str) -> None:
    (event,) = read(REVIEW._replace(date=when))
    assert (event.start, event.end) == (date.fromisoformat(first), date.fromisoformat(after))


@given(EDTF)
def test_any_date_is_read_back_as_its_days(when: str) -> None:
    span = edtf.parse(when)
    (event,) = read(REVIEW._replace(date=when))
    expected = (span.first, span.last + timedelta(days=1))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == expected


@pytest.mark.parametrize("when", ["2024-11-01/..", "9999-12-31"])
def test_a_date_that_nothing_comes_after_begins_and_has_no_end(when: str) -> None:
    (event,) = read(REVIEW._replace(date=when, days=None))
    assert event["DTSTART"].dt == edtf.parse(when).first
    assert "DTEND" not in event


def test_the_stamp_is_the_day_asked() -> None:
    (event,) = read(REVIEW)
    assert event["DTSTAMP"].dt == datetime(2012, 1, 31, tzinfo=UTC)


def test_an_event_keeps_its_uid_whatever_the_day_and_the_state() -> None:
    later = REVIEW._replace(date="2016", state="overdue", days=3, title="Second review")
    (before,), (after,) = read(REVIEW), read(later, as_of=date(2017, 1, 3))
    assert before["UID"] == after["UID"] == "upr1-review@hrtrack"


def test_two_deadlines_of_one_record_have_uids_of_their_own() -> None:
    uids = [event["UID"] for event in read(REVIEW, REVIEW._replace(what="mid-term"))]
    assert uids == ["upr1-review@hrtrack", "upr1-mid-term@hrtrack"]


def test_events_are_found_by_mechanism_and_by_what_is_due() -> None:
    (event,) = read(REVIEW)
    assert event.categories == ["UPR", "review"]


def test_the_address_is_that_of_the_first_source_that_has_one() -> None:
    sources = [{"ref": "Fact sheet, item 14a"}, {"ref": "A/HRC/30/3, para. 1"}]
    (event,) = read(REVIEW._replace(sources=sources))
    assert event["URL"] == "https://docs.un.org/en/A/HRC/30/3"


@pytest.mark.parametrize(
    ("state", "days", "standing"),
    [
        ("overdue", 3737, "As of 2012-01-31: overdue, 3737 days late"),
        ("overdue", 1, "As of 2012-01-31: overdue, 1 day late"),
        ("due", 0, "As of 2012-01-31: due, 0 days left"),
        ("due", -1, "As of 2012-01-31: due, 1 day left"),
        ("due", None, "As of 2012-01-31: due"),
    ],
)
def test_the_description_says_where_it_stands(state: str, days: int | None, standing: str) -> None:
    (event,) = read(REVIEW._replace(state=state, days=days, date="2015~"))
    assert str(event["DESCRIPTION"]).split("\n") == ["Due: 2015~", standing, "Record: upr1"]


def test_a_report_received_says_when_and_who_says_so() -> None:
    sources = [{"ref": "E/C.12/BLR/4-6"}, {"ref": "Fact sheet, item 8"}]
    known = OVERDUE._replace(state="received", days=None, date="2010-11", sources=sources)
    (event,) = read(known)
    assert event["SUMMARY"] == "CCPR report received: Fifth periodic report"
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Received: 2010-11",
        "As of 2012-01-31: received",
        "Record: ccpr-report-5",
        "Source: E/C.12/BLR/4-6",
        "Source: Fact sheet, item 8",
    ]


# --- as a whole -------------------------------------------------------------------------


def test_the_same_question_gives_the_same_bytes() -> None:
    assert written(OVERDUE, REVIEW) == written(OVERDUE, REVIEW)


def test_nothing_due_is_a_calendar_without_events() -> None:
    found = Calendar.from_ical(written())
    assert (found["VERSION"], found["PRODID"], found.events) == (("2.0", "-//hrtrack//due//EN", []))
