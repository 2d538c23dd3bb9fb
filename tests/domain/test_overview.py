"""Each mechanism at a glance, and one treaty body in full, as of a day.

- events, their kinds, the first and the last; reports and which are open; recommendations
- mechanisms in the order of the UN's list; one that nothing is on record about is left out
- as of a day, later events, answers and verdicts are not there
- a treaty body: what binds the State, in order; its reports, the newest first
"""

from __future__ import annotations

from datetime import date

from making import ANSWERED_LATE, TODAY, make_collection, recommendations, verdicts

from belarus_hr.domain.figures import overview
from belarus_hr.domain.figures.counting import Tally
from belarus_hr.domain.figures.overview import FollowUp, Overview
from belarus_hr.domain.reference.mechanisms import MECHANISMS

HELD = make_collection(
    events={
        "cat-2011-11-11-examination": {"date": "2011-11-11/2011-11-14", "kind": "examination"},
        "cat-2009-12-report": {},
        "cat-2018-report": {"date": "2018"},
        "cat-1987-03-13-ratification": {"date": "1987-03-13", "kind": "ratification"},
        "cat-1985-12-19-signature": {"date": "1985-12-19", "kind": "signature"},
        "hrc-2007": {"date": "2007-06-18", "mechanism": "HRC", "kind": "resolution"},
    },
    reports={
        "cat-report-4": {"received": "2009-12", "examined": "2011-11-11"},
        "cat-report-6": {"ordinal": "6", "due": "2022-05-18"},
        "cat-report-x": {"ordinal": None, "title": "Undated"},
        "cat-report-5": {"ordinal": "5", "received": "2017", "examined": "2018-04"},
    },
    recommendations={
        **recommendations("97.4", "97.5"),
        **recommendations("98.21", responses=ANSWERED_LATE),
    },
    assessments=verdicts(
        ("97.4", "self", "implemented", "2014"), ("97.5", "civil-society", "implemented", "2014")
    ),
)


def of(code: str, as_of: date = TODAY) -> Overview:
    (found,) = overview.overviews(HELD, [code], as_of)
    return found


def test_a_mechanism_at_a_glance() -> None:
    assert of("CAT") == Overview(
        mechanism=MECHANISMS["CAT"],
        events=5,
        first="1985-12-19",
        last="2018",
        kinds={"report": 2, "signature": 1, "ratification": 1, "examination": 1},
        reports=4,
        open_reports=("cat-report-6",),
        made=0,
        supported=0,
        tallies={name: Tally(name, 0, 0, 0, 0, "supported") for name in ("self", "civil-society")},
        follow_up=FollowUp(0, {}),
        asked={},
    )


def test_recommendations_count_as_supported_and_as_implemented_by_self() -> None:
    upr = of("UPR")
    assert (upr.made, upr.supported, upr.share.numerator) == (3, 3, 1)
    assert str(upr.share) == "1/3 supported (33.3 %)"


def test_as_of_a_day_what_came_later_is_not_there() -> None:
    day = date(2010, 6, 1)
    assert (of("UPR", day).supported, of("UPR", day).share.numerator) == (2, 0)
    assert (of("CAT", day).events, of("CAT", day).last) == (3, "2009-12")
    assert of("CAT", date(2009, 12, 1)).events == 3
    assert of("CAT", date(2009, 11, 30)).events == 2
    assert of("CAT", day).open_reports == ("cat-report-4", "cat-report-6")


def test_mechanisms_come_in_the_order_of_the_list_and_empty_ones_not_at_all() -> None:
    found = overview.overviews(HELD, ["CAT", "CERD", "HRC", "UPR"], TODAY)
    assert [one.mechanism.code for one in found] == ["UPR", "HRC", "CAT"]


def test_a_treaty_body_tells_what_binds_in_order() -> None:
    body = overview.mechanism_record(HELD, "CAT", TODAY)
    assert [id_ for id_, _ in body.bound] == [
        "cat-1985-12-19-signature",
        "cat-1987-03-13-ratification",
    ]


def test_a_treaty_body_shows_its_newest_reports_first_and_undated_ones_last() -> None:
    body = overview.mechanism_record(HELD, "CAT", TODAY)
    assert [id_ for id_, _ in body.reports] == [
        "cat-report-6",
        "cat-report-5",
        "cat-report-4",
        "cat-report-x",
    ]


def test_a_report_stands_by_what_became_of_it_and_not_by_its_due_date() -> None:
    late = {"ordinal": "5", "due": "2004", "received": "2017", "examined": "2018-04"}
    held = make_collection(reports={"late": late, "in-time": {"examined": "2011"}})
    body = overview.mechanism_record(held, "CAT", TODAY)
    assert [id_ for id_, _ in body.reports] == ["late", "in-time"]
