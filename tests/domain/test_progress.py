"""How much of what was supported is carried out, according to whom.

- a share has its numerator, its denominator and the denominator's name: 3/74 supported (4.1 %)
- a tally holds one assessor's verdicts on the supported ones alone; partly is not carried out
- supported in part and supported as done already count as supported; noted and pending do not
- as of a day: answers, verdicts, claims, reviews and reported counts that came later are not there
- a cycle of which fewer are on record is reported by others, or unknown; nothing is made up
- claims stand in the order of their days, with what the record shows of each thing they count
- groups: one recommendation may be in several; one in none is not lost
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import (
    ANSWERED_LATE,
    TODAY,
    cycles,
    make,
    make_collection,
    recommendations,
    tally,
    verdicts,
)

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures import counting, upr_progress
from belarus_hr.domain.figures.counting import Answers, CountingMethod, Share, Tally
from belarus_hr.domain.figures.upr_progress import CycleProgress
from belarus_hr.domain.reference.vocabulary import RESPONSES, STATUSES

MAY = date(2010, 5, 31)
PARAGRAPHS = ("97.1", "97.2", "97.3", "97.4")

ASSESSORS = ("self", "government", "civil-society")
DAYS = st.dates(date(2009, 1, 1), date(2025, 12, 31))
VERDICTS = st.lists(
    st.tuples(
        st.sampled_from(PARAGRAPHS),
        st.sampled_from(ASSESSORS),
        st.sampled_from(STATUSES),
        DAYS.map(date.isoformat),
    )
)
RECOMMENDATIONS = st.lists(st.tuples(st.sampled_from(RESPONSES), DAYS), max_size=4).map(
    lambda answers: {
        f"upr1-{number}": {
            "paragraph": number,
            "responses": [{"response": response, "date": day.isoformat()}],
        }
        for number, (response, day) in zip(PARAGRAPHS, answers, strict=False)
    }
)


def one_cycle(collection: Collection, as_of: date = TODAY, **asked: Any) -> CycleProgress:
    (found,) = cycles(collection, as_of, **asked)
    return found


def tallies(cycle: CycleProgress) -> dict[str, tuple[int, int, int, int]]:
    return {
        t.assessor: (t.implemented, t.partly, t.not_implemented, t.not_assessed)
        for t in cycle.tallies.values()
    }


# --- shares -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (3, 74, "3/74 supported (4.1 %)"),
        (0, 74, "0/74 supported (0.0 %)"),
        (74, 74, "74/74 supported (100.0 %)"),
        (1, 3, "1/3 supported (33.3 %)"),
        (0, 0, "0/0 supported (none to count)"),
    ],
)
def test_a_share_names_its_denominator(numerator: int, denominator: int, shown: str) -> None:
    share = Share(numerator, denominator, "supported")
    assert str(share) == shown
    assert (share.percent is None) is (denominator == 0)


def test_partly_is_in_the_denominator_alone() -> None:
    assert Tally("self", 2, 24, 226, 14, "supported").share == Share(2, 266, "supported", 252)


# --- tallies ------------------------------------------------------------------


def test_verdicts_of_different_assessors_are_never_mixed() -> None:
    held = make_collection(
        recommendations=recommendations(*PARAGRAPHS),
        assessments=verdicts(
            ("97.1", "government", "implemented", "2012"),
            ("97.2", "government", "implemented", "2012"),
            ("97.1", "civil-society", "not-implemented", "2014"),
            ("97.3", "self", "partly", "2014"),
        ),
    )
    assert tallies(one_cycle(held)) == {
        "self": (0, 1, 0, 3),
        "government": (2, 0, 0, 2),
        "civil-society": (0, 0, 1, 3),
    }


@pytest.mark.parametrize(
    ("response", "counted"),
    [
        ("supported", 1),
        ("supported-implemented", 1),
        ("partly-supported", 1),
        ("noted", 0),
        ("pending", 0),
    ],
)
def test_only_the_supported_are_in_the_base(response: str, counted: int) -> None:
    held = make_collection(
        recommendations=recommendations("97.1", responses=[{"response": response}]),
        assessments=verdicts(("97.1", "self", "implemented", "2014")),
    )
    cycle = one_cycle(held)
    assert cycle.answers.supported == counted
    assert [tally.share for tally in cycle.tallies.values()] == [
        Share(counted, counted, "supported", counted)
    ]


@given(RECOMMENDATIONS, VERDICTS, DAYS)
def test_a_tally_sums_up_to_its_base(
    asked: dict[str, Any], found: list[tuple[str, str, str, str]], day: date
) -> None:
    held = make_collection(recommendations=asked, assessments=verdicts(*found))
    for cycle in cycles(held, day, group_by="response"):
        for part in (cycle, *cycle.groups):
            sums = {sum(counts) for counts in tallies(part).values()}
            assert sums == {part.answers.supported}
            assert {tally.share.denominator for tally in part.tallies.values()} == sums


# --- as of a day --------------------------------------------------------------


def test_pending_in_may_is_supported_in_september() -> None:
    held = make_collection(
        recommendations={
            **recommendations("97.1"),
            **recommendations("98.21", responses=ANSWERED_LATE),
        }
    )
    assert one_cycle(held, MAY).answers == Answers(2, 1, 0, 0, 1)
    assert one_cycle(held, date(2010, 9, 23)).answers == Answers(2, 2, 0, 0, 0)
    assert cycles(held, date(2010, 5, 13)) == []


def assessed(tally: Tally) -> int:
    return tally.share.denominator - tally.not_assessed


@given(RECOMMENDATIONS, VERDICTS, DAYS, st.integers(0, 4000))
def test_with_time_entries_are_only_added(
    asked: dict[str, Any], found: list[tuple[str, str, str, str]], day: date, later: int
) -> None:
    held = make_collection(recommendations=asked, assessments=verdicts(*found))
    entries = [
        (f"upr1-{number}", make("recommendations", **given)) for number, given in asked.items()
    ]
    for assessor in ASSESSORS:
        before = tally(held, entries, assessor, CountingMethod(day, base="all"))
        after = tally(held, entries, assessor, CountingMethod(day + timedelta(later), base="all"))
        assert assessed(after) >= assessed(before)
    made, made_later = (
        counting.count_answers(held, entries, CountingMethod(by)).made or 0
        for by in (day, day + timedelta(later))
    )
    assert made <= made_later


# --- cycles -------------------------------------------------------------------

REPORTED = [
    {"made": 259, "supported": 168, "date": "2015-09", "ref": "A/HRC/30/3"},
    {"made": 259, "supported": 152, "by": "un", "ref": "UPR Info"},
]


def test_a_cycle_without_recommendations_is_reported_by_others() -> None:
    held = make_collection(reviews={"upr2": {"cycle": 2, "reported": REPORTED}})
    cycle = one_cycle(held)
    assert cycle.counted == "reported"
    assert cycle.answers == Answers(made=259, supported=168)
    assert [count["supported"] for count in cycle.reported] == [168, 152]
    assert tallies(cycle) == {"self": (0, 0, 0, 0)}


@pytest.mark.parametrize(("made", "counted"), [(1, "recommendations"), (3, "reported")])
def test_recommendations_are_counted_unless_more_are_reported(made: int, counted: str) -> None:
    held = make_collection(
        reviews={"upr1": {"reported": [{"made": made, "ref": "A/HRC/15/16"}]}},
        recommendations=recommendations("97.1", "97.2"),
    )
    cycle = one_cycle(held)
    assert (cycle.counted, cycle.answers.made) == (counted, max(made, 2))
    assert (cycle.on_record, tallies(cycle)) == (2, {"self": (0, 0, 0, 2)})


def test_a_count_reported_later_is_not_there_yet() -> None:
    held = make_collection(reviews={"upr2": {"cycle": 2, "reported": REPORTED[:1]}})
    cycle = one_cycle(held, date(2015, 8, 31))
    assert (cycle.counted, cycle.answers, cycle.reported) == (None, Answers(), ())


def test_a_cycle_of_which_nobody_counts_is_unknown() -> None:
    cycle = one_cycle(make_collection(reviews={"upr4": {"cycle": 4}}))
    assert (cycle.counted, cycle.answers) == (None, Answers(None, None, None, None, None))


def test_cycles_come_in_order_and_one_can_be_asked_for() -> None:
    held = make_collection(
        reviews={f"upr{number}": {"cycle": number} for number in (3, 1, 2)},
        recommendations={"upr10-1": {"cycle": 10}},
    )
    assert [cycle.cycle for cycle in cycles(held, TODAY)] == [1, 2, 3, 10]
    assert one_cycle(held, cycle=2).cycle == 2
    assert cycles(held, TODAY, cycle=9) == []


def test_a_review_that_lies_ahead_is_not_there_yet() -> None:
    held = make_collection(reviews={"upr1": {}, "upr2": {"cycle": 2, "date": "2015-05-04"}})
    assert [cycle.cycle for cycle in cycles(held, MAY)] == [1]


def test_what_is_of_the_day_itself_is_there() -> None:
    reported = {"made": 93, "date": "2010-05-12", "ref": "A/HRC/15/16"}
    held = make_collection(
        reviews={"upr1": {"date": "2010-05-12", "reported": [reported]}},
        claims={"of-that-day": {"date": "2010-05-12"}},
    )
    cycle = one_cycle(held, date(2010, 5, 12))
    assert (cycle.counted, [id_ for id_, _ in cycle.claims]) == ("reported", ["of-that-day"])


def test_what_another_mechanism_holds_is_no_part_of_the_upr() -> None:
    held = make_collection(
        reviews={"upr1": {}, "cat-2018": {"mechanism": "CAT", "cycle": 5}},
        recommendations={"cat-7": {"mechanism": "CAT", "cycle": 1}},
        claims={"cat-claim": {"mechanism": "CAT"}},
    )
    cycle = one_cycle(held)
    assert (cycle.cycle, cycle.counted, cycle.claims) == (1, None, ())


def test_how_sure_the_supported_are_is_counted() -> None:
    held = make_collection(
        recommendations={
            **recommendations("97.1", "97.2", confidence="un-document"),
            **recommendations("97.3"),
            **recommendations("98.1", confidence="contradicted", responses=[{"response": "noted"}]),
        }
    )
    assert one_cycle(held).confidence == {"un-document": 2, "not stated": 1}


# --- claims -------------------------------------------------------------------


def test_claims_stand_in_the_order_of_their_days() -> None:
    held = make_collection(
        reviews={"upr1": {}},
        claims={
            "later": {"date": "2014"},
            "of-another-cycle": {"cycle": 2},
            "to-come": {"date": "2031"},
            "earlier": {"date": "2012-01"},
        },
    )
    assert [id_ for id_, _ in one_cycle(held).claims] == ["earlier", "later"]


def beside(found: list[tuple[str, str, str, str]], **claimed: Any) -> dict[str, str]:
    """Return what stands beside a claim on four supported recommendations."""
    held = make_collection(
        recommendations={**recommendations(*PARAGRAPHS), "upr3-1": {"cycle": 3, "paragraph": "1"}},
        assessments=verdicts(*found),
    )
    return upr_progress.beside(make("claims", **claimed), one_cycle(held, cycle=1))


def test_beside_what_a_claim_counts_stands_what_the_record_shows() -> None:
    shown = beside([], numbers={"made": 5, "supported": 5})
    assert shown == {"made": "4 made", "supported": "4 supported"}


def test_beside_a_claim_of_implementation_stand_the_claimants_own_verdicts() -> None:
    found = [("97.1", "government", "implemented", "2012"), ("97.1", "self", "partly", "2014")]
    shown = beside(found, percent={"implemented": 70})
    assert shown == {
        "implemented": "implemented according to government: 1/4 supported (25.0 %), 1 assessed"
    }


def test_beside_the_claim_of_one_without_verdicts_stand_those_of_self() -> None:
    shown = beside([("97.1", "self", "implemented", "2014")], numbers={"not_implemented": 226})
    assert shown == {
        "implemented": "implemented according to self: 1/4 supported (25.0 %), 1 assessed"
    }


def test_verdicts_on_another_cycle_are_none_on_this_one() -> None:
    held = make_collection(
        recommendations={**recommendations(*PARAGRAPHS), "upr3-1": {"cycle": 3}},
        assessments={"one": {"recommendation": "upr3-1", "assessor": "civil-society"}},
    )
    claim = make("claims", by="civil-society", percent={"implemented": 0})
    shown = upr_progress.beside(claim, one_cycle(held, cycle=1))
    assert shown == {"implemented": "implemented according to self: nothing assessed"}


def test_beside_a_claim_on_a_reported_cycle_stands_that_it_is_reported() -> None:
    held = make_collection(reviews={"upr2": {"cycle": 2, "reported": REPORTED}})
    claim = make("claims", numbers={"supported": 160, "noted": 99})
    assert upr_progress.beside(claim, one_cycle(held)) == {"supported": "168 supported (reported)"}


# --- groups -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group_by", "groups"),
    [
        (None, {}),
        ("theme", {"Torture": 2, "(none)": 1, "Women": 1}),
        ("state", {"Chile": 2, "(none)": 1, "Norway": 1}),
        ("action", {"5": 2, "2": 1, "(none)": 1}),
        ("response", {"supported": 2, "noted": 1}),
        ("group", {"(none)": 2, "Detainees": 1}),
    ],
)
def test_recommendations_are_grouped(group_by: str | None, groups: dict[str, int]) -> None:
    chile, norway = {"by": "Chile", "action": 5}, {"by": "Norway", "action": 2}
    held = make_collection(
        recommendations={
            **recommendations("97.1", themes=["Torture"], items=[chile], groups=["Detainees"]),
            **recommendations("97.2", themes=["Torture", "Women"], items=[norway, chile, chile]),
            **recommendations("98.1", responses=[{"response": "noted"}]),
        }
    )
    found = one_cycle(held, group_by=group_by).groups
    assert [(group.name, group.answers.made) for group in found] == list(groups.items())


def test_a_group_has_a_tally_for_each_assessor_on_its_supported() -> None:
    held = make_collection(
        recommendations={
            **recommendations("97.1", "97.2", themes=["Torture"]),
            **recommendations("98.1", themes=["Torture"], responses=[{"response": "noted"}]),
        },
        assessments=verdicts(
            ("97.1", "self", "implemented", "2014"), ("98.1", "un", "implemented", "2014")
        ),
    )
    (group,) = one_cycle(held, group_by="theme").groups
    assert group.answers == Answers(3, 2, 0, 1, 0)
    assert [str(tally.share) for tally in group.tallies.values()] == [
        "1/2 supported (50.0 %)",
        "nothing assessed of 2 supported",
    ]
