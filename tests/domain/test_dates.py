"""Dates as precise as known and no more (EDTF).

- a year, a month, a day, an interval, one without an end, an approximate one: the days it may mean
- what is not written so, no day of the calendar, or ends before it starts is refused, by its words
- a window holds every event that may lie in it: one known by its month is not lost
- dates order by their first day, then by their last; no date comes last
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text import edtf

DAYS = st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 1, 1))
SINGLE = st.builds(
    lambda day, length, tilde: day.isoformat()[:length] + tilde,
    DAYS,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~"]),
)
INTERVAL = st.tuples(SINGLE, SINGLE).map(lambda pair: "/".join(sorted(pair, key=edtf.sort_key)))
EDTF = st.one_of(SINGLE, INTERVAL, SINGLE.map(lambda text: f"{text}/.."))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009", "2009-01-01", "2009-12-31"),
        ("2009-11", "2009-11-01", "2009-11-30"),
        ("2009-12", "2009-12-01", "2009-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2009-11-13", "2009-11-13", "2009-11-13"),
        ("2009-05-18/2009-05-24", "2009-05-18", "2009-05-24"),
        ("2010/2011", "2010-01-01", "2011-12-31"),
        ("2010/2010-05", "2010-01-01", "2010-05-31"),
        ("2024-11-01/..", "2024-11-01", "9999-12-31"),
    ],
)
def test_a_date_means_these_days(text: str, first: str, last: str) -> None:
    assert edtf.parse(text) == (date.fromisoformat(first), date.fromisoformat(last), False)


@pytest.mark.parametrize("text", ["2010~", "2009-11~", "2010~/2011", "2010/2011~", "2010~/.."])
def test_a_tilde_means_approximate_and_moves_no_day(text: str) -> None:
    assert edtf.parse(text) == edtf.parse(text.replace("~", ""))._replace(approximate=True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "09", "2009-1", "13.11.2009", "2009-11-13T10:00", "-2009", "2009-XX"),
        *("~2009", "2009 ~", "2009?", "..", "../2009", "2009/", "2009/11", "2009/2010/2011"),
        *("٢٠٠٩", "2009\n"),
    ],
)
def test_what_is_not_written_so_is_refused_with_the_ways_to_write_it(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"write 2009, 2009-11, 2009-11-13"):
        edtf.parse(text)


@pytest.mark.parametrize("text", ["2009-13", "2009-00", "2009-02-29", "2009-11-31", "0000"])
def test_no_day_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match=f'^date "{text}" is not a day of the calendar$'):
        edtf.parse(text)


@pytest.mark.parametrize("text", ["2011/2010", "2009-05-24/2009-05-18", "2010-06/2010-05-31"])
def test_an_interval_that_ends_before_it_starts_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match=f'^date "{text}" ends before it starts$'):
        edtf.parse(text)


def test_a_date_is_kept_as_written_without_space_around_it() -> None:
    assert edtf.check_date(" 2009-11~ ") == "2009-11~"


# --- windows ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "since", "until", "inside"),
    [
        ("2009-11", "2009-11", "2010", True),
        ("2009-11", "2009-11-13", None, True),
        ("2009", "2009-11", None, True),
        ("2009-10", "2009-11", None, False),
        ("2010-12-31", None, "2010", True),
        ("2011", None, "2010", False),
        ("2009-05-18/2009-05-24", "2009-05-24", "2009-05-24", True),
        ("2009-05-18/2009-05-24", "2009-05-25", None, False),
        ("2024-11-01/..", "2030", None, True),
        ("2024-11-01/..", None, "2024-10", False),
        ("2010~", "2010-06", "2010-06", True),
    ],
)
def test_a_window_holds_what_may_lie_in_it(
    event: str, since: str | None, until: str | None, inside: bool
) -> None:
    window = edtf.window(since, until)
    assert window is not None
    assert edtf.parse(event).overlaps(window) is inside


def test_without_bounds_there_is_no_window() -> None:
    assert edtf.window(None, None) is None


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r'^"2009" is before "2010-01"$'):
        edtf.window("2010-01", "2009")


@given(EDTF)
def test_an_event_is_found_by_its_own_date(text: str) -> None:
    window = edtf.window(text, text)
    assert window is not None
    assert edtf.parse(text).overlaps(window)


# --- order --------------------------------------------------------------------


def test_dates_order_by_first_day_then_by_last_and_none_comes_last() -> None:
    ordered = ["2009-11-13", "2009-12", "2010-01-01", "2010-01", "2010~", "2010/2011", "2010-05"]
    assert sorted([None, *reversed(ordered)], key=edtf.sort_key) == [*ordered, None]
