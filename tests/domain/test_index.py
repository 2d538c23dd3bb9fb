"""UPR Info's mid-term index.

- none 0, partly 0.5, full 1; the mean of all assessors; State full and NGO partly is 0.75: full
- the bands meet: a mean between two of the printed ones has the lower of them
- nobody's word: not assessed
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import TODAY, make_collection, recommendations, verdicts

from belarus_hr.domain.figures import upr_info_index
from belarus_hr.domain.figures.counting import CountingMethod, units
from belarus_hr.domain.records.kinds import RECOMMENDATION
from belarus_hr.domain.reference.vocabulary import STATUSES

YES, HALF, NO = "implemented", "partly", "not-implemented"


@pytest.mark.parametrize(
    ("statuses", "found"),
    [
        ([], "not-assessed"),
        ([YES], YES),
        ([HALF], HALF),
        ([NO], NO),
        ([YES, HALF], YES),  # 0.75
        ([YES, NO], HALF),  # 0.5
        ([HALF, NO], NO),  # 0.25
        ([YES, NO, NO], HALF),  # 0.333…
        ([YES, YES, NO], YES),  # 0.666…
        ([HALF] * 13 + [NO] * 7, NO),  # 0.325, between the printed bands
        ([YES] * 13 + [NO] * 7, HALF),  # 0.65
        ([YES] * 131 + [NO] * 69, HALF),  # 0.655, between the printed bands
        ([YES] * 33 + [NO] * 17, YES),  # 0.66
    ],
)
def test_the_band_of_a_mean(statuses: list[str], found: str) -> None:
    assert upr_info_index.band(statuses) == found


@given(st.lists(st.sampled_from(STATUSES), min_size=1), st.randoms())
def test_the_order_of_assessors_does_not_matter(statuses: list[str], random: object) -> None:
    shuffled = sorted(statuses, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert upr_info_index.band(shuffled) == upr_info_index.band(statuses)


def test_it_counts_the_bands_of_the_base() -> None:
    found = verdicts(
        ("97.4", "government", YES, "2012"),
        ("97.4", "un", HALF, "2014"),
        ("97.5", "un", NO, "2014"),
    )
    asked = recommendations("97.4", "97.5", "97.6")
    held = make_collection(recommendations=asked, assessments=found)
    way = CountingMethod(TODAY, base="all")
    tally = upr_info_index.index_tally(held, units(held, held.of(RECOMMENDATION).items(), way), way)
    assert (tally.implemented, tally.partly, tally.not_implemented, tally.not_assessed) == (
        1,
        0,
        1,
        1,
    )
