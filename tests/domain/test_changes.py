"""What changed between two days.

- between May and October 2010 the 38 answers of September, from pending to what they are
- a verdict says what stood before it, of the same assessor
- the entries of two spans that meet are those of the whole: none twice, none lost
- what the entries say leads from the one day's figures to the other's
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from making import TODAY, make_collection, recommendations, verdicts

from belarus_hr.domain.collection import Collection
from belarus_hr.domain.figures.changes_between import between
from belarus_hr.domain.figures.counting import CountingMethod, count_answers
from belarus_hr.domain.records.kinds import RECOMMENDATION

MAY, OCTOBER = date(2010, 5, 31), date(2010, 10, 1)
DAYS = st.dates(date(2009, 1, 1), date(2017, 1, 1))


def test_the_answers_of_september(shipped: Collection) -> None:
    found = [e for e in between(shipped, MAY, OCTOBER, 1) if e.what == "response"]
    assert Counter((e.before, e.after) for e in found) == {
        ("pending", "supported"): 18,
        ("pending", "partly-supported"): 1,
        ("pending", "noted"): 19,
    }
    assert {e.date for e in found} == {"2010-09-23"}
    assert all(e.sources for e in found)


def test_they_lead_from_the_figures_of_the_one_day_to_those_of_the_other(
    shipped: Collection,
) -> None:
    found = [e.after for e in between(shipped, MAY, OCTOBER, 1) if e.what == "response"]
    asked = shipped.of(RECOMMENDATION).items()
    before, after = (count_answers(shipped, asked, CountingMethod(day)) for day in (MAY, OCTOBER))
    assert (before.supported, after.supported) == (55, 74)
    assert 55 + sum(word != "noted" for word in found) == 74


def test_a_verdict_says_what_the_assessor_found_before() -> None:
    held = make_collection(
        recommendations=recommendations("97.4"),
        assessments=verdicts(
            ("97.4", "un", "partly", "2012"),
            ("97.4", "government", "implemented", "2013"),
            ("97.4", "un", "implemented", "2014"),
        ),
    )
    found = [(e.by, e.before, e.after) for e in between(held, MAY, TODAY, None) if e.by]
    assert found == [
        ("un", "not-assessed", "partly"),
        ("government", "not-assessed", "implemented"),
        ("un", "partly", "implemented"),
    ]


@given(st.tuples(DAYS, DAYS, DAYS).map(sorted))
def test_two_spans_that_meet_make_the_whole(shipped: Collection, days: list[date]) -> None:
    first, middle, last = days
    parts = between(shipped, first, middle, None) + between(shipped, middle, last, None)
    assert parts == between(shipped, first, last, None)
