"""What is due as of a day, from the dates on record alone.

- a State report: due until the last day its date may mean, overdue from the next, received until
  it is examined; days late from that last day, days left negative, none once received
- follow-up: from the observations on, until it came; not before there were any
- the UPR: next review and mid-term of the latest review held by the day; a later review closes both
- the real run of January 2012: a report received and pending, a review due 2015, one long overdue
- overdue first, then by date; --within leaves out what falls due later and nothing else
- within: days, weeks; months and years by the calendar, the end of a month staying one
- what State reports showed on a day: more as time goes on, never less; the first date on record
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import make, make_collection

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.figures import deadlines
from belarus_hr.domain.figures.deadlines import Deadline
from belarus_hr.domain.text import edtf

Given = Mapping[str, Any]

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1))
EDTF = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))
LIFE = ("due", "received", "examined", "adopted", "issued", "follow_up", "followed_up")
REPORTS = st.dictionaries(
    st.integers(1, 9).map(lambda number: f"cat-report-{number}"),
    st.fixed_dictionaries({}, optional=dict.fromkeys(LIFE, EDTF)),
    max_size=4,
)
REVIEWS = st.dictionaries(
    st.integers(1, 4),
    st.fixed_dictionaries({"date": EDTF}, optional={"next": EDTF, "midterm": EDTF}),
    max_size=3,
).map(lambda found: {f"upr{cycle}": {"cycle": cycle, **one} for cycle, one in found.items()})
STORES = st.builds(
    lambda reports, reviews: make_collection(reports=reports, reviews=reviews), REPORTS, REVIEWS
)


def day(text: str) -> date:
    """Return the last day of a date, as --as-of takes it."""
    return edtf.parse(text).last


def found(as_of: str, **tables: Mapping[str, Given]) -> list[Deadline]:
    return deadlines.open_on(make_collection(**tables), day(as_of))


def report(as_of: str, **known: str) -> Deadline:
    (one,) = found(as_of, reports={"cat-report-4": known})
    return one


def standing(as_of: str, **tables: Mapping[str, Given]) -> list[tuple[str, str, str, int | None]]:
    return [(one.what, one.date, one.state, one.days) for one in found(as_of, **tables)]


# --- State reports --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "as_of", "state", "days"),
    [
        ("2001-11-07", "2001-11-06", "due", -1),
        ("2001-11-07", "2001-11-07", "due", 0),
        ("2001-11-07", "2001-11-08", "overdue", 1),
        ("2001-11-07", "2012-01", "overdue", 3737),
        ("2001-11", "2001-11-30", "due", 0),
        ("2001-11", "2001-12-01", "overdue", 1),
        ("2001", "2001-11-07", "due", -54),
        ("2001", "2002-01-02", "overdue", 2),
        ("2001~", "2002-01-02", "overdue", 2),
        ("2001-03/2001-06-15", "2001-06-20", "overdue", 5),
        ("2001-11-07/..", "2012-01", "due", None),
    ],
)
def test_days_count_from_the_last_day_the_due_date_may_mean(
    due: str, as_of: str, state: str, days: int | None
) -> None:
    one = report(as_of, due=due)
    assert (one.date, one.state, one.days) == (due, state, days)


def test_a_due_date_that_later_events_overtook_is_not_projected_back() -> None:
    held = {"due": "2017", "received": "2018-07-13"}
    assert standing("2012-01", reports={"crc-report-5-6": held}) == []
    assert standing("2017-06", reports={"crc-report-5-6": held})[0][2] == "due"


def test_a_report_received_is_pending_until_it_is_examined() -> None:
    known = {"due": "2009", "received": "2010-11", "examined": "2013-11-13"}
    one = report("2012-01", **known)
    assert (one.what, one.date, one.state, one.days) == ("report", "2010-11", "received", None)
    assert found("2013-11-13", reports={"cescr-report-4-6": known}) == []


@pytest.mark.parametrize(
    "known", [{}, {"symbol": "CAT/C/BLR/4"}, {"due": "2008", "examined": "2013-08-20"}]
)
def test_of_a_report_whose_standing_is_unknown_nothing_is_due(known: Given) -> None:
    assert found("2012-01", reports={"cerd-report-18-19": known}) == []


def test_a_deadline_names_its_record_its_mechanism_and_its_sources() -> None:
    known = {"mechanism": "CCPR", "title": "Fifth periodic report", "due": "2001-11-07",
             "sources": ["CCPR/C/BLR/CO/5"]}  # fmt: skip
    (one,) = found("2012-01", reports={"ccpr-report-5": known})
    assert (one.id, one.mechanism, one.title) == ("ccpr-report-5", "CCPR", "Fifth periodic report")
    assert one.sources == [{"ref": "CCPR/C/BLR/CO/5"}]


# --- follow-up ------------------------------------------------------------------------

OBSERVED = {
    "title": "Fourth periodic report",
    "examined": "2011-11-11/2011-11-14",
    "adopted": "2011-11-25",
    "follow_up": "2012-11-25",
    "followed_up": "2013-01-10",
}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2011-11-24", []),
        ("2011-11-25", [("follow-up", "2012-11-25", "due", -366)]),
        ("2012-11-25", [("follow-up", "2012-11-25", "due", 0)]),
        ("2013-01-09", [("follow-up", "2012-11-25", "overdue", 45)]),
        ("2013-01-10", []),
    ],
)
def test_a_follow_up_is_due_from_the_observations_until_it_came(
    as_of: str, expected: list[tuple[str, str, str, int]]
) -> None:
    assert standing(as_of, reports={"cat-report-4": OBSERVED}) == expected


def test_a_follow_up_says_what_it_follows() -> None:
    (one,) = found("2012", reports={"cat-report-4": OBSERVED})
    assert one.title == "Fourth periodic report: follow-up to the observations"


def test_a_follow_up_to_observations_without_a_date_is_due() -> None:
    expected = [("follow-up", "2013", "due", -366)]
    assert standing("2012-12-30", reports={"x": {"follow_up": "2013"}}) == expected


# --- the UPR --------------------------------------------------------------------------

FIRST = {"cycle": 1, "date": "2010-05-12", "midterm": "2012", "next": "2015"}
SECOND = {"cycle": 2, "date": "2015-05-04", "title": "Second review"}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2010-05-11", []),
        (
            "2012-01",
            [("mid-term", "2012", "due", -335), ("review", "2015", "due", -1430)],
        ),
        (
            "2013-01-01",
            [("mid-term", "2012", "overdue", 1), ("review", "2015", "due", -1094)],
        ),
        (
            "2015-05-03",
            [("mid-term", "2012", "overdue", 853), ("review", "2015", "due", -242)],
        ),
        ("2015-05-04", []),
    ],
)
def test_a_review_leaves_two_dates_until_the_next_is_held(
    as_of: str, expected: list[tuple[str, str, str, int]]
) -> None:
    assert standing(as_of, reviews={"upr1": FIRST, "upr2": SECOND}) == expected


def test_the_next_review_is_named_by_its_cycle_and_sourced_by_the_last() -> None:
    known = {**FIRST, "sources": ["A/HRC/30/3"], "midterm": None}
    (one,) = found("2012-01", reviews={"upr1": known})
    assert (one.id, one.title) == ("upr1", "Review of cycle 2")
    assert (one.mechanism, one.sources) == ("UPR", [{"ref": "A/HRC/30/3"}])


def test_a_review_that_was_not_held_in_time_is_overdue() -> None:
    expected = [("mid-term", "2012", "overdue", 1158), ("review", "2015", "overdue", 63)]
    assert standing("2016-03-03", reviews={"upr1": FIRST}) == expected


def test_without_a_date_on_record_nothing_is_computed() -> None:
    assert found("2012", reviews={"upr1": {"cycle": 1, "date": "2010-05-12"}}) == []


@pytest.mark.parametrize("known", [{"date": None}, {"mechanism": "CAT"}])
def test_what_was_not_held_or_is_no_upr_review_leaves_nothing(known: Given) -> None:
    assert found("2012", reviews={"upr1": {**FIRST, **known}}) == []


def test_a_review_known_by_its_adoption_alone_was_held() -> None:
    known = {**FIRST, "date": None, "adopted": "2010-09-23", "midterm": None}
    assert standing("2012", reviews={"upr1": known}) == [("review", "2015", "due", -1095)]


# --- all together ---------------------------------------------------------------------

JANUARY_2012 = {
    "reports": {
        "cescr-report-4-6": {"mechanism": "CESCR", "received": "2010-11", "examined": "2013-11-13"},
        "ccpr-report-5": {"mechanism": "CCPR", "due": "2001-11-07", "received": "2017-03-30"},
        "cat-report-4": {"received": "2009-12", "examined": "2011-11-11"},
        "crc-report-2": {"mechanism": "CRC", "due": "1999", "examined": "2002"},
    },
    "reviews": {"upr1": {**FIRST, "midterm": None}, "upr2": SECOND},
}


def test_what_was_open_in_january_2012() -> None:
    open_then = [(one.id, one.state, one.days) for one in found("2012-01", **JANUARY_2012)]
    assert open_then == [
        ("ccpr-report-5", "overdue", 3737),
        ("cescr-report-4-6", "received", None),
        ("upr1", "due", -1430),
    ]


def test_mechanisms_narrow_what_is_shown() -> None:
    collection = make_collection(**JANUARY_2012)
    asked = frozenset(("UPR", "CESCR"))
    narrowed = deadlines.open_on(collection, day("2012-01"), mechanisms=asked)
    assert [one.mechanism for one in narrowed] == ["CESCR", "UPR"]


@pytest.mark.parametrize(
    ("until", "ids"),
    [
        ("2012-01", ["ccpr-report-5", "cescr-report-4-6"]),
        ("2014-12-31", ["ccpr-report-5", "cescr-report-4-6"]),
        ("2015-01-01", ["ccpr-report-5", "cescr-report-4-6", "upr1"]),
    ],
)
def test_what_falls_due_later_is_left_out(until: str, ids: list[str]) -> None:
    collection = make_collection(**JANUARY_2012)
    narrowed = deadlines.open_on(collection, day("2012-01"), until=day(until))
    assert [one.id for one in narrowed] == ids


@given(STORES, DAYS)
def test_the_overdue_come_first_and_each_part_is_in_the_order_of_dates(
    collection: Collection, as_of: date
) -> None:
    order = [
        (one.state != "overdue", *edtf.sort_key(one.date))
        for one in deadlines.open_on(collection, as_of)
    ]
    assert order == sorted(order)


@given(STORES, DAYS)
def test_days_and_state_say_the_same(collection: Collection, as_of: date) -> None:
    for one in deadlines.open_on(collection, as_of):
        if one.state == "received":
            assert one.days is None
        else:
            assert one.days == (as_of - edtf.parse(one.date).last).days
            assert (one.state == "overdue") is (one.days > 0)


@given(STORES, DAYS)
def test_id_and_what_tell_each_from_all_others(collection: Collection, as_of: date) -> None:
    keys = [(one.id, one.what) for one in deadlines.open_on(collection, as_of)]
    assert len(set(keys)) == len(keys)
    assert {what for _, what in keys} <= {"report", "review", "mid-term", "follow-up"}


@given(STORES, DAYS, DAYS)
def test_looking_less_far_drops_only_what_is_due_later(
    collection: Collection, as_of: date, until: date
) -> None:
    everything = deadlines.open_on(collection, as_of)
    kept = deadlines.open_on(collection, as_of, until=until)
    assert kept == [one for one in everything if edtf.parse(one.date).first <= until]


@given(STORES, DAYS, DAYS)
def test_what_is_due_is_overdue_later_unless_something_happened(
    collection: Collection, one_day: date, other: date
) -> None:
    first, then = sorted((one_day, other))
    before = {(d.id, d.what, d.date) for d in deadlines.open_on(collection, first)
              if d.state == "overdue"}  # fmt: skip
    due_then = {
        (d.id, d.what, d.date) for d in deadlines.open_on(collection, then) if d.state == "due"
    }
    assert before & due_then == set()


# --- how far to look ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "within", "expected"),
    [
        ("2012-01-31", "0d", "2012-01-31"),
        ("2012-01-31", "90d", "2012-04-30"),
        ("2012-01-31", "12w", "2012-04-24"),
        ("2012-01-31", "1m", "2012-02-29"),
        ("2013-01-31", "1m", "2013-02-28"),
        ("2012-01-31", "3m", "2012-04-30"),
        ("2012-01-15", "3m", "2012-04-15"),
        ("2012-11-30", "3m", "2013-02-28"),
        ("2012-12-31", "12m", "2013-12-31"),
        ("2012-02-29", "1y", "2013-02-28"),
        ("2012-02-29", "4y", "2016-02-29"),
        ("2012-01-31", " 1Y ", "2013-01-31"),
        ("2012-01-31", "9000y", "9999-12-31"),
        ("2012-01-31", "999999w", "9999-12-31"),
        ("9999-12-31", "1d", "9999-12-31"),
    ],
)
def test_within_reaches_to_this_day(as_of: str, within: str, expected: str) -> None:
    assert deadlines.horizon(date.fromisoformat(as_of), within).isoformat() == expected


@pytest.mark.parametrize(
    "within", ["", "90", "d", "-1d", "+1d", "1.5y", "1 y", "1y6m", "3q", "١d", "1234567d", "1d\n2"]
)
def test_another_word_for_a_time_is_refused_with_what_would_do(within: str) -> None:
    with pytest.raises(InvalidValue, match="write 90d, 12w, 3m or 1y") as refused:
        deadlines.horizon(date(2012, 1, 31), within)
    assert f'"{within}"' in str(refused.value)


@given(DAYS, st.integers(0, 400))
def test_months_keep_the_day_or_end_with_the_month(start: date, months: int) -> None:
    end = deadlines.horizon(start, f"{months}m")
    assert 12 * (end.year - start.year) + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@given(DAYS, st.integers(0, 100))
def test_a_year_is_twelve_months_and_a_week_seven_days(start: date, number: int) -> None:
    assert deadlines.horizon(start, f"{number}y") == deadlines.horizon(start, f"{12 * number}m")
    assert deadlines.horizon(start, f"{number}w") == deadlines.horizon(start, f"{7 * number}d")


# --- as the record showed it ----------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, True),
        ({"symbol": "CERD/C/BLR/20-23"}, True),
        ({"due": "2018"}, True),
        ({"due": "2018", "examined": "2024-08-20"}, False),
        ({"received": "2012-01-31"}, True),
        ({"received": "2012-02"}, False),
        ({"examined": "2025-02", "issued": "2025-02-24"}, False),
        ({"received": "1999", "examined": "2025-02"}, True),
    ],
)
def test_a_report_was_on_record_once_a_date_of_it_was(known: Given, expected: bool) -> None:
    assert deadlines.is_on_record(make("reports", **known), day("2012-01")) is expected


@given(STORES, DAYS, DAYS)
def test_the_record_only_ever_shows_more(collection: Collection, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    for known in collection.of(deadlines.REPORT).values():
        assert deadlines.is_on_record(known, later) >= deadlines.is_on_record(known, earlier)


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({}, None),
        ({"reports": {"cat-report-6": {"due": "2022-05-18"}}}, None),
        ({"events": {"a": {"date": "2009-12"}, "b": {"date": "1973-11-12"}}}, "1973-11-12"),
        ({"events": {"a": {"date": "2009"}, "b": {"date": "2009-01-01"}}}, "2009-01-01"),
        ({"reports": {"x": {"due": "2001-11-07", "received": "2017-03-30"}}}, "2001-11-07"),
        ({"recommendations": {"upr1-97.4": {}}}, "2010-05-14"),
        ({"claims": {"c": {"date": "2012"}}, "reviews": {"upr1": {"next": "2015"}}}, "2010-05-12"),
    ],
)
def test_the_record_begins_with_its_first_date(tables: Any, expected: str | None) -> None:
    assert deadlines.first_date(make_collection(**tables)) == expected
